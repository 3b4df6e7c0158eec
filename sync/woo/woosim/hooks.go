package woosim

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// hook is a webhook with what REST never tells.
type hook struct {
	Fields   object `json:"fields"`
	Secret   string `json:"secret"`
	Failures int    `json:"failures"`
}

func (h *hook) id() int64      { id, _ := h.Fields["id"].(int64); return id }
func (h *hook) topic() string  { return text(h.Fields["topic"]) }
func (h *hook) active() bool   { return h.Fields["status"] == "active" }
func (h *hook) target() string { return text(h.Fields["delivery_url"]) }

func validTopic(topic string) bool {
	resource, event, found := strings.Cut(topic, ".")
	if !found || event == "" {
		return false
	}
	if resource == "action" {
		return strings.HasPrefix(event, "woocommerce_") || strings.HasPrefix(event, "wc_")
	}
	return slices.Contains([]string{"order", "product", "customer", "coupon"}, resource) &&
		slices.Contains([]string{"created", "updated", "deleted", "restored"}, event)
}

func (s *Shop) createHook(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	topic, target := text(body["topic"]), text(body["delivery_url"])
	if !validTopic(topic) {
		refuse(w, http.StatusBadRequest, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.")
		return
	}
	if !validURL(target) {
		refuse(w, http.StatusBadRequest, "woocommerce_rest_shop_webhook_invalid_delivery_url",
			"Webhook delivery URL must be a valid URL starting with http:// or https://.")
		return
	}
	h := &hook{Fields: s.fresh("webhook"), Secret: text(body["secret"])}
	id := s.id()
	resource, event, _ := strings.Cut(topic, ".")
	f := h.Fields
	// Whatever status was asked for, a new hook is active.
	f["id"], f["name"], f["status"], f["topic"], f["resource"], f["event"], f["delivery_url"] = id, text(body["name"]), "active", topic, resource, event, target
	f["hooks"] = []any{}
	s.stamp(f, "date_created", time.Now())
	f["date_modified"], f["date_modified_gmt"] = nil, nil
	f["_links"] = s.links("webhooks", id)
	s.hooks[id] = h
	s.dirty = true
	s.ping(h)
	answer(w, http.StatusCreated, f)
}

func validURL(target string) bool {
	u, err := url.Parse(target)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// ping sends the unsigned form synchronously; its failure changes nothing.
func (s *Shop) ping(h *hook) {
	id, target := h.id(), h.target()
	s.mu.Unlock()
	defer s.mu.Lock()
	form := url.Values{"webhook_id": {strconv.FormatInt(id, 10)}}
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, target, strings.NewReader(form.Encode()))
	if err != nil {
		return
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if response, err := s.opts.Client.Do(request); err == nil {
		_ = response.Body.Close()
	}
}

func (s *Shop) listHooks(w http.ResponseWriter, r *http.Request) {
	var all []object
	for _, id := range slices.Sorted(mapKeys(s.hooks)) {
		all = append(all, s.hooks[id].Fields)
	}
	s.page(w, r, all, "id")
}

func (s *Shop) hookOf(w http.ResponseWriter, r *http.Request) *hook {
	h := s.hooks[pathID(r, "id")]
	if h == nil {
		refuse(w, http.StatusNotFound, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.")
	}
	return h
}

func (s *Shop) readHook(w http.ResponseWriter, r *http.Request) {
	if h := s.hookOf(w, r); h != nil {
		answer(w, http.StatusOK, h.Fields)
	}
}

func (s *Shop) updateHook(w http.ResponseWriter, r *http.Request) {
	h := s.hookOf(w, r)
	if h == nil {
		return
	}
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	moved := text(body["delivery_url"]) != "" && text(body["delivery_url"]) != h.target()
	for _, field := range []string{"name", "status", "delivery_url"} {
		if value := text(body[field]); value != "" {
			h.Fields[field] = value
		}
	}
	if secret := text(body["secret"]); secret != "" {
		h.Secret = secret
	}
	// Switching on again leaves the count: one more failure disables it again.
	s.stamp(h.Fields, "date_modified", time.Now())
	s.dirty = true
	if moved {
		s.ping(h)
	}
	answer(w, http.StatusOK, h.Fields)
}

func (s *Shop) deleteHook(w http.ResponseWriter, r *http.Request) {
	h := s.hookOf(w, r)
	if h == nil {
		return
	}
	if r.URL.Query().Get("force") != "true" {
		refuse(w, http.StatusNotImplemented, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.")
		return
	}
	delete(s.hooks, h.id())
	s.dirty = true
	answer(w, http.StatusOK, h.Fields)
}

// AddHook makes a webhook without a ping, for tests and the demo.
func (s *Shop) AddHook(topic, target, secret string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := &hook{Fields: s.fresh("webhook"), Secret: secret}
	id := s.id()
	h.Fields["id"], h.Fields["name"], h.Fields["status"], h.Fields["topic"], h.Fields["delivery_url"] = id, topic, "active", topic, target
	s.hooks[id] = h
	s.dirty = true
	return id
}

// HookStatus tells a hook's status, and how often in a row it failed.
func (s *Shop) HookStatus(id int64) (status string, failures int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[id]
	if h == nil {
		return "", 0
	}
	return text(h.Fields["status"]), h.Failures
}

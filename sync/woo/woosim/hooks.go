package woosim

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// hook is a webhook with what REST never tells.
type hook struct {
	ID       int64  `json:"id"`
	Fields   object `json:"fields"`
	Secret   string `json:"secret"`
	Failures int    `json:"failures"`
	// Unanswered: no ping was answered with 200 yet.
	Unanswered bool `json:"unanswered"`
}

func (h *hook) topic() string  { return text(h.Fields["topic"]) }
func (h *hook) active() bool   { return h.Fields["status"] == "active" }
func (h *hook) target() string { return text(h.Fields["delivery_url"]) }

// causes are WordPress's names of what a topic waits for.
var causes = map[string][]string{
	"order.created":    {"woocommerce_new_order"},
	"order.updated":    {"woocommerce_update_order", "woocommerce_order_refunded"},
	"order.deleted":    {"wp_trash_post", "woocommerce_trash_order"},
	"order.restored":   {"untrashed_post", "woocommerce_untrash_order"},
	"product.created":  {"woocommerce_process_product_meta", "woocommerce_new_product", "woocommerce_new_product_variation"},
	"product.updated":  {"woocommerce_process_product_meta", "woocommerce_update_product", "woocommerce_update_product_variation"},
	"product.deleted":  {"wp_trash_post"},
	"product.restored": {"untrashed_post"},
}

func causesOf(topic string) []string {
	if action, isAction := strings.CutPrefix(topic, "action."); isAction {
		return []string{action}
	}
	return causes[topic]
}

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

func validURL(target string) bool {
	u, err := url.Parse(target)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

var (
	invalidTopic = refuse(http.StatusBadRequest, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.")
	invalidURL   = refuse(http.StatusBadRequest, "woocommerce_rest_shop_webhook_invalid_delivery_url",
		"Webhook delivery URL must be a valid URL starting with http:// or https://.")
)

// createHook makes a hook, which is active whatever status was asked for, and
// pings it before it answers.
func (s *Shop) createHook(c call) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	topic, target := text(body["topic"]), text(body["delivery_url"])
	if !validTopic(topic) {
		return invalidTopic
	}
	if !validURL(target) {
		return invalidURL
	}
	secret := either(text(body["secret"]), rand.Text()) // One nobody will ever read.
	h := s.newHook(either(text(body["name"]), "Webhook created on "+time.Now().Format(timeLayout)), topic, target, secret)
	h.Unanswered = true
	s.keepHook(h)
	answer := s.created(fmt.Sprintf("webhooks/%d", h.ID), h.Fields)
	answer.before = func() { s.ping(context.WithoutCancel(c.Context()), h.ID) }
	return answer
}

func (s *Shop) newHook(name, topic, target, secret string) *hook {
	h := &hook{ID: s.id(), Fields: s.fresh("webhook"), Secret: secret}
	resource, event, _ := strings.Cut(topic, ".")
	f := h.Fields
	f["id"], f["name"], f["status"], f["topic"], f["resource"], f["event"], f["delivery_url"] = h.ID, name, "active", topic, resource, event, target
	hooks := []any{}
	for _, cause := range causesOf(topic) {
		hooks = append(hooks, cause)
	}
	f["hooks"] = hooks
	s.stamp(f, "date_created", time.Now())
	f["date_modified"], f["date_modified_gmt"] = nil, nil
	f["_links"] = s.links("webhooks", h.ID)
	s.hooks[h.ID] = h
	return h
}

func (s *Shop) keepHook(h *hook) { s.write("hook", h.ID, h) }

func (s *Shop) listHooks(c call) reply {
	var rows []row
	status := c.query.Get("status")
	for _, id := range sortedIDs(s.hooks) {
		h := s.hooks[id]
		if status == "" || status == "all" || status == h.Fields["status"] {
			rows = append(rows, row{id: id, created: gmt(text(h.Fields["date_created_gmt"])), show: func() any { return h.Fields }})
		}
	}
	return s.page(c, rows, true)
}

func unknownHook(status int) reply {
	return refuse(status, "woocommerce_rest_shop_webhook_invalid_id", "ID is invalid.")
}

func (s *Shop) readHook(c call) reply {
	h := s.hooks[c.id("id")]
	if h == nil {
		return unknownHook(http.StatusNotFound)
	}
	return ok(h.Fields)
}

// updateHook changes a hook. Switching it on again leaves the count of
// failures: one more disables it again. Another URL is pinged.
func (s *Shop) updateHook(c call) reply {
	h := s.hooks[c.id("id")]
	if h == nil {
		return unknownHook(http.StatusBadRequest)
	}
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	target, topic, status := text(body["delivery_url"]), text(body["topic"]), text(body["status"])
	allowed := []string{"active", "paused", "disabled"}
	switch {
	case topic != "" && !validTopic(topic):
		return invalidTopic
	case target != "" && !validURL(target):
		return invalidURL
	case status != "" && !slices.Contains(allowed, status):
		return invalid(map[string]problem{"status": notOneOf("status", allowed)})
	}
	moved := target != "" && target != h.target()
	for _, field := range []string{"name", "status", "topic", "delivery_url"} {
		if value := text(body[field]); value != "" {
			h.Fields[field] = value
		}
	}
	h.Secret = either(text(body["secret"]), h.Secret)
	h.Unanswered = h.Unanswered || moved
	s.stamp(h.Fields, "date_modified", time.Now())
	s.keepHook(h)
	answer := ok(h.Fields)
	if moved {
		answer.before = func() { s.ping(context.WithoutCancel(c.Context()), h.ID) }
	}
	return answer
}

func (s *Shop) deleteHook(c call) reply {
	h := s.hooks[c.id("id")]
	if h == nil {
		return unknownHook(http.StatusNotFound)
	}
	if c.query.Get("force") != "true" {
		return refuse(http.StatusNotImplemented, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.")
	}
	delete(s.hooks, h.ID)
	s.write("hook gone", h.ID, nil)
	return ok(h.Fields)
}

// AddHook makes a webhook without a ping, for tests and the demo.
func (s *Shop) AddHook(topic, target, secret string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.newHook(topic, topic, target, secret)
	s.keepHook(h)
	return h.ID
}

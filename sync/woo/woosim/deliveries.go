package woosim

import (
	"bytes"
	"context"
	"crypto/md5" //nolint:gosec // The shop's delivery ids are made with it.
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

const userAgent = "WooCommerce/10.0.2 Hookshot (WordPress/6.8.8)"

// built is a delivery ready to be posted, with its hook as it is now.
type built struct {
	hook   hook
	header http.Header
	body   []byte
}

// built builds a delivery from what the shop knows now, not from what was when
// it was queued.
func (s *Shop) built(p pending) *built {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[p.Hook]
	if h == nil || !h.active() {
		return nil
	}
	resource, event, _ := strings.Cut(p.Topic, ".")
	raw := phpJSON(s.bodyOf(resource, event, p.Resource))
	sum := md5.Sum(fmt.Appendf(nil, "%d%d", h.ID, time.Now().Unix())) //nolint:gosec // As above.
	header := http.Header{}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "User-Agent": userAgent, "Accept": "*/*", "Connection": "close",
		"X-WC-Webhook-Source": s.opts.Home + "/", "X-WC-Webhook-Topic": p.Topic, "X-WC-Webhook-Resource": resource, "X-WC-Webhook-Event": event,
		"X-WC-Webhook-Signature": woo.Sign(h.Secret, raw), "X-WC-Webhook-ID": strconv.FormatInt(h.ID, 10),
		// Two deliveries of a hook within a second have the same.
		"X-WC-Webhook-Delivery-ID": hex.EncodeToString(sum[:]),
	} {
		header.Set(name, value)
	}
	copied := *h
	copied.Fields = cloned(h.Fields)
	return &built{hook: copied, header: header, body: raw}
}

func (s *Shop) bodyOf(resource, event string, id int64) json.RawMessage {
	switch {
	case resource == "action":
		return encoded(object{"action": event, "arg": id})
	case event == "deleted":
		return encoded(object{"id": id})
	case resource == "product" && s.product(id) != nil:
		return encoded(s.asProduct(s.product(id)))
	case resource == "product":
		return encoded(unknownProduct(http.StatusNotFound).value)
	case s.orders[id] != nil:
		return s.orders[id].raw
	default:
		return encoded(unknownOrder(http.StatusNotFound).value) // It is gone: a correctly signed error.
	}
}

// phpJSON writes / and everything beyond ASCII as PHP's json_encode does.
func phpJSON(raw json.RawMessage) []byte {
	var out bytes.Buffer
	for _, r := range string(raw) {
		switch {
		case r == '/':
			out.WriteString(`\/`)
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}

func (s *Shop) post(ctx context.Context, b *built) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.hook.target(), bytes.NewReader(b.body))
	if err != nil {
		return 0
	}
	request.Header = b.header.Clone()
	response, err := s.opts.Client.Do(request)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

// disableAfter is the failure in a row that switches a hook off; the count stays one below.
const disableAfter = 7

// ended counts how a delivery ended: there is no retry, 200 to 302 is good, and
// the seventh failure in a row disables the hook. The hook is saved then, and
// pinged again if no ping was answered yet.
func (s *Shop) ended(ctx context.Context, b *built, status int, overwrite bool) {
	if s.count(b, status, overwrite) {
		s.ping(ctx, b.hook.ID)
	}
}

func (s *Shop) count(b *built, status int, overwrite bool) (pingAgain bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[b.hook.ID]
	if h == nil {
		return false
	}
	if overwrite {
		h.Fields, h.Secret, h.Failures = b.hook.Fields, b.hook.Secret, b.hook.Failures
	}
	failed := status < http.StatusOK || status > http.StatusFound
	switch {
	case !failed && h.Failures == 0 && !overwrite && !h.Unanswered:
		return false
	case !failed:
		h.Failures = 0
	case h.Failures+1 >= disableAfter:
		h.Fields["status"] = "disabled"
	default:
		h.Failures++
	}
	s.stamp(h.Fields, "date_modified", time.Now())
	s.keepHook(h)
	return h.Unanswered && h.active()
}

// pingPatience is how long a ping waits for its answer.
const pingPatience = 5 * time.Second

// ping sends the unsigned form. Its failure changes nothing, except that it is
// sent again at the next occasion. Redirects are followed, as a POST.
func (s *Shop) ping(ctx context.Context, id int64) {
	s.mu.Lock()
	h := s.hooks[id]
	if h == nil {
		s.mu.Unlock()
		return
	}
	target := h.target()
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, pingPatience)
	defer cancel()
	status := 0
	const redirects = 5
	for range redirects {
		var next string
		if status, next = s.sendPing(ctx, target, id); next == "" {
			break
		}
		target = next
	}
	if status != http.StatusOK {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.hooks[id]; h != nil && h.Unanswered {
		h.Unanswered = false
		s.keepHook(h)
	}
}

func (s *Shop) sendPing(ctx context.Context, target string, id int64) (status int, next string) {
	form := url.Values{"webhook_id": {strconv.FormatInt(id, 10)}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, ""
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", userAgent)
	response, err := s.opts.Client.Do(request)
	if err != nil {
		return 0, ""
	}
	_ = response.Body.Close()
	location, err := response.Location()
	if err != nil || response.StatusCode == http.StatusSeeOther {
		return response.StatusCode, ""
	}
	return response.StatusCode, location.String()
}

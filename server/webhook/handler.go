// Package webhook is where shops deliver: it turns away what is not theirs,
// and answers 200 only for what stands on disk.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Pattern is the route of the handler.
const Pattern = "/webhooks/woocommerce/{shop}"

const (
	// maxBody is far above any order: 300 lines have 400 kB.
	maxBody = 2 << 20
	// usualBody is what may be made room for before it has come.
	usualBody = 64 << 10
	// maxPing is enough for webhook_id=<n>.
	maxPing = 64
	// maxKey is the longest name of a shop that is looked up.
	maxKey = 64
)

// Why a delivery was turned away.
const (
	causeUnknownShop  = "unknown_shop"
	causeNoSignature  = "no_signature"
	causeBadSignature = "bad_signature"
	causeTooLarge     = "too_large"
	causeUnread       = "body_unread"
	causeNotJSON      = "not_json"
	causeFull         = "storage_full"
	causeStorage      = "storage_failed"
	causeStopping     = "stopping"
)

// Handler takes deliveries.
type Handler struct {
	registry *connection.Registry
	inbox    *inbox.Service
	metrics  *metrics
	unknown  *sparing
}

// ServeHTTP answers one delivery and writes one line about it.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "Shops deliver their webhooks here.", http.StatusMethodNotAllowed)
		return
	}
	d := &delivered{started: time.Now(), key: r.PathValue("shop"), status: http.StatusOK}
	h.take(w, r, d)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(d.status)
	_, _ = io.WriteString(w, http.StatusText(d.status)+"\n") // The shop has gone: the delivery is decided.
	h.metrics.count(d)
	h.log(r.Context(), d)
}

// delivered is what is known of a delivery when it has its answer.
type delivered struct {
	started    time.Time
	key        string
	shop       *connection.Shop
	topic      string
	resource   string
	deliveryID string
	bytes      int
	ping       bool
	status     int
	cause      string
	err        error
}

func (d *delivered) refuse(status int, cause string, err error) {
	d.status, d.cause, d.err = status, cause, err
}

func (h *Handler) take(w http.ResponseWriter, r *http.Request, d *delivered) {
	ctx := r.Context()
	if !h.findShop(ctx, d) {
		return
	}
	signature := r.Header.Get("X-WC-Webhook-Signature")
	if signature == "" {
		h.takeUnsigned(w, r, d)
		return
	}
	body, err := readBody(w, r)
	d.bytes = len(body)
	tooLarge, _ := errors.AsType[*http.MaxBytesError](err)
	switch {
	case tooLarge != nil:
		d.refuse(http.StatusRequestEntityTooLarge, causeTooLarge, tooLarge)
	case err != nil:
		d.refuse(http.StatusBadRequest, causeUnread, err)
	case !woo.VerifySignature(d.shop.WebhookSecret, body, signature):
		d.refuse(http.StatusUnauthorized, causeBadSignature, nil)
	default:
		h.receive(ctx, r.Header, body, d)
	}
	if d.cause != "" {
		h.tellRefused(ctx, d)
	}
}

// readBody makes room at once for what is announced, as far as any order goes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	var body bytes.Buffer
	body.Grow(int(max(0, min(r.ContentLength, usualBody))) + bytes.MinRead)
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, maxBody))
	return body.Bytes(), err
}

// findShop reads the shop before a byte of the body: strangers cost nothing.
func (h *Handler) findShop(ctx context.Context, d *delivered) bool {
	var err error
	if len(d.key) > maxKey {
		err = store.ErrNotFound
	} else {
		d.shop, err = h.registry.ShopByKey(ctx, d.key)
	}
	switch {
	case err == nil:
		return true
	case errors.Is(err, store.ErrNotFound):
		d.refuse(http.StatusNotFound, causeUnknownShop, nil)
		h.tellRefused(ctx, d)
	default:
		d.refuse(http.StatusServiceUnavailable, causeStorage, err)
	}
	return false
}

// takeUnsigned knows the ping that a shop sends when a hook is saved; nothing
// of an unsigned sender is kept.
func (h *Handler) takeUnsigned(w http.ResponseWriter, r *http.Request, d *delivered) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPing))
	d.bytes = len(body)
	if _, isPing := woo.IsPing(r.Header.Get("Content-Type"), body); err == nil && isPing {
		d.ping = true
		return
	}
	d.refuse(http.StatusUnauthorized, causeNoSignature, nil)
	h.tellRefused(r.Context(), d)
}

// tellRefused lets people see that something was turned away, even when the
// sender has gone already.
func (h *Handler) tellRefused(ctx context.Context, d *delivered) {
	h.inbox.Refused(context.WithoutCancel(ctx), d.shop, d.status, d.cause)
}

// receive stores a delivery whose signature is right.
func (h *Handler) receive(ctx context.Context, header http.Header, body []byte, d *delivered) {
	in := inbox.Incoming{
		Topic: header.Get("X-WC-Webhook-Topic"), Body: body, Source: header.Get("X-WC-Webhook-Source"),
		DeliveryID: header.Get("X-WC-Webhook-Delivery-ID"), WebhookID: header.Get("X-WC-Webhook-ID"),
	}
	d.topic, d.resource, d.deliveryID = in.Topic, header.Get("X-WC-Webhook-Resource"), in.DeliveryID
	err := h.inbox.Receive(ctx, d.shop, in)
	switch {
	case err == nil:
	case errors.Is(err, inbox.ErrNotJSON):
		d.refuse(http.StatusBadRequest, causeNotJSON, nil)
	case errors.Is(err, store.ErrFull):
		d.refuse(http.StatusServiceUnavailable, causeFull, err)
	case errors.Is(err, context.Canceled):
		d.refuse(http.StatusServiceUnavailable, causeStopping, err)
	default:
		d.refuse(http.StatusServiceUnavailable, causeStorage, err)
	}
}

// log writes the line of a delivery, without a word of its body. Of unknown
// shops it writes one now and then: everybody can send them.
func (h *Handler) log(ctx context.Context, d *delivered) {
	var skipped int
	if d.shop == nil {
		var ok bool
		if skipped, ok = h.unknown.allow(d.started); !ok {
			return
		}
	}
	level := slog.LevelInfo
	switch {
	case d.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case d.status >= http.StatusBadRequest:
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{
		slog.String("shop", bounded(d.key)), slog.Int("status", d.status), slog.Int("bytes", d.bytes), slog.Duration("took", time.Since(d.started)),
	}
	for _, named := range [][2]string{{"topic", d.topic}, {"resource", d.resource}, {"delivery_id", d.deliveryID}, {"cause", d.cause}} {
		if named[1] != "" {
			attrs = append(attrs, slog.String(named[0], bounded(named[1])))
		}
	}
	if d.ping {
		attrs = append(attrs, slog.Bool("ping", true))
	}
	if d.err != nil {
		attrs = append(attrs, slog.Any("error", d.err))
	}
	if skipped > 0 {
		attrs = append(attrs, slog.Int("not_logged", skipped))
	}
	slog.LogAttrs(ctx, level, "delivery", attrs...)
}

func bounded(text string) string {
	const limit = 100
	if len(text) > limit {
		return text[:limit] + "…"
	}
	return text
}

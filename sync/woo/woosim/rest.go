package woosim

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	maxBody   = 8 << 20
	apiPrefix = "/wp-json/wc/v3/"
)

func (s *Shop) routes() {
	s.mux = http.NewServeMux()
	api := func(method, path string, handle http.HandlerFunc) {
		s.mux.HandleFunc(method+" "+apiPrefix+path, s.withFaults(s.authorized(handle)))
	}
	api("GET", "orders", s.listOrders)
	api("GET", "orders/statuses", s.listStatuses)
	api("GET", "orders/{id}", s.readOrder)
	api("PUT", "orders/{id}", s.updateOrder)
	api("DELETE", "orders/{id}", s.deleteOrder)
	api("POST", "orders/{id}/notes", s.addNote)
	api("GET", "orders/{id}/notes", s.listNotes)
	api("GET", "products", s.listProducts)
	api("GET", "products/{id}", s.readProduct)
	api("PUT", "products/{id}", s.updateProduct)
	api("POST", "products/batch", s.batchProducts)
	api("GET", "products/{id}/variations", s.listVariations)
	api("PUT", "products/{id}/variations/{variation}", s.updateVariation)
	api("POST", "products/{id}/variations/batch", s.batchVariations)
	api("GET", "webhooks", s.listHooks)
	api("POST", "webhooks", s.createHook)
	api("GET", "webhooks/{id}", s.readHook)
	api("PUT", "webhooks/{id}", s.updateHook)
	api("DELETE", "webhooks/{id}", s.deleteHook)
	api("GET", "payment_gateways", s.listGateways)
	api("GET", "system_status", s.systemStatus)
	api("GET", "data/currencies/current", s.currency)
	s.mux.HandleFunc(apiPrefix, func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "rest_no_route", "No route was found matching the URL and request method.")
	})
	s.mux.HandleFunc("GET /wp-json/{$}", s.index)
	s.controlRoutes()
}

// authorized checks the keys the way the shop does, and runs handlers one at a time.
func (s *Shop) authorized(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if code, message := s.checkKeys(r); code != "" {
			refuse(w, http.StatusUnauthorized, code, message)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		handle(w, r)
	}
}

const (
	cannotView  = "woocommerce_rest_cannot_view"
	wrongSecret = "woocommerce_rest_authentication_error"
)

func (s *Shop) checkKeys(r *http.Request) (code, message string) {
	query := r.URL.Query()
	secure := r.TLS != nil || s.opts.InsecureBasic
	key, secret, basic := r.BasicAuth()
	if !basic {
		key, secret = query.Get("consumer_key"), query.Get("consumer_secret")
	}
	switch {
	case secure && key != "":
		if key != s.opts.Key {
			return cannotView, "Sorry, you cannot list resources."
		}
		if secret != s.opts.Secret {
			return wrongSecret, "Consumer secret is invalid."
		}
		return "", ""
	case !secure && query.Get("oauth_consumer_key") == s.opts.Key:
		return s.checkSignature(r, query)
	default:
		return cannotView, "Sorry, you cannot list resources."
	}
}

// checkSignature is OAuth 1.0a over the shop's own URL, with a window of 15 minutes.
func (s *Shop) checkSignature(r *http.Request, query url.Values) (code, message string) {
	const window = 15 * time.Minute
	seconds, err := strconv.ParseInt(query.Get("oauth_timestamp"), 10, 64)
	if age := time.Since(time.Unix(seconds, 0)); err != nil || age > window || age < -window {
		return wrongSecret, "Invalid timestamp."
	}
	want := woo.OAuthSignature(r.Method, s.opts.Home+r.URL.Path, query, s.opts.Secret)
	if query.Get("oauth_signature") != want {
		return wrongSecret, "Invalid signature - provided signature does not match."
	}
	return "", ""
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("X-Robots-Tag", "noindex")
	w.Header().Set("Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // The client has gone.
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	answer(w, status, object{"code": code, "message": message, "data": object{"status": status}})
}

func readBody(w http.ResponseWriter, r *http.Request) (object, bool) {
	var body object
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil || json.Unmarshal(raw, &body) != nil {
		refuse(w, http.StatusBadRequest, "rest_invalid_json", "Invalid JSON body passed.")
		return nil, false
	}
	return body, true
}

func pathID(r *http.Request, name string) int64 {
	id, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func numbers(text string) map[int64]bool {
	if text == "" {
		return nil
	}
	set := make(map[int64]bool)
	for part := range strings.SplitSeq(text, ",") {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			set[id] = true
		}
	}
	return set
}

func mapKeys[V any](m map[int64]V) iter.Seq[int64] { return maps.Keys(m) }

// page answers a page of a list with the shop's headers.
func (s *Shop) page(w http.ResponseWriter, r *http.Request, all []object, _ string) {
	query := r.URL.Query()
	size, page := 10, 1
	if text := query.Get("per_page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 100 {
			answer(w, http.StatusBadRequest, object{
				"code": "rest_invalid_param", "message": "Invalid parameter(s): per_page",
				"data": object{"status": 400, "params": object{"per_page": "per_page must be between 1 (inclusive) and 100 (inclusive)"}},
			})
			return
		}
		size = n
	}
	if n, err := strconv.Atoi(query.Get("page")); err == nil && n > 0 {
		page = n
	}
	start := min((page-1)*size, len(all))
	rows := all[start:min(start+size, len(all))]
	w.Header().Set("X-WP-Total", strconv.Itoa(len(all)))
	w.Header().Set("X-WP-TotalPages", strconv.Itoa((len(all)+size-1)/size))
	if fields := query.Get("_fields"); fields != "" {
		rows = only(rows, strings.Split(fields, ","))
	}
	if rows == nil {
		rows = []object{}
	}
	answer(w, http.StatusOK, rows)
}

func only(rows []object, fields []string) []object {
	out := make([]object, len(rows))
	for i, row := range rows {
		out[i] = object{}
		for _, field := range fields {
			if value, ok := row[field]; ok {
				out[i][field] = value
			}
		}
	}
	return out
}

func (s *Shop) listStatuses(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, []object{
		{"slug": "pending", "name": "Pending payment"},
		{"slug": "processing", "name": "Processing"},
		{"slug": "on-hold", "name": "On hold"},
		{"slug": "completed", "name": "Completed"},
		{"slug": "cancelled", "name": "Cancelled"},
		{"slug": "refunded", "name": "Refunded"},
		{"slug": "failed", "name": "Failed"},
	})
}

func (s *Shop) listGateways(w http.ResponseWriter, _ *http.Request) {
	rows := make([]object, len(gateways))
	for i, g := range gateways {
		rows[i] = object{"id": g.id, "title": g.title, "enabled": true}
	}
	answer(w, http.StatusOK, rows)
}

func (s *Shop) systemStatus(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, object{
		"environment": object{"home_url": s.opts.Home, "site_url": s.opts.Home, "version": "10.0.2", "wp_version": "6.8.8"},
		"settings":    object{"currency": "EUR"},
	})
}

// index is what the site tells everybody (rest-index.json).
func (s *Shop) index(w http.ResponseWriter, _ *http.Request) {
	_, offset := time.Now().In(s.opts.Location).Zone()
	answer(w, http.StatusOK, object{
		"name": "Testna trgovina", "description": "", "url": s.opts.Home, "home": s.opts.Home,
		"gmt_offset": float64(offset) / 3600, "timezone_string": s.opts.Location.String(),
		"namespaces":     []string{"oembed/1.0", "wc/v3", "wc/v1", "wc/v2", "wc/store", "wc/store/v1", "wp/v2"},
		"authentication": object{"application-passwords": object{"endpoints": object{"authorization": s.opts.Home + "/wp-admin/authorize-application.php"}}},
	})
}

func (s *Shop) currency(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, object{"code": "EUR", "name": "Euro", "symbol": "&euro;", "_links": object{
		"self": []any{object{"href": fmt.Sprint(s.opts.Home, apiPrefix, "data/currencies/EUR")}},
	}})
}

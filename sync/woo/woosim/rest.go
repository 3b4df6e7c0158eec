package woosim

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const (
	maxBody   = 8 << 20
	batchPath = "/batch"
	apiPrefix = "/wp-json/wc/v3/"
)

// call is a request whose keys were checked and whose body was read.
type call struct {
	*http.Request

	query url.Values
	body  []byte
}

func (c call) id(name string) int64 {
	id, err := strconv.ParseInt(c.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// reply is what a handler answers.
type reply struct {
	status int
	value  any
	header map[string]string
	// before, which may be nil, runs without the shop's lock before the answer is sent.
	before func()
}

type (
	handler func(c call) reply
	methods map[string]handler
)

func (s *Shop) routes() {
	s.mux = http.NewServeMux()
	s.resource("orders", methods{"GET": s.listOrders, "POST": s.createOrder})
	s.resource("orders/statuses", methods{"GET": s.listStatuses})
	s.resource("orders/{id}", methods{"GET": s.readOrder, "PUT": s.updateOrder, "DELETE": s.deleteOrder})
	s.resource("orders/{id}/notes", methods{"GET": s.listNotes, "POST": s.addNote})
	s.resource("orders/{id}/refunds", methods{"GET": s.listRefunds, "POST": s.addRefund})
	s.resource("products", methods{"GET": s.listProducts, "POST": s.createProduct})
	s.resource("products/batch", methods{"PUT": s.batchProducts})
	s.resource("products/categories", methods{"GET": s.staticList("categories"), "POST": noRoute})
	s.resource("products/{id}", methods{"GET": s.readProduct, "PUT": s.updateProduct, "DELETE": s.deleteProduct})
	s.resource("products/{id}/variations", methods{"GET": s.listVariations, "POST": noRoute})
	s.resource("products/{id}/variations/batch", methods{"PUT": s.batchVariations})
	s.resource("products/{id}/variations/{variation}", methods{"GET": s.readVariation, "PUT": s.updateVariation})
	s.resource("webhooks", methods{"GET": s.listHooks, "POST": s.createHook})
	s.resource("webhooks/{id}", methods{"GET": s.readHook, "PUT": s.updateHook, "DELETE": s.deleteHook})
	s.resource("payment_gateways", methods{"GET": s.listGateways})
	s.resource("system_status", methods{"GET": s.systemStatus})
	s.resource("data/currencies/current", methods{"GET": s.static("currency")})
	s.resource("reports/orders/totals", methods{"GET": s.orderTotals})
	s.resource("settings/general", methods{"GET": s.static("settings_general")})
	s.resource("settings/tax", methods{"GET": s.static("settings_tax")})
	s.resource("shipping/zones", methods{"GET": s.staticList("zones"), "POST": noRoute})
	s.resource("shipping/zones/{id}/methods", methods{"GET": s.staticList("zone_methods"), "POST": noRoute})
	s.resource("taxes", methods{"GET": s.staticList("taxes"), "POST": noRoute})
	s.resource("taxes/classes", methods{"GET": s.staticList("tax_classes"), "POST": noRoute})
	s.companionRoutes()
	s.mux.HandleFunc("/wp-json/", func(w http.ResponseWriter, _ *http.Request) { s.send(w, "", noRoute(call{})) })
	s.mux.HandleFunc("GET /wp-json/{$}", s.index)
	s.controlRoutes()
}

// resource serves a path of the API. Where PUT is, POST and PATCH do the same,
// as in WordPress; what a path does not take, it does not have.
func (s *Shop) resource(path string, all methods) {
	_, editable := all["PUT"]
	var allow []string
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		if _, ok := all[method]; ok || (editable && (method == "POST" || method == "PATCH")) {
			allow = append(allow, method)
		}
	}
	s.mux.HandleFunc(apiPrefix+path, s.calls.counted(s.withFaults(func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if editable && (method == "POST" || method == "PATCH") {
			method = "PUT"
		}
		handle, ok := all[method]
		if !ok {
			s.send(w, "", noRoute(call{}))
			return
		}
		s.serve(w, r, strings.Join(allow, ", "), handle)
	})))
}

// serve checks the keys the way the shop does, and runs handlers one at a time.
// Body and answer cross the network outside the lock.
func (s *Shop) serve(w http.ResponseWriter, r *http.Request, allow string, handle handler) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // The client has gone.
	}
	c := call{Request: r, query: r.URL.Query(), body: body}
	s.mu.Lock()
	refusal, known := s.checkKeys(c)
	if do := s.onBatch; do != nil && refusal == nil && strings.HasSuffix(r.URL.Path, batchPath) {
		s.outside(func() { do(c.id("id")) })
	}
	if refusal != nil {
		s.mu.Unlock()
		if known {
			s.send(w, "", *refusal)
		} else {
			s.sendToAnybody(w, *refusal)
		}
		return
	}
	answer := s.fields(c, handle(c))
	answer.value = encoded(answer.value)
	s.mu.Unlock()
	if answer.before != nil {
		answer.before()
	}
	s.send(w, allow, answer)
}

func (s *Shop) send(w http.ResponseWriter, allow string, answer reply) {
	header := w.Header()
	header.Set("Expires", "Wed, 11 Jan 1984 05:00:00 GMT")
	header.Set("Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private")
	if allow != "" {
		header.Set("Allow", allow)
	}
	s.sendToAnybody(w, answer)
}

// sendToAnybody sends what needs no keys: without the headers that come with them.
func (s *Shop) sendToAnybody(w http.ResponseWriter, answer reply) {
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=UTF-8")
	header.Set("X-Robots-Tag", "noindex")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link")
	header.Set("Access-Control-Allow-Headers", "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type")
	header.Set("Link", "<"+s.opts.Home+`/wp-json/>; rel="https://api.w.org/"`)
	for name, value := range answer.header {
		header.Set(name, value)
	}
	w.WriteHeader(answer.status)
	_, _ = w.Write(encoded(answer.value)) // The client has gone.
}

func ok(value any) reply { return reply{status: http.StatusOK, value: value} }

func (s *Shop) created(path string, value any) reply {
	return reply{status: http.StatusCreated, value: value, header: map[string]string{"Location": s.opts.Home + apiPrefix + path}}
}

func refuse(status int, code, message string) reply {
	return reply{status: status, value: object{"code": code, "message": message, "data": object{"status": status}}}
}

func noRoute(call) reply {
	return refuse(http.StatusNotFound, "rest_no_route", "No route was found matching the URL and request method.")
}

// readBody reads a JSON object; none at all is an empty one.
func readBody(c call) (object, *reply) {
	body := object{}
	if len(c.body) == 0 {
		return body, nil
	}
	if err := json.Unmarshal(c.body, &body); err != nil || body == nil {
		refusal := refuse(http.StatusBadRequest, "rest_invalid_json", "Invalid JSON body passed.")
		refusal.value = object{
			"code": "rest_invalid_json", "message": "Invalid JSON body passed.",
			"data": object{"status": http.StatusBadRequest, "json_error_code": 4, "json_error_message": "Syntax error"},
		}
		return nil, &refusal
	}
	return body, nil
}

// fields leaves in an answer what _fields asks for. A batch, which has none of
// them, becomes an empty list.
func (s *Shop) fields(c call, answer reply) reply {
	wanted := c.query.Get("_fields")
	if wanted == "" || answer.status >= http.StatusBadRequest {
		return answer
	}
	names := strings.Split(wanted, ",")
	answer.value = onlyOf(answer.value, names)
	return answer
}

// onlyOf picks fields of an object or of the objects of a list.
func onlyOf(value any, names []string) any {
	switch v := value.(type) {
	case object:
		return only(v, names)
	case []any:
		rows := make([]any, len(v))
		for i, row := range v {
			rows[i] = onlyOf(row, names)
		}
		return rows
	case json.RawMessage:
		return onlyOf(decoded[any](v), names)
	default:
		return value
	}
}

// only picks fields; without any, PHP writes an empty list.
func only(o object, names []string) any {
	out := object{}
	for _, name := range names {
		if value, ok := o[strings.TrimSpace(name)]; ok {
			out[strings.TrimSpace(name)] = value
		}
	}
	if len(out) == 0 {
		return []any{}
	}
	return out
}

package woosim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

func unknownOrder(status int) reply {
	return refuse(status, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
}

func (s *Shop) listOrders(c call) reply {
	include, exclude := numbers(c.query.Get("include")), numbers(c.query.Get("exclude"))
	after, filtered, refusal := s.modifiedAfter(c.query)
	if refusal != nil {
		return *refusal
	}
	wanted, refusal := s.wantedStatuses(c)
	if refusal != nil {
		return *refusal
	}
	var rows []row
	for _, id := range s.orderIDs {
		o := s.orders[id]
		if (include == nil || include[id]) && !exclude[id] && wanted(o.status) && (!filtered || o.modified.After(after)) {
			rows = append(rows, row{id, o.created, o.modified, func() any { return s.shownOrder(o.raw, c.query.Get("dp")) }})
		}
	}
	return s.page(c, rows, true)
}

// wantedStatuses: the trash and drafts are only listed by name.
func (s *Shop) wantedStatuses(c call) (wanted func(string) bool, refusal *reply) {
	asked := append(strings.Split(c.query.Get("status"), ","), c.query["status[]"]...)
	asked = slices.DeleteFunc(asked, func(status string) bool { return status == "" || status == "any" })
	if len(asked) == 0 {
		return func(status string) bool { return status != trashed && status != drafted }, nil
	}
	allowed := append([]string{"any", trashed}, s.slugs()...)
	for _, status := range asked {
		if !slices.Contains(allowed, status) {
			answer := invalid(map[string]problem{"status": notOneOf("status[0]", allowed)})
			return nil, &answer
		}
	}
	return func(status string) bool { return slices.Contains(asked, status) }, nil
}

// shownOrder is an order with as many decimals as were asked for.
func (s *Shop) shownOrder(raw json.RawMessage, dp string) any {
	if dp == "" || dp == strconv.Itoa(cents) {
		return raw
	}
	return withDigits(decoded[object](raw), dp)
}

func (s *Shop) readOrder(c call) reply {
	o, known := s.orders[c.id("id")]
	if !known {
		return unknownOrder(http.StatusNotFound)
	}
	return ok(s.shownOrder(o.raw, c.query.Get("dp")))
}

func (s *Shop) updateOrder(c call) reply {
	id := c.id("id")
	o, known := s.read(id)
	if !known {
		return unknownOrder(http.StatusBadRequest)
	}
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	status, refusal := s.statusIn(body)
	if refusal != nil {
		return *refusal
	}
	was := text(o["status"])
	s.editFields(o, body)
	var touched []int64
	entered := ""
	if status != "" && status != was {
		entered, touched = status, s.enter(id, o, status)
	}
	// Every write moves the time, whether it changed anything or not.
	s.touch(o)
	s.keep(id, o)
	if was == trashed && entered != "" {
		s.announceStatus(id, entered) // It comes back without order.restored or order.updated.
	} else {
		s.announce(id, touched, entered)
	}
	return ok(s.shownOrder(s.orders[id].raw, c.query.Get("dp")))
}

func (s *Shop) statusIn(body object) (status string, refusal *reply) {
	value, given := body["status"]
	if !given {
		return "", nil
	}
	status, isText := value.(string)
	if !isText || !slices.Contains(s.slugs(), status) {
		answer := invalid(map[string]problem{"status": notOneOf("status", s.slugs())})
		return "", &answer
	}
	return status, nil
}

// editFields takes over what a client may write directly.
func (s *Shop) editFields(o, body object) {
	for _, field := range []string{"payment_method", "payment_method_title", "transaction_id", "customer_note", "currency"} {
		if value, ok := body[field].(string); ok {
			o[field] = value
		}
	}
	for _, field := range []string{"billing", "shipping"} {
		changes, _ := body[field].(object)
		address, _ := o[field].(object)
		for name, value := range changes {
			if _, known := address[name]; known {
				address[name] = value
			}
		}
	}
	s.writeMeta(o, body)
}

func (s *Shop) deleteOrder(c call) reply {
	id := c.id("id")
	o, known := s.read(id)
	if !known {
		return unknownOrder(http.StatusNotFound)
	}
	if c.query.Get("force") == "true" {
		answer := ok(s.orders[id].raw)
		s.drop(id) // For good: sends nothing.
		s.write("order gone", id, nil)
		return answer
	}
	if o["status"] == trashed {
		return refuse(http.StatusGone, "woocommerce_rest_already_trashed", "The order has already been deleted.")
	}
	s.trash(id, o)
	return ok(s.orders[id].raw)
}

// trash puts an order away; the trash remembers what it was.
func (s *Shop) trash(id int64, o object) {
	s.before[id] = text(o["status"])
	s.write("before trash", id, s.before[id])
	o["status"] = trashed
	s.touch(o)
	s.keep(id, o)
	s.queue("order.deleted", id)
}

// createOrder is POST /orders.
func (s *Shop) createOrder(c call) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	status, refusal := s.statusIn(body)
	if refusal != nil {
		return *refusal
	}
	filled, refusal := s.cartIn(body)
	if refusal != nil {
		return *refusal
	}
	id, o := s.open("rest-api", time.Now())
	s.editFields(o, body)
	s.fill(o, filled)
	status = either(status, "pending")
	if body["set_paid"] == true && (status == "pending" || status == "on-hold") {
		status = "processing"
	}
	s.place(id, o, status)
	return s.created("orders/"+strconv.FormatInt(id, 10), s.orders[id].raw)
}

// cartIn reads what a client orders.
func (s *Shop) cartIn(body object) (cart, *reply) {
	var filled cart
	for _, item := range objects(body["line_items"]) {
		p := s.product(lineProduct(item))
		if p == nil {
			p = s.bySKU(text(item["sku"]))
		}
		if p == nil {
			answer := refuse(http.StatusBadRequest, "woocommerce_rest_required_product_reference", "Product ID or SKU is required.")
			return filled, &answer
		}
		quantity := max(1, amountOf(item["quantity"]).IntPart())
		gross := amountOf(p.price()).Mul(amountOf(quantity))
		filled.lines = append(filled.lines, cartLine{product: p, quantity: quantity, before: gross, gross: gross})
	}
	for _, line := range objects(body["coupon_lines"]) {
		known, found := couponOf(text(line["code"]))
		if !found {
			answer := refuse(http.StatusBadRequest, "woocommerce_rest_invalid_coupon", `Coupon "`+text(line["code"])+`" does not exist!`)
			return filled, &answer
		}
		filled.coupons = append(filled.coupons, known)
	}
	standard := rateOf("").percent
	for _, line := range objects(body["shipping_lines"]) {
		filled.shipping = append(filled.shipping, service{
			excluded(amountOf(line["total"]), standard), object{"method_id": text(line["method_id"]), "method_title": text(line["method_title"])},
		})
	}
	for _, line := range objects(body["fee_lines"]) {
		filled.fees = append(filled.fees, service{excluded(amountOf(line["total"]), standard), object{"name": text(line["name"])}})
	}
	return filled, nil
}

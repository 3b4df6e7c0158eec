package woosim

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

func (s *Shop) listRefunds(c call) reply {
	id := c.id("id")
	if _, known := s.orders[id]; !known {
		return unknownOrder(http.StatusNotFound)
	}
	var rows []row
	for _, r := range s.refunds[id] {
		rows = append(rows, row{id: amountOf(r["id"]).IntPart(), created: gmt(text(r["date_created_gmt"])), show: func() any { return r }})
	}
	return s.page(c, rows, true)
}

func (s *Shop) addRefund(c call) reply {
	id := c.id("id")
	o, known := s.read(id)
	if !known {
		return unknownOrder(http.StatusNotFound)
	}
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	amount := amountOf(body["amount"])
	if !amount.IsPositive() || amount.GreaterThan(refundable(o)) {
		return refuse(http.StatusBadRequest, "woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero and not more than what is left.")
	}
	refund := s.refund(id, o, amount, text(body["reason"]))
	lines, touched := []any{}, []int64(nil)
	taxes := make(map[int64]decimal.Decimal)
	for _, back := range objects(body["line_items"]) {
		line := lineOf(o, amountOf(back["id"]).IntPart())
		if line == nil {
			continue
		}
		lines = append(lines, s.refundLine(line, back, taxes))
		if body["api_restock"] != false {
			touched = append(touched, s.giveBack(line, amountOf(back["quantity"]).IntPart())...)
		}
	}
	refund["line_items"] = lines
	refund["tax_lines"] = s.taxLines(&sums{rates: ratesOf(taxes), taxes: taxes})
	s.endRefund(id, o, refund, unique(touched))
	path := fmt.Sprintf("orders/%d/refunds/%v", id, refund["id"])
	return s.created(path, refund)
}

func refundable(o object) decimal.Decimal {
	left := amountOf(o["total"])
	for _, r := range objects(o["refunds"]) {
		left = left.Add(amountOf(r["total"])) // Refunds are negative.
	}
	return left
}

// refund makes the refund's object and its short form inside the order.
func (s *Shop) refund(id int64, o object, amount decimal.Decimal, reason string) object {
	own := s.id()
	base := fmt.Sprintf("orders/%d/refunds", id)
	r := object{
		"id": own, "amount": money(amount), "reason": reason, "refunded_by": 1, "refunded_payment": false, "meta_data": []any{},
		"line_items": []any{}, "shipping_lines": []any{}, "tax_lines": []any{}, "fee_lines": []any{},
		"_links": object{
			"self": s.link(fmt.Sprintf("%s/%d", base, own), "GET", "DELETE"), "collection": s.link(base), "up": s.link(fmt.Sprintf("orders/%d", id)),
		},
	}
	s.stamp(r, "date_created", time.Now())
	refunds, _ := o["refunds"].([]any)
	o["refunds"] = append(refunds, object{"id": own, "reason": reason, "total": "-" + money(amount)})
	return r
}

// endRefund stores both; an order of which nothing is left is refunded.
func (s *Shop) endRefund(id int64, o, refund object, touched []int64) {
	s.refunds[id] = append(s.refunds[id], refund)
	s.write("refunds", id, s.refunds[id])
	entered := ""
	if !refundable(o).IsPositive() && o["status"] != "refunded" {
		entered = "refunded"
		s.enter(id, o, entered)
	}
	s.touch(o)
	s.keep(id, o)
	s.announceProducts(touched) // Before the order, as recorded.
	s.announce(id, nil, entered)
}

func (s *Shop) refundLine(line, back object, taxes map[int64]decimal.Decimal) object {
	out := cloned(line)
	net := amountOf(back["refund_total"])
	tax := decimal.Zero
	rates := []any{}
	for _, one := range objects(back["refund_tax"]) {
		rate, part := amountOf(one["id"]).IntPart(), amountOf(one["refund_total"])
		tax, taxes[rate] = tax.Add(part), taxes[rate].Sub(part)
		rates = append(rates, object{"id": rate, "total": money(part.Neg()), "subtotal": money(part.Neg())})
	}
	pieces := amountOf(back["quantity"]).IntPart()
	link := strconv.FormatInt(amountOf(line["id"]).IntPart(), 10)
	out["id"], out["quantity"], out["taxes"] = s.id(), -pieces, rates
	out["subtotal"], out["total"] = money(net.Neg()), money(net.Neg())
	out["subtotal_tax"], out["total_tax"] = money(tax.Neg()), money(tax.Neg())
	out["meta_data"] = []any{shown(s.id(), "_refunded_item_id", link, "_refunded_item_id", link)}
	out["price"] = net.Div(decimal.NewFromInt(max(1, pieces))).InexactFloat64()
	return out
}

func lineOf(o object, id int64) object {
	for _, line := range objects(o["line_items"]) {
		if amountOf(line["id"]).IntPart() == id {
			return line
		}
	}
	return nil
}

func ratesOf(taxes map[int64]decimal.Decimal) []taxRate {
	var all []taxRate
	for _, class := range []string{reducedClass, ""} {
		if rate := taxRates[class]; !taxes[rate.id].IsZero() {
			all = append(all, rate)
		}
	}
	return all
}

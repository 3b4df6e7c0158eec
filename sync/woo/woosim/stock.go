package woosim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

const reducedStock = "_reduced_stock"

// moveStock takes the goods of an order off the stock when it enters a status
// that sells them, and gives them back when it leaves them.
func (s *Shop) moveStock(id int64, o object, status string) []int64 {
	switch status {
	case "processing", "completed", "on-hold":
		return s.takeGoods(id, o)
	case "cancelled", "pending":
		return s.returnGoods(o)
	default:
		return nil
	}
}

func (s *Shop) takeGoods(id int64, o object) []int64 {
	var touched []int64
	var words []string
	for _, line := range objects(o["line_items"]) {
		holder := s.holder(lineProduct(line))
		if holder == nil || metaOf(line, reducedStock) != nil {
			continue
		}
		quantity, before := amountOf(line["quantity"]), holder.stock()
		s.setStock(holder, before.Sub(quantity))
		taken := quantity.String()
		entries, _ := line["meta_data"].([]any)
		line["meta_data"] = append(entries, shown(s.id(), reducedStock, taken, reducedStock, taken))
		touched = append(touched, holder.ID)
		words = append(words, fmt.Sprintf("%s (%s) %s&rarr;%s", s.fullName(holder), holder.sku(), before, holder.stock()))
	}
	if len(words) > 0 {
		s.addOwnNote(id, "Stock levels reduced: "+strings.Join(words, ", "))
	}
	return unique(touched)
}

func (s *Shop) returnGoods(o object) []int64 {
	var touched []int64
	for _, line := range objects(o["line_items"]) {
		entry := metaOf(line, reducedStock)
		if entry == nil {
			continue
		}
		taken := amountOf(entry["value"])
		line["meta_data"] = slices.DeleteFunc(line["meta_data"].([]any), func(m any) bool { //nolint:forcetypeassert // An entry was found in it.
			one, ok := m.(object)
			return ok && one["key"] == reducedStock
		})
		if holder := s.holder(lineProduct(line)); holder != nil {
			s.setStock(holder, holder.stock().Add(taken))
			touched = append(touched, holder.ID)
		}
	}
	return unique(touched)
}

// giveBack returns some pieces of a line that was refunded.
func (s *Shop) giveBack(line object, pieces int64) []int64 {
	entry, holder := metaOf(line, reducedStock), s.holder(lineProduct(line))
	if entry == nil || holder == nil || pieces <= 0 {
		return nil
	}
	left := strconv.FormatInt(max(0, amountOf(entry["value"]).IntPart()-pieces), 10)
	entry["value"], entry["display_value"] = left, left
	s.setStock(holder, holder.stock().Add(decimal.NewFromInt(pieces)))
	return []int64{holder.ID}
}

func lineProduct(line object) int64 {
	if variation := amountOf(line["variation_id"]).IntPart(); variation != 0 {
		return variation
	}
	return amountOf(line["product_id"]).IntPart()
}

// metaOf finds an entry of an object's meta_data; nil is none.
func metaOf(o object, key string) object {
	for _, m := range objects(o["meta_data"]) {
		if m["key"] == key {
			return m
		}
	}
	return nil
}

// holder is what keeps the stock of a product: itself, its parent, or nothing.
func (s *Shop) holder(id int64) *product {
	p := s.product(id)
	if p == nil {
		return nil
	}
	switch p.Fields["manage_stock"] {
	case true:
		return p
	case "parent":
		return s.product(p.Parent)
	default:
		return nil
	}
}

func (p *product) stock() decimal.Decimal { return amountOf(p.Fields["stock_quantity"]) }

// setStock writes a quantity; the stock status follows it, and variations show
// what their parent keeps.
func (s *Shop) setStock(p *product, quantity decimal.Decimal) {
	p.Fields["stock_quantity"], p.Fields["stock_status"] = asNumber(quantity), p.statusAt(quantity)
	p.Fields["backordered"] = p.Fields["backorders_allowed"] == true && quantity.IsNegative()
	for _, v := range s.variations(p.ID) {
		if v.Fields["manage_stock"] == "parent" {
			v.Fields["stock_quantity"], v.Fields["stock_status"] = p.Fields["stock_quantity"], p.Fields["stock_status"]
			s.saveProduct(v)
		}
	}
	s.keepProduct(p)
	s.followVariations(p.Parent)
}

// asNumber is a quantity as JSON has it.
func asNumber(quantity decimal.Decimal) any {
	if quantity.IsInteger() {
		return quantity.IntPart()
	}
	return quantity.InexactFloat64()
}

func (p *product) statusAt(quantity decimal.Decimal) string {
	switch {
	case quantity.IsPositive():
		return "instock"
	case p.Fields["backorders_allowed"] == true:
		return "onbackorder"
	default:
		return "outofstock"
	}
}

// followVariations: a product that keeps no stock itself is in stock when one of
// its variations is.
func (s *Shop) followVariations(parentID int64) {
	parent := s.product(parentID)
	if parent == nil || parent.Fields["manage_stock"] == true {
		return
	}
	status := "outofstock"
	for _, v := range s.variations(parentID) {
		switch {
		case v.Fields["stock_status"] == "instock":
			status = "instock"
		case v.Fields["stock_status"] == "onbackorder" && status == "outofstock":
			status = "onbackorder"
		}
	}
	if parent.Fields["stock_status"] != status {
		parent.Fields["stock_status"] = status
		s.keepProduct(parent)
	}
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

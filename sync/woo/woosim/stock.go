package woosim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
		quantity := amountOf(line["quantity"]).IntPart()
		before := holder.stock()
		s.setStock(holder, before-quantity)
		taken := strconv.FormatInt(quantity, 10)
		entries, _ := line["meta_data"].([]any)
		line["meta_data"] = append(entries, shown(s.id(), reducedStock, taken, reducedStock, taken))
		touched = append(touched, holder.ID)
		words = append(words, fmt.Sprintf("%s (%s) %d&rarr;%d", s.fullName(holder), holder.sku(), before, holder.stock()))
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
		taken := amountOf(entry["value"]).IntPart()
		line["meta_data"] = slices.DeleteFunc(line["meta_data"].([]any), func(m any) bool { //nolint:forcetypeassert // An entry was found in it.
			one, ok := m.(object)
			return ok && one["key"] == reducedStock
		})
		if holder := s.holder(lineProduct(line)); holder != nil {
			s.setStock(holder, holder.stock()+taken)
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
	s.setStock(holder, holder.stock()+pieces)
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
	p := s.products[id]
	if p == nil {
		return nil
	}
	switch p.Fields["manage_stock"] {
	case true:
		return p
	case "parent":
		return s.products[p.Parent]
	default:
		return nil
	}
}

func (p *product) stock() int64 { return amountOf(p.Fields["stock_quantity"]).IntPart() }

// setStock writes a quantity; the stock status follows it, and variations show
// what their parent keeps.
func (s *Shop) setStock(p *product, quantity int64) {
	p.Fields["stock_quantity"] = quantity
	status := "instock"
	if quantity <= 0 {
		status = "outofstock"
	}
	p.Fields["stock_status"] = status
	for _, v := range s.products {
		if v.Parent == p.ID && v.Fields["manage_stock"] == "parent" {
			v.Fields["stock_quantity"], v.Fields["stock_status"] = quantity, status
		}
	}
	s.keepProduct(p)
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

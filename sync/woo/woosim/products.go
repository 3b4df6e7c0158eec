package woosim

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// product is a product or a variation; its fields have the recorded shape.
type product struct {
	ID     int64  `json:"id"`
	Parent int64  `json:"parent"`
	Fields object `json:"fields"`
}

func (p *product) name() string     { return text(p.Fields["name"]) }
func (p *product) sku() string      { return text(p.Fields["sku"]) }
func (p *product) price() string    { return text(p.Fields["price"]) }
func (p *product) taxClass() string { return text(p.Fields["tax_class"]) }

func unknownProduct(status int) reply {
	return refuse(status, "woocommerce_rest_product_invalid_id", "Invalid ID.")
}

func unknownVariation() reply {
	return refuse(http.StatusNotFound, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.")
}

// notHere: variations are written under their product.
func notHere() reply {
	return refuse(http.StatusNotFound, "woocommerce_rest_invalid_product_id",
		"To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.")
}

// fullName is a variation's name with its product's.
func (s *Shop) fullName(p *product) string {
	if parent := s.product(p.Parent); parent != nil {
		return parent.name() + " - " + p.name()
	}
	return p.name()
}

func (s *Shop) bySKU(sku string) *product {
	if sku == "" {
		return nil
	}
	for _, p := range s.products {
		if p.sku() == sku {
			return p
		}
	}
	return s.seedBySKU(sku)
}

// asProduct is a product as /products tells it. A variation has the fields of a
// product there, and webhooks carry it so.
func (s *Shop) asProduct(p *product) object {
	if p.Parent == 0 {
		return p.Fields
	}
	o := s.fresh("product")
	for name := range o {
		if value, both := p.Fields[name]; both {
			o[name] = value
		}
	}
	o["name"], o["slug"], o["type"], o["total_sales"] = s.fullName(p), slug(s.fullName(p)), "variation", "0"
	links := s.links("products", p.ID)
	links["up"] = s.link(fmt.Sprintf("products/%d", p.Parent))
	o["_links"], o["categories"], o["price_html"] = links, []any{}, priceHTML(p.price())
	return o
}

func priceHTML(price string) string {
	return `<span class="woocommerce-Price-amount amount"><bdi>` + strings.Replace(money(amountOf(price)), ".", ",", 1) +
		`&nbsp;<span class="woocommerce-Price-currencySymbol">&euro;</span></bdi></span>`
}

var plain = strings.NewReplacer("č", "c", "š", "s", "ž", "z", " - ", "-", ", ", "-", ",", "-", " ", "-")

func slug(name string) string { return plain.Replace(strings.ToLower(name)) }

// touchProduct moves a product's time and tells it.
func (s *Shop) touchProduct(p *product) {
	s.stamp(p.Fields, "date_modified", time.Now())
	s.keepProduct(p)
	s.queue("product.updated", p.ID)
}

// keepProduct moves a product's time and writes it down.
func (s *Shop) keepProduct(p *product) {
	s.stamp(p.Fields, "date_modified", time.Now())
	s.saveProduct(p)
}

func (s *Shop) listProducts(c call) reply {
	if isWhole(c.query) {
		return s.listWhole(c)
	}
	// sku= finds variations as well, include= does not.
	bySKU := c.query.Get("sku") != ""
	return s.pageOfProducts(c, func(p *product) bool { return bySKU || p.Parent == 0 }, s.asProduct)
}

// listWhole lists all products, or those that have changed: a shop may have
// 100,000 of them, and only those of the page are made.
func (s *Shop) listWhole(c call) reply {
	after, filtered, refusal := s.modifiedAfter(c.query)
	if refusal != nil {
		return *refusal
	}
	var ids []int64
	if filtered {
		ids = s.changedAfter(after)
	} else {
		ids = s.listed()
	}
	show := func(id int64) any { return s.product(id).Fields }
	if c.query.Get("orderby") == "id" {
		return s.pageInOrder(c, ids, show)
	}
	rows := make([]row, len(ids))
	for i, id := range ids {
		rows[i] = row{id, s.createdAt(id), s.modifiedAt(id), func() any { return show(id) }}
	}
	return s.page(c, rows, false)
}

func (s *Shop) listVariations(c call) reply {
	parent := s.product(c.id("id"))
	if parent == nil || parent.Parent != 0 {
		return unknownVariation()
	}
	return s.pageOfProducts(c, func(p *product) bool { return p.Parent == parent.ID }, func(p *product) object { return p.Fields })
}

func (s *Shop) pageOfProducts(c call, belongs func(*product) bool, show func(*product) object) reply {
	after, filtered, refusal := s.modifiedAfter(c.query)
	if refusal != nil {
		return *refusal
	}
	matches := productFilter(c.query)
	var rows []row
	for _, id := range s.candidates(c.query) {
		p := s.product(id)
		modified := gmt(text(p.Fields["date_modified_gmt"]))
		if belongs(p) && matches(p) && (!filtered || modified.After(after)) {
			rows = append(rows, row{id, gmt(text(p.Fields["date_created_gmt"])), modified, func() any { return show(p) }})
		}
	}
	return s.page(c, rows, false)
}

// candidates are the ids that a list is to look through, in order.
func (s *Shop) candidates(query url.Values) []int64 {
	wanted := numbers(query.Get("include"))
	if wanted == nil {
		return s.productIDs()
	}
	return slices.DeleteFunc(sortedIDs(wanted), func(id int64) bool { return s.product(id) == nil })
}

func productFilter(query url.Values) func(*product) bool {
	include, exclude := numbers(query.Get("include")), numbers(query.Get("exclude"))
	skus, status, kind, search := query.Get("sku"), query.Get("status"), query.Get("type"), strings.ToLower(query.Get("search"))
	return func(p *product) bool {
		is := text(p.Fields["status"])
		return (include == nil || include[p.ID]) && !exclude[p.ID] &&
			(skus == "" || slices.Contains(strings.Split(skus, ","), p.sku())) &&
			((status == "" || status == "any") && is != trashed || is == status) &&
			(kind == "" || p.Fields["type"] == kind) && (search == "" || strings.Contains(strings.ToLower(p.name()), search))
	}
}

func (s *Shop) readProduct(c call) reply {
	p := s.product(c.id("id"))
	if p == nil {
		return unknownProduct(http.StatusNotFound)
	}
	return ok(s.asProduct(p))
}

func (s *Shop) readVariation(c call) reply {
	v := s.product(c.id("variation"))
	if v == nil || v.Parent != c.id("id") {
		return unknownVariation()
	}
	return ok(v.Fields)
}

// deleteProduct tells of the trash only; deleting for good sends nothing.
func (s *Shop) deleteProduct(c call) reply {
	p := s.product(c.id("id"))
	switch {
	case p == nil:
		return unknownProduct(http.StatusNotFound)
	case p.Parent != 0:
		return notHere()
	case c.query.Get("force") == "true":
		s.forget(p)
	default:
		p.Fields["status"] = trashed
		s.keepProduct(p)
		s.queue("product.deleted", p.ID)
	}
	return ok(s.asProduct(p))
}

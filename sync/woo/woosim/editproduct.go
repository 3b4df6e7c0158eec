package woosim

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"
)

var (
	productStatuses = []string{"draft", "pending", "private", "publish"}
	productTypes    = []string{"simple", "grouped", "external", "variable"}
)

func (s *Shop) updateProduct(c call) reply {
	p := s.product(c.id("id"))
	switch {
	case p == nil:
		return unknownProduct(http.StatusBadRequest)
	case p.Parent != 0:
		return notHere()
	default:
		return s.putProduct(c, p)
	}
}

func (s *Shop) updateVariation(c call) reply {
	v := s.product(c.id("variation"))
	if v == nil || v.Parent != c.id("id") {
		return unknownVariation()
	}
	return s.putProduct(c, v)
}

// putProduct is a single write: unlike in a batch, its types are checked.
func (s *Shop) putProduct(c call, p *product) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	if problems := s.checkTypes(body); len(problems) > 0 {
		return invalid(problems)
	}
	if refusal := s.change(p, body); refusal != nil {
		return *refusal
	}
	return ok(s.written(p))
}

// written is a product as a write answers it: with two fields more.
func (s *Shop) written(p *product) object {
	o := cloned(p.Fields)
	if p.Parent == 0 {
		o["permalink_template"], o["generated_slug"] = s.opts.Home+"/product/%pagename%/", slug(p.name())
	}
	return o
}

func (s *Shop) createProduct(c call) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	if problems := s.checkTypes(body); len(problems) > 0 {
		return invalid(problems)
	}
	p, refusal := s.newProduct(body)
	if refusal != nil {
		return *refusal
	}
	return s.created(fmt.Sprintf("products/%d", p.ID), s.written(p))
}

func (s *Shop) newProduct(body object) (*product, *reply) {
	if refusal := s.checkUnique(0, body); refusal != nil {
		return nil, refusal
	}
	p := s.addProduct(text(body["name"]), text(body["sku"]), "", "", text(body["tax_class"]))
	p.Fields["manage_stock"], p.Fields["stock_quantity"] = false, nil
	s.assign(p, body)
	s.keepProduct(p)
	s.queue("product.created", p.ID)
	return p, nil
}

// checkTypes is the schema's check of a single write.
func (s *Shop) checkTypes(body object) map[string]problem {
	problems := make(map[string]problem)
	for name, value := range body {
		switch name {
		case "stock_quantity", "inventory_delta":
			if _, isNumber := value.(float64); !isInteger(value) && value != nil && (!isNumber || !s.opts.Fractions) {
				problems[name] = notOfType(name, "integer")
			}
		case "name", "sku", "regular_price", "sale_price", "tax_class", "global_unique_id", "description", "short_description", "weight":
			if _, isText := value.(string); !isText {
				problems[name] = notOfType(name, "string")
			}
		case "status":
			if !slices.Contains(productStatuses, text(value)) {
				problems[name] = notOneOf(name, productStatuses)
			}
		case "type":
			if !slices.Contains(productTypes, text(value)) {
				problems[name] = notOneOf(name, productTypes)
			}
		case "manage_stock", "virtual":
			if _, isBool := value.(bool); !isBool && value != "true" && value != "false" && value != "parent" {
				problems[name] = notOfType(name, "boolean")
			}
		}
	}
	return problems
}

func isInteger(value any) bool {
	switch v := value.(type) {
	case float64:
		return v == math.Trunc(v)
	case string:
		_, err := strconv.Atoi(strings.TrimSpace(v))
		return err == nil
	default:
		return false
	}
}

// change writes what a client may, and tells it.
func (s *Shop) change(p *product, body object) *reply {
	if refusal := s.checkUnique(p.ID, body); refusal != nil {
		return refusal
	}
	s.assign(p, body)
	s.touchProduct(p)
	return nil
}

// assign writes fields as the shop does without looking at their types: what is
// no number is 0, a status that is none makes a draft.
func (s *Shop) assign(p *product, body object) {
	for _, field := range []string{"name", "sku", "tax_class", "description", "short_description", "weight"} {
		if value, given := body[field].(string); given {
			p.Fields[field] = value
		}
	}
	if value, given := body["global_unique_id"].(string); given {
		p.Fields["global_unique_id"] = withoutLetters(value)
	}
	if value, given := body["regular_price"]; given {
		// The shop's decimal sign is a comma.
		price := strings.ReplaceAll(fmt.Sprint(value), ",", ".")
		p.Fields["regular_price"], p.Fields["price"], p.Fields["price_html"] = price, price, priceHTML(price)
	}
	if value, given := body["status"]; given {
		status := text(value)
		if !slices.Contains(productStatuses, status) {
			status = "draft"
		}
		p.Fields["status"] = status
	}
	if value, given := body["virtual"].(bool); given {
		p.Fields["virtual"] = value
	}
	if kind := text(body["type"]); p.Parent == 0 && slices.Contains(productTypes, kind) {
		s.changeType(p, kind)
	}
	s.assignStock(p, body)
	s.writeMeta(p.Fields, body)
}

// assignStock: of a product whose stock is not managed it is silently ignored,
// and of a variation whose stock its product keeps.
func (s *Shop) assignStock(p *product, body object) {
	if backorders := text(body["backorders"]); slices.Contains([]string{"no", "notify", "yes"}, backorders) {
		p.Fields["backorders"], p.Fields["backorders_allowed"] = backorders, backorders != "no"
	}
	if manage, given := body["manage_stock"]; given {
		managed := manage == true || manage == "true"
		if managed && p.Fields["stock_quantity"] == nil {
			p.Fields["stock_quantity"], p.Fields["stock_status"] = int64(0), p.statusAt(decimal.Zero)
		}
		p.Fields["manage_stock"] = managed
		if parent := s.product(p.Parent); !managed && parent != nil && parent.Fields["manage_stock"] == true {
			p.Fields["manage_stock"], p.Fields["stock_quantity"] = "parent", parent.Fields["stock_quantity"]
		} else if !managed {
			p.Fields["stock_quantity"] = nil
		}
	}
	if p.Fields["manage_stock"] != true {
		if status := text(body["stock_status"]); status != "" && p.Fields["manage_stock"] == false {
			p.Fields["stock_status"] = status
		}
		return
	}
	if quantity, given := body["stock_quantity"]; given {
		s.setStock(p, s.quantityOf(quantity))
	} else if delta, given := body["inventory_delta"]; given {
		s.setStock(p, p.stock().Add(s.quantityOf(delta)))
	} else {
		s.setStock(p, p.stock()) // Its status follows from what else was written.
	}
}

// quantityOf reads a quantity as the shop does: what is none is 0, and of a
// fraction only the whole part counts unless a plugin allows fractions.
func (s *Shop) quantityOf(value any) decimal.Decimal {
	if s.opts.Fractions {
		return amountOf(value)
	}
	return amountOf(value).Truncate(0)
}

// changeType: a product that is variable no more loses its variations.
func (s *Shop) changeType(p *product, kind string) {
	if p.Fields["type"] == "variable" && kind != "variable" {
		for _, v := range s.variations(p.ID) {
			s.forget(v)
		}
		p.Fields["has_options"], p.Fields["variations"] = false, []any{}
	}
	p.Fields["type"] = kind
}

// variations are the variations of a product, by id.
func (s *Shop) variations(parentID int64) []*product {
	parent := s.product(parentID)
	if parent == nil {
		return nil
	}
	var all []*product
	list, _ := parent.Fields["variations"].([]any)
	for _, id := range list {
		if v := s.product(amountOf(id).IntPart()); v != nil && v.Parent == parentID {
			all = append(all, v)
		}
	}
	return all
}

// forget deletes a product for good, with its variations, which no hook tells.
func (s *Shop) forget(p *product) {
	for _, v := range s.variations(p.ID) {
		s.forget(v)
	}
	s.removeProduct(p.ID)
	if parent := s.product(p.Parent); parent != nil {
		list, _ := parent.Fields["variations"].([]any)
		parent.Fields["variations"] = slices.DeleteFunc(slices.Clone(list), func(id any) bool { return amountOf(id).IntPart() == p.ID })
		s.saveProduct(parent)
	}
}

func withoutLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '-' {
			return r
		}
		return -1
	}, text)
}

// checkUnique: SKUs and GTINs are each one product's.
func (s *Shop) checkUnique(id int64, body object) *reply {
	taken := func(field, value string) int64 {
		if value == "" {
			return 0
		}
		for _, other := range sortedIDs(s.products) {
			if other != id && text(s.products[other].Fields[field]) == value {
				return other
			}
		}
		if p := s.seedBySKU(value); field == "sku" && p != nil && p.ID != id {
			return p.ID
		}
		return 0
	}
	if sku := text(body["sku"]); taken("sku", sku) != 0 {
		return duplicate("product_invalid_sku", "Invalid or duplicated SKU.", object{"resource_id": taken("sku", sku), "unique_sku": sku + "-1"})
	}
	if gtin := withoutLetters(text(body["global_unique_id"])); taken("global_unique_id", gtin) != 0 {
		return duplicate("product_invalid_global_unique_id", "Invalid or duplicated GTIN, UPC, EAN or ISBN.",
			object{"resource_id": taken("global_unique_id", gtin)})
	}
	return nil
}

func duplicate(code, message string, data object) *reply {
	data["status"] = http.StatusBadRequest
	return &reply{status: http.StatusBadRequest, value: object{"code": code, "message": message, "data": data}}
}

func (s *Shop) addProduct(name, sku, ean, price, class string) *product {
	p := &product{ID: s.id(), Fields: s.fresh("product")}
	p.Fields["slug"], p.Fields["permalink"] = slug(name), s.opts.Home+"/product/"+slug(name)+"/"
	p.Fields["_links"] = s.links("products", p.ID)
	s.describe(p, name, sku, ean, price, class)
	return p
}

func (s *Shop) addVariation(parent *product, option, ean, price string) *product {
	v := &product{ID: s.id(), Parent: parent.ID, Fields: s.fresh("variation")}
	v.Fields["parent_id"], v.Fields["permalink"] = parent.ID, text(parent.Fields["permalink"])+"?attribute_pa_izbira="+slug(option)
	v.Fields["attributes"] = []any{object{"id": 1, "name": "Izbira", "slug": "pa_izbira", "option": option}}
	links := s.links(fmt.Sprintf("products/%d/variations", parent.ID), v.ID)
	links["up"] = s.link(fmt.Sprintf("products/%d", parent.ID))
	v.Fields["_links"] = links
	s.describe(v, option, parent.sku()+"-"+option, ean, price, parent.taxClass())
	variations, _ := parent.Fields["variations"].([]any)
	parent.Fields["variations"] = append(variations, v.ID)
	parent.Fields["type"], parent.Fields["has_options"], parent.Fields["regular_price"] = "variable", true, ""
	parent.Fields["manage_stock"], parent.Fields["stock_quantity"] = false, nil
	return v
}

func (s *Shop) describe(p *product, name, sku, ean, price, class string) {
	f := p.Fields
	f["id"], f["name"], f["sku"], f["price"], f["regular_price"], f["tax_class"] = p.ID, name, sku, price, price, class
	f["stock_quantity"], f["manage_stock"], f["stock_status"] = int64(fullStock), true, "instock"
	f["global_unique_id"], f["meta_data"] = "", []any{}
	if ean != "" {
		f["meta_data"] = []any{object{"id": s.id(), "key": "_alg_ean", "value": ean}}
	}
	if _, shown := f["price_html"]; shown {
		f["price_html"] = priceHTML(price)
	}
	s.stamp(f, "date_created", time.Now())
	s.stamp(f, "date_modified", time.Now())
	s.products[p.ID] = p
}

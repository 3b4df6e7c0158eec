package woosim

import (
	"net/http"
	"slices"
	"strconv"
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

func text(value any) string {
	s, _ := value.(string)
	return s
}

func (p *product) meta(key string) string {
	all, _ := p.Fields["meta_data"].([]any)
	for _, entry := range all {
		if m, ok := entry.(object); ok && m["key"] == key {
			return text(m["value"])
		}
	}
	return ""
}

func (s *Shop) addProduct(name, sku, ean, price, class string) *product {
	p := &product{ID: s.id(), Fields: s.fresh("product")}
	slug := strings.ToLower(strings.ReplaceAll(sku, " ", "-"))
	p.Fields["slug"], p.Fields["permalink"] = slug, s.opts.Home+"/product/"+slug+"/"
	s.describe(p, "products", name, sku, ean, price, class)
	s.products[p.ID] = p
	return p
}

func (s *Shop) addVariation(parent *product, option, ean, price string) {
	v := &product{ID: s.id(), Parent: parent.ID, Fields: s.fresh("variation")}
	v.Fields["parent_id"], v.Fields["permalink"] = parent.ID, text(parent.Fields["permalink"])+"?attribute_pa="+option
	v.Fields["attributes"] = []any{object{"id": 1, "name": "Izbira", "slug": "pa_izbira", "option": option}}
	s.describe(v, "products/"+strconv.FormatInt(parent.ID, 10)+"/variations", parent.name()+" - "+option, parent.sku()+"-"+option, ean, price, parent.taxClass())
	s.products[v.ID] = v
	parent.Fields["type"] = "variable"
	ids, _ := parent.Fields["variations"].([]any)
	parent.Fields["variations"] = append(ids, v.ID)
}

func (s *Shop) describe(p *product, path, name, sku, ean, price, class string) {
	f := p.Fields
	f["id"], f["name"], f["sku"], f["price"], f["regular_price"], f["tax_class"] = p.ID, name, sku, price, price, class
	f["stock_quantity"], f["manage_stock"] = 25, true
	f["meta_data"] = []any{}
	if ean != "" {
		f["meta_data"] = []any{object{"id": s.id(), "key": "_alg_ean", "value": ean}}
	}
	f["_links"] = s.links(path, p.ID)
	s.stamp(f, "date_created", time.Now())
	s.stamp(f, "date_modified", time.Now())
}

// SetMeta writes a product's meta value, as a person does in the shop.
func (s *Shop) SetMeta(sku, key, value string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.find(Item{SKU: sku})
	if p == nil {
		return false
	}
	s.setMeta(p.Fields, key, value)
	s.touchProduct(p)
	return true
}

// setMeta follows WooCommerce: by key it changes one entry and deletes further ones.
func (s *Shop) setMeta(o object, key string, value any) {
	all, _ := o["meta_data"].([]any)
	kept := []any{}
	found := false
	for _, entry := range all {
		m, ok := entry.(object)
		if ok && m["key"] == key {
			if found || value == nil {
				continue
			}
			found = true
			entry = object{"id": m["id"], "key": key, "value": value}
		}
		kept = append(kept, entry)
	}
	if !found && value != nil {
		kept = append(kept, object{"id": s.id(), "key": key, "value": value})
	}
	o["meta_data"] = kept
}

func (s *Shop) find(item Item) *product {
	if item.ProductID != 0 {
		return s.products[item.ProductID]
	}
	for _, p := range s.products {
		if p.sku() == item.SKU && item.SKU != "" {
			return p
		}
	}
	return nil
}

func (s *Shop) touchProduct(p *product) {
	s.stamp(p.Fields, "date_modified", time.Now())
	s.dirty = true
	s.queueLocked("product.updated", p.ID)
}

func (s *Shop) listProducts(w http.ResponseWriter, r *http.Request) { s.answerProducts(w, r, 0) }

func (s *Shop) listVariations(w http.ResponseWriter, r *http.Request) {
	parent, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if p := s.products[parent]; p == nil || p.Parent != 0 {
		refuse(w, http.StatusNotFound, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.")
		return
	}
	s.answerProducts(w, r, parent)
}

func (s *Shop) answerProducts(w http.ResponseWriter, r *http.Request, parent int64) {
	query := r.URL.Query()
	include, skus := numbers(query.Get("include")), query.Get("sku")
	var found []object
	for _, id := range slices.Sorted(mapKeys(s.products)) {
		p := s.products[id]
		switch {
		case skus != "" && !slices.Contains(strings.Split(skus, ","), p.sku()),
			// include= does not find variations in the list of products; sku= does.
			skus == "" && p.Parent != parent,
			include != nil && !include[id]:
			continue
		}
		found = append(found, p.Fields)
	}
	s.page(w, r, found, "id")
}

func (s *Shop) readProduct(w http.ResponseWriter, r *http.Request) {
	if p := s.products[pathID(r, "id")]; p != nil {
		answer(w, http.StatusOK, p.Fields)
		return
	}
	refuse(w, http.StatusNotFound, "woocommerce_rest_product_invalid_id", "Invalid ID.")
}

func (s *Shop) updateProduct(w http.ResponseWriter, r *http.Request) {
	p := s.products[pathID(r, "id")]
	if p == nil || p.Parent != 0 {
		refuse(w, http.StatusNotFound, "woocommerce_rest_product_invalid_id", "Invalid ID.")
		return
	}
	s.applyProduct(w, r, p)
}

func (s *Shop) updateVariation(w http.ResponseWriter, r *http.Request) {
	v := s.products[pathID(r, "variation")]
	if v == nil || v.Parent != pathID(r, "id") {
		refuse(w, http.StatusNotFound, "woocommerce_rest_product_variation_invalid_id", "Invalid ID.")
		return
	}
	s.applyProduct(w, r, v)
}

func (s *Shop) applyProduct(w http.ResponseWriter, r *http.Request, p *product) {
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	s.change(p, body)
	answer(w, http.StatusOK, p.Fields)
}

// change writes the fields a client may; stock of a product that does not
// manage it is silently ignored, as in the recordings.
func (s *Shop) change(p *product, body object) {
	if manage, ok := body["manage_stock"].(bool); ok {
		p.Fields["manage_stock"] = manage
	}
	if quantity, ok := body["stock_quantity"]; ok && p.Fields["manage_stock"] == true {
		p.Fields["stock_quantity"] = quantity
	}
	for _, field := range []string{"name", "regular_price", "price", "status", "tax_class"} {
		if value, ok := body[field].(string); ok {
			p.Fields[field] = value
		}
	}
	s.writeMeta(p.Fields, body)
	s.touchProduct(p)
}

func (s *Shop) writeMeta(o, body object) {
	entries, _ := body["meta_data"].([]any)
	for _, entry := range entries {
		if m, ok := entry.(object); ok && text(m["key"]) != "" {
			s.setMeta(o, text(m["key"]), m["value"])
		}
	}
}

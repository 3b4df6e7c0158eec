package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// Where the shop's products show the parts of their stock.
const (
	supplierMeta = "zaloga_pri_dobavitelju"
	ownMeta      = "nasa_zaloga"
)

// ware is a product or variation of the shop that has an article.
type ware struct {
	id   int64
	code string
}

// article is what VASCO has of one: at the supplier's, and in two warehouses.
type article struct{ supplier, here, there int }

// sale is an order that the shop has taken.
type sale struct {
	Number string `json:"number"`
	pieces map[string]int
}

// goods are the shop's wares and VASCO's articles, as the test put them there.
type goods struct {
	wares    []ware
	articles map[string]article
	// untouched are products that no run may write, as they were.
	untouched map[int64]string
	sales     []sale
}

// The shop's goods. Some parents have variations; of the rest some have no EAN,
// some do not manage their stock, and some are unknown to VASCO.
const (
	simples, parents, sizes = 160, 4, 12
	oddEach                 = 8
)

// stockGoods fills the shop and VASCO.
func (k *stockKilling) stockGoods() {
	k.t.Helper()
	var seeded struct {
		First int64 `json:"first"`
	}
	k.post(k.shop.url+"/sim/products", map[string]int{"count": simples + parents}, &seeded)
	k.goods = goods{articles: make(map[string]article)}
	for i := range simples {
		id, code := seeded.First+int64(i), woosim.SeededEAN(i)
		switch {
		case i < oddEach:
			k.edit(id, map[string]any{"meta_data": []any{}})
		case i < 2*oddEach:
			k.edit(id, map[string]any{"manage_stock": false, "stock_quantity": nil})
			k.articles[code] = article{}
		case i < 3*oddEach:
		case i == 3*oddEach:
			// A second product of the next one's article.
			code = woosim.SeededEAN(i + 1)
			k.edit(id, map[string]any{"meta_data": []any{map[string]any{"id": id, "key": "_alg_ean", "value": code}}})
			fallthrough
		default:
			k.wares = append(k.wares, ware{id, code})
		}
	}
	for i := range parents {
		k.family(seeded.First+int64(simples+i), i)
	}
	for _, w := range k.wares {
		k.articles[w.code] = article{}
	}
	k.change(len(k.articles))
	// One of the demo's own goods has stock in VASCO: what there is of it is to be unknown.
	const headphones = "3830012345678"
	k.call(http.MethodDelete, k.erp.url+"/sim/stock", []vascosim.Stock{{Code: headphones, Warehouse: "1"}, {Code: headphones, Warehouse: "2"}}, nil)
}

// family gives a parent variations: of the last two one has no EAN, and one
// leaves its stock to the parent.
func (k *stockKilling) family(parent int64, number int) {
	k.t.Helper()
	k.edit(parent, map[string]any{"meta_data": []any{}})
	all := make([]woosim.Option, sizes)
	for i := range all {
		all[i] = woosim.Option{Name: fmt.Sprint("Velikost ", i), EAN: fmt.Sprintf("3832%04d%04d", number, i), Price: "12.20"}
	}
	all[sizes-1].EAN = ""
	var made struct {
		IDs []int64 `json:"ids"`
	}
	k.post(fmt.Sprintf("%s/sim/products/%d/variations", k.shop.url, parent), all, &made)
	k.edit(made.IDs[sizes-2], map[string]any{"manage_stock": "parent"})
	for i, id := range made.IDs[:sizes-2] {
		k.wares = append(k.wares, ware{id, all[i].EAN})
	}
	k.articles[all[sizes-2].EAN] = article{}
}

// edit changes a product as an import into the shop does.
func (k *stockKilling) edit(id int64, fields map[string]any) {
	k.t.Helper()
	k.call(http.MethodPut, fmt.Sprintf("%s/sim/products/%d", k.shop.url, id), fields, nil)
}

// inShop are all products and variations of the shop, as it shows them.
func (k *stockKilling) inShop() map[int64]*woo.Product {
	k.t.Helper()
	all := make(map[int64]*woo.Product)
	var families []int64
	keep := func(products []woo.Product) {
		for i := range products {
			all[products[i].ID] = &products[i]
			if len(products[i].Variations) > 0 {
				families = append(families, products[i].ID)
			}
		}
	}
	k.must(k.wooClient.EachProduct(k.t.Context(), 1, func(_ int, products []woo.Product) error {
		keep(products)
		return nil
	}))
	for _, id := range families {
		k.must(k.wooClient.EachVariation(k.t.Context(), id, func(variations []woo.Product) error {
			keep(variations)
			return nil
		}))
	}
	return all
}

// stockShown is what of a product a run might write.
func stockShown(p *woo.Product) string {
	return fmt.Sprintf("%s %s %v", quantityOf(p), p.ManageStock, p.MetaData)
}

func quantityOf(p *woo.Product) string {
	if p.StockQuantity == nil {
		return "none"
	}
	return p.StockQuantity.String()
}

// remember keeps what no run may touch.
func (k *stockKilling) remember() {
	k.t.Helper()
	k.untouched = make(map[int64]string)
	for id, p := range k.inShop() {
		if !slices.ContainsFunc(k.wares, func(w ware) bool { return w.id == id }) {
			k.untouched[id] = stockShown(p)
		}
	}
}

// change changes some articles' stock in VASCO. Now and then one has none.
func (k *stockKilling) change(count int) {
	k.t.Helper()
	var rows []vascosim.Article
	var stock []vascosim.Stock
	for code := range k.articles { // In no order: these are chosen at random.
		if len(rows) == count {
			break
		}
		a := article{supplier: rand.IntN(40), here: rand.IntN(20), there: rand.IntN(9)}
		if rand.IntN(10) == 0 {
			a = article{}
		}
		k.articles[code] = a
		rows = append(rows, vascosim.Article{
			Code: code, Name: "Izdelek " + code, Unit: "KOS", Price: "10", HasStock: 1, Extra: map[string]string{"PROSTO_C9": strconv.Itoa(a.supplier)},
		})
		stock = append(stock, vascosim.Stock{Code: code, Warehouse: "1", OnHand: strconv.Itoa(a.here)},
			vascosim.Stock{Code: code, Warehouse: "2", OnHand: strconv.Itoa(a.there)})
	}
	k.post(k.erp.url+"/sim/articles", rows, nil)
	k.post(k.erp.url+"/sim/stock", stock, nil)
}

// sell places an order. Every second has a payment that is not known: VASCO does
// not get it.
func (k *stockKilling) sell() {
	k.t.Helper()
	k.selling.Lock()
	defer k.selling.Unlock()
	n := len(k.sales)
	draft := woosim.Draft{
		Email: fmt.Sprintf("kupec%d@example.si", n), FirstName: "Kupec", LastName: fmt.Sprint("Številka ", n),
		PaymentMethod: []string{"bacs", "paypal"}[n%2], Status: []string{"processing", "on-hold", "completed"}[n%3],
	}
	made := sale{pieces: make(map[string]int)}
	for range 1 + n%3 {
		w, pieces := k.wares[rand.IntN(len(k.wares))], 1+rand.IntN(3)
		draft.Items = append(draft.Items, woosim.Item{ProductID: w.id, Quantity: int64(pieces)})
		made.pieces[w.code] += pieces
	}
	k.post(k.shop.url+"/demo/orders", draft, &made)
	k.sales = append(k.sales, made)
}

func (k *stockKilling) sold() int {
	k.selling.Lock()
	defer k.selling.Unlock()
	return len(k.sales)
}

// wrong says which products do not have the numbers they are to have: supplier
// and own together, less what the shop has sold and VASCO does not have.
func (k *stockKilling) wrong() (all []string) {
	k.t.Helper()
	sold, shop := k.unknownToVasco(), k.inShop()
	for _, w := range k.wares {
		a := k.articles[w.code]
		own := a.here + a.there
		want := fmt.Sprintf("%d (%d + %d)", max(0, a.supplier+own-sold[w.code]), a.supplier, own)
		p := shop[w.id]
		supplier, _ := p.Meta(supplierMeta)
		ours, _ := p.Meta(ownMeta)
		if has := fmt.Sprintf("%s (%s + %s)", quantityOf(p), supplier, ours); has != want {
			all = append(all, fmt.Sprintf("product %d has %s, want %s; %d were sold", w.id, has, want, sold[w.code]))
		}
	}
	for id, before := range k.untouched {
		if now := stockShown(shop[id]); now != before {
			all = append(all, fmt.Sprintf("product %d was %s and is %s", id, before, now))
		}
	}
	return all
}

// unknownToVasco is what was sold of each article in orders that VASCO does not have.
func (k *stockKilling) unknownToVasco() map[string]int {
	k.t.Helper()
	books := k.books().Orders
	sold := make(map[string]int)
	for _, s := range k.sales {
		if slices.ContainsFunc(books, func(o vascosim.Order) bool { return o.ShopNumber == s.Number }) {
			continue
		}
		for code, pieces := range s.pieces {
			sold[code] += pieces
		}
	}
	return sold
}

func shorten(lines []string) string {
	const enough = 10
	return fmt.Sprintf("%d:\n%s", len(lines), strings.Join(lines[:min(enough, len(lines))], "\n"))
}

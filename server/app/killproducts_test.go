package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// productPoints in the order in which imports, and then pushes, meet them.
var productPoints = []string{
	cutInImport, cutInVariations, cutInMissing, push.CutBeforeAsked, cutArticleUnanswered, cutUpdateUnanswered, push.CutAfterWrite,
}

// How many products come into the shop for each kill, how many of those before are
// deleted, and of how many that VASCO has the price changes.
const (
	comeEach, leaveEach, repriceEach = 8, 2, 4
)

// newcomers are products that came into the shop during the test.
type newcomers struct {
	// came counts all; here are those that the shop still has, by their ids.
	came int
	here []ware
	// left counts those that were deleted since the last import.
	left int
	// chosen are the newest, and those with a new price: what a push is told to push.
	chosen []ware
	// posted counts the new articles that VASCO is to have.
	posted int
}

// killProducts kills imports and pushes at every point. After each and a restart
// the mirror has every product of the shop exactly once, and none that was deleted;
// VASCO has each article exactly once, and the counts are those of what was done.
func (k *stockKilling) killProducts() {
	k.t.Helper()
	k.untilMet(slices.Clone(k.productPoints), func(turn int, point string) {
		k.renew()
		ofPush := slices.Index(productPoints, point) >= slices.Index(productPoints, push.CutBeforeAsked)
		k.errand(turn, unless(ofPush, point), errand{kind: "IMPORT", command: "import"})
		k.checkMirror(point)
		k.errand(turn, unless(!ofPush, point), errand{kind: "PUSH", command: "push " + idsOf(k.chosen)})
		k.checkArticles(point)
	})
}

// writePrices lets pushes change the price of an article that is there.
func (k *stockKilling) writePrices() {
	k.t.Helper()
	service, err := app.Open(k.t.Context(), k.settings("prices").options())
	k.must(err)
	fields := []rules.ArticleField{rules.FieldPrice}
	_, _, err = service.Registry.UpdateShop(k.t.Context(), k.shopID, connection.ShopChange{Settings: rules.Change{Products: rules.ProductsChange{UpdateFields: &fields}}})
	k.must(err)
	k.must(service.Close())
}

// errand has a process do something, and kills it at a point; empty is nowhere.
func (k *stockKilling) errand(turn int, point string, e errand) {
	k.t.Helper()
	if point != "" {
		k.goOn(turn, point, k.untilDead(turn, point, e))
		return
	}
	before := k.endedOf(e.kind)
	k.tell(0, e.command)
	k.until(e.command+" ends", func() bool { return k.endedOf(e.kind) > before }, k.runs)
}

// renew changes the shop's goods: some come, some are deleted for good, some get
// another price.
func (k *stockKilling) renew() {
	k.t.Helper()
	k.left, k.chosen = 0, nil
	for range min(leaveEach, len(k.here)) {
		at := rand.IntN(len(k.here))
		k.call(http.MethodDelete, fmt.Sprintf("%s/sim/products/%d", k.shop.url, k.here[at].id), nil, nil)
		k.here = slices.Delete(k.here, at, at+1)
		k.left++
	}
	var seeded struct {
		First int64 `json:"first"`
	}
	k.post(k.shop.url+"/sim/products", map[string]int{"count": comeEach}, &seeded)
	for i := range comeEach {
		w := ware{seeded.First + int64(i), woosim.SeededEAN(simples + parents + k.came)}
		k.came++
		k.chosen = append(k.chosen, w)
	}
	k.here = append(k.here, k.chosen...)
	k.posted += comeEach
	// Not the first two, which share an article, and no variations.
	for _, at := range rand.Perm(simples / 2)[:repriceEach] {
		w := k.wares[2+at]
		k.edit(w.id, map[string]any{"regular_price": fmt.Sprintf("%d.%02d", 1+rand.IntN(900), rand.IntN(100))})
		k.chosen = append(k.chosen, w)
	}
}

func idsOf(wares []ware) string {
	ids := make([]string, len(wares))
	for i, w := range wares {
		ids[i] = strconv.FormatInt(w.id, 10)
	}
	return strings.Join(ids, ",")
}

// last is the last run of a kind.
func (k *stockKilling) last(kind string) (last ranOnce) {
	k.t.Helper()
	for _, r := range k.allRuns() {
		if r.kind == kind {
			last = r
		}
	}
	return last
}

// checkMirror compares what is known of the shop's products with the shop.
func (k *stockKilling) checkMirror(after string) {
	k.t.Helper()
	shop := k.inShop()
	if r := k.last("IMPORT"); r.seen != len(shop)+k.left {
		k.t.Errorf("after a kill %s: an import over %d products of which %d were deleted ended as %+v", after, len(shop)+k.left, k.left, r)
	}
	rows, err := k.reader.QueryContext(k.t.Context(), "SELECT shop_product_id, name, regular_price, gone_at IS NOT NULL FROM products")
	k.must(err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var name, price string
		var gone bool
		k.must(rows.Scan(&id, &name, &price, &gone))
		p := shop[id]
		switch {
		case p == nil && !gone:
			k.t.Errorf("after a kill %s: product %d is deleted, or there are two of it", after, id)
		case p != nil && (gone || !strings.HasSuffix(name, p.Name) || !costs(p, price)):
			k.t.Errorf("after a kill %s: product %d is %q for %q, gone %t, and in the shop %q for %s", after, id, name, price, gone, p.Name, p.RegularPrice)
		}
		delete(shop, id)
	}
	k.must(rows.Err())
	if len(shop) > 0 {
		k.t.Errorf("after a kill %s: %d products are not known", after, len(shop))
	}
}

// costs tells whether a price is the product's.
func costs(p *woo.Product, price string) bool {
	if p.RegularPrice == nil || price == "" {
		return p.RegularPrice == nil && price == ""
	}
	known, err := decimal.NewFromString(price)
	return err == nil && known.Equal(p.RegularPrice.Decimal)
}

// checkArticles compares VASCO's articles with what was to be pushed.
func (k *stockKilling) checkArticles(after string) {
	k.t.Helper()
	r := k.last("PUSH")
	// One that was written right before the kill is found as it is to be.
	if all := len(k.chosen); r.seen != all || r.updated+r.unchanged != all || r.updated < all-1 {
		k.t.Errorf("after a kill %s: a push of %d ended as %+v", after, all, r)
	}
	var state struct {
		Calls map[string]int `json:"calls"`
	}
	k.call(http.MethodGet, k.erp.url+"/sim/state", nil, &state)
	if posts := state.Calls["POST FASifranti/artikel"]; posts != k.posted {
		k.t.Errorf("after a kill %s: %d articles were posted, %d are new", after, posts, k.posted)
	}
	shop, articles := k.inShop(), k.articlesOf(k.chosen)
	for _, w := range k.chosen {
		found := articles[w.code]
		if len(found) != 1 {
			k.t.Errorf("after a kill %s: VASCO has %d articles %s", after, len(found), w.code)
			continue
		}
		if want := netPrice(shop[w.id]); !found[0].Price.Equal(want) {
			k.t.Errorf("after a kill %s: article %s costs %s, want %s", after, w.code, found[0].Price, want)
		}
	}
}

func (k *stockKilling) articlesOf(wares []ware) map[string][]vasco.Article {
	k.t.Helper()
	profile, err := vasco.ProfileByName("kiwwwi", nil)
	k.must(err)
	client, err := vasco.New(vasco.Config{BaseURL: k.erp.url, Username: "demo", Password: "demo", TaxNumber: "12345678", Profile: profile})
	k.must(err)
	codes := make([]string, len(wares))
	for i, w := range wares {
		codes[i] = w.code
	}
	found, err := client.Articles(k.t.Context(), codes, nil)
	k.must(err)
	byCode := make(map[string][]vasco.Article)
	for _, a := range found {
		byCode[a.Code] = append(byCode[a.Code], a)
	}
	return byCode
}

// netPrice is a price with 22 % of tax in it without.
func netPrice(p *woo.Product) decimal.Decimal {
	return p.RegularPrice.DivRound(decimal.RequireFromString("1.22"), 4)
}

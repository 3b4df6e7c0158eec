package woosim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestSeededEANsAreValid(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, i := range []int{0, 1, 9, 10, 77_777, 99_999_999} {
		ean, sum := SeededEAN(i), 0
		for at, digit := range ean {
			sum += (1 + at%2*2) * int(digit-'0')
		}
		if len(ean) != 13 || sum%10 != 0 || seen[ean] {
			t.Errorf("%d: %s", i, ean)
		}
		seen[ean] = true
	}
}

// A hundred thousand products are listed like a hundred, and only those that
// change are kept.
func TestASeededShop(t *testing.T) {
	t.Parallel()
	l, client := served(t, true, nil)
	before, n := len(l.listed()), 100_000
	first := l.SeedProducts(n)
	after := l.AddProduct("Sveča", "SV-1", "", "7.20", nil)
	last := 1 + (before+n)/100
	var pages, rows int
	err := client.EachProduct(t.Context(), last-1, func(page int, products []woo.Product) error {
		pages, rows = page, rows+len(products)
		return nil
	})
	if err != nil || pages != last || rows != before+n+1-(last-2)*100 {
		t.Errorf("%d rows to page %d of %d, %v", rows, pages, last, err)
	}
	var some []woo.Product
	err = client.EachProduct(t.Context(), 1+before/100, func(_ int, products []woo.Product) error {
		some = append(some, products...)
		if len(some) < 200 {
			return nil
		}
		return errEnough
	})
	at := slices.IndexFunc(some, func(p woo.Product) bool { return p.ID == first })
	if at < 0 || err == nil {
		t.Fatalf("%d is not listed, %v", first, err)
	}
	for i, p := range some[at : at+50] {
		ean, _ := p.Meta("_alg_ean")
		if p.ID != first+int64(i) || ean != SeededEAN(i) || p.StockQuantity.IntPart() != SeededStock || p.ManageStock != woo.StockManaged || p.SKU != fmt.Sprint("SEED-", i) {
			t.Errorf("%d: %+v", i, p)
		}
	}
	if len(l.seeds.changed) != 0 || l.ProductID("SV-1") != after || l.ProductID("SEED-77777") != first+77777 {
		t.Errorf("%d are kept, %d is the last, %d the 77777th", len(l.seeds.changed), l.ProductID("SV-1"), l.ProductID("SEED-77777"))
	}
}

// A list of changes has what has changed, in any order, whatever else there is.
func TestASeededShopTellsWhatChanged(t *testing.T) {
	t.Parallel()
	l, client := served(t, true, nil)
	const n = 1000
	first := l.SeedProducts(n)
	begun := time.Now().Truncate(time.Second).Add(-time.Second)
	changed := func(since time.Time) (ids []int64) {
		t.Helper()
		whole, err := client.EachChangedProduct(t.Context(), since, func(page []woo.Product) error {
			for _, p := range page {
				if !p.DateModifiedGMT.After(since) {
					t.Errorf("%d changed %s, not after %s", p.ID, p.DateModifiedGMT, since)
				}
				if p.ID >= first {
					ids = append(ids, p.ID)
				}
			}
			return nil
		})
		if err != nil || !whole {
			t.Fatal(whole, err)
		}
		return ids
	}
	if got := changed(begun); len(got) != 0 {
		t.Errorf("%v changed before anything did", got)
	}
	// They were made one after the other, the last a while ago.
	if got := changed(begun.Add(-150 * seedEvery)); len(got) < 148 || len(got) > 152 || got[len(got)-1] != first+n-1 {
		t.Errorf("%d changed lately: %v", len(got), got)
	}
	l.save(first+7, object{"name": "Drugo"})
	l.save(first+3, object{"stock_quantity": 3})
	l.must(http.MethodDelete, fmt.Sprintf("products/%d", first+9), "")
	if got := changed(begun); !slices.Equal(got, []int64{first + 3, first + 7}) {
		t.Errorf("changed: %v", got)
	}
	if got := l.ids(t, "products?per_page=2&orderby=modified&order=desc"); !slices.Contains(got, first+3) || !slices.Contains(got, first+7) {
		t.Errorf("the newest: %v", got)
	}
	if err := l.DeleteProduct(first + 7); err != nil {
		t.Fatal(err)
	}
	if got := changed(begun); !slices.Equal(got, []int64{first + 3}) {
		t.Errorf("after one was deleted: %v", got)
	}
}

var errEnough = errors.New("enough")

func TestASeededProductIsLikeAnother(t *testing.T) {
	t.Parallel()
	l, client := served(t, true, nil)
	first := l.SeedProducts(5)
	second := l.SeedProducts(5)
	if second != first+5 {
		t.Errorf("%d follows %d", second, first)
	}
	results, err := client.WriteStock(t.Context(), 0, stocks("7", first, second))
	if got := ends(t, results, err); got != "7/7, 7/7" || l.inStock(first, first+1, second) != "7 25 7" {
		t.Errorf("%s, in stock %s", got, l.inStock(first, first+1, second))
	}
	if _, err := l.PlaceOrder(Draft{Items: []Item{{ProductID: first, Quantity: 2}, {ProductID: first, Quantity: 1}, {SKU: "SEED-7", Quantity: 4}}}); err != nil {
		t.Fatal(err)
	}
	if got := l.inStock(first, second+2); got != "4 21" {
		t.Errorf("after an order %s", got)
	}
	l.opts.InsecureBasic = true
	if ids, err := l.AddVariations(first+1, Option{Name: "S"}); err != nil || l.inStock(ids[0]) != "25" || len(l.ids(t, fmt.Sprintf("products/%d/variations", first+1))) != 1 {
		t.Errorf("%v, %v", ids, err)
	}
	l.must(http.MethodDelete, fmt.Sprintf("products/%d", first+2), "")
	if err := l.DeleteProduct(first + 3); err != nil {
		t.Error(err)
	}
	l.save(first+4, object{"sku": "OWN"})
	if status, _ := l.edited(t, http.MethodPut, "products/12", `{"sku":"SEED-0"}`); status != http.StatusBadRequest {
		t.Errorf("a seeded SKU was taken twice: %d", status)
	}
	var ids []int64
	for _, query := range []string{
		"order=desc&orderby=id", "order=desc&orderby=id&search=izdelek%20", "order=asc&orderby=date", "order=desc&orderby=modified",
	} {
		ids = l.ids(t, "products?per_page=100&page=1&"+query)
		if seen := slices.Contains(ids, first+2) || slices.Contains(ids, first+3); seen || !slices.Contains(ids, first+4) || !slices.Contains(ids, second) {
			t.Errorf("%s: listed %v", query, ids)
		}
	}
	found, err := client.Stocks(t.Context(), 0, []int64{first, first + 3, second})
	if err != nil || len(found) != 2 || found[0].StockQuantity.String() != "4" {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestSeededProductsOutliveARestart(t *testing.T) {
	t.Parallel()
	opts := Options{DataDir: t.TempDir(), InsecureBasic: true, Home: "https://shop.example"}
	var want []string
	var first int64
	for round := range 3 {
		s, err := New(opts)
		if err != nil {
			t.Fatal(err)
		}
		l := &lab{s, t}
		if round == 0 {
			first = l.SeedProducts(1000)
			l.save(first+1, object{"stock_quantity": 3})
			l.must(http.MethodDelete, fmt.Sprintf("products/%d", first+2), "")
			l.must(http.MethodDelete, fmt.Sprintf("products/%d?force=true", first+3), "")
		}
		got := []string{l.inStock(first, first+1, first+2, first+3), strconv.Itoa(len(l.listed())), strconv.FormatInt(l.nextID, 10)}
		if round == 0 {
			want = got
		}
		if !slices.Equal(got, want) || got[0] != "25 3 25 -" {
			t.Errorf("round %d: %v, want %v", round, got, want)
		}
		if round == 1 {
			l.SeedProducts(10)
			if l.DeleteProduct(l.ProductID("SEED-1009")) != nil || l.ProductID("SEED-1008") == 0 {
				t.Error("the next ones are not numbered on")
			}
			want[1], want[2] = "1007", strconv.FormatInt(l.nextID, 10)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

package woosim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

// stocks are writes of the same quantity.
func stocks(quantity string, ids ...int64) []woo.StockWrite {
	var writes []woo.StockWrite
	for _, id := range ids {
		writes = append(writes, woo.StockWrite{ID: id, Quantity: decimal.RequireFromString(quantity), Meta: map[string]string{"nasa_zaloga": quantity}})
	}
	return writes
}

// left is the stock of several products, in short.
func (l *lab) inStock(ids ...int64) string {
	var all []string
	for _, id := range ids {
		quantity, managed := l.StockOf(id)
		if !managed {
			all = append(all, "-")
			continue
		}
		all = append(all, quantity.String())
	}
	return strings.Join(all, " ")
}

// ends are how the elements of a batch ended, in short.
func ends(t *testing.T, results []woo.StockResult, err error) string {
	t.Helper()
	if err != nil {
		return fmt.Sprintf("%T", err)
	}
	var all []string
	for _, r := range results {
		var ignored *woo.Ignored
		switch {
		case errors.As(r.Err, &ignored):
			all = append(all, string(ignored.Reason))
		case r.Err != nil:
			all = append(all, fmt.Sprintf("%T", r.Err))
		default:
			own, _ := r.Product.Meta("nasa_zaloga")
			all = append(all, r.Product.StockQuantity.String()+"/"+own)
		}
	}
	return strings.Join(all, ", ")
}

// The client's batches against the shop, of products and of the shirt's variations.
func TestTheClientWritesStock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		parent   int64
		quantity string
		ids      []int64
		prepare  func(*lab)
		want     string
	}{
		"products":                      {0, "7", []int64{11, 12}, nil, "7/7, 7/7"},
		"one twice":                     {0, "7", []int64{11, 11}, nil, "7/7, 7/7"},
		"variations":                    {71, "0", []int64{72, 73}, nil, "0/0, 0/0"},
		"unknown":                       {0, "7", []int64{9999, 12}, nil, "*woo.NotFound, 7/7"},
		"a variation among products":    {0, "7", []int64{72, 12}, nil, "*woo.NotFound, 7/7"},
		"another product's variation":   {71, "7", []int64{80, 72, 12}, nil, "*woo.NotFound, 7/7, *woo.NotFound"},
		"not managed":                   {0, "7", []int64{23, 12}, nil, "the product's stock is not managed, 7/7"},
		"a fraction":                    {0, "2.5", []int64{12}, nil, "the shop shows another quantity"},
		"a fraction that is allowed":    {0, "2.5", []int64{12}, func(l *lab) { l.opts.Fractions = true }, "2.5/2.5"},
		"below zero":                    {0, "-2", []int64{12}, nil, "-2/-2"},
		"a variation that shows others": {71, "7", []int64{72, 73}, (*lab).sharedShirt, "the variation shows the stock of its product, 7/7"},
		"became variable":               {0, "7", []int64{12}, (*lab).variableTea, "7/7"},
		"its variations are gone":       {71, "7", []int64{72}, func(l *lab) { l.save(71, object{"type": "simple"}) }, "*woo.NotFound"},
		"it is gone":                    {71, "7", []int64{72}, func(l *lab) { l.must(http.MethodDelete, "products/71?force=true", "") }, "*woo.NotFound"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, client := served(t, true, nil)
			if c.prepare != nil {
				l.opts.InsecureBasic = true
				c.prepare(l)
			}
			results, err := client.WriteStock(t.Context(), c.parent, stocks(c.quantity, c.ids...))
			if got := ends(t, results, err); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			found, err := client.Stocks(t.Context(), c.parent, c.ids)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range found { // What was told as written is what is read.
				i := slices.Index(c.ids, p.ID)
				if written := results[i].Product; written != nil && !written.StockQuantity.Equal(p.StockQuantity.Decimal) {
					t.Errorf("%d: %s was written, %s is read", p.ID, written.StockQuantity, p.StockQuantity)
				}
			}
		})
	}
}

// sharedShirt keeps the stock of variation 72 on its product.
func (l *lab) sharedShirt() {
	l.save(71, object{"manage_stock": true, "stock_quantity": 4})
	l.save(72, object{"manage_stock": false})
}

func (l *lab) variableTea() {
	if _, err := l.AddVariations(12, Option{Name: "50 g"}); err != nil {
		l.t.Fatal(err)
	}
	l.save(12, object{"manage_stock": true})
}

func (l *lab) save(id int64, fields object) {
	l.t.Helper()
	if err := l.SaveProduct(id, fields); err != nil {
		l.t.Fatal(err)
	}
}

// An order that comes between reading and writing is overwritten, as recorded:
// the quantity is absolute.
func TestAnOrderComesAtAnExactPoint(t *testing.T) {
	t.Parallel()
	order := func(l *lab) {
		if _, err := l.PlaceOrder(Draft{Items: []Item{{ProductID: 12, Quantity: 3}}}); err != nil {
			l.t.Error(err)
		}
	}
	for name, c := range map[string]struct {
		at   func(l *lab, told *[]int64)
		want string
		told []int64
	}{
		"before the batch":   {func(l *lab, told *[]int64) { l.OnBatch(func(parent int64) { *told = append(*told, parent); order(l) }) }, "10 10", []int64{0}},
		"before the element": {func(l *lab, told *[]int64) { l.OnElement(l.onFirst(11, told, order)) }, "10 10", []int64{0, 11, 0, 12}},
		"after the element": {func(l *lab, told *[]int64) {
			l.OnElement(func(parent, id int64) {
				*told = append(*told, parent, id)
				if id == 11 && len(*told) > 2 {
					order(l)
				}
			})
		}, "10 7", []int64{0, 12, 0, 11}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, client := served(t, true, nil)
			var told []int64
			c.at(l, &told)
			ids := []int64{11, 12}
			if len(c.told) > 1 && c.told[1] == 12 {
				slices.Reverse(ids)
			}
			results, err := client.WriteStock(t.Context(), 0, stocks("10", ids...))
			if got := ends(t, results, err); got != "10/10, 10/10" || l.inStock(11, 12) != c.want || !slices.Equal(told, c.told) {
				t.Errorf("%s, in stock %s, told %v", got, l.inStock(11, 12), told)
			}
		})
	}
	l, client := served(t, true, nil)
	var told int64
	l.OnBatch(func(parent int64) { told = parent })
	if _, err := client.WriteStock(t.Context(), 71, stocks("1", 72)); err != nil || told != 71 {
		t.Errorf("told of the batch of %d, %v", told, err)
	}
}

// onFirst places an order before one element.
func (l *lab) onFirst(id int64, told *[]int64, order func(*lab)) func(parent, element int64) {
	return func(parent, element int64) {
		*told = append(*told, parent, element)
		if element == id {
			order(l)
		}
	}
}

func TestBatchesFailAsTheyAreTold(t *testing.T) {
	t.Parallel()
	html := "<html>There has been a critical error on this website.</html>"
	for name, c := range map[string]struct {
		fault Fault
		ids   int
		want  string
		// landed says what is in stock then, of 25.
		landed string
	}{
		"500 in HTML above 25":     {Fault{Over: 25, Status: 500, Body: html}, 26, "*woo.Unavailable", "25"},
		"500 in JSON above 25":     {Fault{Over: 25, Status: 500, Body: `{"code":"internal_server_error"}`}, 26, "*woo.Unavailable", "25"},
		"not at 25":                {Fault{Over: 25, Status: 500, Body: html}, 25, "", "7"},
		"a time-out above 25":      {Fault{Over: 25, Status: 504, Body: html}, 26, "*woo.Unavailable", "25"},
		"429":                      {Fault{Path: "products/batch", Status: 429, RetryAfter: 7, Body: `{}`}, 1, "*woo.Unavailable", "25"},
		"503":                      {Fault{Path: "products/batch", Status: 503, RetryAfter: 7, Body: html}, 1, "*woo.Unavailable", "25"},
		"the answer is lost":       {Fault{Path: "products/batch", After: true, Drop: true}, 1, "*woo.Unavailable", "7"},
		"half an answer":           {Fault{Path: "products/batch", After: true, Status: 200, Body: `{"update":[`}, 1, "*woo.Malformed", "7"},
		"an element is not there":  {Fault{Element: 11, Status: 404}, 1, "*woo.NotFound", "25"},
		"an element is refused":    {Fault{Element: 11, Status: 400}, 1, "*woo.Rejected", "25"},
		"an element fails":         {Fault{Element: 11, Status: 500, Body: `{"code":"db_error","message":"x","data":{"status":500}}`}, 1, "*woo.Rejected", "25"},
		"an element is ignored":    {Fault{Element: 11}, 1, "the shop shows another quantity", "25"},
		"another element fails":    {Fault{Element: 13, Status: 404}, 1, "7/7", "7"},
		"of variations, not these": {Fault{Path: "products/71", Element: 11, Status: 404}, 1, "7/7", "7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, client := served(t, true, nil)
			ids := l.simple()[:c.ids]
			l.AddFaults(c.fault)
			results, err := client.WriteStock(t.Context(), 0, stocks("7", ids...))
			if got := ends(t, results, err); (c.want != "" && got != c.want) || l.inStock(11) != c.landed {
				t.Errorf("%s, in stock %s", got, l.inStock(11))
			}
			if away, ok := errors.AsType[*woo.Unavailable](err); ok && c.fault.RetryAfter > 0 && away.RetryAfter.Seconds() != 7 {
				t.Errorf("to come again after %s", away.RetryAfter)
			}
		})
	}
	l, client := served(t, true, nil)
	l.AddFaults(Fault{Path: "products", Query: "include=12", Status: 400, Body: `{}`})
	if _, err := client.Stocks(t.Context(), 0, []int64{12}); err == nil {
		t.Error("a query was not recognised")
	}
	if _, err := client.Stocks(t.Context(), 0, []int64{11, 12}); err != nil {
		t.Error(err)
	}
	l.AddFaults(Fault{Element: 11, Status: 400, Times: 1})
	first, _ := client.WriteStock(t.Context(), 0, stocks("7", 11))
	second, err := client.WriteStock(t.Context(), 0, stocks("7", 11))
	refused, ok := errors.AsType[*woo.Rejected](first[0].Err)
	if got := ends(t, second, err); !ok || refused.Code != "rest_invalid_param" || !strings.Contains(refused.Message, "stock_quantity") || got != "7/7" {
		t.Errorf("%v, then %s", first[0].Err, got)
	}
}

// simple are the ids of the simple products.
func (l *lab) simple() []int64 {
	var all []int64
	for _, id := range sortedIDs(l.products) {
		if l.products[id].Parent == 0 && l.products[id].Fields["type"] == "simple" {
			all = append(all, id)
		}
	}
	return all
}

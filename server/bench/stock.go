package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const (
	manyProducts = 100_000
	// briefProducts is the run of the brief, which took 14 s.
	briefProducts = 48
	segmentSize   = 5000
)

// goods are a shop and an ERP with the same products.
type goods struct {
	count int
	// first is the shop's id of the first product; the others follow.
	first           int64
	shop            *woosim.Shop
	erp             *vascosim.Server
	shopURL, erpURL string
	// written counts the products that were written into the shop.
	written atomic.Int64
	close   func()
}

func newGoods(count int) (*goods, error) {
	shop, err := woosim.New(woosim.Options{InsecureBasic: true})
	if err != nil {
		return nil, fmt.Errorf("start the shop: %w", err)
	}
	erp, err := vascosim.New(vascosim.Options{})
	if err != nil {
		return nil, fmt.Errorf("start the ERP: %w", err)
	}
	first := shop.SeedProducts(count)
	erp.SeedArticles(count)
	for _, i := range []int{0, count - 1} {
		if a, b := woosim.SeededEAN(i), vascosim.SeededCode(i); a != b {
			return nil, fmt.Errorf("product %d is %s in the shop and %s in the ERP", i, a, b)
		}
	}
	g := &goods{count: count, first: first, shop: shop, erp: erp}
	shopServer, erpServer := httptest.NewServer(g.counted(shop.Handler())), httptest.NewServer(erp.Handler())
	g.shopURL, g.erpURL = shopServer.URL, erpServer.URL
	g.close = func() {
		shopServer.Close()
		erpServer.Close()
	}
	return g, nil
}

// counted counts the elements of batches.
func (g *goods) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/batch") {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			var batch struct {
				Update []json.RawMessage `json:"update"`
			}
			if json.Unmarshal(body, &batch) == nil {
				g.written.Add(int64(len(batch.Update)))
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		next.ServeHTTP(w, r)
	})
}

// sell changes the ERP's stock of one in so many products, and tells of how many.
func (g *goods) sell(oneIn int) (changed int) {
	for i := 0; i < g.count; i += oneIn {
		g.erp.SetStock(vascosim.Stock{Code: vascosim.SeededCode(i), Warehouse: "1", OnHand: strconv.Itoa(20 + i%7), Reserved: "0", Ordered: "0"})
		changed++
	}
	return changed
}

// age lets an hour pass in the shop: its products were changed that much longer ago.
func (g *goods) age() error {
	const layout = "2006-01-02T15:04:05"
	for i := range g.count {
		err := g.shop.EditProduct(g.first+int64(i), func(fields map[string]any) {
			for _, name := range []string{"date_modified", "date_modified_gmt"} {
				if at, err := time.Parse(layout, fmt.Sprint(fields[name])); err == nil {
					fields[name] = at.Add(-time.Hour).Format(layout)
				}
			}
		})
		if err != nil {
			return fmt.Errorf("let an hour pass: %w", err)
		}
	}
	return nil
}

// measureStock measures stock runs: a large shop of which little has changed,
// and the brief's small one.
func measureStock(ctx context.Context, binary string, _ time.Duration, _ limits) error {
	if err := measureLargeStock(ctx, binary); err != nil {
		return fmt.Errorf("the stock of %d products: %w", manyProducts, err)
	}
	if err := measureBriefStock(ctx, binary); err != nil {
		return fmt.Errorf("the stock of %d products: %w", briefProducts, err)
	}
	return nil
}

// measureLargeStock measures a shop's first run, which writes all of its products,
// and one an hour later. Without the hour that one would read all that the first
// has written, which happens once in the life of a shop.
func measureLargeStock(ctx context.Context, binary string) (err error) {
	g, err := newGoods(manyProducts)
	if err != nil {
		return err
	}
	defer g.close()
	s, err := start(ctx, binary, g.shopURL, g.erpURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if err := s.sayStep(ctx, "import_100k", s.importProducts); err != nil {
		return err
	}
	if err := s.sayStep(ctx, "stock_100k_first", s.firstStock); err != nil {
		return err
	}
	if err := g.age(); err != nil {
		return err
	}
	return g.sayRun(ctx, s)
}

// sayRun measures a run of which little has changed since the last one.
func (g *goods) sayRun(ctx context.Context, s *service) error {
	const oneIn = 100
	changed := g.sell(oneIn)
	written := g.written.Load()
	before, err := g.fetch(ctx)
	if err != nil {
		return err
	}
	cpu, err := s.meter()
	if err != nil {
		return err
	}
	took, peak, err := s.step(ctx, s.syncStock)
	if err != nil {
		return err
	}
	used, ours, err := cpu.used()
	if err != nil {
		return err
	}
	after, err := g.fetch(ctx)
	if err != nil {
		return err
	}
	fetch := (before + after).Seconds() / 2 // Others use the machine as well.
	say(figure{name: "stock_100k_fetch_only_seconds", value: fetch, unit: "s"})
	say(figure{"stock_100k_seconds", took.Seconds(), "s", fetch, "stock_100k_fetch_only_seconds", "ratio <= 1.5"})
	say(figure{name: "stock_100k_cpu_seconds", value: used.Seconds(), unit: "s of one core"})
	say(figure{name: "stock_100k_bench_cpu_seconds", value: ours.Seconds(), unit: "s of one core, of the shop and the ERP"})
	say(figure{name: "stock_100k_peak_rss_mb", value: peak, unit: "MB", aim: "<= 150"})
	say(figure{
		name: "stock_100k_shop_writes", value: float64(g.written.Load() - written), unit: "products", limit: float64(changed), limitOf: "changed", aim: "ratio 1",
	})
	return nil
}

func measureBriefStock(ctx context.Context, binary string) (err error) {
	g, err := newGoods(briefProducts)
	if err != nil {
		return err
	}
	defer g.close()
	s, err := start(ctx, binary, g.shopURL, g.erpURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if err := errors.Join(s.importProducts(ctx), s.firstStock(ctx)); err != nil {
		return err
	}
	g.sell(1)
	took, _, err := s.step(ctx, s.syncStock)
	if err != nil {
		return err
	}
	say(figure{name: "stock_48_seconds", value: took.Seconds(), unit: "s", aim: "<= 14, the brief's"})
	return nil
}

// fetch just reads what a run reads of the ERP. What it reads of the shop is left
// out: ten pages.
func (g *goods) fetch(ctx context.Context) (time.Duration, error) {
	profile, err := vasco.ProfileByName("kiwwwi", nil)
	if err != nil {
		return 0, fmt.Errorf("read the ERP: %w", err)
	}
	client, err := vasco.New(vasco.Config{BaseURL: g.erpURL, Username: "demo", Password: "demo", TaxNumber: "12345678", Profile: profile})
	if err != nil {
		return 0, fmt.Errorf("read the ERP: %w", err)
	}
	started := time.Now()
	err = client.EachArticle(ctx, segmentSize, []string{"PROSTO_C9"}, func(int, []vasco.Article) error { return nil })
	if err != nil {
		return 0, fmt.Errorf("read the ERP's articles: %w", err)
	}
	err = client.EachStock(ctx, nil, func([]vasco.StockRow) error { return nil })
	if err != nil {
		return 0, fmt.Errorf("read the ERP's stock: %w", err)
	}
	return time.Since(started), nil
}

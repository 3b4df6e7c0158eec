package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// shopFront stands before the shop and sees what is written into it. It outlives
// the service's processes.
type shopFront struct {
	*httptest.Server
	shop string
	// onBatch is called between a batch's way in and its being done: it is the
	// moment for an order that the writer knows nothing of.
	onBatch func()

	mu       sync.Mutex
	elements int
	// wasted are writes of what the shop had already.
	wasted []string
}

func newShopFront(t *testing.T, shop string) *shopFront {
	t.Helper()
	target, err := url.Parse(shop)
	if err != nil {
		t.Fatal(err)
	}
	f := &shopFront{shop: shop, onBatch: func() {}}
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(target) },
		Transport: &http.Transport{DisableKeepAlives: true},
		// Those who are killed do not read their answers.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation, _ := strings.Cut(r.URL.Path, "/wp-json/wc/v3/")
		if r.Method == http.MethodPost && isStockBatch(operation) {
			if err := f.look(r); err != nil {
				t.Error(err)
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(f.Close)
	return f
}

// shown is a product with its stock, as it is written and as the shop has it.
type shown struct {
	ID    int64       `json:"id"`
	Stock json.Number `json:"stock_quantity"`
	Meta  []struct {
		Key   string `json:"key"`
		Value any    `json:"value"`
	} `json:"meta_data"`
}

func (p *shown) meta(key string) string {
	for _, m := range p.Meta {
		if m.Key == key {
			return fmt.Sprint(m.Value)
		}
	}
	return ""
}

// look counts what a batch writes.
func (f *shopFront) look(r *http.Request) error {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil // Its sender is dead: nothing is written.
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	var batch struct {
		Update []shown `json:"update"`
	}
	if err := json.Unmarshal(raw, &batch); err != nil {
		return fmt.Errorf("read a batch: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.elements += len(batch.Update)
	for _, one := range batch.Update {
		has, err := f.has(r, one.ID)
		if err != nil {
			return err
		}
		if has.Stock == one.Stock && has.meta(supplierMeta) == one.meta(supplierMeta) && has.meta(ownMeta) == one.meta(ownMeta) {
			f.wasted = append(f.wasted, fmt.Sprintf("%d: %s", one.ID, one.Stock))
		}
	}
	f.onBatch()
	return nil
}

// written is how many elements the shop was sent so far.
func (f *shopFront) written() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.elements
}

// has is what the shop has of a product.
func (f *shopFront) has(r *http.Request, id int64) (p shown, err error) {
	request, err := http.NewRequestWithContext(r.Context(), http.MethodGet, fmt.Sprintf("%s/sim/products/%d", f.shop, id), nil)
	if err != nil {
		return p, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return p, nil // The writer is dead: nothing is written.
	}
	defer func() { _ = answer.Body.Close() }()
	if err := json.NewDecoder(answer.Body).Decode(&p); err != nil && r.Context().Err() == nil {
		return p, err
	}
	return p, nil
}

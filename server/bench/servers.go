package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// bodyBytes is about what a recorded order of three lines has.
const bodyBytes = 4096

// servers are the shop and the ERP around the measured program.
type servers struct {
	shop    *woosim.Shop
	shopURL string
	erpURL  string
	close   func()

	mu sync.Mutex
	// arrived is when an order stood in the ERP, by the shop's number.
	arrived map[string]time.Time
	count   atomic.Int64
	// last is the newest order that was posted, as it was.
	last *posted
}

// posted is an order's way into the ERP, to be gone again without the service.
type posted struct {
	header http.Header
	body   []byte
}

func newServers() (*servers, error) {
	shop, err := woosim.New(woosim.Options{Demo: true, InsecureBasic: true})
	if err != nil {
		return nil, fmt.Errorf("start the shop: %w", err)
	}
	shop.SetDeliveries(woosim.DeliveryMode{Hold: true})
	erp, err := vascosim.New(vascosim.Options{AcceptAnyArticle: true})
	if err != nil {
		return nil, fmt.Errorf("start the ERP: %w", err)
	}
	s := &servers{shop: shop, arrived: make(map[string]time.Time)}
	shopServer := httptest.NewServer(shop.Handler())
	erpServer := httptest.NewServer(s.watched(erp.Handler()))
	s.shopURL, s.erpURL = shopServer.URL, erpServer.URL
	s.close = func() {
		shopServer.Close()
		erpServer.Close()
	}
	return s, nil
}

// watched notes when an order has been written.
func (s *servers) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/FA/narociloKupca") {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
		var order struct {
			Extra struct {
				Number string `json:"NAROCILO_STEVILKA"`
			} `json:"dodatnaPolja"`
		}
		if json.Unmarshal(body, &order) == nil {
			s.mu.Lock()
			s.arrived[order.Extra.Number] = time.Now()
			s.last = &posted{r.Header.Clone(), body}
			s.mu.Unlock()
			s.count.Add(1)
		}
	})
}

// poster makes clients that post the newest order again, past the service.
func (s *servers) poster(ctx context.Context) func() (client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.last
	return func() (client, error) {
		transport := &http.Transport{}
		return client{func() error {
			request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.erpURL+"/api/v1/FA/narociloKupca", bytes.NewReader(last.body))
			if err != nil {
				return fmt.Errorf("post an order: %w", err)
			}
			request.Header = last.header.Clone()
			response, err := transport.RoundTrip(request)
			if err != nil {
				return fmt.Errorf("post an order: %w", err)
			}
			defer func() { _ = response.Body.Close() }()
			if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode >= http.StatusBadRequest {
				return fmt.Errorf("post an order: answered %d, %w", response.StatusCode, err)
			}
			return nil
		}, transport.CloseIdleConnections}, nil
	}
}

// postAlone posts so many orders one after the other.
func (s *servers) postAlone(ctx context.Context, count int) ([]time.Duration, error) {
	c, err := s.poster(ctx)()
	if err != nil {
		return nil, err
	}
	defer c.close()
	var took []time.Duration
	for range count {
		started := time.Now()
		if err := c.do(); err != nil {
			return nil, err
		}
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	return took, nil
}

// place makes so many orders in the shop and returns their webhook bodies with
// their numbers.
func (s *servers) place(count int) (all [][]byte, numbers []string, err error) {
	for range count {
		o, err := s.shop.PlaceOrder(woosim.Draft{})
		if err != nil {
			return nil, nil, fmt.Errorf("place an order: %w", err)
		}
		raw, err := json.Marshal(o)
		if err != nil {
			return nil, nil, fmt.Errorf("write an order: %w", err)
		}
		all = append(all, raw)
		numbers = append(numbers, fmt.Sprint(o["number"]))
	}
	return all, numbers, nil
}

// bodies makes any number of different deliveries of about bodyBytes.
type bodies struct {
	template []byte
	last     atomic.Int64
}

func newBodies(order []byte) *bodies {
	var o map[string]any
	if err := json.Unmarshal(order, &o); err != nil {
		panic(err) // It was just written.
	}
	o["id"], o["number"], o["order_key"], o["customer_note"] = 987654321, "987654321", "wc_order_987654321", ""
	if raw, err := json.Marshal(o); err == nil && len(raw) < bodyBytes {
		o["customer_note"] = strings.Repeat("x", bodyBytes-len(raw))
	}
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err) // As above.
	}
	b := &bodies{template: raw}
	const first = 100_000_000
	b.last.Store(first)
	return b
}

func (b *bodies) next() []byte {
	return bytes.ReplaceAll(b.template, []byte("987654321"), strconv.AppendInt(nil, b.last.Add(1), 10))
}

package ordertest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// OrdersPath is where VASCO takes orders, PartnersPath where it takes partners.
const (
	OrdersPath   = "FA/narociloKupca"
	PartnersPath = "SkupniSifranti/partner"
)

// FailPosts lets the next POSTs of orders fail.
func (f *Fixture) FailPosts(faults ...vascosim.Fault) {
	for _, fault := range faults {
		fault.Method, fault.Path = http.MethodPost, OrdersPath
		f.ERP.AddFaults(fault)
	}
}

// guarded looks at every write before VASCO gets it: nothing may ever let VASCO
// replace the prices the buyer has paid.
func (f *Fixture) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return // The client has gone.
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			if strings.Contains(strings.ToLower(string(body)), "nastavikupcevecene") {
				f.t.Errorf("%s %s takes VASCO's own prices: %s", r.Method, r.URL.Path, body)
			}
			path := strings.TrimPrefix(r.URL.Path, "/api/v1/")
			f.mu.Lock()
			f.posted[path] = append(f.posted[path], string(body))
			f.mu.Unlock()
		}
		next.ServeHTTP(w, r)
	})
}

// Posted are the bodies of the writes VASCO got at a path.
func (f *Fixture) Posted(path string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.posted[path])
}

// OpenIntent is the payload of the order that is about to be sent.
func (f *Fixture) OpenIntent() json.RawMessage {
	f.t.Helper()
	p, err := f.Store.Reader().Push.Query().Where(push.IntentEQ(push.IntentOPEN)).First(context.Background())
	must(f.t, err)
	return p.Payload
}

// PostOrder enters an order into VASCO past the service, as somebody else does.
func (f *Fixture) PostOrder(payload []byte) {
	f.t.Helper()
	var login struct {
		APIKey string `json:"apiKey"`
	}
	f.post("Avtentikacija", "", []byte(`{"username":"demo","password":"demo","taxNumber":"12345678"}`), &login)
	f.post(OrdersPath, login.APIKey, payload, new(json.RawMessage))
}

func (f *Fixture) post(path, token string, body []byte, into any) {
	f.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, f.ERPURL+"/api/v1/"+path, bytes.NewReader(body))
	must(f.t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(r)
	must(f.t, err)
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusMultipleChoices {
		f.t.Fatal(fmt.Errorf("POST %s: %s", path, answer.Status))
	}
	must(f.t, json.NewDecoder(answer.Body).Decode(into))
}

// lastAttemptSQL makes the next attempt of a failed job its last one.
const lastAttemptSQL = `UPDATE river_job SET max_attempts = attempt + 1
WHERE kind = 'sync_order' AND attempt > 0 AND state IN ('retryable', 'available')`

// LastAttempt waits until a job of an order has failed, and makes its next
// attempt the last one.
func (f *Fixture) LastAttempt() {
	f.t.Helper()
	Until(f.t, "a job has failed", func() bool {
		var changed int64
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			result, err := tx.SQL.ExecContext(ctx, lastAttemptSQL)
			if err == nil {
				changed, err = result.RowsAffected()
			}
			if err != nil {
				return fmt.Errorf("shorten the job's attempts: %w", err)
			}
			return nil
		})
		return changed > 0
	})
}

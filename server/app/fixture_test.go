package app_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// never is longer than any test: no order comes by itself.
const never = 24 * time.Hour

// each runs a test with a data folder and a database of either kind.
func each(t *testing.T, test func(t *testing.T, o app.Options)) {
	t.Helper()
	for name, database := range map[string]func(testing.TB) string{"sqlite": nil, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			if database != nil {
				o.DatabaseURL = database(t)
			}
			test(t, o)
		})
	}
}

// options are those of a demo on free ports, over an empty data folder.
func options(t *testing.T) app.Options {
	t.Helper()
	return app.Options{
		Serve: config.Serve{
			Data: config.Data{DataDir: t.TempDir()},
			Addr: "127.0.0.1:0", DemoWooAddr: "127.0.0.1:0", DemoVascoAddr: "127.0.0.1:0",
		},
		Demo: true, Out: io.Discard, DemoTrickle: never, CallTimeout: 5 * time.Second,
	}
}

// running is a service under test.
type running struct {
	*app.App

	t      *testing.T
	client *http.Client
	once   sync.Once
}

func open(t *testing.T, o app.Options) *running {
	t.Helper()
	a, err := app.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	r := &running{App: a, t: t, client: &http.Client{Transport: &http.Transport{}, Timeout: time.Minute}}
	t.Cleanup(r.stop)
	return r
}

func (r *running) stop() {
	r.once.Do(func() {
		r.client.CloseIdleConnections()
		if err := r.Close(); err != nil {
			r.t.Errorf("stop the service: %v", err)
		}
	})
}

// get asks a URL and returns status and body.
func (r *running) get(url string) (int, string) {
	r.t.Helper()
	return r.do(http.MethodGet, url, "")
}

func (r *running) do(method, url, body string) (int, string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return response.StatusCode, string(raw)
}

// place places an order in the demo shop by HTTP and returns its id.
func (r *running) place(d woosim.Draft) int64 {
	r.t.Helper()
	raw, err := json.Marshal(d)
	if err != nil {
		r.t.Fatal(err)
	}
	status, body := r.do(http.MethodPost, r.Demo.ShopURL+"/demo/orders", string(raw))
	var placed struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal([]byte(body), &placed); err != nil || status != http.StatusCreated {
		r.t.Fatalf("place an order: %d %s", status, body)
	}
	return placed.ID
}

// inVasco counts the ERP's orders for a shop order.
func inVasco(erp *vascosim.Server, id int64) int {
	count := 0
	for _, o := range erp.Orders() {
		if o.ShopNumber == strconv.FormatInt(id, 10) {
			count++
		}
	}
	return count
}

// query asks the API and decodes its data.
func (r *running) query(text string, data any) {
	r.t.Helper()
	raw, err := json.Marshal(map[string]string{"query": text})
	if err != nil {
		r.t.Fatal(err)
	}
	status, body := r.do(http.MethodPost, r.URL()+"/graphql", string(raw))
	answer := struct {
		Data   any               `json:"data"`
		Errors []json.RawMessage `json:"errors"`
	}{Data: data}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || status != 200 || len(answer.Errors) > 0 {
		r.t.Fatalf("%s: %d %s, %v", text, status, body, err)
	}
}

type apiOrder struct {
	Number      string `json:"number"`
	State       string `json:"state"`
	VascoNumber string `json:"vascoNumber"`
}

// order reads a shop order through the API.
func (r *running) order(id int64) apiOrder {
	r.t.Helper()
	var data struct {
		Orders struct {
			Nodes []apiOrder `json:"nodes"`
		} `json:"orders"`
	}
	r.query(`{ orders(first: 200) { nodes { number state vascoNumber } } }`, &data)
	for _, o := range data.Orders.Nodes {
		if o.Number == strconv.FormatInt(id, 10) {
			return o
		}
	}
	return apiOrder{}
}

// synced waits until an order has its number, and VASCO one order for it.
func (r *running) synced(id int64) apiOrder {
	r.t.Helper()
	var seen apiOrder
	ordertest.Until(r.t, "order "+strconv.FormatInt(id, 10)+" is synced", func() bool {
		seen = r.order(id)
		return seen.State == "SYNCED"
	})
	if count := inVasco(r.Demo.ERP, id); count != 1 {
		r.t.Errorf("VASCO has %d orders for %d", count, id)
	}
	return seen
}

// logLines reads all log files of a data folder.
func logLines(t *testing.T, dataDir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dataDir, "logs", "*", "*", "*", "*.log"))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String()
}

func card() woosim.Draft { return ordertest.Simple() }

package graph_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/kiwwwi/vasco/graph"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/server/httpd"
	"github.com/kiwwwi/vasco/server/pubsub"
	"github.com/kiwwwi/vasco/sync/former"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/problem"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/report"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/task"
)

// api is the API behind the server's own transports, over a fixture with a
// simulated shop and a simulated VASCO.
type api struct {
	*ordertest.Fixture

	t      *testing.T
	hub    *pubsub.Hub
	server *httptest.Server
	url    string
}

// pinged answers the shop's pings.
type pinged struct{}

func (pinged) ServeHTTP(http.ResponseWriter, *http.Request) {}

func newAPI(t *testing.T, s *store.Store, o ordertest.Options) *api {
	t.Helper()
	a := &api{t: t, hub: pubsub.New()}
	o.Replica.Publisher = a.hub
	a.Fixture = ordertest.New(t, s, o)
	if s.IsPostgres() {
		a.listen(s)
	}
	a.server = httptest.NewUnstartedServer(nil)
	runs := run.New(s, a.Jobs, a.Log, 0)
	products := product.New(s, a.Jobs, a.Log, a.Registry, runs)
	a.url = "http://" + a.server.Listener.Addr().String()
	handler, err := httpd.New(httpd.Options{
		Addr: "127.0.0.1:1", WebhookPattern: "/webhooks/woocommerce/{shop}", Webhooks: pinged{}, Metrics: http.NotFoundHandler(),
		Page: fstest.MapFS{"dist/index.html": {Data: []byte("page")}}, LogDir: t.TempDir(), Streams: t.Context(),
		Ready: func(*http.Request) error { return nil },
		GraphQL: graph.New(graph.Deps{
			Store: s, Log: a.Log, Events: a.hub, Registry: a.Registry, Orders: a.Orders, Inbox: a.Inbox,
			Reports: report.New(s), Problems: problem.New(s, a.Inbox), Tasks: task.New(s, a.Log),
			Runs: runs, Products: products, Stock: stock.New(s, a.Log, a.Registry, runs, products, stock.Options{}),
			Pushes:    push.New(s, a.Log, a.Registry, runs, push.Options{}),
			Former:    former.New(s, a.Log, a.Registry, a.Orders),
			PublicURL: a.url,
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	a.server.Config.Handler = handler
	a.server.Start()
	t.Cleanup(a.server.Close)
	return a
}

// listen wakes subscribers of what PostgreSQL announces.
func (a *api) listen(s *store.Store) {
	ctx, cancel := contextOf(a.t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		a.hub.Listen(ctx, s.Listen)
	}()
	a.t.Cleanup(func() {
		cancel()
		<-done
	})
}

// answer is what a request got.
type answer struct {
	Data   map[string]any `json:"data"`
	Errors []queryError   `json:"errors"`
	status int
	// lost: the connection of a stream ended without a word.
	lost bool
}

type queryError struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code      string   `json:"code"`
		Field     []string `json:"field"`
		RequestID string   `json:"requestId"`
	} `json:"extensions"`
}

type vars map[string]any

// ask sends a request by POST.
func (a *api) ask(query string, variables vars) answer {
	a.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		a.t.Fatal(err)
	}
	return a.post(body)
}

func (a *api) post(body []byte) answer {
	a.t.Helper()
	request, err := http.NewRequestWithContext(a.t.Context(), http.MethodPost, a.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := a.server.Client().Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	got := answer{status: response.StatusCode}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&got); err != nil {
		a.t.Fatalf("the answer is no JSON: %v\n%s", err, raw)
	}
	return got
}

// data is what a request that must go well got.
func (a *api) data(query string, variables vars) map[string]any {
	a.t.Helper()
	got := a.ask(query, variables)
	if len(got.Errors) > 0 {
		a.t.Fatalf("%s\n%v: %+v", query, variables, got.Errors)
	}
	return got.Data
}

// at walks into an answer: names of objects, numbers of lists.
func at(value any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				return nil
			}
			value = list[step]
		}
	}
	return value
}

func count(value any, path ...any) int {
	list, _ := at(value, path...).([]any)
	return len(list)
}

// want compares a part of an answer, as JSON.
func (a *api) want(value, want any, path ...any) {
	a.t.Helper()
	if got := compact(a.t, at(value, path...)); got != compact(a.t, want) {
		a.t.Errorf("%v is %s, want %s", path, got, compact(a.t, want))
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// shopID is the fixture's shop.
func (a *api) shopID() string { return model.ID(model.KindShop, a.Shop().ID) }

// orderID is the API's id of a shop's order.
func (a *api) orderID(shopOrderID int64) string {
	return model.ID(model.KindOrder, a.Order(shopOrderID).ID)
}

package connection_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, "goroutines were left behind:", err)
		code = 1
	}
	os.Exit(code)
}

// fixture is a registry between a simulated shop and a simulated VASCO.
type fixture struct {
	t        *testing.T
	store    *store.Store
	registry *connection.Registry
	// another makes the registry of another replica.
	another func() *connection.Registry
	woo     *woosim.Shop
	erp     *vascosim.Server
	wooURL  string
	erpURL  string
	// hooks is where the shop's webhooks are taken.
	hooks *taker
}

func setup(t *testing.T, s *store.Store) *fixture {
	t.Helper()
	f := &fixture{t: t, store: s, hooks: newTaker(t)}
	box, err := secret.Open(filepath.Join(t.TempDir(), "secret.key"))
	must(t, err)
	jobs, err := job.New(s, nil, job.Options{InsertOnly: true})
	must(t, err)
	own := &http.Transport{}
	t.Cleanup(own.CloseIdleConnections)
	f.another = func() *connection.Registry {
		made := connection.NewRegistry(s, box, event.NewLog(s, nil), jobs, connection.Options{Transport: own})
		t.Cleanup(made.Close)
		return made
	}
	f.registry = f.another()
	f.erp, err = vascosim.New(vascosim.Options{Dialect: vascosim.Kiwwwi})
	must(t, err)
	f.erpURL = serve(t, f.erp.Handler())
	server := quiet(nil)
	f.wooURL = "http://" + server.Listener.Addr().String()
	client := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(client.CloseIdleConnections)
	f.woo, err = woosim.New(woosim.Options{Home: f.wooURL, Demo: true, Client: client})
	must(t, err)
	server.Config.Handler = f.woo.Handler()
	server.Start()
	t.Cleanup(server.Close)
	return f
}

func quiet(h http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	return server
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := quiet(h)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newShop is what makes the simulated shop.
func (f *fixture) newShop(key string) connection.NewShop {
	return connection.NewShop{Key: key, Name: "Trgovina", URL: f.wooURL, ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo"}
}

func (f *fixture) newVasco() connection.NewVasco {
	return connection.NewVasco{Name: "Knjige", BaseURL: f.erpURL, Username: "demo", Password: "demo", TaxNumber: "12345678"}
}

func (f *fixture) shop(key string, change func(*connection.NewShop)) *connection.Shop {
	f.t.Helper()
	in := f.newShop(key)
	if change != nil {
		change(&in)
	}
	made, err := f.registry.CreateShop(f.t.Context(), in)
	must(f.t, err)
	return made
}

func (f *fixture) vasco(change func(*connection.NewVasco)) *connection.Vasco {
	f.t.Helper()
	in := f.newVasco()
	if change != nil {
		change(&in)
	}
	made, err := f.registry.CreateVasco(f.t.Context(), in)
	must(f.t, err)
	return made
}

func (f *fixture) in(fn func(ctx context.Context, tx *store.Tx) error) {
	f.t.Helper()
	must(f.t, f.store.InTx(f.t.Context(), fn))
}

func (f *fixture) row(id int) *ent.Shop {
	f.t.Helper()
	row, err := f.store.Reader().Shop.Get(f.t.Context(), id)
	must(f.t, err)
	return row
}

// invalid checks that an input was refused for exactly these reasons, as "field CODE".
func invalid(t *testing.T, err error, want ...string) {
	t.Helper()
	bad, ok := errors.AsType[connection.InvalidInput](err)
	if !ok {
		t.Fatalf("answered %v, want an invalid input: %v", err, want)
	}
	got := make([]string, len(bad))
	for i, one := range bad {
		got[i] = one.Field + " " + one.Code
		if one.Message == "" {
			t.Errorf("%s says nothing", one.Field)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("invalid: %v, want %v", got, want)
	}
}

// taker takes webhooks: it answers pings and notes what came.
type taker struct {
	url string

	mu    sync.Mutex
	pings int
}

func newTaker(t *testing.T) *taker {
	t.Helper()
	k := &taker{}
	k.url = serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		k.mu.Lock()
		defer k.mu.Unlock()
		if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			k.pings++
		}
	}))
	return k
}

func (k *taker) pinged() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pings
}

package connection_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// shopHooks lists the webhooks the shop has, by another client.
func (f *fixture) shopHooks() []woo.Webhook {
	f.t.Helper()
	own := &http.Transport{}
	defer own.CloseIdleConnections()
	client, err := woo.New(woo.Config{BaseURL: f.wooURL, Key: "ck_demo", Secret: "cs_demo", Transport: own})
	must(f.t, err)
	all, err := client.Webhooks(f.t.Context())
	must(f.t, err)
	return all
}

// set writes into a hook behind our back, as a person may in the shop's admin.
func (f *fixture) set(id int64, spec woo.WebhookSpec) {
	f.t.Helper()
	own := &http.Transport{}
	defer own.CloseIdleConnections()
	client, err := woo.New(woo.Config{BaseURL: f.wooURL, Key: "ck_demo", Secret: "cs_demo", Transport: own})
	must(f.t, err)
	_, err = client.UpdateWebhook(f.t.Context(), id, spec)
	must(f.t, err)
}

func (f *fixture) register(id int) []connection.Hook {
	f.t.Helper()
	hooks, err := f.registry.RegisterWebhooks(f.t.Context(), id, f.hooks.url+"/")
	must(f.t, err)
	return hooks
}

// exact checks that the shop has exactly the hooks we need, active, and others.
func (f *fixture) exact(others ...int64) {
	f.t.Helper()
	target := f.hooks.url + "/webhooks/woocommerce/ena"
	var topics []string
	for _, h := range f.shopHooks() {
		if h.DeliveryURL != target {
			if !slices.Contains(others, h.ID) {
				f.t.Errorf("a hook that is not ours: %+v", h)
			}
			continue
		}
		if h.Status != "active" {
			f.t.Errorf("hook %s is %s", h.Topic, h.Status)
		}
		topics = append(topics, h.Topic)
	}
	want := connection.HookTopics()
	slices.Sort(topics)
	slices.Sort(want)
	if !slices.Equal(topics, want) {
		f.t.Errorf("the shop's topics are %v\nwant %v", topics, want)
	}
}

func ids(hooks []connection.Hook) []int64 {
	all := make([]int64, len(hooks))
	for i, h := range hooks {
		all[i] = h.ID
	}
	return all
}

// reads counts the jobs that read what deleted hooks did not deliver.
func (f *fixture) reads() int {
	f.t.Helper()
	var n int
	must(f.t, f.store.Read.QueryRowContext(f.t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'read_recent'").Scan(&n))
	return n
}

func TestWebhooksAreRegistered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", nil)
		foreign := f.woo.AddHook("order.created", "https://other.example/hook", "x")
		mine := f.woo.AddHook("order.created", f.hooks.url+"/webhooks/woocommerce/druga", "x")
		first := f.register(made.ID)
		f.exact(foreign, mine)
		if len(first) != 11 || f.hooks.pinged() != 11 || f.reads() != 1 {
			t.Errorf("%d hooks, %d pings, %d jobs to read what was missed", len(first), f.hooks.pinged(), f.reads())
		}
		record, err := connection.ParseHooks(f.row(made.ID).Webhooks)
		must(t, err)
		if !record.Registered || record.URL != f.hooks.url+"/webhooks/woocommerce/ena" || len(record.Hooks) != 11 || len(record.Missing()) != 0 {
			t.Errorf("kept %+v", record)
		}
		if got := f.row(made.ID).HomeURL; got != f.wooURL {
			t.Errorf("learned the home URL %q, want %q", got, f.wooURL)
		}
		// Once more nothing is to be done.
		if again := f.register(made.ID); !slices.Equal(ids(again), ids(first)) || f.reads() != 1 {
			t.Errorf("registered again, the hooks are %v, before %v", ids(again), ids(first))
		}
	})
}

func TestHooksThatWentWrongAreMended(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(f *fixture, shop *connection.Shop, hooks []connection.Hook){
		"paused": func(f *fixture, _ *connection.Shop, hooks []connection.Hook) {
			f.set(hooks[3].ID, woo.WebhookSpec{Status: "paused"})
		},
		"disabled": func(f *fixture, _ *connection.Shop, hooks []connection.Hook) {
			f.set(hooks[3].ID, woo.WebhookSpec{Status: "disabled"})
		},
		"double": func(f *fixture, _ *connection.Shop, hooks []connection.Hook) {
			f.woo.AddHook(hooks[2].Topic, hooks[2].URL, "somebody's")
		},
		"another address": func(f *fixture, _ *connection.Shop, hooks []connection.Hook) {
			f.set(hooks[1].ID, woo.WebhookSpec{DeliveryURL: f.hooks.url + "/elsewhere"})
		},
		"a topic too many": func(f *fixture, _ *connection.Shop, hooks []connection.Hook) {
			f.woo.AddHook("action.woocommerce_order_status_changed", hooks[0].URL, "x")
		},
		"another secret": func(f *fixture, shop *connection.Shop, _ []connection.Hook) {
			_, _, err := f.registry.UpdateShop(f.t.Context(), shop.ID, connection.ShopChange{WebhookSecret: new("novo-geslo")})
			must(f.t, err)
		},
		"forgotten": func(f *fixture, shop *connection.Shop, _ []connection.Hook) {
			f.in(func(ctx context.Context, tx *store.Tx) error {
				return tx.Shop.UpdateOneID(shop.ID).ClearWebhooks().Exec(ctx)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := setup(t, storetest.Open(t, storetest.SQLite(t)))
			made := f.shop("ena", nil)
			hooks := f.register(made.ID)
			spoil(f, made, hooks)
			f.register(made.ID)
			f.exact()
			if f.reads() != 2 {
				t.Errorf("%d jobs to read what was missed, want 2", f.reads())
			}
		})
	}
}

// TestHookOfAnOldAddressIsReplaced: the service moved; the hooks it made follow.
func TestHookOfAnOldAddressIsReplaced(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	made := f.shop("ena", nil)
	_, err := f.registry.RegisterWebhooks(t.Context(), made.ID, newTaker(t).url)
	must(t, err)
	f.register(made.ID)
	f.exact()
}

// TestAHookIsTrustedOnlyWithOurSecret: hooks that are right in all that can be
// read are made anew when we did not make them, and then sign with our secret.
func TestAHookIsTrustedOnlyWithOurSecret(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	made := f.shop("ena", nil)
	var before []int64
	for _, topic := range connection.HookTopics() {
		before = append(before, f.woo.AddHook(topic, f.hooks.url+"/webhooks/woocommerce/ena", "somebody's"))
	}
	// A test reads them and remembers them; that does not make them ours.
	_, err := f.registry.TestShop(t.Context(), made.ID)
	must(t, err)
	for _, h := range f.register(made.ID) {
		if slices.Contains(before, h.ID) {
			t.Errorf("hook %d was kept, whatever its secret is", h.ID)
		}
	}
	f.exact()
}

// TestAChangeThatIsUndoneIsSeen: a delivery in flight writes the old hook again.
func TestAChangeThatIsUndoneIsSeen(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	made := f.shop("ena", func(in *connection.NewShop) { in.URL = serve(t, undoing(f)); in.HomeURL = f.wooURL })
	hooks := f.register(made.ID)
	f.set(hooks[0].ID, woo.WebhookSpec{Status: "paused"})
	f.register(made.ID)
	f.exact()
}

// undoing passes calls on to the shop; a PUT of a hook answers what was wished
// and changes nothing.
func undoing(f *fixture) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/webhooks/") {
			_ = json.NewEncoder(w).Encode(map[string]any{"id": 1, "status": "active"})
			return
		}
		f.woo.Handler().ServeHTTP(w, r)
	})
}

func TestRegistrationThatFails(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", nil)
		_, err := f.registry.RegisterWebhooks(t.Context(), made.ID, "vasco.example")
		invalid(t, err, "publicUrl INVALID")
		if _, err := f.registry.RegisterWebhooks(t.Context(), 99, f.hooks.url); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a shop that is not there: %v, want ErrNotFound", err)
		}
		f.woo.AddFaults(woosim.Fault{Method: "POST", Path: "webhooks", Times: 1, Status: 401, Body: readOnlyKey})
		_, err = f.registry.RegisterWebhooks(t.Context(), made.ID, f.hooks.url)
		if _, refused := errors.AsType[*woo.Unauthorized](err); !refused {
			t.Errorf("with a read-only key: %v, want Unauthorized", err)
		}
		// Cut off in the middle it goes on the next time, and leaves no doubles.
		f.woo.AddFaults(woosim.Fault{Method: "DELETE", Path: "webhooks", Times: 1, Status: 500, Body: "{}"})
		f.woo.AddHook("order.created", f.hooks.url+"/webhooks/woocommerce/ena", "old")
		if _, err = f.registry.RegisterWebhooks(t.Context(), made.ID, f.hooks.url); err == nil {
			t.Error("a hook that could not be deleted is no failure")
		}
		f.register(made.ID)
		f.exact()
	})
}

func TestOneRegistrationAtATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", nil)
		f.in(func(ctx context.Context, tx *store.Tx) error {
			_, err := store.Acquire(ctx, tx, "webhooks:"+strconv.Itoa(made.ID), time.Minute)
			return err
		})
		if _, err := f.registry.RegisterWebhooks(t.Context(), made.ID, f.hooks.url); !errors.Is(err, connection.ErrRegistering) {
			t.Errorf("a second registration: %v, want ErrRegistering", err)
		}
	})
}

// TestSecretsAreNotRecorded: neither keys nor the hooks' secret stand in calls,
// events or in what is kept of the hooks.
func TestSecretsAreNotRecorded(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", func(in *connection.NewShop) { in.WebhookSecret = "zelo-skrivno-geslo" })
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); f.registry.Recorder().Run(ctx) }()
		f.register(made.ID)
		cancel()
		<-done
		calls, err := s.Reader().ApiCall.Query().Where(apicall.ShopID(made.ID)).All(t.Context())
		must(t, err)
		events, err := s.Reader().Event.Query().All(t.Context())
		must(t, err)
		row := f.row(made.ID)
		all, err := json.Marshal([]any{calls, events, row.Webhooks, row})
		must(t, err)
		for _, c := range calls {
			all = slices.Concat(all, c.Request, c.Response, []byte(c.Path))
		}
		for _, secret := range []string{"zelo-skrivno-geslo", "cs_demo"} {
			if strings.Contains(string(all), secret) {
				t.Errorf("%s is told", secret)
			}
		}
		if len(calls) < 13 {
			t.Errorf("%d calls were recorded, want index, lists and eleven creates", len(calls))
		}
	})
}

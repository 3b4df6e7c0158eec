package pubsub_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/server/pubsub"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	goleak.VerifyTestMain(m)
}

const patience = 30 * time.Second

func woken(wake <-chan struct{}) bool {
	select {
	case <-wake:
		return true
	default:
		return false
	}
}

func wait(t *testing.T, what string, wake <-chan struct{}) {
	t.Helper()
	select {
	case <-wake:
	case <-time.After(patience):
		t.Fatalf("not woken in %s: %s", patience, what)
	}
}

func TestManyEventsWakeOnce(t *testing.T) {
	t.Parallel()
	hub := pubsub.New()
	wake, cancel := hub.Subscribe()
	if !woken(wake) {
		t.Error("a new subscriber looks at once: something may have come before")
	}
	for i := range 1000 {
		hub.Publish(event.Notice{EventID: i}) // Nobody reads, and nobody waits.
	}
	if !woken(wake) {
		t.Error("not woken")
	}
	if woken(wake) {
		t.Error("woken twice for events that came together")
	}
	hub.Publish(event.Notice{})
	if !woken(wake) {
		t.Error("not woken again")
	}
	cancel()
	hub.Publish(event.Notice{})
	if woken(wake) {
		t.Error("woken after the end")
	}
	cancel() // Twice does no harm.
}

func TestAllAreWoken(t *testing.T) {
	t.Parallel()
	hub := pubsub.New()
	var group sync.WaitGroup
	var ready sync.WaitGroup
	for range 50 {
		ready.Add(1)
		group.Go(func() {
			wake, cancel := hub.Subscribe()
			defer cancel()
			<-wake
			ready.Done()
			select {
			case <-wake:
			case <-time.After(patience):
				t.Error("a subscriber was not woken")
			}
		})
	}
	ready.Wait()
	hub.Publish(event.Notice{})
	group.Wait()
}

// add writes an event as the service does.
func add(t *testing.T, s *store.Store, hub *pubsub.Hub) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		event.NewLog(s, hub).Add(ctx, tx, event.Event{Kind: event.ShopChanged, Level: event.Info})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// listening runs a hub's Listen until the test ends.
func listening(t *testing.T, s *store.Store) *pubsub.Hub {
	t.Helper()
	hub := pubsub.New()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		hub.Listen(ctx, s.Listen)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return hub
}

func TestEventsWakeOnBothDatabases(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		hub := pubsub.New()
		if s.IsPostgres() {
			hub = listening(t, s)
		}
		wake, cancel := hub.Subscribe()
		defer cancel()
		wait(t, "at first", wake)
		if s.IsPostgres() {
			wait(t, "when it begins to listen", wake)
		}
		add(t, s, hub)
		wait(t, "after an event", wake)
	})
}

// Another replica's events wake this one, also after its connection was lost,
// and a loss itself does: what came meanwhile has to be looked for.
func TestReplicasWakeEachOther(t *testing.T) {
	t.Parallel()
	url := storetest.Postgres(t)
	here, there := storetest.Open(t, url), storetest.Open(t, url)
	hub := listening(t, here)
	wake, cancel := hub.Subscribe()
	defer cancel()
	wait(t, "at first", wake)
	wait(t, "when it begins to listen", wake)
	add(t, there, nil)
	wait(t, "by another replica", wake)

	var ended int
	err := there.Read.QueryRowContext(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN vasco_event%'`).Scan(&ended)
	if err != nil || ended != 1 {
		t.Fatalf("%d connections were cut, %v", ended, err)
	}
	wait(t, "after the connection was lost and made again", wake)
	add(t, there, nil)
	wait(t, "by another replica over the new connection", wake)
}

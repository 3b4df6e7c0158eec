package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// batches is a batcher of keys that remembers its commits. Its first commit
// waits for the gate, so that others gather behind it.
type batches struct {
	*store.Batcher[string]
	gate chan struct{}
	busy chan struct{}

	mu      sync.Mutex
	commits [][]string
}

func newBatches(s *store.Store, limit, waiting int) *batches {
	b := &batches{gate: make(chan struct{}), busy: make(chan struct{}, 100)}
	b.Batcher = store.NewBatcher(s, limit, waiting, func(ctx context.Context, tx *store.Tx, items []string) error {
		b.busy <- struct{}{}
		<-b.gate
		for _, item := range items {
			if item == "bad" {
				return errOurs
			}
			if err := put(ctx, tx.Client, item, "1"); err != nil {
				return err
			}
		}
		b.mu.Lock()
		b.commits = append(b.commits, slices.Clone(items))
		b.mu.Unlock()
		return nil
	})
	return b
}

// run works the batches until the test ends.
func (b *batches) run(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { b.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
}

// fill puts a first item to work and lets the others wait behind it.
func (b *batches) fill(t *testing.T, items ...string) (results map[string]chan error) {
	t.Helper()
	results = make(map[string]chan error)
	for i, item := range items {
		result := make(chan error, 1)
		results[item] = result
		go func() { result <- b.Do(context.WithoutCancel(t.Context()), item) }()
		if i == 0 {
			<-b.busy
		}
	}
	within(t, "all wait", func() bool { return b.Waiting() == len(items)-1 })
	return results
}

func TestBatchesShareACommit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBatches(s, 20, 100)
		b.run(t)
		items := make([]string, 50)
		for i := range items {
			items[i] = fmt.Sprintf("item %02d", i)
		}
		results := b.fill(t, items...)
		close(b.gate)
		for item, result := range results {
			if err := <-result; err != nil {
				t.Errorf("%s: %v", item, err)
			}
		}
		wantKeys(t, s, items...)
		if sizes := b.sizes(); !slices.Equal(sizes, []int{1, 20, 20, 9}) {
			t.Errorf("commits of %v items", sizes)
		}
	})
}

func (b *batches) sizes() (sizes []int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, commit := range b.commits {
		sizes = append(sizes, len(commit))
	}
	return sizes
}

func TestABadItemFailsAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBatches(s, 20, 100)
		b.run(t)
		results := b.fill(t, "first", "a", "bad", "b")
		close(b.gate)
		for item, result := range results {
			if err := <-result; errors.Is(err, errOurs) != (item == "bad") {
				t.Errorf("%s: %v", item, err)
			}
		}
		wantKeys(t, s, "a", "b", "first")
	})
}

func TestAFullQueueRefuses(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	b := newBatches(s, 20, 2)
	b.run(t)
	results := b.fill(t, "first", "a", "b")
	if err := b.Do(t.Context(), "one too many"); !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v", err)
	}
	close(b.gate)
	for item, result := range results {
		if err := <-result; err != nil {
			t.Errorf("%s: %v", item, err)
		}
	}
	wantKeys(t, s, "a", "b", "first")
}

// Who asked may go; the item is written.
func TestACallerMayLeave(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	b := newBatches(s, 20, 100)
	b.run(t)
	results := b.fill(t, "first")
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- b.Do(ctx, "left") }()
	within(t, "it waits", func() bool { return b.Waiting() == 1 })
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	last := make(chan error, 1)
	go func() { last <- b.Do(t.Context(), "last") }()
	close(b.gate)
	for _, result := range []chan error{results["first"], last} {
		if err := <-result; err != nil {
			t.Fatal(err)
		}
	}
	wantKeys(t, s, "first", "last", "left")
}

func TestWhatWaitsIsWrittenAtTheEnd(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	b := newBatches(s, 2, 100)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { b.Run(ctx); close(ended) }()
	results := b.fill(t, "first", "a", "b", "c")
	cancel()
	close(b.gate)
	<-ended
	for item, result := range results {
		if err := <-result; err != nil {
			t.Errorf("%s: %v", item, err)
		}
	}
	wantKeys(t, s, "a", "b", "c", "first")
	// Nobody works what comes now: it must not wait for ever.
	if err := b.Do(t.Context(), "too late"); !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v", err)
	}
}

// within waits for a condition, but not for ever.
func within(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for tick := time.NewTicker(time.Millisecond); !holds(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
	}
}

package graph

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// batch reads rows by key, all that are expected at once: a page tells which
// rows its own refer to, and the first that is asked for brings them all.
type batch[K comparable, T any] struct {
	read func(ctx context.Context, keys []K) (map[K]T, error)

	mu       sync.Mutex
	expected map[K]struct{}
	known    map[K]T
}

func newBatch[K comparable, T any](read func(context.Context, []K) (map[K]T, error)) *batch[K, T] {
	return &batch[K, T]{read: read, expected: make(map[K]struct{}), known: make(map[K]T)}
}

// expect announces keys that are likely to be asked for.
func (b *batch[K, T]) expect(keys ...K) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range keys {
		if _, ok := b.known[key]; !ok {
			b.expected[key] = struct{}{}
		}
	}
}

// put keeps a row that was read otherwise.
func (b *batch[K, T]) put(key K, row T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.known[key] = row
	delete(b.expected, key)
}

// get returns the row under the key, T's zero value when there is none.
func (b *batch[K, T]) get(ctx context.Context, key K) (T, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if row, ok := b.known[key]; ok {
		return row, nil
	}
	b.expected[key] = struct{}{}
	keys := slices.Collect(maps.Keys(b.expected))
	rows, err := b.read(ctx, keys)
	if err != nil {
		var none T
		return none, err
	}
	for _, key := range keys {
		b.known[key] = rows[key]
	}
	clear(b.expected)
	return b.known[key], nil
}

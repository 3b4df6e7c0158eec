package graph

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/event"
)

// streamBatch is how many events a subscription reads at once.
const streamBatch = 100

// streamPause is the least time between two reads that found the end of the
// log: a busy log must not make every reader ask for every event.
const streamPause = 5 * time.Millisecond

// follow reads the event log from the cursor on and then as it grows, until ctx
// ends or take fails. Every reader has its own place in the log: a slow one
// comes later, and nobody waits for it.
func (r *resolver) follow(ctx context.Context, cursor int, f event.Filter, take func([]*ent.Event) error) error {
	wake, cancel := r.Events.Subscribe()
	defer cancel()
	for {
		// What is not in the answer but was written by now does not fit the filter.
		seen, err := r.Log.Last(ctx)
		if err != nil {
			return err
		}
		rows, err := r.Log.After(ctx, cursor, f, streamBatch)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			if err := take(rows); err != nil {
				return err
			}
			cursor = rows[len(rows)-1].ID
		}
		if len(rows) == streamBatch {
			continue
		}
		cursor = max(cursor, seen)
		if err := waitFor(ctx, wake); err != nil {
			return err
		}
	}
}

// waitFor returns when the log may have grown, but not at once.
func waitFor(ctx context.Context, wake <-chan struct{}) error {
	pause := time.NewTimer(streamPause)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-wake:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stream runs produce beside the transport and returns what it sends. An error
// ends the stream and is its last answer.
func stream[T any](ctx context.Context, produce func(send func(T) error) error) <-chan T {
	out := make(chan T)
	end, _ := ctx.Value(endKey{}).(*streamEnd)
	go func() {
		defer close(out)
		err := produce(func(v T) error {
			select {
			case out <- v:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		if end != nil && ctx.Err() == nil {
			end.set(err)
		}
	}()
	return out
}

type endKey struct{}

// streamEnd is why a subscription ended; gqlgen's streams cannot say it.
type streamEnd struct {
	mu  sync.Mutex
	err error
}

func (e *streamEnd) set(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.err = err
}

func (e *streamEnd) take() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	err := e.err
	e.err = nil
	return err
}

// endWithError lets a subscription that fails say so in its last answer.
func endWithError(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Subscription {
		return next(ctx)
	}
	end := &streamEnd{}
	responses := next(context.WithValue(ctx, endKey{}, end))
	return func(ctx context.Context) *graphql.Response {
		if response := responses(ctx); response != nil {
			return response
		}
		if err := end.take(); err != nil {
			return &graphql.Response{Errors: gqlerror.List{present(ctx, err)}}
		}
		return nil
	}
}

package pubsub

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/kiwwwi/vasco/sync/event"
)

// Waits between attempts to listen again.
const (
	reconnectFirst = 200 * time.Millisecond
	reconnectMost  = 10 * time.Second
)

// Listen wakes subscribers of what other replicas write, and this one too,
// until ctx ends. After a lost connection everybody is woken: what came
// meanwhile stands in the log.
func (h *Hub) Listen(ctx context.Context, pool *pgxpool.Pool) {
	wait := reconnectFirst
	for ctx.Err() == nil {
		began := time.Now()
		err := h.listen(ctx, pool)
		if ctx.Err() != nil {
			return
		}
		if time.Since(began) > reconnectMost {
			wait = reconnectFirst
		}
		slog.WarnContext(ctx, "notifications of the database are lost; connecting again", "wait", wait, "error", err)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		wait = min(2*wait, reconnectMost)
	}
}

func (h *Hub) listen(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	// A connection that listens must not go back into the pool.
	raw := conn.Hijack()
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = raw.Close(closing) // It may be broken already.
	}()
	if _, err := raw.Exec(ctx, "LISTEN "+event.Channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	h.wake()
	for {
		if _, err := raw.WaitForNotification(ctx); err != nil {
			return fmt.Errorf("wait for a notification: %w", err)
		}
		h.wake()
	}
}

package event

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/meta"
	"github.com/kiwwwi/vasco/sync/store"
)

// ErrCursorExpired means that the log cannot be followed from the cursor:
// events after it were deleted, or it comes from another database.
var ErrCursorExpired = errors.New("the log cannot be followed from this cursor any more")

const (
	// prunedKey remembers the newest event that was deleted.
	prunedKey = "event.pruned"
	// pruneChunk bounds a transaction: on SQLite everybody waits for it.
	pruneChunk = 5000
)

// Prune deletes the events that lie before the first one of a time, oldest
// first, and returns how many.
func (l *Log) Prune(ctx context.Context, before time.Time) (int, error) {
	through, err := l.lastBefore(ctx, before)
	if err != nil {
		return 0, err
	}
	pruned, err := pruned(ctx, l.store.Reader())
	if err != nil {
		return 0, err
	}
	total := 0
	for pruned < through {
		pruned = min(pruned+pruneChunk, through)
		gone, err := l.deleteThrough(ctx, pruned)
		if err != nil {
			return total, err
		}
		total += gone
	}
	return total, nil
}

// lastBefore is the id before the first event that stays.
func (l *Log) lastBefore(ctx context.Context, before time.Time) (int, error) {
	first, err := l.store.Reader().Event.Query().Where(event.AtGTE(before.UTC())).Order(event.ByID()).FirstID(ctx)
	if ent.IsNotFound(err) {
		return l.Last(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("find the first event to keep: %w", err)
	}
	return first - 1, nil
}

func (l *Log) deleteThrough(ctx context.Context, id int) (int, error) {
	gone := 0
	err := l.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := l.lock(ctx, tx, pruneLock); err != nil {
			return err
		}
		// Another replica may have been faster: the mark never goes back.
		if already, err := pruned(ctx, tx.Client); err != nil || already >= id {
			return err
		}
		var err error
		if gone, err = tx.Event.Delete().Where(event.IDLTE(id)).Exec(ctx); err != nil {
			return fmt.Errorf("delete events: %w", err)
		}
		err = tx.Meta.Create().SetKey(prunedKey).SetValue(strconv.Itoa(id)).
			OnConflictColumns(meta.FieldKey).UpdateValue().Exec(ctx)
		if err != nil {
			return fmt.Errorf("remember what was deleted: %w", err)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("delete events up to %d: %w", id, err)
	}
	return gone, nil
}

// pruned is the newest event that was deleted, 0 when none was.
func pruned(ctx context.Context, client *ent.Client) (int, error) {
	row, err := client.Meta.Query().Where(meta.Key(prunedKey)).Only(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read what was deleted of the log: %w", err)
	}
	id, err := strconv.Atoi(row.Value)
	if err != nil {
		return 0, fmt.Errorf("read what was deleted of the log: %w", err)
	}
	return id, nil
}

// checkCursor: zero is the beginning of what there is. A cursor after which
// nothing was found may be beyond the end, after a restored backup for example.
func (l *Log) checkCursor(ctx context.Context, cursor, found int) error {
	if cursor == 0 {
		return nil
	}
	pruned, err := pruned(ctx, l.store.Reader())
	if err != nil {
		return err
	}
	if cursor < pruned {
		return fmt.Errorf("cursor %d, events are deleted up to %d: %w", cursor, pruned, ErrCursorExpired)
	}
	if found > 0 || cursor == pruned {
		return nil
	}
	last, err := l.Last(ctx)
	if err != nil {
		return err
	}
	if cursor > last {
		return fmt.Errorf("cursor %d, newest event %d: %w", cursor, last, ErrCursorExpired)
	}
	return nil
}

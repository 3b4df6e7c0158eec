package product

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// saving is how long a product may be on its way into the shop's database after
	// the shop has given it its time, and how far the clocks of a shop's servers may
	// be apart.
	saving = 2 * time.Minute
	// clockOverlap is read twice where only our clock can be gone by.
	clockOverlap = 15 * time.Minute
)

// mark is how far a shop's changes are read. It goes by the times that the shop
// gives its products: its clock may be any time off ours.
type mark struct {
	// Since is where the next list begins: all that has an earlier time is read.
	Since time.Time `json:"since"`
	// Newest is the latest time that a product had before the last list was read,
	// zero if that tells nothing; At is when that was by our clock.
	Newest time.Time `json:"newest"`
	At     time.Time `json:"at"`
}

// next is the mark after a list that has brought all that was changed after Since,
// begun at a moment of ours when the latest time of a product was newest; nil is
// unknown, zero that there was none.
//
// A product whose save was under way then has at least the time newest less
// saving: what is later is listed again. And what had its time when we looked
// before has come into this list, if that was long enough ago.
func (m mark) next(newest *time.Time, began time.Time) mark {
	n := mark{At: began}
	switch {
	case newest == nil || newest.After(began):
		// A date may be one that somebody gave a product, in the future.
		n.Since = began.Add(-clockOverlap)
	case newest.IsZero():
	default:
		n.Since, n.Newest = newest.Add(-saving), *newest
		if !m.Newest.After(*newest) && m.Newest.After(n.Since) && began.Sub(m.At) > saving {
			n.Since = m.Newest
		}
	}
	if n.Since.Before(m.Since) {
		n.Since = m.Since
	}
	return n
}

func markKey(shopID int) string { return "product.changes:" + strconv.Itoa(shopID) }

// markOf is how far a shop's changes are read; zero is not at all.
func markOf(ctx context.Context, client *ent.Client, shopID int) (m mark, err error) {
	value, err := store.Meta(ctx, client, markKey(shopID))
	if err != nil || value == "" {
		return mark{}, err
	}
	if err := json.Unmarshal([]byte(value), &m); err != nil {
		return mark{}, fmt.Errorf("read how far the changes of shop %d are read: %w", shopID, err)
	}
	return m, nil
}

// setMark notes that all was read that has changed after the mark.
func setMark(ctx context.Context, tx *store.Tx, shopID int, newest *time.Time, began time.Time) error {
	before, err := markOf(ctx, tx.Client, shopID)
	if err != nil {
		return err
	}
	value, err := json.Marshal(before.next(newest, began))
	if err != nil {
		return fmt.Errorf("note how far the changes of shop %d are read: %w", shopID, err)
	}
	return store.SetMeta(ctx, tx, markKey(shopID), string(value))
}

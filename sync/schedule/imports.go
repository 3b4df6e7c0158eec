package schedule

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/meta"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// importTick is how often it is looked for shops whose night has come.
	importTick = time.Minute
	// importKey holds when a shop's products are read again as a whole.
	importKey = "import.next:"
	// Imports begin between one and four in the morning, when a shop sells least:
	// 100,000 products are a thousand pages. Each shop has its own minute.
	nightBegins  = 1
	nightMinutes = 3 * 60
	// minutesApart spreads shops over the night; it has no divisor with nightMinutes.
	minutesApart = 37
)

// StartImport has a shop's products read again, within a transaction.
type StartImport func(ctx context.Context, tx *store.Tx, of *ent.Shop) error

// WithImports lets products be read again every night.
func (s *Schedule) WithImports(start StartImport) *Schedule {
	s.startImport = start
	return s
}

// Imports has the products of the shops read whose night has come: hooks get
// lost, variations change without their product, and what is deleted for good
// tells nobody. A shop whose stock is on hold is left alone until it is not.
func (s *Schedule) Imports(ctx context.Context, now time.Time) error {
	if s.startImport == nil {
		return nil
	}
	shops, err := s.store.Reader().Shop.Query().Where(shop.ConnectionIDNotNil(), shop.SendingStockNEQ(shop.SendingStockHOLD)).Order(shop.ByID()).
		Select(shop.FieldID, shop.FieldTimezone).All(ctx)
	if err != nil {
		return fmt.Errorf("list the shops whose products are read at night: %w", err)
	}
	rows, err := s.store.Reader().Meta.Query().Where(meta.KeyHasPrefix(importKey)).All(ctx)
	if err != nil {
		return fmt.Errorf("read when products are read: %w", err)
	}
	due := make(map[string]string, len(rows))
	for _, row := range rows {
		due[row.Key] = row.Value
	}
	var failed error
	for _, of := range shops {
		key := importKey + strconv.Itoa(of.ID)
		if at, err := time.Parse(time.RFC3339, due[key]); err == nil && now.Before(at) {
			continue
		}
		if err := s.importShop(ctx, of, key, due[key], now); err != nil {
			failed = errors.Join(failed, fmt.Errorf("have the products of shop %d read: %w", of.ID, err), s.putOffImport(ctx, key, due[key], now))
		}
	}
	return failed
}

// putOffImport lets a shop whose import cannot be started alone for a while: its
// stock run, which cannot either, tells a person.
func (s *Schedule) putOffImport(ctx context.Context, key, before string, now time.Time) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := store.SwapMeta(ctx, tx, key, before, now.Add(putOffFor).UTC().Format(time.RFC3339))
		return err
	})
}

// importShop claims a shop's night and starts its import; a shop that is met for
// the first time gets its night.
func (s *Schedule) importShop(ctx context.Context, of *ent.Shop, key, before string, now time.Time) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		ours, err := store.SwapMeta(ctx, tx, key, before, nextNight(of, now).Format(time.RFC3339))
		if err != nil || !ours || before == "" {
			return err
		}
		return s.startImport(ctx, tx, of)
	})
}

// nextNight is the shop's next minute of a night, by its clock.
func nextNight(of *ent.Shop, now time.Time) time.Time {
	zone, err := time.LoadLocation(of.Timezone)
	if err != nil {
		zone = time.UTC // The settings' own check lets no other in.
	}
	minute := of.ID * minutesApart % nightMinutes
	plan := timetable.Plan{Every: stockschedule.EveryDAY, At: fmt.Sprintf("%02d:%02d", nightBegins+minute/60, minute%60)}
	at, _ := plan.Next(now, zone) // Every day has one.
	return at
}

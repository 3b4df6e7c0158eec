package stock

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
)

// SetSchedule says when a shop's stock is synced by itself. The row is the
// truth: every replica goes by it from its next look on.
func SetSchedule(ctx context.Context, s *store.Store, log *event.Log, shopID int, plan timetable.Plan) error {
	return s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return SetScheduleIn(ctx, tx, log, shopID, plan) })
}

// SetScheduleIn is SetSchedule in the caller's transaction.
func SetScheduleIn(ctx context.Context, tx *store.Tx, log *event.Log, shopID int, plan timetable.Plan) error {
	if err := checked(plan); err != nil {
		return err
	}
	if plan.Every != stockschedule.EveryDAY {
		plan.At = ""
	}
	if plan.Every != stockschedule.EveryCRON {
		plan.Cron = ""
	}
	if err := tx.Lock(ctx, shop.Table, shopID); err != nil {
		return err
	}
	of, err := tx.Shop.Get(ctx, shopID)
	if err != nil {
		return fmt.Errorf("read shop %d: %w", shopID, err)
	}
	if err := keepSchedule(ctx, tx, of, plan, store.Now()); err != nil {
		return err
	}
	row, err := tx.StockSchedule.Query().Where(stockschedule.ShopID(shopID)).Only(ctx)
	if err != nil {
		return fmt.Errorf("read the stock schedule of shop %d: %w", shopID, err)
	}
	params := map[string]string{"every": string(plan.Every), "at": plan.At, "cron": plan.Cron}
	if row.NextRunAt != nil {
		params["next"] = row.NextRunAt.UTC().Format(time.RFC3339)
	}
	log.Add(ctx, tx, event.Event{Kind: event.ScheduleChanged, Level: event.Info, ShopID: shopID, Params: params})
	return nil
}

// checked turns what is wrong with a plan into what a person did wrong.
func checked(plan timetable.Plan) error {
	err := plan.Check()
	switch {
	case errors.Is(err, timetable.ErrAt):
		return connection.Bad("at", connection.CodeInvalid, "%s", timetable.ErrAt)
	case errors.Is(err, timetable.ErrCron):
		return connection.Bad("cron", connection.CodeInvalid, "%s", timetable.ErrCron)
	case errors.Is(err, timetable.ErrNever):
		return connection.Bad("cron", connection.CodeInvalid, "%s", timetable.ErrNever)
	}
	return err
}

func keepSchedule(ctx context.Context, tx *store.Tx, of *ent.Shop, plan timetable.Plan, now time.Time) error {
	at := next(plan, of, now)
	err := tx.StockSchedule.Create().SetShopID(of.ID).SetEvery(plan.Every).SetAt(plan.At).SetCron(plan.Cron).SetNillableNextRunAt(at).
		OnConflictColumns(stockschedule.FieldShopID).Update(func(u *ent.StockScheduleUpsert) {
		u.UpdateEvery().UpdateAt().UpdateCron().UpdateUpdatedAt()
		if at == nil {
			u.ClearNextRunAt()
		} else {
			u.UpdateNextRunAt()
		}
	}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("store the stock schedule of shop %d: %w", of.ID, err)
	}
	return nil
}

// shopChanged ends the run of a shop that has another VASCO now: what it has read,
// and a person has seen of it, is not this one's. It moves the next run of a shop
// whose clock is another one.
func (s *Service) shopChanged(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (int, error) {
	if before.ConnectionID != after.ConnectionID {
		if err := s.runs.CancelOpen(ctx, tx, after.ID, run.Stock); err != nil {
			return 0, err
		}
	}
	if before.Location.String() == after.Location.String() {
		return 0, nil
	}
	row, err := tx.StockSchedule.Query().Where(stockschedule.ShopID(after.ID)).Only(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the stock schedule of shop %d: %w", after.ID, err)
	}
	of := &ent.Shop{ID: after.ID, Timezone: after.Location.String()}
	return 0, keepSchedule(ctx, tx, of, timetable.Plan{Every: row.Every, At: row.At, Cron: row.Cron}, store.Now())
}

// next is when a plan comes by the shop's clock; nil is never.
func next(plan timetable.Plan, of *ent.Shop, now time.Time) *time.Time {
	zone, err := time.LoadLocation(of.Timezone)
	if err != nil {
		zone = time.UTC // The settings' own check lets no other in.
	}
	at, ok := plan.Next(now, zone)
	if !ok {
		return nil
	}
	return &at
}

// DefaultSchedule gives connected shops that have none the hourly one.
func DefaultSchedule(ctx context.Context, s *store.Store, now time.Time) error {
	planned, err := s.Reader().StockSchedule.Query().Select(stockschedule.FieldShopID).Ints(ctx)
	if err != nil {
		return fmt.Errorf("list the stock schedules: %w", err)
	}
	shops, err := s.Reader().Shop.Query().Where(shop.ConnectionIDNotNil(), shop.IDNotIn(planned...)).Order(shop.ByID()).
		Select(shop.FieldID, shop.FieldTimezone).All(ctx)
	if err != nil {
		return fmt.Errorf("list the shops without a stock schedule: %w", err)
	}
	var failed error
	for _, of := range shops {
		err := s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			plan := timetable.Plan{Every: stockschedule.DefaultEvery}
			err := tx.StockSchedule.Create().SetShopID(of.ID).SetNillableNextRunAt(next(plan, of, now)).
				OnConflictColumns(stockschedule.FieldShopID).DoNothing().Exec(ctx)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return fmt.Errorf("give shop %d a stock schedule: %w", of.ID, err)
			}
			return nil
		})
		failed = errors.Join(failed, err) // The others' is their own.
	}
	return failed
}

// Due are the schedules whose time has come.
func Due(ctx context.Context, s *store.Store, now time.Time) ([]*ent.StockSchedule, error) {
	rows, err := s.Reader().StockSchedule.Query().Where(stockschedule.NextRunAtLTE(now.UTC())).Order(stockschedule.ByNextRunAt(), stockschedule.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the stock schedules that are due: %w", err)
	}
	return rows, nil
}

// Claim moves a schedule on, however late it is, and tells whether this replica
// did it and the shop's stock is to be synced now. What was missed is not made up for.
func Claim(ctx context.Context, tx *store.Tx, row *ent.StockSchedule, now time.Time) (of *ent.Shop, err error) {
	of, err = tx.Shop.Get(ctx, row.ShopID)
	if err != nil {
		return nil, fmt.Errorf("read shop %d: %w", row.ShopID, err)
	}
	// The plan may have been changed since the row was read: then this is not its moment.
	update := tx.StockSchedule.Update().Where(
		stockschedule.ID(row.ID), stockschedule.NextRunAt(row.NextRunAt.UTC()),
		stockschedule.EveryEQ(row.Every), stockschedule.At(row.At), stockschedule.Cron(row.Cron))
	if at := next(timetable.Plan{Every: row.Every, At: row.At, Cron: row.Cron}, of, now); at != nil {
		update.SetNextRunAt(*at)
	} else {
		update.ClearNextRunAt()
	}
	moved, err := update.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("move the stock schedule of shop %d on: %w", row.ShopID, err)
	}
	if moved == 0 || of.ConnectionID == nil || of.SendingStock == shop.SendingStockHOLD {
		return nil, nil
	}
	return of, nil
}

// PutOff moves a schedule whose run could not be started to another moment, and
// tells why; once, whatever number of replicas has tried.
func PutOff(ctx context.Context, tx *store.Tx, log *event.Log, row *ent.StockSchedule, until time.Time, why error) error {
	moved, err := tx.StockSchedule.Update().Where(stockschedule.ID(row.ID), stockschedule.NextRunAt(row.NextRunAt.UTC())).SetNextRunAt(until.UTC()).Save(ctx)
	if err != nil {
		return fmt.Errorf("put the stock schedule of shop %d off: %w", row.ShopID, err)
	}
	if moved == 0 {
		return nil
	}
	log.Add(ctx, tx, event.Event{Kind: event.ScheduleFailed, Level: event.Error, ShopID: row.ShopID, Params: map[string]string{
		"detail": shortened(why.Error()), "next": until.UTC().Format(time.RFC3339),
	}})
	return nil
}

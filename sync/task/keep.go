package task

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// Subject is the order the tasks are about.
type Subject struct {
	OrderID, ShopID int
	// Number is the shop's, Vasco VASCO's as people see it, Year the one it counts in.
	Number, Vasco, Year string
}

// Of lists all tasks an order ever had, oldest first.
func Of(ctx context.Context, client *ent.Client, orderID int) ([]*ent.Task, error) {
	rows, err := client.Task.Query().Where(task.OrderID(orderID)).Order(task.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tasks of order %d: %w", orderID, err)
	}
	return rows, nil
}

// Keep opens the tasks an order needs and withdraws open ones it does not need
// any more. One that a person closed stays closed.
func Keep(ctx context.Context, tx *store.Tx, log *event.Log, of Subject, wanted []Wanted) error {
	rows, err := Of(ctx, tx.Client, of.OrderID)
	if err != nil {
		return err
	}
	known := make(map[string]*ent.Task, len(rows))
	for _, row := range rows {
		known[row.Key] = row
	}
	needed := make(map[string]bool, len(wanted))
	for _, w := range wanted {
		needed[w.Key] = true
		if err := open(ctx, tx, log, of, w, known[w.Key]); err != nil {
			return err
		}
	}
	for _, row := range rows {
		if row.State != task.StateOPEN || needed[row.Key] {
			continue
		}
		if err := tx.Task.UpdateOne(row).SetState(task.StateWITHDRAWN).SetClosedAt(store.Now()).Exec(ctx); err != nil {
			return fmt.Errorf("withdraw task %d: %w", row.ID, err)
		}
	}
	return nil
}

// open makes a task, or opens again one that was withdrawn.
func open(ctx context.Context, tx *store.Tx, log *event.Log, of Subject, w Wanted, known *ent.Task) error {
	switch {
	case known == nil:
		if err := create(ctx, tx, of, w); err != nil {
			return fmt.Errorf("open task %s of order %s: %w", w.Key, of.Number, err)
		}
	case known.State == task.StateWITHDRAWN:
		if err := tx.Task.UpdateOne(known).SetState(task.StateOPEN).ClearClosedAt().Exec(ctx); err != nil {
			return fmt.Errorf("open task %d again: %w", known.ID, err)
		}
	default:
		return nil
	}
	log.Add(ctx, tx, event.Event{
		Kind: event.TaskOpened, Level: event.Warning, ShopID: of.ShopID, OrderID: of.OrderID,
		Params: map[string]string{"number": of.Number, "vasco": of.Vasco, "year": of.Year, "task": string(w.Kind), "amounts": inWords(w.Amounts)},
	})
	return nil
}

func create(ctx context.Context, tx *store.Tx, of Subject, w Wanted) error {
	changes, err := json.Marshal(nonNil(w.Changes))
	if err != nil {
		return err
	}
	amounts, err := json.Marshal(nonNil(w.Amounts))
	if err != nil {
		return err
	}
	return tx.Task.Create().SetShopID(of.ShopID).SetOrderID(of.OrderID).SetKey(w.Key).SetKind(w.Kind).
		SetChanges(changes).SetAmounts(amounts).SetFacts(w.Facts).SetRefundID(w.RefundID).SetOpenedAt(store.Now()).Exec(ctx)
}

func nonNil[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// inWords is "−24.90 (22 %), −5.62 (9.5 %)", as events keep it.
func inWords(amounts []Amount) string {
	all := make([]string, len(amounts))
	for i, a := range amounts {
		all[i] = a.Gross.StringFixed(2)
		if a.Rate != nil {
			all[i] += " (" + a.Rate.String() + " %)"
		}
	}
	return strings.Join(all, ", ")
}

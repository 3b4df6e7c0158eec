package order

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/task"
)

// afterSync looks at an order that has its number: it keeps it, whatever
// happens to the order, and each difference is told once.
func (s *Service) afterSync(ctx context.Context, w *work) (string, error) {
	if w.push.ReadBackAt == nil && w.push.ConnectionID == w.connectionID() {
		return s.readBack(ctx, w)
	}
	changed, err := s.changes(ctx, w)
	if err != nil {
		return "", err
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if err := s.keepChanges(ctx, tx, w, changed); err != nil {
			return err
		}
		return s.answer(ctx, tx, w)
	})
	return string(push.StateSYNCED), err
}

// changed is how an order differs from what was sent, and what a person has to
// do in VASCO for it.
type changed struct {
	fields map[string][2]string
	// tasks is nil where there are none, and never were any.
	tasks []task.Wanted
}

// changes lists how the order differs from what was sent.
func (s *Service) changes(ctx context.Context, w *work) (changed, error) {
	o, err := w.parsed()
	if err != nil {
		return changed{}, err
	}
	now := factsOf(w.order, o, w.shop.Settings)
	if len(w.push.Sent) == 0 {
		return changed{}, nil
	}
	var before facts
	if err := json.Unmarshal(w.push.Sent, &before); err != nil {
		return changed{}, fmt.Errorf("read the facts of order %s: %w", w.order.Number, err)
	}
	found := changed{fields: changes(before, now)}
	if len(found.fields) > 0 || w.push.Changed != "" {
		found.tasks, err = s.tasks(ctx, w, o, before, now)
	}
	return found, err
}

func (s *Service) keepChanges(ctx context.Context, tx *store.Tx, w *work, found changed) error {
	if found.tasks != nil {
		of := task.Subject{OrderID: w.order.ID, ShopID: w.shop.ID, Number: w.order.Number, Vasco: w.shop.Settings.NumberPrefix + w.push.Number, Year: w.push.Year}
		if err := task.Keep(ctx, tx, s.log, of, found.tasks); err != nil {
			return err
		}
	}
	changed := found.fields
	params := make(map[string]string, 2*len(changed))
	for name, pair := range changed {
		params[name+".before"], params[name+".after"] = pair[0], pair[1]
	}
	code := strings.Join(slices.Sorted(maps.Keys(changed)), ",")
	told := w.push.ChangedParams
	if code == w.push.Changed && maps.Equal(params, told) {
		return nil
	}
	if err := tx.Push.UpdateOneID(w.push.ID).SetChanged(code).SetChangedParams(params).Exec(ctx); err != nil {
		return fmt.Errorf("note the change of order %s: %w", w.order.Number, err)
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		pair := changed[name]
		if told[name+".before"] == pair[0] && told[name+".after"] == pair[1] {
			continue
		}
		s.tell(ctx, tx, w, event.OrderChanged, event.Warning, map[string]string{
			"change": name, "before": shortened(pair[0]), "after": shortened(pair[1]),
		})
	}
	return nil
}

package task

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// Limits of what a person writes.
const (
	maxNote   = 1000
	maxNumber = 50
)

// Service closes tasks.
type Service struct {
	store *store.Store
	log   *event.Log
}

// New makes the service.
func New(s *store.Store, log *event.Log) *Service { return &Service{store: s, log: log} }

// Resolve closes a task a person has done, with what there is to say about it
// and the number of the document made in VASCO. One that is not open answers
// ErrClosed, one that is not there store.ErrNotFound.
func (s *Service) Resolve(ctx context.Context, id int, note, documentNumber string) error {
	note, documentNumber = store.Text(strings.TrimSpace(note)), store.Text(strings.TrimSpace(documentNumber))
	if err := checked(note, documentNumber); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Task.Get(ctx, id)
		if ent.IsNotFound(err) {
			return fmt.Errorf("task %d: %w", id, store.ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("read task %d: %w", id, err)
		}
		closed, err := tx.Task.Update().Where(task.ID(id), task.StateEQ(task.StateOPEN)).SetState(task.StateDONE).
			SetNote(note).SetDocumentNumber(documentNumber).SetClosedBy(actor.From(ctx).String()).SetClosedAt(store.Now()).Save(ctx)
		if err != nil {
			return fmt.Errorf("close task %d: %w", id, err)
		}
		if closed == 0 {
			return ErrClosed
		}
		number, err := tx.Order.Query().Where(order.ID(row.OrderID)).Select(order.FieldNumber).String(ctx)
		if err != nil {
			return fmt.Errorf("read the order of task %d: %w", id, err)
		}
		s.log.Add(ctx, tx, event.Event{
			Kind: event.TaskResolved, Level: event.Info, ShopID: row.ShopID, OrderID: row.OrderID,
			Params: map[string]string{"number": number, "task": string(row.Kind), "note": note, "document": documentNumber},
		})
		return nil
	})
}

func checked(note, documentNumber string) error {
	var bad connection.InvalidInput
	limit := func(field, text string, limit int) {
		if utf8.RuneCountInString(text) > limit {
			message := fmt.Sprintf("it is longer than %d characters", limit)
			bad = append(bad, connection.Invalid{Field: field, Code: connection.CodeTooLong, Message: message})
		}
	}
	limit("note", note, maxNote)
	limit("documentNumber", documentNumber, maxNumber)
	if bad != nil {
		return bad
	}
	return nil
}

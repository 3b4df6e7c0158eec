package graph

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/task"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// failures gathers what keeps a mutation from being done.
type failures []*model.UserError

func (f *failures) add(code model.UserErrorCode, field []string, format string, args ...any) {
	*f = append(*f, &model.UserError{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
}

// id decodes an argument's id; a wrong one is a failure and 0.
func (f *failures) id(kind model.Kind, text string, field ...string) int {
	found, id, ok := model.ParseID(text)
	switch {
	case !ok:
		f.add(model.UserErrorCodeInvalid, field, "this is not an id")
	case found != kind:
		f.add(model.UserErrorCodeWrongKind, field, "the id names a %s, not a %s", found, kind)
	default:
		return id
	}
	return 0
}

// optionalID is id for an argument that may be left out.
func (f *failures) optionalID(kind model.Kind, text *string, field ...string) int {
	if text == nil {
		return 0
	}
	return f.id(kind, *text, field...)
}

// none is an empty list, which the schema wants in place of null.
func (f failures) list() []*model.UserError {
	if f == nil {
		return []*model.UserError{}
	}
	return f
}

// catch takes an error that was to be expected and returns the others. The
// field is the argument that names what is acted on; input prefixes the paths
// of a service's own findings.
func (f *failures) catch(err error, input []string, field ...string) error {
	if err == nil {
		return nil
	}
	if bad, ok := errors.AsType[connection.InvalidInput](err); ok {
		for _, one := range bad {
			path := append(slices.Clone(input), strings.Split(one.Field, ".")...)
			f.add(model.UserErrorCode(one.Code), path, "%s", one.Message)
		}
		return nil
	}
	code, message := expected(err)
	if code == "" {
		return err
	}
	if errors.Is(err, order.ErrNumber) {
		field = append(slices.Clone(input), "number")
	}
	f.add(code, field, "%s", message)
	return nil
}

// expected tells the code and the words of a failure that is nobody's fault
// here; code is empty for others.
func expected(err error) (code model.UserErrorCode, message string) {
	switch {
	case errors.Is(err, order.ErrState):
		return model.UserErrorCodeWrongState, err.Error()
	case errors.Is(err, order.ErrBusy):
		return model.UserErrorCodeBusy, order.ErrBusy.Error()
	case errors.Is(err, connection.ErrRegistering):
		return model.UserErrorCodeBusy, connection.ErrRegistering.Error()
	case errors.Is(err, connection.ErrHooksNotKept):
		return model.UserErrorCodeRejected, connection.ErrHooksNotKept.Error()
	case errors.Is(err, order.ErrNumber) && errors.Is(err, store.ErrConflict):
		return model.UserErrorCodeTaken, "another order has this VASCO number"
	case errors.Is(err, order.ErrNumber):
		return model.UserErrorCodeInvalid, "VASCO has no order under this number"
	case errors.Is(err, task.ErrClosed):
		return model.UserErrorCodeWrongState, task.ErrClosed.Error()
	case errors.Is(err, run.ErrFinished):
		return model.UserErrorCodeWrongState, run.ErrFinished.Error()
	case errors.Is(err, stock.ErrHeld):
		return model.UserErrorCodeWrongState, stock.ErrHeld.Error()
	case errors.Is(err, stock.ErrNoConnection):
		return model.UserErrorCodeWrongState, stock.ErrNoConnection.Error()
	case errors.Is(err, push.ErrNoConnection):
		return model.UserErrorCodeWrongState, push.ErrNoConnection.Error()
	case errors.Is(err, push.ErrNothing):
		return model.UserErrorCodeNotFound, push.ErrNothing.Error()
	case errors.Is(err, run.ErrNotAwaiting):
		return model.UserErrorCodeWrongState, run.ErrNotAwaiting.Error()
	case errors.Is(err, inbox.ErrNotReplayable):
		return model.UserErrorCodeInvalid, inbox.ErrNotReplayable.Error()
	case errors.Is(err, store.ErrNotFound):
		return model.UserErrorCodeNotFound, "there is nothing under this id"
	}
	return remote(err)
}

// remote tells how a shop or VASCO failed us.
func remote(err error) (code model.UserErrorCode, message string) {
	if woo.NoCompanion(err) {
		return model.UserErrorCodeRejected, "the companion plugin is not in the shop: install it, or type the settings in"
	}
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		return model.UserErrorCodeUnreachable, away.Error()
	}
	if away, ok := errors.AsType[*vasco.Unavailable](err); ok {
		return model.UserErrorCodeUnreachable, away.Error()
	}
	if odd, ok := errors.AsType[*woo.Malformed](err); ok {
		return model.UserErrorCodeUnreachable, odd.Error()
	}
	if odd, ok := errors.AsType[*vasco.Malformed](err); ok {
		return model.UserErrorCodeUnreachable, odd.Error()
	}
	if refused, ok := errors.AsType[*woo.Unauthorized](err); ok {
		return model.UserErrorCodeUnauthorized, refused.Error()
	}
	if refused, ok := errors.AsType[*vasco.Unauthorized](err); ok {
		return model.UserErrorCodeUnauthorized, refused.Error()
	}
	if refused, ok := errors.AsType[*woo.Rejected](err); ok {
		return model.UserErrorCodeRejected, refused.Error()
	}
	if refused, ok := errors.AsType[*vasco.Rejected](err); ok {
		return model.UserErrorCodeRejected, refused.Error()
	}
	if missing, ok := errors.AsType[*woo.NotFound](err); ok {
		return model.UserErrorCodeRejected, missing.Error()
	}
	return "", ""
}

// argument takes a bad argument of an input that queries use too.
func (f *failures) argument(err error) error {
	bad, ok := errors.AsType[*argumentError](err)
	if !ok {
		return err
	}
	code := model.UserErrorCodeInvalid
	if bad.code == codeWrongKind {
		code = model.UserErrorCodeWrongKind
	}
	f.add(code, append([]string{"input"}, bad.field...), "%s", bad.message)
	return nil
}

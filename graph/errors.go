package graph

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// The codes of GraphQL errors, in extensions.code. The set is closed.
const (
	// codeParse and codeValidation: the document or a variable does not fit the schema.
	codeParse      = errcode.ParseFailed
	codeValidation = errcode.ValidationFailed
	// codeTooDeep, codeTooLarge, codeTooComplex: it asks for too much at once.
	codeTooDeep    = "DEPTH_LIMIT_EXCEEDED"
	codeTooLarge   = "SIZE_LIMIT_EXCEEDED"
	codeTooComplex = "COMPLEXITY_LIMIT_EXCEEDED"
	// codeBadInput: an argument cannot be used; extensions.field names it.
	codeBadInput = "BAD_USER_INPUT"
	// codeWrongKind: the id of an argument names something of another kind.
	codeWrongKind = string(model.UserErrorCodeWrongKind)
	// codeNotFound: there is nothing under the id of an argument.
	codeNotFound = string(model.UserErrorCodeNotFound)
	// codeUnreachable, codeRejected: the shop or VASCO failed a query.
	codeUnreachable = string(model.UserErrorCodeUnreachable)
	codeRejected    = string(model.UserErrorCodeRejected)
	// codeCursorExpired: the events after the cursor have been deleted.
	codeCursorExpired = "CURSOR_EXPIRED"
	// codeUnavailable: the database is busy or full; try again.
	codeUnavailable = "UNAVAILABLE"
	// codeInternal: our own fault; the log has it under extensions.requestId.
	codeInternal = "INTERNAL"
)

// codes are all of them.
var codes = []string{
	codeParse, codeValidation, codeTooDeep, codeTooLarge, codeTooComplex, codeBadInput, codeWrongKind, codeNotFound,
	codeUnreachable, codeRejected, codeCursorExpired, codeUnavailable, codeInternal,
}

// argumentError says that an argument of a query is at fault.
type argumentError struct {
	code    string
	field   []string
	message string
}

func (e *argumentError) Error() string { return e.message }

func badArgument(field []string, format string, args ...any) error {
	return &argumentError{codeBadInput, field, fmt.Sprintf(format, args...)}
}

// present gives an error its code. What we did not expect is told to the log only.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	if bad, ok := errors.AsType[*argumentError](err); ok {
		return coded(shown, bad.code, bad.message, "field", bad.field)
	}
	code, _ := shown.Extensions["code"].(string)
	switch {
	case slices.Contains(codes, code):
		return shown
	case errors.Is(err, event.ErrCursorExpired):
		return coded(shown, codeCursorExpired, "The events after this cursor have been deleted; begin without one.", "field", []string{"after"})
	case errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrFull):
		slog.WarnContext(ctx, "GraphQL request failed", "path", shown.Path.String(), "error", err)
		return coded(shown, codeUnavailable, "The database is busy; try again.", "", nil)
	case errors.Is(err, context.Canceled):
		return coded(shown, codeUnavailable, "The request was cancelled.", "", nil)
	case badValue(ctx, shown):
		return coded(shown, codeBadInput, shown.Message, "field", argumentPath(shown.Path))
	}
	id := rand.Text()
	slog.ErrorContext(ctx, "GraphQL request failed", "request_id", id, "path", shown.Path.String(), "error", err)
	return coded(shown, codeInternal, "Something went wrong; the log has it under "+id+".", "requestId", id)
}

// coded is the error under another message and code, with one thing more where
// it has a name. The original may be shared.
func coded(err *gqlerror.Error, code, message, name string, value any) *gqlerror.Error {
	extensions := map[string]any{"code": code}
	if name != "" {
		extensions[name] = value
	}
	return &gqlerror.Error{Message: message, Path: err.Path, Locations: err.Locations, Extensions: extensions}
}

// badValue tells whether the error comes from reading an argument: then the
// path goes on from the field into its arguments.
func badValue(ctx context.Context, shown *gqlerror.Error) bool {
	field := graphql.GetFieldContext(ctx)
	return field != nil && len(shown.Path) > len(field.Path())
}

// argumentPath is the part of a path behind the field's own name.
func argumentPath(path ast.Path) []string {
	var names []string
	for _, element := range path[min(1, len(path)):] {
		names = append(names, fmt.Sprint(element))
	}
	return names
}

// recovered turns a panic into an error; the log gets the stack.
func recovered(ctx context.Context, cause any) error {
	slog.ErrorContext(ctx, "GraphQL resolver panicked", "panic", cause, "stack", string(debug.Stack()))
	return fmt.Errorf("panic: %v", cause)
}

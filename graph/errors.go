package graph

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// The codes of GraphQL errors, in extensions.code. The set is closed.
const (
	// codeParse and codeValidation: the document or a variable does not fit the schema.
	codeParse      = errcode.ParseFailed
	codeValidation = errcode.ValidationFailed
	// codeTooComplex: the query asks for too much at once.
	codeTooComplex = "COMPLEXITY_LIMIT_EXCEEDED"
	// codeBadInput: an argument cannot be used; extensions.field names it.
	codeBadInput = "BAD_USER_INPUT"
	// codeWrongKind: the id of an argument names something of another kind.
	codeWrongKind = "WRONG_KIND"
	// codeNotFound: there is nothing under the id of an argument.
	codeNotFound = "NOT_FOUND"
	// codeCursorExpired: the events after the cursor have been deleted.
	codeCursorExpired = "CURSOR_EXPIRED"
	// codeUnavailable: the database is busy or full; try again.
	codeUnavailable = "UNAVAILABLE"
	// codeInternal: our own fault; the log has it under extensions.requestId.
	codeInternal = "INTERNAL"
)

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
		return coded(shown, bad.code, bad.message, map[string]any{"field": bad.field})
	}
	cause := errors.Unwrap(shown)
	switch {
	case shown.Extensions["code"] != nil:
		return shown
	case errors.Is(err, event.ErrCursorExpired):
		return coded(shown, codeCursorExpired, "The events after this cursor have been deleted; begin without one.", map[string]any{"field": []string{"after"}})
	case errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrFull):
		slog.WarnContext(ctx, "GraphQL request failed", "path", shown.Path.String(), "error", err)
		return coded(shown, codeUnavailable, "The database is busy; try again.", nil)
	case errors.Is(err, context.Canceled):
		return coded(shown, codeUnavailable, "The request was cancelled.", nil)
	case badValue(ctx, shown, cause):
		return coded(shown, codeBadInput, shown.Message, map[string]any{"field": argumentPath(shown.Path)})
	}
	id := rand.Text()
	slog.ErrorContext(ctx, "GraphQL request failed", "request_id", id, "path", shown.Path.String(), "error", err)
	return coded(shown, codeInternal, "Something went wrong; the log has it under "+id+".", map[string]any{"requestId": id})
}

// coded is the error under another message and code. The original may be shared.
func coded(err *gqlerror.Error, code, message string, extra map[string]any) *gqlerror.Error {
	extensions := map[string]any{"code": code}
	for name, value := range extra {
		extensions[name] = value
	}
	return &gqlerror.Error{Message: message, Path: err.Path, Locations: err.Locations, Extensions: extensions}
}

// badValue tells whether the error comes from reading an argument: then no
// resolver has run yet, and the path goes on into the arguments.
func badValue(ctx context.Context, shown *gqlerror.Error, _ error) bool {
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

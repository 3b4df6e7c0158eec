package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/graph/model"
)

// idOf decodes an id of a query's argument that must be of the kind.
func idOf(kind model.Kind, text string, field ...string) (int, error) {
	found, id, ok := model.ParseID(text)
	switch {
	case !ok:
		return 0, badArgument(field, "this is not an id")
	case found != kind:
		return 0, &argumentError{codeWrongKind, field, fmt.Sprintf("the id names a %s, not a %s", found, kind)}
	}
	return id, nil
}

// optionalID is idOf for an argument that may be left out: then it is 0.
func optionalID(kind model.Kind, text *string, field ...string) (int, error) {
	if text == nil {
		return 0, nil
	}
	return idOf(kind, *text, field...)
}

// notFound says that a query's argument names nothing.
func notFound(field ...string) error {
	return &argumentError{codeNotFound, field, "there is nothing under this id"}
}

// failedQuery turns a service's expected failure into a query's error; the
// field is the argument that names what was asked for.
func failedQuery(err error, field ...string) error {
	code, message := expected(err)
	if !slices.Contains(codes, string(code)) {
		return err
	}
	return &argumentError{string(code), field, message}
}

// Node finds whatever has the id.
func (r queryResolver) Node(ctx context.Context, text string) (model.Node, error) {
	kind, id, ok := model.ParseID(text)
	if !ok {
		return nil, badArgument([]string{"id"}, "this is not an id")
	}
	look := lookupsOf(ctx)
	switch kind {
	case model.KindShop:
		return orNone(look.shops.get(ctx, id))
	case model.KindVascoConnection:
		return orNone(look.connections.get(ctx, id))
	case model.KindOrder:
		return orNone(look.orders.get(ctx, id))
	case model.KindPaymentMapping:
		return orNone(look.payments.get(ctx, id))
	case model.KindArticleMapping:
		return orNone(look.articles.get(ctx, id))
	case model.KindPartnerBinding:
		return orNone(look.bindings.get(ctx, id))
	case model.KindBlacklistEntry:
		return orNone(look.blacklist.get(ctx, id))
	case model.KindDelivery:
		return orNone(look.deliveries.get(ctx, id))
	case model.KindEvent:
		return orNone(look.events.get(ctx, id))
	case model.KindTask:
		return orNone(look.tasks.get(ctx, id))
	case model.KindProduct:
		return orNone(look.products.get(ctx, id))
	case model.KindSyncRun:
		return orNone(look.runs.get(ctx, id))
	case model.KindRunItem:
		return orNone(look.runItems.get(ctx, id))
	case model.KindApiCall:
		return orNone(look.calls.get(ctx, id))
	}
	return nil, badArgument([]string{"id"}, "this is not an id")
}

// orNone turns a nil row into a nil Node.
func orNone[T any](row *T, err error) (model.Node, error) {
	if row == nil {
		return nil, err
	}
	return row, err
}

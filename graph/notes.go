package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// NotesExample shows what a template of the notes would print.
func (r queryResolver) NotesExample(ctx context.Context, shopID, template string) (*model.NotesExample, error) {
	id, err := idOf(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	example, err := r.Deps.Orders.ExampleNotes(ctx, id, template)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	shown := &model.NotesExample{Text: example.Text, Lost: example.Lost, Placeholders: rules.NotesPlaceholders(), Unknown: append([]string{}, example.Unknown...)}
	if example.Limit > 0 {
		shown.Limit = &example.Limit
	}
	return shown, nil
}

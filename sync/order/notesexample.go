package order

import (
	"context"
	"errors"
	"time"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// NotesExample is what a template of the notes makes of an order that has everything.
type NotesExample struct {
	mapping.Notes
	// Limit is in characters; 0 is none.
	Limit int
	// Unknown are placeholders that there are not.
	Unknown []string
}

// maxNotesTemplate bounds what is worked on; longer ones cannot be set.
const maxNotesTemplate = 1000

// ExampleNotes shows what a template would print, within what the shop's VASCO has room for.
func (s *Service) ExampleNotes(ctx context.Context, shopID int, template string) (*NotesExample, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	profile := vasco.KiwwwiProfile()
	v, err := s.registry.Vasco(ctx, shop.ConnectionID)
	switch {
	case err == nil:
		profile = v.Profile
	case !errors.Is(err, store.ErrNotFound):
		return nil, err
	}
	if runes := []rune(template); len(runes) > maxNotesTemplate {
		template = string(runes[:maxNotesTemplate])
	}
	settings := shop.Settings
	settings.NotesTemplate = template
	return &NotesExample{
		Notes: mapping.ExampleNotes(settings, profile, time.UTC), Limit: profile.NotesLimit, Unknown: rules.UnknownPlaceholders(template),
	}, nil
}

package push

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

// Preview is what a push would do with a product now.
type Preview struct {
	// Action is CREATE, UPDATE, UNCHANGED or BLOCKED.
	Action Action
	// Reason is why it is BLOCKED.
	Reason *Reason
	// Payload is what VASCO would get, of an UNCHANGED product what it would get if
	// it were new; nil for a BLOCKED one.
	Payload json.RawMessage
	// Differences are what VASCO has and the shop would have.
	Differences []Difference
}

// Preview looks at what VASCO has now of a product, by our id, and writes nothing.
func (s *Service) Preview(ctx context.Context, productID int) (Preview, error) {
	row, err := s.store.Reader().Product.Get(ctx, productID)
	if ent.IsNotFound(err) {
		return Preview{}, fmt.Errorf("product %d: %w", productID, store.ErrNotFound)
	}
	if err != nil {
		return Preview{}, fmt.Errorf("read product %d: %w", productID, err)
	}
	t, err := s.target(ctx, row.ShopID)
	if err != nil {
		return Preview{}, err
	}
	i, _ := t.item(row)
	if i.result == Blocked {
		return Preview{Action: Blocked, Reason: i.reason}, nil
	}
	i.result = ""
	if err := s.markShared(ctx, t, []*item{i}); err != nil {
		return Preview{}, err
	}
	if err := t.look(ctx, []*item{i}); err != nil {
		return Preview{}, err
	}
	return t.preview(i)
}

func (t target) preview(i *item) (Preview, error) {
	if i.result == Blocked {
		return Preview{Action: Blocked, Reason: i.reason}, nil
	}
	settings := t.shop.Settings.Products
	p := Preview{Action: Create, Payload: i.payload, Differences: Differences(i.document, i.there, settings)}
	if i.there == nil {
		return p, nil
	}
	parts := toWrite(i.document, i.there, settings)
	if len(parts) == 0 {
		p.Action = Unchanged
		return p, nil
	}
	if i.shared {
		i.blockShared()
		return Preview{Action: Blocked, Reason: i.reason, Differences: p.Differences}, nil
	}
	payload, err := t.erp.EncodeArticleUpdate(*i.there, i.document, parts)
	if err != nil {
		i.blocked(err)
		return Preview{Action: Blocked, Reason: i.reason, Differences: p.Differences}, nil
	}
	p.Action, p.Payload = Update, payload
	return p, nil
}

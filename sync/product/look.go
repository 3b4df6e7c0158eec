package product

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// look is one look at one product.
type look struct {
	service *Service
	shop    *connection.Shop
	id      int64
	// read says that the shop is asked, whatever bodies say.
	read bool
	// deliveries are those that are answered.
	deliveries []*ent.Delivery
	// seen and gone are what the look has found; body is the newest, nil for none.
	seen []Seen
	gone []int64
	body *woo.Product
	// asked says that the shop told it, and no body.
	asked   bool
	outcome string
}

// take takes the deliveries that wait, and tells whether there were any.
func (l *look) take(ctx context.Context) (bool, error) {
	s := l.service
	waiting, err := s.waiting(ctx, s.store.Reader(), l.shop.ID, l.id)
	if err != nil {
		return false, err
	}
	l.deliveries = waiting
	if !slices.ContainsFunc(waiting, func(d *ent.Delivery) bool { return d.Note == connection.NoteSourceUnchecked }) {
		return len(waiting) > 0, nil
	}
	return true, s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		l.deliveries, err = connection.OwnDeliveries(ctx, tx, s.log, l.shop, waiting)
		return err
	})
}

func (s *Service) waiting(ctx context.Context, client *ent.Client, shopID int, id int64) ([]*ent.Delivery, error) {
	rows, err := client.Delivery.Query().
		Where(delivery.ShopID(shopID), delivery.ResourceID(id), delivery.StateEQ(delivery.StateQUEUED), delivery.TopicHasPrefix("product.")).
		Order(delivery.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read waiting deliveries of product %d: %w", id, err)
	}
	return rows, nil
}

// find finds out how the product is: by the newest body, or by asking the shop
// (design rule 2).
func (l *look) find(ctx context.Context) error {
	known, err := rowsOf(ctx, l.service.store.Reader(), l.shop.ID, []int64{l.id})
	if err != nil {
		return err
	}
	row := known[l.id]
	if l.body = l.newest(); l.read || l.body == nil {
		return l.ask(ctx)
	}
	parent, err := l.parent(ctx)
	if err != nil {
		return err
	}
	if !l.decides(row, parent) {
		return l.ask(ctx)
	}
	return l.takeBody(ctx, row, parent)
}

// parent is what is known of a variation's product; nil for none.
func (l *look) parent(ctx context.Context) (*ent.Product, error) {
	if l.body.ParentID <= 0 {
		return nil, nil
	}
	rows, err := rowsOf(ctx, l.service.store.Reader(), l.shop.ID, []int64{l.body.ParentID})
	return rows[l.body.ParentID], err
}

// newest is the product in the newest body; nil when something else than a
// body tells of it, or two of the newest contradict each other.
func (l *look) newest() *woo.Product {
	var newest *ent.Delivery
	for _, d := range l.deliveries {
		switch {
		case d.Kind != delivery.KindOBJECT || d.Modified == nil || len(d.Body) == 0 || d.Topic == "product.restored":
			return nil
		case newest == nil || d.Modified.After(*newest.Modified):
			newest = d
		case d.Modified.Equal(*newest.Modified) && d.Hash != newest.Hash:
			return nil
		}
	}
	if newest == nil {
		return nil
	}
	p, err := woo.ParseProduct(newest.Body)
	if err != nil || p.ID != l.id {
		return nil
	}
	return p
}

// decides: the body is newer than what is known, or says nothing else.
func (l *look) decides(row, parent *ent.Product) bool {
	modified := l.body.DateModifiedGMT
	if row == nil || row.ModifiedAt == nil || modified.After(*row.ModifiedAt) {
		return true
	}
	return modified.Equal(*row.ModifiedAt) && same(row, l.applied(row, parent))
}

// applied is the row as the body says it.
func (l *look) applied(row, parent *ent.Product) *ent.Product {
	return (&Seen{Product: *l.body}).applied(row, parent, l.shop.Settings, false)
}

// takeBody takes the body, and asks the shop only for what it does not tell.
func (l *look) takeBody(ctx context.Context, row, parent *ent.Product) error {
	seen := Seen{Product: *l.body}
	switch {
	case seen.isUnclear(row, parent, l.shop.Settings):
		return l.askParent(ctx, seen)
	case l.body.ParentID > 0:
		l.seen = []Seen{seen}
		return nil
	case l.body.Status == inTrash:
		l.seen, l.gone = []Seen{seen}, []int64{l.id}
		return nil
	default:
		l.seen = []Seen{seen}
		return l.askVariations(ctx, row)
	}
}

// askParent reads the product of a variation, which tells what is its own.
func (l *look) askParent(ctx context.Context, variation Seen) error {
	client, err := l.service.registry.WooClient(l.shop)
	if err != nil {
		return err
	}
	asked := store.Now()
	parent, err := client.Product(ctx, variation.Product.ParentID)
	if isGone(err) {
		l.seen = []Seen{variation}
		return nil
	}
	if err != nil {
		return fmt.Errorf("read product %d from the shop: %w", variation.Product.ParentID, err)
	}
	variation.Parent = parent
	l.seen = []Seen{{Product: *parent, At: asked}, variation}
	return nil
}

// askVariations reads a product's variations when they may not be what is known:
// others than it names, or with something of it that is told anew.
func (l *look) askVariations(ctx context.Context, row *ent.Product) error {
	known, err := variationsOf(ctx, l.service.store.Reader(), l.shop.ID, l.id)
	if err != nil {
		return err
	}
	named := make(map[int64]bool, len(l.body.Variations))
	for _, id := range l.body.Variations {
		named[id] = true
	}
	same := len(known) == len(named)
	for _, v := range known {
		same = same && named[v.ShopProductID]
	}
	if same && (len(known) == 0 || !l.renamed(row)) {
		return nil
	}
	client, err := l.service.registry.WooClient(l.shop)
	if err != nil {
		return err
	}
	l.seen, l.gone, err = l.service.families(ctx, &reader{client: client}, l.shop.ID, []woo.Product{*l.body}, store.Now())
	if err == nil {
		l.seen[0].At = time.Time{} // It is the body still.
	}
	return err
}

// renamed: what variations have from their product has changed.
func (l *look) renamed(row *ent.Product) bool {
	if row == nil {
		return true
	}
	next := l.applied(row, nil)
	return row.Name != next.Name || row.Sku != next.Sku || row.Ean != next.Ean || !slices.Equal(row.Categories, next.Categories)
}

// ask reads the product from the shop, a variation with its product, a product
// with its variations.
func (l *look) ask(ctx context.Context) error {
	l.asked = true
	client, err := l.service.registry.WooClient(l.shop)
	if err != nil {
		return err
	}
	asked := store.Now()
	p, err := client.Product(ctx, l.id)
	switch {
	case isGone(err):
		l.gone = []int64{l.id}
		return nil
	case err != nil:
		return fmt.Errorf("read product %d from the shop: %w", l.id, err)
	case p.Status == inTrash:
		l.gone, l.seen = []int64{l.id}, []Seen{{Product: *p, At: asked}}
		return nil
	case p.ParentID > 0:
		return l.askParent(ctx, Seen{Product: *p, At: asked})
	}
	l.seen, l.gone, err = l.service.families(ctx, &reader{client: client}, l.shop.ID, []woo.Product{*p}, asked)
	return err
}

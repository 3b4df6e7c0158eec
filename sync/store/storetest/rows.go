package storetest

import (
	"context"
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// Rows writes rows for tests that only read.
type Rows struct {
	t     testing.TB
	store *store.Store
}

// NewRows writes into s.
func NewRows(t testing.TB, s *store.Store) *Rows {
	t.Helper()
	return &Rows{t, s}
}

// In runs fn in a transaction.
func (r *Rows) In(fn func(ctx context.Context, tx *store.Tx) error) {
	r.t.Helper()
	if err := r.store.InTx(r.t.Context(), fn); err != nil {
		r.t.Fatalf("write the test's rows: %v", err)
	}
}

// Shop makes a shop without secrets; change may be nil.
func (r *Rows) Shop(key string, change func(*ent.ShopCreate)) *ent.Shop {
	r.t.Helper()
	var row *ent.Shop
	r.In(func(ctx context.Context, tx *store.Tx) (err error) {
		create := tx.Shop.Create().SetKey(key).SetName(key).SetURL("https://" + key + ".example").SetSettings(json.RawMessage("{}")).
			SetConsumerKey([]byte{}).SetConsumerSecret([]byte{}).SetWebhookSecret([]byte{})
		if change != nil {
			change(create)
		}
		row, err = create.Save(ctx)
		return err
	})
	return row
}

// Order makes an order with a push in a state; change may be nil.
func (r *Rows) Order(shopID int, id int64, placed time.Time, state push.State, change func(*ent.PushCreate)) *ent.Order {
	r.t.Helper()
	var row *ent.Order
	r.In(func(ctx context.Context, tx *store.Tx) (err error) {
		number := strconv.FormatInt(id, 10)
		row, err = tx.Order.Create().SetShopID(shopID).SetShopOrderID(id).SetOrderKey("wc_" + number).SetNumber(number).
			SetStatus("processing").SetCurrency("EUR").SetTotalMinor(1000).SetCustomer("Ana Zupan").SetEmail("ana@example.si").
			SetPaymentMethod("cod").SetPaymentTitle("Po povzetju").SetPlacedAt(placed).SetCreatedAt(placed).
			SetBody([]byte("{}")).SetBodyHash("").Save(ctx)
		if err != nil {
			return err
		}
		create := tx.Push.Create().SetOrderID(row.ID).SetShopID(shopID).SetState(state).SetStateSince(placed)
		if change != nil {
			change(create)
		}
		return create.Exec(ctx)
	})
	return row
}

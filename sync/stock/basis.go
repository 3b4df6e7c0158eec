package stock

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/store"
)

// basis is where the stock that a shop was last given came from. Figures of other
// books, or of another field, say nothing of what is unknown now.
type basis struct {
	Company       string `json:"company"`
	SupplierField string `json:"supplierField"`
}

func (w *work) basis() basis {
	return basis{Company: w.vasco.Company(), SupplierField: w.shop.Settings.Stock.SupplierField}
}

func basisKey(shopID int) string { return "stock.basis:" + strconv.Itoa(shopID) }

// lastBasis answers the zero basis for a shop that no run has written into.
func (s *Service) lastBasis(ctx context.Context, shopID int) (basis, error) {
	var last basis
	text, err := store.Meta(ctx, s.store.Reader(), basisKey(shopID))
	if err != nil || text == "" {
		return last, err
	}
	if err := json.Unmarshal([]byte(text), &last); err != nil {
		return last, fmt.Errorf("read where the stock of shop %d came from: %w", shopID, err)
	}
	return last, nil
}

func (w *work) keepBasis(ctx context.Context, tx *store.Tx) error {
	text, err := json.Marshal(w.basis())
	if err != nil {
		return fmt.Errorf("write where the stock of shop %d comes from: %w", w.shop.ID, err)
	}
	return store.SetMeta(ctx, tx, basisKey(w.shop.ID), string(text))
}

// otherBasis tells that what was last written into the shop came from somewhere else.
func (s *Service) otherBasis(ctx context.Context, w *work) (bool, error) {
	last, err := s.lastBasis(ctx, w.shop.ID)
	return last != w.basis() && last != (basis{}), err
}

// forgetSupplier takes back what was last written of the supplier's stock.
func forgetSupplier(ctx context.Context, tx *store.Tx, w *work) error {
	if err := tx.Product.Update().Where(entproduct.ShopID(w.shop.ID), entproduct.WrittenSupplierNotNil()).ClearWrittenSupplier().Exec(ctx); err != nil {
		return fmt.Errorf("forget the supplier's stock of shop %d: %w", w.shop.ID, err)
	}
	return nil
}

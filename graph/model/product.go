package model

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/product/push"
)

// Pieces writes a quantity that is kept in thousandths; nil is unknown or none.
func Pieces(thousandths *int64) *string {
	if thousandths == nil {
		return nil
	}
	text := pieces(*thousandths)
	return &text
}

func pieces(thousandths int64) string { return decimal.New(thousandths, -3).String() }

// RunReason is why a run, or a product in it, stands where it stands.
func runReason(code string, params map[string]string) *RunReason {
	if code == "" {
		return nil
	}
	return &RunReason{Code: code, Params: Params(params)}
}

// RunReasonOf is why a run ended as it did, or what it waits for.
func RunReasonOf(r *ent.SyncRun) *RunReason { return runReason(r.Reason, r.ReasonParams) }

// ItemReasonOf is why a run did not do it with a product.
func ItemReasonOf(i *ent.RunItem) *RunReason { return runReason(i.Reason, i.Params) }

// ProductStock is what a product's stock is to be, and why.
type ProductStock struct{ Row *ent.Product }

// Supplier is what the supplier has.
func (s *ProductStock) Supplier() *string { return Pieces(s.Row.Supplier) }

// SupplierText is what VASCO has in its place.
func (s *ProductStock) SupplierText() string { return s.Row.SupplierText }

// SupplierCounted is what the result counts of a supplier whose stock is not
// known: what was last written. Where none is counted there is none.
func (s *ProductStock) SupplierCounted() *string {
	if s.Row.Supplier != nil || s.Row.Target == nil {
		return nil
	}
	return Pieces(s.Row.WrittenSupplier)
}

// Own is what is in our warehouses.
func (s *ProductStock) Own() *string { return Pieces(s.Row.Own) }

// Ordered is open on VASCO's customer orders.
func (s *ProductStock) Ordered() *string { return Pieces(s.Row.Ordered) }

// Reserved is what VASCO says is.
func (s *ProductStock) Reserved() *string { return Pieces(s.Row.Reserved) }

// Pending was sold in orders VASCO does not have.
func (s *ProductStock) Pending() string { return pieces(s.Row.Pending) }

// Buffer is kept back.
func (s *ProductStock) Buffer() string { return pieces(s.Row.Buffer) }

// Result is what the shop is to have.
func (s *ProductStock) Result() *string { return Pieces(s.Row.Target) }

// State is whether the shop has it.
func (s *ProductStock) State() product.StockState { return s.Row.StockState }

// Reason is why not.
func (s *ProductStock) Reason() *RunReason { return runReason(s.Row.StockReason, s.Row.StockParams) }

// Written is what was written last.
func (s *ProductStock) Written() *string { return Pieces(s.Row.Written) }

// WrittenAt is when.
func (s *ProductStock) WrittenAt() *time.Time { return s.Row.WrittenAt }

// Excluded tells whether a person keeps it out.
func (s *ProductStock) Excluded() bool { return s.Row.StockExcluded }

// ProductPush is how a product stands in VASCO.
type ProductPush struct{ Row *ent.Product }

// State is how far it is.
func (p *ProductPush) State() product.PushState { return p.Row.PushState }

// Reason is why it is not further.
func (p *ProductPush) Reason() *RunReason { return runReason(p.Row.PushReason, p.Row.PushParams) }

// PushedAt is when it was written last.
func (p *ProductPush) PushedAt() *time.Time { return p.Row.PushedAt }

// ProductPreviewOf is what a push would do with a product.
func ProductPreviewOf(p push.Preview) *ProductPreview {
	preview := &ProductPreview{Action: PushAction(p.Action), Payload: p.Payload, Differences: make([]*ArticleDifference, len(p.Differences))}
	if p.Reason != nil {
		preview.Reason = runReason(p.Reason.Code, p.Reason.Params)
	}
	for i, d := range p.Differences {
		one := &ArticleDifference{Field: d.Field, WouldBe: d.WouldBe, Written: d.Written}
		if d.Known {
			one.Now = &p.Differences[i].Now
		}
		preview.Differences[i] = one
	}
	return preview
}

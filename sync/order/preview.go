package order

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Preview is what would be sent to VASCO for an order now.
type Preview struct {
	Order *ent.Order
	// State, Reason, Params and Ref are where a pass would end instead of
	// sending; State is empty when the order would be sent.
	State  push.State
	Reason string
	Params map[string]string
	Ref    string

	// Payload is exactly what would be sent; nil when none can be made. Where a
	// payment or partner is still missing, so it is in the payload.
	Payload json.RawMessage
	// ShopTotal, Gross and Difference are set with Payload.
	ShopTotal, Gross, Difference decimal.Decimal
	// Decimals of the unit prices.
	Decimals int32
	// PartnerCode is the partner that was found; empty when there is none.
	PartnerCode string
	// NewPartner is the payload of the partner that would be created.
	NewPartner json.RawMessage
	// Warnings are codes of what looks wrong but blocks nothing.
	Warnings []string

	document vasco.Document
	// buyerName is what the notes call the buyer of somebody else's partner.
	buyerName string
}

// WarningTotalDiffers: the document's total differs from the shop's, and is
// sent all the same.
const WarningTotalDiffers = "TOTAL_DIFFERS"

// WarningNotesCut: VASCO has no room for all of the document's notes.
const WarningNotesCut = "NOTES_CUT"

// Sendable tells whether the order would be sent now.
func (p *Preview) Sendable() bool { return p.State == "" && p.Payload != nil }

// Preview makes what would be sent for an order as it is known here. It reads
// from the shop and from VASCO, writes nothing, and creates nothing anywhere.
func (s *Service) Preview(ctx context.Context, orderID int) (*Preview, error) {
	w, err := s.peek(ctx, orderID)
	if err != nil {
		return nil, err
	}
	ctx = connection.ForOrder(ctx, orderID)
	o, err := woo.ParseOrder(w.order.Body)
	if err != nil {
		return nil, fmt.Errorf("read the stored order %s: %w", w.order.Number, err)
	}
	p := &Preview{Order: w.order}
	payment, err := s.peekVerdict(ctx, w, o, p)
	if err != nil || w.vasco == nil {
		return p, err
	}
	if err := s.peekDocument(ctx, w, o, p, payment); err != nil {
		v, known := reasonOf(w, err)
		if !known {
			return nil, err
		}
		if v, err = s.peekArticle(ctx, w, v); err != nil {
			return nil, err
		}
		p.end(v)
	}
	switch w.shop.SendingOrders {
	case connection.Hold:
		p.end(notLive(w, ReasonHeld))
	case connection.Preview:
		p.end(notLive(w, ReasonPreview))
	case connection.Live:
	}
	return p, nil
}

// end notes where a pass would end; what it meets first counts.
func (p *Preview) end(v verdict) {
	if p.State == "" {
		p.State, p.Reason, p.Params, p.Ref = v.state, v.reason, v.params, v.ref
	}
}

// peek reads what a worker would know, without a claim.
func (s *Service) peek(ctx context.Context, orderID int) (*work, error) {
	row, err := s.store.Reader().Order.Get(ctx, orderID)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("order %d: %w", orderID, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read order %d: %w", orderID, err)
	}
	shop, err := s.registry.Shop(ctx, row.ShopID)
	if err != nil {
		return nil, err
	}
	w := &work{shop: shop, shopOrderID: row.ShopOrderID, order: row}
	if shop.ConnectionID != 0 {
		if w.vasco, err = s.registry.Vasco(ctx, shop.ConnectionID); err != nil {
			return nil, err
		}
	}
	rows, err := s.store.Reader().Push.Query().Where(push.OrderID(row.ID)).Order(ent.Desc(push.FieldID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the push of order %s: %w", row.Number, err)
	}
	if w.push = ChoosePush(rows, shop.ConnectionID); w.push == nil {
		w.push = &ent.Push{OrderID: row.ID, ShopID: shop.ID}
	}
	return w, nil
}

// peekVerdict goes through the same checks as a pass and counts or makes nothing.
func (s *Service) peekVerdict(ctx context.Context, w *work, o *woo.Order, p *Preview) (payment *ent.PaymentMapping, err error) {
	switch {
	case w.push.Number != "":
		p.end(verdict{state: push.StateSYNCED})
	case w.push.State == push.StateUNCERTAIN || w.push.Intent == intentOpen:
		p.end(verdict{state: push.StateUNCERTAIN, reason: w.push.Reason, params: w.push.ReasonParams, ref: w.push.ReasonRef})
	}
	if v, stop := checkOrder(w, o); stop {
		p.end(v)
	}
	if v, stop, err := s.checkBlacklist(ctx, w); err != nil {
		return nil, err
	} else if stop {
		p.end(v)
	}
	if w.vasco == nil {
		p.end(blocked(string(mapping.NoConnection), nil, shopRef(w.shop.ID)))
	}
	row, err := s.paymentOf(ctx, w.order)
	if err != nil {
		return nil, err
	}
	if row == nil {
		row = &ent.PaymentMapping{Method: methodOf(w.order), Title: w.order.PaymentTitle, Status: paymentmapping.StatusNEW}
	}
	v, stop := paymentVerdict(row, w.order.Status)
	if !stop {
		return row, nil
	}
	if row.ID == 0 {
		v.ref = ""
	}
	p.end(v)
	return &ent.PaymentMapping{}, nil
}

// peekDocument builds the document and its payload, going on without a partner
// where none can be told.
func (s *Service) peekDocument(ctx context.Context, w *work, o *woo.Order, p *Preview, payment *ent.PaymentMapping) error {
	codes, err := s.articleCodes(ctx, w.shop, o)
	if err != nil {
		return err
	}
	refunds, err := s.refundsOf(ctx, w.shop, o)
	if err != nil {
		return err
	}
	in := mapping.Input{
		Refunds: refunds, Untaxed: codes.untaxed,
		Order: o, Settings: w.shop.Settings, Profile: w.vasco.Profile, Location: w.shop.Location, Now: store.Now(),
		PaymentID: payment.PaymentID, Terms: termsOf(payment), LineArticles: codes.line, Articles: codes.product, Accepted: accepted(w.push),
	}
	if _, err := mapping.Build(in); err != nil {
		reason, known := errors.AsType[*mapping.Reason](err)
		if !known || reason.Code != mapping.TotalMismatch {
			return err
		}
		// The document is shown all the same: a person decides by it.
		p.end(blocked(string(reason.Code), reason.Params, refOf(w, reason)))
		in.Accepted = mapping.TotalsOf(reason.Params)
	}
	partnerErr := s.peekPartner(ctx, w, o, p)
	in.PartnerCode, in.BuyerName = p.PartnerCode, p.buyerName
	b, err := w.write(in)
	if err != nil {
		return err
	}
	p.document = b.Document
	p.Payload, p.ShopTotal, p.Gross, p.Difference, p.Decimals = b.payload, b.ShopTotal, b.Gross, b.Difference, b.Decimals
	if !p.Difference.IsZero() {
		p.Warnings = append(p.Warnings, WarningTotalDiffers)
	}
	if b.NotesLost != "" {
		p.Warnings = append(p.Warnings, WarningNotesCut)
	}
	return partnerErr
}

// peekPartner tells which partner the order would get, or which would be created.
func (s *Service) peekPartner(ctx context.Context, w *work, o *woo.Order, p *Preview) error {
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return err
	}
	b := buyerOf(w, o)
	known, err := s.knownPartner(ctx, w, client, b)
	if !known.given {
		p.Warnings = append(p.Warnings, b.Warnings...)
	}
	p.buyerName = known.noted(b)
	if p.PartnerCode = known.code; err != nil || known.code != "" {
		return err
	}
	if p.NewPartner, err = w.vasco.Profile.EncodePartner(b.Partner()); err != nil {
		return fmt.Errorf("write the new partner: %w", err)
	}
	return nil
}

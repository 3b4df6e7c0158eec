package mapping

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Input is an order with everything that was looked up for it.
type Input struct {
	Order    *woo.Order
	Settings rules.Shop
	Profile  vasco.Profile
	// Location is the shop's time zone.
	Location *time.Location
	// Now is the moment of sending; it dates an order that does not say when it was placed.
	Now         time.Time
	PartnerCode string
	// BuyerName is set where the partner does not tell who bought.
	BuyerName string
	PaymentID string
	Terms     Terms
	// LineArticles are article codes by the id of the line. Articles, which come
	// after them, are by the id of the variation, or of the product where there is none.
	LineArticles, Articles map[int64]string
	// Untaxed are the ids of products that are not taxed, as far as that decides.
	Untaxed []int64
	// Refunds are those made before the order is sent.
	Refunds []woo.RefundDetail
	// Accepted are totals that differ too much, and that a person said to send:
	// with others the person is asked again.
	Accepted *Totals
}

// Result is the document and how it adds up.
type Result struct {
	Document vasco.Document
	// ShopTotal is the shop's total with tax, Gross what VASCO will make of the
	// document, Difference the first minus the second.
	ShopTotal, Gross, Difference decimal.Decimal
	// Decimals of the unit prices.
	Decimals int32
	// Order is what the document is made of: without what was given back before.
	Order *woo.Order
	// LineIDs are the shop's ids of the goods that the document's lines are made
	// of, 0 for shipping and fees.
	LineIDs []int64
	// NotesLost is what of the notes had no room; empty when all had.
	NotesLost string
}

// Build makes the document; a *Reason says why there is none.
func Build(in Input) (Result, error) {
	if allowed := in.Settings.Currencies(); !slices.Contains(allowed, in.Order.Currency) {
		return Result{}, &Reason{CurrencyMismatch, map[string]string{"currency": in.Order.Currency, "expected": strings.Join(allowed, ", ")}}
	}
	in.Order = WithoutRefunded(in.Order, in.Refunds)
	items, err := itemsOf(in)
	if err != nil {
		return Result{}, err
	}
	if len(items) == 0 {
		return Result{}, &Reason{Code: NoLines}
	}
	tolerance := decimal.New(in.Settings.ToleranceCents, -2)
	expected := in.expected()
	if in.Settings.GiftCards == rules.GiftCardPayment {
		expected = expected.Add(in.paidByCard(items))
	}
	result := priced(items, in.Profile, expected, tolerance)
	totals := Totals{Shop: result.ShopTotal, Document: result.Gross}
	if result.Difference.Abs().GreaterThan(tolerance) && !totals.Equal(in.Accepted) {
		reason := totals.mismatch()
		if loose := looseRefunds(in.Refunds); !loose.IsZero() {
			reason.Params["refunded"] = loose.StringFixed(2)
		}
		return Result{}, reason
	}
	date := dateOf(in)
	result.Order = in.Order
	for _, it := range items {
		result.LineIDs = append(result.LineIDs, it.lineID)
	}
	if result.Difference.Abs().LessThanOrEqual(tolerance) {
		result = roundingLine(in.Settings, in.Profile, result)
	}
	lines := result.Document.Lines
	notes := notesOf(in)
	result.NotesLost = notes.Lost
	result.Document = vasco.Document{
		Date: date, DueDate: dueOf(in, date), PartnerCode: in.PartnerCode,
		Notes:     notes.Text,
		PaymentID: in.PaymentID, ShopNumber: ShopNumber(in.Settings, in.Order), Lines: lines,
	}
	return result, nil
}

// ShopNumber is the NAROCILO_STEVILKA an order has in VASCO.
func ShopNumber(s rules.Shop, o *woo.Order) string { return fill(s.ShopNumberTemplate, o) }

func fill(template string, o *woo.Order) string {
	return strings.NewReplacer("{number}", string(o.Number), "{id}", strconv.FormatInt(o.ID, 10)).Replace(template)
}

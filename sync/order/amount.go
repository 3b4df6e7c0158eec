package order

import (
	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/order/mapping"
)

// minor is an amount in cents, as it is stored.
func minor(amount decimal.Decimal) int64 { return amount.Shift(2).Round(0).IntPart() }

// major is a stored amount.
func major(cents int64) decimal.Decimal { return decimal.New(cents, -2) }

// shownTotals are the totals an order waits for a person to accept, nil for none.
func shownTotals(p *ent.Push) *mapping.Totals {
	if p.Reason != string(mapping.TotalMismatch) {
		return nil
	}
	return mapping.TotalsOf(p.ReasonParams)
}

// accepted are the totals a person said to send the order with, nil for none.
func accepted(p *ent.Push) *mapping.Totals {
	if p.AcceptedTotalMinor == nil || p.AcceptedGrossMinor == nil {
		return nil
	}
	return &mapping.Totals{Shop: major(*p.AcceptedTotalMinor), Document: major(*p.AcceptedGrossMinor)}
}

package mapping_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// TestRandomOrdersAddUp: whatever is in the cart, the order is within the
// tolerance, and the difference that is recorded is the one that VASCO will have.
//
// Not every order comes out exactly: VASCO taxes a net in whole cents, and at 22 %
// nearly every fifth gross has none (two cents net come to 0.02, three to 0.04).
// That is a cent for each rate, or for each line where VASCO rounds lines.
func TestRandomOrdersAddUp(t *testing.T) {
	t.Parallel()
	const orders = 400
	for _, c := range []struct {
		rounding vasco.Rounding
		withTax  bool
		// exact and sent are the least share of orders, in per cent.
		exact, sent int
	}{
		{vasco.RoundPerRate, false, 85, 100},
		{vasco.RoundPerRate, true, 82, 100},
		{vasco.RoundPerLine, false, 100, 100},
		{vasco.RoundPerLine, true, 62, 100},
		{vasco.RoundNot, false, 100, 100},
		{vasco.RoundNot, true, 100, 100},
	} {
		name := string(c.rounding) + ", prices without tax"
		if c.withTax {
			name = string(c.rounding) + ", prices with tax"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1284, 147))
			decimals := make(map[int32]int)
			exact, sent := 0, 0
			for range orders {
				in := inputOf(randomOrder(random, c.withTax))
				in.Profile.Rounding = c.rounding
				result, ok := addUp(t, in)
				if ok {
					sent++
				}
				if result.Difference.IsZero() {
					exact++
				}
				decimals[result.Decimals]++
			}
			t.Logf("of %d: %d exact, %d within 0.02; decimals %v", orders, exact, sent, decimals)
			if exact*100 < c.exact*orders || sent*100 < c.sent*orders {
				t.Errorf("want at least %d %% exact and %d %% sent", c.exact, c.sent)
			}
		})
	}
}

// addUp builds the document and checks its sums; sent is false when the totals
// differ too much, and the result is then what a person would send anyway.
func addUp(t *testing.T, in mapping.Input) (result mapping.Result, sent bool) {
	t.Helper()
	result, err := mapping.Build(in)
	sent = err == nil
	if err != nil {
		reason, ok := errors.AsType[*mapping.Reason](err)
		if !ok || reason.Code != mapping.TotalMismatch {
			t.Fatalf("the order has a reason of %v", err)
		}
		in.Accepted = mapping.TotalsOf(reason.Params)
		result = mustBuild(t, in)
	}
	if within := result.Difference.Abs().LessThanOrEqual(dec("0.02")); within != sent {
		t.Fatalf("a difference of %s, sent: %t", result.Difference, sent)
	}
	gross := in.Profile.Gross(result.Document.Lines)
	if !gross.Equal(result.Gross) || !gross.Add(result.Difference).Equal(in.Order.Total.Decimal) {
		t.Fatalf("%s + %s is not %s", gross, result.Difference, in.Order.Total)
	}
	for _, p := range []vasco.Profile{vasco.KiwwwiProfile(), vasco.FAProfile()} {
		encoded(t, p, result.Document)
	}
	for i, l := range in.Order.LineItems {
		rounding := l.Quantity.Mul(dec("0.005")).Add(dec("0.02"))
		if off := result.Document.Lines[i].Net().Sub(l.Total.Decimal).Abs(); off.GreaterThan(rounding) {
			t.Fatalf("line %d is off by %s", i+1, off)
		}
	}
	for _, l := range result.Document.Lines {
		if -l.UnitPrice.Exponent() > 6 && !l.UnitPrice.Equal(l.UnitPrice.Round(6)) {
			t.Fatalf("a unit price of %s", l.UnitPrice)
		}
	}
	return result, sent
}

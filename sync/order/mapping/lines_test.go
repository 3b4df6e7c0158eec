package mapping_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

func TestLinesOfGoods(t *testing.T) {
	t.Parallel()
	discounted := func(quantity, subtotal, total, tax string) woo.LineItem {
		l := taxedLine("X", quantity, subtotal, tax, 1)
		l.Total = amount(total)
		return l
	}
	for _, c := range []struct {
		name  string
		total string
		line  woo.LineItem
		want  []wantLine
	}{
		{"one piece", "12.20", taxedLine("X", "1", "10.00", "2.20", 1), []wantLine{{"A-X", "Izdelek X", "1", "10", "0", "22"}}},
		{"three at a price of two decimals", "36.60", taxedLine("X", "3", "30.00", "6.60", 1), []wantLine{{"A-X", "", "3", "10", "0", "22"}}},
		{"three whose price needs four", "12.20", taxedLine("X", "3", "10.00", "2.20", 1), []wantLine{{"A-X", "", "3", "3.3333", "0", "22"}}},
		{"half a piece", "6.10", taxedLine("X", "0.5", "5.00", "1.10", 1), []wantLine{{"A-X", "", "0.5", "10", "0", "22"}}},
		{"the lower rate", "10.95", taxedLine("X", "1", "10.00", "0.95", 2), []wantLine{{"A-X", "", "1", "10", "0", "9.5"}}},
		{"a rate written 5.0000", "10.50", taxedLine("X", "1", "10.00", "0.50", 3), []wantLine{{"A-X", "", "1", "10", "0", "5"}}},
		{"ten per cent off", "10.98", discounted("1", "10.00", "9.00", "1.98"), []wantLine{{"A-X", "", "1", "10", "10", "22"}}},
		{"a third off", "8.13", discounted("1", "10.00", "6.66", "1.47"), []wantLine{{"A-X", "", "1", "10", "33.4", "22"}}},
		{"free by coupon", "0.00", discounted("2", "10.00", "0.00", "0.00"), []wantLine{{"A-X", "", "2", "5", "100", ""}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			result := mustBuild(t, inputOf(orderOf(c.total, c.line)))
			checkLines(t, result.Document.Lines, c.want)
			if !result.Difference.IsZero() {
				t.Errorf("the difference is %s", result.Difference)
			}
		})
	}
}

// TestDiscountNoPerCentReproduces: a cent off 99,999.99 is no per cent of four
// decimals; the line carries the price that was paid.
func TestDiscountNoPerCentReproduces(t *testing.T) {
	t.Parallel()
	line := taxedLine("X", "1", "99999.99", "22000.00", 1)
	line.Total = amount("99999.98")
	result := mustBuild(t, inputOf(orderOf("121999.98", line)))
	checkLines(t, result.Document.Lines, []wantLine{{"A-X", "", "1", "99999.98", "0", "22"}})
}

// TestRateOfALine: the rate is the one that was charged, never one that is
// merely listed or that the amounts seem to say.
func TestRateOfALine(t *testing.T) {
	t.Parallel()
	taxes := func(all ...woo.LineTax) []woo.LineTax { return all }
	charged := func(id int64, total string) woo.LineTax { return woo.LineTax{ID: id, Total: amount(total)} }
	listed := func(id int64) woo.LineTax { return woo.LineTax{ID: id} } // REST writes "" there.
	for _, c := range []struct {
		name, total, net, tax string
		taxes                 []woo.LineTax
		rate                  string
		code                  int
	}{
		{"the listed one is not charged", "10.95", "10.00", "0.95", taxes(listed(1), charged(2, "0.95")), "9.5", 1},
		{"only listed, though there is something to tax", "10.00", "10.00", "0.00", taxes(listed(1)), "0", 2},
		{"no tax at all", "10.00", "10.00", "0.00", nil, "0", 2},
		{"a present keeps its rate", "0.00", "0.00", "0.00", taxes(charged(2, "0.00")), "9.5", 1},
		{"too small for a cent of tax", "0.02", "0.02", "0.00", taxes(charged(1, "0.00")), "22", 0},
		{"too small before its net was rounded up", "0.10", "0.10", "0.00", taxes(charged(3, "0.00")), "5", 3},
		{"just large enough", "0.11", "0.11", "0.00", taxes(charged(3, "0.00")), "0", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			line := taxedLine("X", "1", c.net, c.tax, 1)
			line.Taxes = c.taxes
			in := inputOf(orderOf(c.total, line))
			in.Order.Billing.Country = "RS" // Where a line need not be taxed.
			result := mustBuild(t, in)
			checkLines(t, result.Document.Lines, []wantLine{{"A-X", "", "1", dec(c.net).String(), "0", c.rate}})
			if got := result.Document.Lines[0].VATCode; got != c.code {
				t.Errorf("VAT code %d, want %d", got, c.code)
			}
		})
	}
}

func TestShipping(t *testing.T) {
	t.Parallel()
	goods := taxedLine("X", "1", "10.00", "2.20", 1)
	ship := func(net, tax string, taxes ...woo.LineTax) woo.ShipLine {
		return woo.ShipLine{MethodTitle: "GLS", Total: amount(net), TotalTax: amount(tax), Taxes: taxes}
	}
	for _, c := range []struct {
		name, total string
		ship        []woo.ShipLine
		want        []wantLine
	}{
		{"none", "12.20", nil, nil},
		{"free", "12.20", []woo.ShipLine{ship("0.00", "0.00", woo.LineTax{ID: 1})}, nil},
		{
			"one rate", "16.10",
			[]woo.ShipLine{ship("3.20", "0.70", woo.LineTax{ID: 1, Total: amount("0.70")})},
			[]wantLine{{"00086", "Poštnina", "1", "3.2", "0", "22"}},
		},
		{
			// 1.10 is 22 % of 5.00 and 0.38 is 9.5 % of 4.00.
			"two rates", "22.68",
			[]woo.ShipLine{ship("9.00", "1.48", woo.LineTax{ID: 1, Total: amount("1.10")}, woo.LineTax{ID: 2, Total: amount("0.38")})},
			[]wantLine{{"00086", "Poštnina", "1", "5", "0", "22"}, {"00086", "Poštnina", "1", "4", "0", "9.5"}},
		},
		{
			"two methods", "17.20",
			[]woo.ShipLine{ship("2.00", "0.00"), ship("3.00", "0.00")},
			[]wantLine{{"00086", "", "1", "2", "0", "0"}, {"00086", "", "1", "3", "0", "0"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := orderOf(c.total, goods)
			o.ShippingLines = c.ship
			result := mustBuild(t, inputOf(o))
			checkLines(t, result.Document.Lines[1:], c.want)
			for _, l := range result.Document.Lines[1:] {
				if !l.NoDiscount {
					t.Error("shipping carries a discount field")
				}
			}
			if !result.Difference.IsZero() {
				t.Errorf("the difference is %s", result.Difference)
			}
		})
	}
}

func TestFees(t *testing.T) {
	t.Parallel()
	o := orderOf("13.42", taxedLine("X", "1", "10.00", "2.20", 1))
	o.FeeLines = []woo.FeeLine{
		{Name: "Strošek povzetja", Total: amount("1.50"), TotalTax: amount("0.33"), Taxes: []woo.LineTax{{ID: 1, Total: amount("0.33")}}},
		{Name: "Popust zvestobe", Total: amount("-1.00"), TotalTax: amount("-0.22"), Taxes: []woo.LineTax{{ID: 1, Total: amount("-0.22")}}},
		{Total: amount("0.50"), TotalTax: amount("0.11"), Taxes: []woo.LineTax{{ID: 1, Total: amount("0.11")}}},
		{Name: "Brezplačno"},
	}
	checkLines(t, mustBuild(t, inputOf(o)).Document.Lines[1:], []wantLine{
		{"00087", "Strošek povzetja", "1", "1.5", "0", "22"},
		{"00087", "Popust zvestobe", "1", "-1", "0", "22"},
		{"00087", "Strošek", "1", "0.5", "0", "22"},
	})
}

// TestCentsAreCarriedWhereVascoRoundsLines: VASCO makes 0.02 of each of these
// lines of 0.03, or 0.04; a present takes no cents over.
func TestCentsAreCarriedWhereVascoRoundsLines(t *testing.T) {
	t.Parallel()
	small, present := taxedLine("X", "1", "0.02", "0.01", 1), taxedLine("X", "1", "0.00", "0.00", 1)
	in := inputOf(orderOf("0.12", small, present, small, small, small))
	in.Profile.Rounding = vasco.RoundPerLine
	result := mustBuild(t, in)
	var grosses []string
	for _, l := range result.Document.Lines {
		grosses = append(grosses, in.Profile.Gross([]vasco.Line{l}).StringFixed(2))
	}
	if got := strings.Join(grosses, " "); got != "0.02 0.00 0.04 0.02 0.04" || !result.Difference.IsZero() {
		t.Errorf("the lines come to %s, the difference is %s", got, result.Difference)
	}
}

// TestCentsOfThreeRates: each of these grosses is one that VASCO has no net for,
// and makes a cent more of.
func TestCentsOfThreeRates(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("27.30",
		taxedLine("X", "1", "7.39", "1.62", 1), taxedLine("XX", "1", "8.37", "0.79", 2), taxedLine("XXX", "1", "8.70", "0.43", 3)))
	result := mustBuild(t, in)
	if result.Difference.Abs().GreaterThan(dec("0.01")) {
		t.Errorf("the difference is %s", result.Difference)
	}
	for i, net := range []string{"7.39", "8.37", "8.70"} {
		if off := result.Document.Lines[i].Net().Sub(dec(net)).Abs(); off.GreaterThan(dec("0.02")) {
			t.Errorf("line %d is off by %s", i+1, off)
		}
	}
	in.Order.Total = amount("27.26")
	if reason := reasonOf(t, in); reason.Params["difference"] != "-0.05" {
		t.Errorf("the shop's total is four cents less than its lines: %v", reason)
	}
}

// TestDiscountWithoutTax: the shop rounds every line, and a per cent comes to parts
// of cents that would add up.
func TestDiscountWithoutTax(t *testing.T) {
	t.Parallel()
	line := taxedLine("X", "2", "34.54", "0.00", 4)
	line.Total = amount("26.60")
	result := mustBuild(t, inputOf(orderOf("266.00", slices.Repeat([]woo.LineItem{line}, 10)...)))
	if !result.Difference.IsZero() {
		t.Errorf("the difference is %s", result.Difference)
	}
	for _, l := range result.Document.Lines {
		if !l.Discount.Equal(dec("23")) {
			t.Errorf("%s less %s %%", l.UnitPrice, l.Discount)
		}
	}
}

// TestDiscountKeepsItsPerCent: the tax of 2.30 is 0.506, and rounded on nineteen
// lines eight cents more than VASCO's; the prices bring them in.
func TestDiscountKeepsItsPerCent(t *testing.T) {
	t.Parallel()
	line := taxedLine("X", "1", "2.55", "0.51", 1)
	line.Total = amount("2.30")
	result := mustBuild(t, inputOf(orderOf("53.39", slices.Repeat([]woo.LineItem{line}, 19)...)))
	if !result.Difference.IsZero() {
		t.Errorf("the difference is %s", result.Difference)
	}
	for _, l := range result.Document.Lines {
		if !l.Discount.Equal(dec("10")) || !l.Net().Round(2).Equal(dec("2.3")) {
			t.Fatalf("%s less %s %% comes to %s", l.UnitPrice, l.Discount, l.Net())
		}
	}
}

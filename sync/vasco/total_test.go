package vasco_test

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func line(quantity, price, discount, rate string) vasco.Line {
	return vasco.Line{Quantity: dec(quantity), UnitPrice: dec(price), Discount: dec(discount), VATRate: dec(rate)}
}

func TestGrossByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                         string
		lines                        []vasco.Line
		perRate, perLine, notRounded string
	}{
		{"one line", []vasco.Line{line("1", "49.99", "0", "22")}, "60.99", "60.99", "60.99"},
		// 0.022 each: three lines are 0.066 of tax together, 0.06 one by one.
		{"small lines of one rate", []vasco.Line{line("1", "0.10", "0", "22"), line("1", "0.10", "0", "22"), line("1", "0.10", "0", "22")}, "0.37", "0.36", "0.37"},
		// Nets of 0.335 and 0.335: 0.67 together, 0.34 twice.
		{"fractions of cents", []vasco.Line{line("1", "0.335", "0", "0"), line("1", "0.335", "0", "0")}, "0.67", "0.68", "0.67"},
		{"two rates", []vasco.Line{line("2", "10", "10", "22"), line("1", "5", "0", "9.5"), line("1", "5", "0", "9.50")}, "32.91", "32.92", "32.91"},
		{"halves go away from zero", []vasco.Line{line("1", "0.005", "0", "0")}, "0.01", "0.01", "0.01"},
		{"below zero too", []vasco.Line{line("-1", "0.005", "0", "0")}, "-0.01", "-0.01", "-0.01"},
		{"nothing", nil, "0", "0", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for rounding, want := range map[vasco.Rounding]string{vasco.RoundPerRate: c.perRate, vasco.RoundPerLine: c.perLine, vasco.RoundNot: c.notRounded} {
				if got := (vasco.Profile{Rounding: rounding}).Gross(c.lines); !got.Equal(dec(want)) {
					t.Errorf("%s: %s, want %s", rounding, got, want)
				}
			}
		})
	}
}

func TestNoDiscountLinesHaveNone(t *testing.T) {
	t.Parallel()
	l := line("1", "3.20", "50", "22")
	l.NoDiscount = true
	if got := l.Net(); !got.Equal(dec("3.20")) {
		t.Errorf("got %s", got)
	}
}

func randomLines(random *rand.Rand) []vasco.Line {
	rates := []string{"22", "9.5", "5", "0"}
	lines := make([]vasco.Line, 1+random.IntN(30))
	for i := range lines {
		lines[i] = vasco.Line{
			Quantity:   decimal.New(1+random.Int64N(9999), -random.Int32N(4)),
			UnitPrice:  decimal.New(random.Int64N(1_000_000)-1000, -2-random.Int32N(5)),
			Discount:   decimal.New(random.Int64N(10_001), -2),
			NoDiscount: random.IntN(5) == 0,
			VATRate:    dec(rates[random.IntN(len(rates))]),
		}
	}
	return lines
}

// Every rounding is half a cent at most: of a net, made larger by its tax, and
// of the tax itself.
func TestRoundingsDifferByBoundedCents(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(20260601, 1284))
	perStep, last := dec("0.0111"), dec("0.005")
	for range 3000 {
		lines := randomLines(random)
		exact := vasco.Profile{Rounding: vasco.RoundNot}.Gross(lines)
		rates := make(map[string]bool)
		for _, l := range lines {
			rates[l.VATRate.String()] = true
		}
		for rounding, steps := range map[vasco.Rounding]int{vasco.RoundPerRate: len(rates), vasco.RoundPerLine: len(lines)} {
			got := vasco.Profile{Rounding: rounding}.Gross(lines)
			bound := perStep.Mul(decimal.NewFromInt(int64(steps))).Add(last)
			if got.Sub(exact).Abs().GreaterThan(bound) {
				t.Fatalf("%s: %s, unrounded %s: further than %s in %+v", rounding, got, exact, bound, lines)
			}
			if got.Exponent() < -2 {
				t.Fatalf("%s: %s is not in cents", rounding, got)
			}
		}
	}
}

func TestTheOrderOfLinesDoesNotMatter(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(20260601, 501))
	for range 1000 {
		lines := randomLines(random)
		for _, rounding := range []vasco.Rounding{vasco.RoundPerRate, vasco.RoundPerLine, vasco.RoundNot} {
			p := vasco.Profile{Rounding: rounding}
			before := p.Gross(lines)
			random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			if after := p.Gross(lines); !after.Equal(before) {
				t.Fatalf("%s: %s became %s", rounding, before, after)
			}
		}
	}
}

func TestALineAloneIsRoundedTheSameByLineAndByRate(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(20260601, 86))
	for range 2000 {
		alone := randomLines(random)[:1]
		perRate, perLine := vasco.Profile{Rounding: vasco.RoundPerRate}.Gross(alone), vasco.Profile{Rounding: vasco.RoundPerLine}.Gross(alone)
		if !perRate.Equal(perLine) {
			t.Fatalf("%s by rate, %s by line: %+v", perRate, perLine, alone)
		}
	}
}

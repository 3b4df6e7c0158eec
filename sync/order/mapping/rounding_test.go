package mapping_test

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// TestTheRoundingArticle: with one, whatever is sent comes to the shop's total to
// the cent, by any rounding; only what is within the tolerance is put on it.
func TestTheRoundingArticle(t *testing.T) {
	t.Parallel()
	const orders = 300
	for _, rounding := range []vasco.Rounding{vasco.RoundPerRate, vasco.RoundPerLine, vasco.RoundNot} {
		t.Run(string(rounding), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(99, 412))
			added := 0
			for i := range orders {
				in := inputOf(randomOrder(random, i%2 == 0))
				in.Profile.Rounding = rounding
				without, sent := addUp(t, in)
				in.Settings.RoundingArticle = "00099"
				if !sent {
					in.Accepted = &mapping.Totals{Shop: without.ShopTotal, Document: without.Gross}
				}
				got := mustBuild(t, in)
				lines, before := got.Document.Lines, without.Document.Lines
				if len(got.LineIDs) != len(lines) {
					t.Fatalf("%d ids of %d lines", len(got.LineIDs), len(lines))
				}
				if !sent || without.Difference.IsZero() {
					if len(lines) != len(before) {
						t.Fatalf("a line for %s, sent: %t", without.Difference, sent)
					}
					continue
				}
				added++
				last := lines[len(lines)-1]
				if len(lines) != len(before)+1 || last.ArticleCode != "00099" || last.Name != "Izravnava" || !last.UnitPrice.Equal(without.Difference) || last.VATCode != 2 {
					t.Fatalf("the difference of %s is on %+v", without.Difference, last)
				}
				if !got.Difference.IsZero() || !in.Profile.Gross(lines).Equal(in.Order.Total.Decimal) {
					t.Fatalf("it still differs by %s", got.Difference)
				}
				encoded(t, vasco.FAProfile(), got.Document)
			}
			t.Logf("%d of %d orders have the line", added, orders)
			if rounding != vasco.RoundNot && added == 0 {
				t.Error("no order needed it")
			}
		})
	}
}

// TestWhatWasSentIsReadBack: the total that a payload tells is the document's, by
// any rounding and profile.
func TestWhatWasSentIsReadBack(t *testing.T) {
	t.Parallel()
	const orders = 300
	random := rand.New(rand.NewPCG(5, 1284))
	rates := map[int]decimal.Decimal{0: dec("22"), 1: dec("9.5"), 2: dec("0"), 3: dec("5")}
	for i := range orders {
		in := inputOf(randomOrder(random, i%2 == 0))
		if i%3 == 0 {
			in.Profile = vasco.FAProfile()
		}
		got, _ := addUp(t, in)
		raw, err := in.Profile.EncodeOrder(got.Document)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := in.Profile.SentLines(raw, rates)
		if err != nil {
			t.Fatal(err)
		}
		for _, rounding := range vasco.Roundings() {
			profile := in.Profile
			profile.Rounding = rounding
			if was, is := profile.Gross(got.Document.Lines), profile.Gross(lines); !was.Equal(is) {
				t.Fatalf("%s: sent %s, read back %s", rounding, was, is)
			}
		}
	}
}

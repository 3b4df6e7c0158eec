package vascotest_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

var rates = []decimal.Decimal{decimal.NewFromInt(22), decimal.RequireFromString("9.5"), decimal.Zero, decimal.NewFromInt(5)}

// randomLines are up to 30 lines of all rates, with amounts as exact as they
// are ever sent; some are negative, as fees may be.
func randomLines(random *rand.Rand) []vasco.Line {
	lines := make([]vasco.Line, 1+random.IntN(30))
	for i := range lines {
		code := random.IntN(len(rates))
		lines[i] = vasco.Line{
			ArticleCode: fmt.Sprintf("A%d", i), Name: "x", Quantity: decimal.New(1+random.Int64N(20_000), -random.Int32N(4)),
			UnitPrice: decimal.New(random.Int64N(1_000_000)-20_000, -2-random.Int32N(5)), Discount: decimal.New(random.Int64N(100_001), -3),
			NoDiscount: random.IntN(4) == 0, VATCode: code, VATRate: rates[code],
		}
		if random.IntN(3) == 0 {
			lines[i].Discount = decimal.Zero
		}
	}
	return lines
}

// The client adds up with decimals, the simulator with fractions: of any
// document both must make the same cents, by each rounding.
func TestClientAndSimulatorAddUpTheSame(t *testing.T) {
	t.Parallel()
	const documents = 150
	for i, rounding := range []vasco.Rounding{vasco.RoundPerRate, vasco.RoundPerLine, vasco.RoundNot} {
		t.Run(string(rounding), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1284, uint64(i)))
			profile := vasco.KiwwwiProfile()
			profile.Rounding = rounding
			s := simulate(t, profile, vascosim.Options{Rounding: string(rounding), AcceptAnyArticle: true})
			client := s.client(t, nil)
			for n := range documents {
				d := vasco.Document{Date: time.Now(), PartnerCode: "501", ShopNumber: fmt.Sprint("P", n), Lines: randomLines(random)}
				payload, err := profile.EncodeOrder(d)
				if err != nil {
					t.Fatal(err)
				}
				ref, err := client.CreateOrder(t.Context(), payload)
				if err != nil {
					t.Fatalf("%v\n%s", err, payload)
				}
				back, err := client.ReadOrder(t.Context(), ref)
				if err != nil {
					t.Fatal(err)
				}
				if want := profile.Gross(d.Lines); !back.Gross.Equal(want) {
					t.Fatalf("the simulator comes to %s, the client to %s: %s", back.Gross, want, payload)
				}
			}
		})
	}
}

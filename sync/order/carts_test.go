package order_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestRandomCarts: over all rules of lines, buyers, payments and currencies at once, every order ends sent and
// equal within the tolerance, or blocked for a reason that its cart has. When
// the causes are mended, those go on as well.
func TestRandomCarts(t *testing.T) {
	t.Parallel()
	for i, mode := range []struct {
		bundles rules.Bundles
		cards   rules.GiftCards
	}{
		{rules.BundlesBoth, rules.GiftCardPayment},
		{rules.BundlesChildren, rules.GiftCardLine},
		{rules.BundlesParent, rules.GiftCardPayment},
	} {
		t.Run(string(mode.bundles), func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{
					ERP: vascosim.Options{AcceptAnyArticle: true},
					Settings: func(r *rules.Shop) {
						r.Bundles, r.GiftCards, r.GiftCardArticle = mode.bundles, mode.cards, "BON"
						r.FeeArticles = []rules.NamedArticle{{Name: "strošek povzetja", Article: "00087"}}
						r.ShippingArticles = []rules.NamedArticle{{Name: "flat_rate", Article: "00086-P"}}
						r.AllowedCurrencies = []string{"EUR", "CHF"}
						r.VATRules = []rules.VATRule{{Country: "DE", Kind: rules.VATOSS, Rate: "22", Code: new(0)}}
					},
				})
				shopCarts(t, f, rand.New(rand.NewPCG(3, uint64(i))))
			})
		})
	}
}

// cartsEach is for each way of bundles and each database.
const cartsEach = 30

func shopCarts(t *testing.T, f *ordertest.Fixture, random *rand.Rand) {
	t.Helper()
	carts := make([]*randomCart, cartsEach)
	for i := range carts {
		carts[i] = placeCart(t, f, random)
	}
	sent := 0
	for _, c := range carts {
		if p := c.settled(f); p.State == push.StateSYNCED {
			sent++
			c.checkSent(t, f)
		} else {
			c.checkBlocked(t, f)
		}
	}
	t.Logf("%d of %d sent", sent, len(carts))
	if sent < cartsEach/4 || sent == cartsEach {
		t.Errorf("%d of %d sent", sent, cartsEach)
	}
	f.MapPayment("summit", "10", paymentmapping.StatusACTIVE)
	f.SetArticle(bySKU(uncoded, "ZAVOJ"))
	f.Bind(partnerbinding.KindEMAIL, sharedEmail, "504")
	allowed := []string{"EUR", "CHF", "USD"}
	f.UpdateShop(connection.ShopChange{Settings: rules.Change{FeeArticle: new("00087"), RetailPartnerCode: new("501"), AllowedCurrencies: &allowed, Lines: rules.LinesChange{VATRules: &[]rules.VATRule{
		{Kind: rules.VATDomestic, Rate: "0", Code: new(2)}, {Kind: rules.VATOSS, Rate: "22", Code: new(0)}, {Kind: rules.VATOSS, Rate: "9.5", Code: new(1)},
	}}}})
	for _, c := range carts {
		c.mend(t, f)
	}
}

// settled waits until the order is sent or waits for a person.
func (c *randomCart) settled(f *ordertest.Fixture) *ent.Push {
	return f.WaitUntil(c.id, "it is settled", func(p *ent.Push) bool {
		return p != nil && (p.State == push.StateSYNCED || p.State == push.StateBLOCKED || p.State == push.StateFAILED) && f.Answered(c.id)
	})
}

func (c *randomCart) checkSent(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	f.Once(c.id)
	got := decimal.RequireFromString(f.InVasco(c.id)[0].Gross)
	want := c.total.Sub(c.refunded)
	if f.Shop().Settings.GiftCards == rules.GiftCardPayment {
		want = want.Add(c.card)
	}
	if got.Sub(want).Abs().GreaterThan(decimal.New(2, -2)) {
		t.Errorf("order %d (%v): VASCO has %s, want %s: %+v", c.id, c.features, got, want, f.InVasco(c.id)[0].Lines)
	}
	if len(c.must) > 0 {
		t.Errorf("order %d (%v) was sent, for all that: %v", c.id, c.features, c.must)
	}
}

func (c *randomCart) checkBlocked(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	f.Never(c.id)
	p := f.Push(c.id)
	if !slices.Contains(slices.Concat(c.must, c.may), mapping.ReasonCode(p.Reason)) {
		t.Errorf("order %d (%v) is %s/%s %v, which it has no cause for", c.id, c.features, p.State, p.Reason, p.ReasonParams)
	}
	names := map[string]string{
		string(mapping.FeeUnmapped): "fee", string(mapping.VATMissing): "line", string(mapping.VATRateUnmapped): "line", string(mapping.TotalMismatch): "difference",
	}
	if name := names[p.Reason]; name != "" && p.ReasonParams[name] == "" {
		t.Errorf("%s does not name its %s: %v", p.Reason, name, p.ReasonParams)
	}
}

// mendedHere are the reasons whose causes shopCarts mends for all.
var mendedHere = []mapping.ReasonCode{
	mapping.FeeUnmapped, mapping.VATMissing, mapping.VATRateUnmapped, mapping.CurrencyMismatch, mapping.PaymentUnmapped,
	mapping.ArticleCodeMissing, mapping.PartnerAmbiguous, mapping.PartnerDataMissing,
}

// mend does what a person would, reason after reason, until the order is sent.
// What cannot be mended here is entered by hand.
func (c *randomCart) mend(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	c.must = nil
	for range 3 {
		p := f.WaitUntil(c.id, "it is settled again", func(p *ent.Push) bool {
			isMended := slices.Contains(mendedHere, mapping.ReasonCode(p.Reason)) && p.ReasonParams["several"] == ""
			return p.State == push.StateSYNCED || (p.State == push.StateBLOCKED && !isMended)
		})
		switch {
		case p.State == push.StateSYNCED:
			c.checkSent(t, f)
			return
		case p.Reason == string(mapping.TotalMismatch):
			f.Sync(c.id, order.Choice{AcceptDifference: true})
			f.Synced(c.id) // With the totals that were accepted.
			return
		case p.Reason == string(mapping.NoLines), p.ReasonParams["several"] == "true":
			return
		default:
			t.Errorf("order %d (%v) is %s/%s %v", c.id, c.features, p.State, p.Reason, p.ReasonParams)
			return
		}
	}
	t.Errorf("order %d (%v) does not go on", c.id, c.features)
}

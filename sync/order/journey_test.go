package order_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// journey is how an order comes to be blocked for a reason, and how it goes on.
type journey struct {
	options ordertest.Options
	// cause places the order; the simplest one when nil.
	cause func(f *ordertest.Fixture) int64
	// ref is what the button mends: the beginning of the push's reference.
	ref string
	// mend is what the button does.
	mend func(f *ordertest.Fixture, id int64)
}

func placed(change func(*woosim.Draft)) func(*ordertest.Fixture) int64 {
	return func(f *ordertest.Fixture) int64 {
		d := ordertest.Simple()
		change(&d)
		return f.Place(d)
	}
}

func settings(change func(*rules.Shop)) ordertest.Options { return ordertest.Options{Settings: change} }

// changeShop is the settings page's button.
func changeShop(change connection.ShopChange) func(*ordertest.Fixture, int64) {
	return func(f *ordertest.Fixture, _ int64) { f.UpdateShop(change) }
}

// syncAgain is the order page's button, with what a person chose.
func syncAgain(c order.Choice) func(*ordertest.Fixture, int64) {
	return func(f *ordertest.Fixture, id int64) { f.Sync(id, c) }
}

// quantity changes how many of an order's only product were ordered.
func quantity(pieces int) func(order map[string]any) {
	return func(o map[string]any) {
		lines, _ := o["line_items"].([]any)
		line, _ := lines[0].(map[string]any)
		line["quantity"] = pieces
	}
}

// withoutTax takes the tax off an order's only product, as a shop without rates does.
func withoutTax(o map[string]any) {
	lines, _ := o["line_items"].([]any)
	line, _ := lines[0].(map[string]any)
	line["taxes"], line["total_tax"], line["subtotal_tax"] = []any{}, "0.00", "0.00"
	o["tax_lines"], o["total_tax"], o["cart_tax"], o["total"] = []any{}, "0.00", "0.00", line["total"]
}

// giveCode is the dialog on the order's page: the code goes into the article map.
func giveCode(code string) func(*ordertest.Fixture, int64) {
	return func(f *ordertest.Fixture, id int64) {
		f.ERP.AddArticle(vascosim.Article{Code: code, Name: "Artikel", Price: "2.50"})
		params := f.Push(id).ReasonParams
		f.SetArticle(article.Entry{Key: article.Key{Kind: article.Kind(params["kind"]), Key: params["key"]}, Code: code})
	}
}

// refusal is one that names nothing we have a reason for.
const refusal = `{"title":"Dokument ni zapisan","errors":{"skladisce":["Skladišče je zaklenjeno."]}}`

// journeys has one for every reason there is.
var journeys = map[string]journey{
	string(mapping.NoLines): {
		cause: func(f *ordertest.Fixture) int64 {
			f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
			d := ordertest.Simple()
			d.Shipping = "0"
			id := f.Place(d)
			f.Edit(id, quantity(0))
			f.Woo.SetDeliveries(woosim.DeliveryMode{})
			return id
		},
		// The shop's hook brings it again.
		ref: "order:", mend: func(f *ordertest.Fixture, id int64) { f.Edit(id, quantity(2)) },
	},
	string(mapping.PaymentUnmapped): {
		// Suggested, but not confirmed: it blocks all the same.
		cause: placed(func(d *woosim.Draft) { d.PaymentMethod = "summit" }), ref: "payment:",
		mend: func(f *ordertest.Fixture, _ int64) { f.MapPayment("summit", "10", paymentmapping.StatusACTIVE) },
	},
	string(mapping.ArticleCodeMissing): {
		cause: placed(func(d *woosim.Draft) { d.Items = []woosim.Item{{SKU: "SI-3001", Quantity: 1}} }), ref: "article:",
		mend: giveCode("3830000003001"),
	},
	string(mapping.ArticleUnknown): {
		cause: func(f *ordertest.Fixture) int64 {
			f.Woo.SetMeta("PWH-1", "_alg_ean", "383009999")
			return f.Place(ordertest.Simple())
		},
		ref: "article:", mend: giveCode("3830000003001"),
	},
	string(mapping.VATRateUnmapped): {
		options: settings(func(s *rules.Shop) { s.VATCodes = map[string]int{"9.5": 1} }), ref: "shop:",
		mend: changeShop(connection.ShopChange{Settings: rules.Change{VATCodes: &map[string]int{"22": 0, "9.5": 1}}}),
	},
	string(mapping.VATMissing): {
		cause: func(f *ordertest.Fixture) int64 {
			f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
			d := ordertest.Simple()
			d.Shipping = "0"
			id := f.Place(d)
			f.Edit(id, withoutTax)
			f.Woo.SetDeliveries(woosim.DeliveryMode{})
			return id
		},
		ref: "shop:", mend: changeShop(connection.ShopChange{Settings: rules.Change{Lines: rules.LinesChange{
			VATRules: &[]rules.VATRule{{Kind: rules.VATDomestic, Rate: "0", Code: new(2)}},
		}}}),
	},
	string(mapping.FeeUnmapped): {
		cause: placed(func(d *woosim.Draft) { d.Fee = "1.50" }), ref: "shop:",
		mend: changeShop(connection.ShopChange{Settings: rules.Change{Lines: rules.LinesChange{
			FeeArticles: &[]rules.NamedArticle{{Name: "Strošek povzetja", Article: "00087"}},
		}}}),
	},
	string(mapping.CurrencyMismatch): {
		cause: placed(func(d *woosim.Draft) { d.Currency = "USD" }), ref: "shop:",
		mend: changeShop(connection.ShopChange{Settings: rules.Change{Currency: new("USD")}}),
	},
	string(mapping.TotalMismatch): {
		cause: func(f *ordertest.Fixture) int64 {
			f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
			id := f.Place(ordertest.Simple())
			f.Edit(id, func(o map[string]any) { o["total"] = "200.00" })
			f.Woo.SetDeliveries(woosim.DeliveryMode{})
			return id
		},
		ref: "order:", mend: syncAgain(order.Choice{AcceptDifference: true}),
	},
	string(mapping.NoConnection): {
		options: ordertest.Options{Unconnected: true}, ref: "shop:",
		mend: func(f *ordertest.Fixture, _ int64) {
			f.UpdateShop(connection.ShopChange{ConnectionID: new(f.AddVasco(nil).ID)})
		},
	},
	string(mapping.PartnerAmbiguous): {
		cause: placed(func(d *woosim.Draft) { d.Email = "Druzina.Kranjc@example.si " }), ref: "order:",
		mend: syncAgain(order.Choice{PartnerCode: new("504")}),
	},
	string(mapping.PartnerDataMissing): {
		cause: placed(func(d *woosim.Draft) { d.Email, d.NoEmail = "", true }), ref: "order:",
		mend: changeShop(connection.ShopChange{Settings: rules.Change{RetailPartnerCode: new("502")}}),
	},
	string(mapping.RejectedByVasco): {
		cause: func(f *ordertest.Fixture) int64 {
			f.FailPosts(vascosim.Fault{Kind: "status", Status: http.StatusBadRequest, Body: refusal})
			return f.Place(ordertest.Simple())
		},
		ref: "order:",
		mend: func(f *ordertest.Fixture, id int64) {
			f.ERP.ClearFaults()
			f.Sync(id, order.Choice{})
		},
	},
	order.ReasonVascoLogin: {
		options: ordertest.Options{Vasco: func(v *connection.NewVasco) { v.Password = "wrong" }}, ref: "connection:",
		mend: func(f *ordertest.Fixture, _ int64) { f.UpdateVasco(connection.VascoChange{Password: new("demo")}) },
	},
	order.ReasonShopLogin: {
		options: ordertest.Options{Shop: func(s *connection.NewShop) { s.ConsumerSecret = "cs_wrong" }}, ref: "shop:",
		mend: changeShop(connection.ShopChange{ConsumerSecret: new("cs_demo")}),
	},
	order.ReasonOld: {
		cause: func(f *ordertest.Fixture) int64 {
			d := ordertest.Simple()
			d.PaymentMethod, d.PlacedAt = "summit", time.Now().AddDate(0, 0, -10)
			id := f.Place(d)
			f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
			f.MapPayment("summit", "10", paymentmapping.StatusACTIVE)
			return id
		},
		ref: "order:", mend: syncAgain(order.Choice{}),
	},
}

// TestEveryBlockReasonIsMended: for each reason an order is blocked, says why,
// is mended by its button, and then in VASCO once. A new reason fails here
// until it has its journey.
func TestEveryBlockReasonIsMended(t *testing.T) {
	t.Parallel()
	for _, reason := range order.BlockReasons() {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			j, known := journeys[reason]
			if !known {
				t.Fatalf("there is no journey for %s", reason)
			}
			storetest.Each(t, func(t *testing.T, s *store.Store) { j.walk(t, s, reason) })
		})
	}
	for reason := range journeys {
		if !slices.Contains(order.BlockReasons(), reason) {
			t.Errorf("there is a journey for %s, which is no reason", reason)
		}
	}
}

func (j journey) walk(t *testing.T, s *store.Store, reason string) {
	f := ordertest.New(t, s, j.options)
	if j.cause == nil {
		j.cause = placed(func(*woosim.Draft) {})
	}
	id := j.cause(f)
	p := f.WaitFor(id, "BLOCKED/"+reason)
	f.Never(id)
	if !strings.HasPrefix(p.ReasonRef, j.ref) {
		t.Errorf("it waits for %q, want %s…", p.ReasonRef, j.ref)
	}
	told := f.Events(id, "order.blocked")
	if len(told) == 0 || told[len(told)-1].Params["reason"] != reason {
		t.Errorf("the events do not tell the reason: %v", told)
	}
	waits, oldest, err := f.Orders.Waiting(t.Context(), p.ShopID, p.ReasonRef)
	if err != nil || waits != 1 || oldest == nil {
		t.Errorf("%d orders wait for %s since %v, %v", waits, p.ReasonRef, oldest, err)
	}
	j.mend(f, id)
	f.Synced(id)
}

// TestBlockedReasonsNameTheirFacts: what a person reads comes with the reason.
func TestBlockedReasonsNameTheirFacts(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]map[string]string{
		string(mapping.PaymentUnmapped):    {"method": "summit", "title": "summit"},
		string(mapping.ArticleCodeMissing): {"product": "Darilni zavoj", "sku": "SI-3001"},
		string(mapping.VATRateUnmapped):    {"rate": "22"},
		string(mapping.VATMissing):         {"line": "Premium Wireless Headphones", "country": "SI"},
		string(mapping.FeeUnmapped):        {"fee": "Strošek povzetja"},
		string(mapping.CurrencyMismatch):   {"currency": "USD", "expected": "EUR"},
		string(mapping.TotalMismatch):      {"shopTotal": "200.00"},
		string(mapping.PartnerAmbiguous):   {"candidates": "503 BOR KRANJC, 504 MAJA KRANJC"},
		string(mapping.ArticleUnknown): {
			"article": "383009999", "sku": "PWH-1", "kind": "PRODUCT", "status": "400", "detail": "Artikel 383009999 ne obstaja.",
		},
		string(mapping.RejectedByVasco): {"what": "order", "status": "400", "field.skladisce": "Skladišče je zaklenjeno."},
		order.ReasonVascoLogin:          {"detail": "Napačno uporabniško ime, geslo ali davčna številka"},
	} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			j := journeys[reason]
			f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), j.options)
			if j.cause == nil {
				j.cause = placed(func(*woosim.Draft) {})
			}
			p := f.WaitFor(j.cause(f), "BLOCKED/"+reason)
			for name, value := range want {
				if p.ReasonParams[name] != value {
					t.Errorf("%s is %q, want %q", name, p.ReasonParams[name], value)
				}
			}
		})
	}
}

// TestReleaseIsNeverSwallowed: a cause mended at the very moment the verdict is
// written releases the order all the same.
func TestReleaseIsNeverSwallowed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		ids := make([]int64, 20)
		for i := range ids {
			d := ordertest.Simple()
			d.PaymentMethod = "method-" + string(rune('a'+i))
			ids[i] = f.Place(d)
			// As soon as the method is known, a person confirms it.
			ordertest.Until(t, "the method is known", func() bool {
				known, err := f.Store.Reader().PaymentMapping.Query().Where(paymentmapping.Method(d.PaymentMethod)).Exist(context.Background())
				return err == nil && known
			})
			f.MapPayment(d.PaymentMethod, "6", paymentmapping.StatusACTIVE)
		}
		for _, id := range ids {
			f.Synced(id)
		}
	})
}

// TestOldOrdersAskFirst: an order that waited for more than a week is not sent
// by the release, nor by a hook after it.
func TestOldOrdersAskFirst(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	young, old := summit(), summit()
	old.PlacedAt = time.Now().AddDate(0, 0, -8)
	youngID, oldID := f.Place(young), f.Place(old)
	f.WaitFor(youngID, "BLOCKED/PAYMENT_UNMAPPED")
	f.WaitFor(oldID, "BLOCKED/PAYMENT_UNMAPPED")
	if released := f.MapPayment("summit", "10", paymentmapping.StatusACTIVE); released != (order.Released{Orders: 1, Old: 1}) {
		t.Errorf("released %+v", released)
	}
	f.Synced(youngID)
	f.SetStatus(oldID, "completed")
	f.WaitAnswered(oldID)
	f.WaitFor(oldID, "BLOCKED/OLD")
	f.Never(oldID)
}

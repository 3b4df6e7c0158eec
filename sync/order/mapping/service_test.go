package mapping_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

func shipped(method, instance, total, tax string) woo.ShipLine {
	return woo.ShipLine{MethodID: method, InstanceID: woo.Text(instance), Total: amount(total), TotalTax: amount(tax), Taxes: []woo.LineTax{{ID: 1, Total: amount(tax)}}}
}

// TestShippingByItsMethod: the instance comes before the method, and that before
// the one article for all.
func TestShippingByItsMethod(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method, instance, want string
	}{
		{"flat_rate", "3", "S-3"}, {"flat_rate", "4", "S"}, {"flat_rate:3", "", "S-3"}, {"local_pickup", "", "00086"}, {"FLAT_RATE", "", "S"},
	} {
		in := inputOf(orderOf("3.66"))
		in.Order.ShippingLines = []woo.ShipLine{shipped(c.method, c.instance, "3.00", "0.66")}
		in.Settings.ShippingArticles = []rules.NamedArticle{{Name: "flat_rate", Article: "S"}, {Name: "flat_rate:3", Article: "S-3"}}
		checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{article: c.want, name: "Poštnina", price: "3"}})
	}
}

func TestFreeShipping(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Order.ShippingLines = []woo.ShipLine{shipped("free_shipping", "", "0.00", "0.00")}
	if lines := mustBuild(t, in).Document.Lines; len(lines) != 1 {
		t.Errorf("free shipping is a line: %+v", lines)
	}
	in.Settings.SendFreeShipping = true
	checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{}, {article: "00086", price: "0", rate: "22"}})
}

func TestFeesByTheirName(t *testing.T) {
	t.Parallel()
	fee := func(name, total, tax string) woo.FeeLine {
		return woo.FeeLine{Name: name, Total: amount(total), TotalTax: amount(tax), Taxes: []woo.LineTax{{ID: 1, Total: amount(tax)}}}
	}
	in := inputOf(orderOf("10.98", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Settings.FeeArticles = []rules.NamedArticle{{Name: "povzetje", Article: "F-1"}}
	in.Order.FeeLines = []woo.FeeLine{fee(" Povzetje", "1.00", "0.22"), fee("Popust za zvestobo", "-2.00", "-0.44")}
	checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{}, {article: "F-1", price: "1"}, {article: "00087", name: "Popust za zvestobo", quantity: "1", price: "-2"}})
	in.Settings.FeeArticle = ""
	if reason := reasonOf(t, in); reason.Code != mapping.FeeUnmapped || reason.Params["fee"] != "Popust za zvestobo" {
		t.Errorf("got %v", reason)
	}
}

// TestGiftCards: what was paid with one is missing from the total, and is either a
// payment or a line without VAT; what does not explain the total is neither.
func TestGiftCards(t *testing.T) {
	t.Parallel()
	with := func(key, value string) func(o *woo.Order) {
		return func(o *woo.Order) { o.MetaData = []woo.Meta{{Key: key, Value: []byte(value)}} }
	}
	for name, c := range map[string]struct {
		tell func(o *woo.Order)
		// paid is false where it explains nothing.
		paid bool
	}{
		"Gift Cards": {func(o *woo.Order) {
			o.GiftCards = []byte(`[{"id":1,"code":"A","amount":3.2},{"id":2,"code":"B","amount":"2.00"}]`)
		}, true},
		"YITH":                 {with("_ywgc_applied_gift_cards", `{"A":"5.20"}`), true},
		"Smart Coupons":        {with("smart_coupons_contribution", `{"A":3,"B":2.2}`), true},
		"Advanced Coupons":     {with("acfw_store_credits_order_paid", `{"amount":"5.20","currency":"EUR"}`), true},
		"a single amount":      {with("_pw_gift_cards_total", `"5.20"`), true},
		"another amount":       {with("_ywgc_applied_gift_cards", `{"A":"4.00"}`), false},
		"nothing that is read": {with("_ywgc_applied_gift_cards", `"a:1:{}"`), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := inputOf(orderOf("7.00", taxedLine("X", "1", "10.00", "2.20", 1)))
			c.tell(in.Order)
			if !c.paid {
				if reason := reasonOf(t, in); reason.Code != mapping.TotalMismatch {
					t.Errorf("got %v", reason)
				}
				return
			}
			result := mustBuild(t, in)
			if len(result.Document.Lines) != 1 || !result.Difference.IsZero() || result.ShopTotal.String() != "12.2" {
				t.Errorf("as a payment: %+v", result)
			}
			in.Settings.GiftCards, in.Settings.GiftCardArticle = rules.GiftCardLine, "BON"
			result = mustBuild(t, in)
			checkLines(t, result.Document.Lines, []wantLine{{}, {article: "BON", quantity: "1", price: "-5.2", rate: "0"}})
			if !result.Difference.IsZero() || result.Document.Lines[1].VATCode != 2 {
				t.Errorf("as a line: %+v", result)
			}
		})
	}
}

// TestGiftCardAndALooseRefund: money that was given back without naming lines is
// all that a person is asked about, and the card's line goes with the order.
func TestGiftCardAndALooseRefund(t *testing.T) {
	t.Parallel()
	for _, how := range []rules.GiftCards{rules.GiftCardPayment, rules.GiftCardLine} {
		in := inputOf(orderOf("7.00", taxedLine("X", "1", "10.00", "2.20", 1)))
		in.Order.MetaData = []woo.Meta{{Key: "_ywgc_applied_gift_cards", Value: []byte(`{"A":"5.20"}`)}}
		in.Refunds = []woo.RefundDetail{{ID: 1, Amount: amount("1.00")}}
		in.Settings.GiftCards, in.Settings.GiftCardArticle = how, "BON"
		reason := reasonOf(t, in)
		if reason.Code != mapping.TotalMismatch || reason.Params["difference"] != "-1.00" || reason.Params["refunded"] != "1.00" {
			t.Errorf("%s: %v", how, reason)
		}
		in.Accepted = mapping.TotalsOf(reason.Params)
		want := []wantLine{{article: "A-X", price: "10"}}
		if how == rules.GiftCardLine {
			want = append(want, wantLine{article: "BON", price: "-5.2"})
		}
		checkLines(t, mustBuild(t, in).Document.Lines, want)
	}
}

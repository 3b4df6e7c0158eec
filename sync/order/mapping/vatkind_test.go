package mapping_test

import (
	"maps"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name              string
		billing, shipping string
		// code is the one rate's, tax what was charged; vat is the buyer's number.
		code, tax, vat string
		want           rules.VATKind
	}{
		{"at home", "SI", "SI", "SI-DDV-1", "2.20", "", rules.VATDomestic},
		{"no address", "", "", "SI-DDV-1", "2.20", "", rules.VATDomestic},
		{"a company at home without tax", "SI", "", "", "0", "SI12345678", rules.VATDomestic},
		{"billed abroad, delivered at home", "DE", "SI", "SI-DDV-1", "2.20", "", rules.VATDomestic},
		{"a consumer, taxed there", "AT", "", "AT-VAT-1", "2.00", "", rules.VATOSS},
		{"a consumer, taxed at home", "IT", "", "SI-DDV-1", "2.20", "", rules.VATDomestic},
		{"a consumer, whose rate names nobody", "IT", "", "DDV-1", "2.20", "", rules.VATOSS},
		{"a consumer without tax", "AT", "", "", "0", "", rules.VATOSS},
		{"a company without tax", "HR", "hr", "", "0", "HR12345678903", rules.VATReverseCharge},
		{"a company that was taxed", "HR", "HR", "HR-PDV-1", "2.50", "HR12345678903", rules.VATOSS},
		{"delivered outside of the EU", "SI", "RS", "", "0", "", rules.VATExport},
		{"taxed and delivered outside of the EU", "SI", "CH", "SI-DDV-1", "2.20", "", rules.VATExport},
		{"Northern Ireland is the kingdom's", "GB", "", "", "0", "GB123456789", rules.VATExport},
		{"Greece, as the EU writes it", "EL", "", "EL-VAT-1", "2.40", "", rules.VATOSS},
	} {
		o := &woo.Order{Billing: woo.Address{Country: c.billing}, Shipping: woo.Address{Country: c.shipping}, TotalTax: amount(c.tax)}
		if c.code != "" {
			o.TaxLines = []woo.TaxLine{{RateID: 1, RateCode: c.code, TaxTotal: amount(c.tax)}}
		}
		if c.vat != "" {
			o.MetaData = []woo.Meta{{Key: "_billing_vat", Value: []byte(`"` + c.vat + `"`)}}
		}
		if got, _ := mapping.KindOf(o, rules.Default()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func rule(country string, kind rules.VATKind, rate string, code int) rules.VATRule {
	r := rules.VATRule{Country: country, Kind: kind, Rate: rate}
	if code >= 0 {
		r.Code = &code
	}
	return r
}

// TestVATCode: the rule for the country comes before the one for any, and the
// plain codes are for what is taxed at home or not at all.
func TestVATCode(t *testing.T) {
	t.Parallel()
	settled := []rules.VATRule{
		rule("", rules.VATOSS, "19", 1), rule("DE", rules.VATOSS, "19.0", 3), rule("FR", rules.VATOSS, "20", -1),
		rule("", rules.VATExport, "0", 3), rule("", rules.VATExempt, "0", 1),
	}
	for _, c := range []struct {
		name, country, rate string
		rules               []rules.VATRule
		untaxed             bool
		// code is -1 for VAT_RATE_UNMAPPED, and for VAT_MISSING where the params have no rate.
		code   int
		params map[string]string
	}{
		{"at home", "SI", "22", settled, false, 0, nil},
		{"to Germany", "DE", "19", settled, false, 3, nil},
		{"to any other", "CY", "19", settled, false, 1, nil},
		{"to nobody named", "IT", "22", settled, false, -1, map[string]string{"rate": "22", "kind": "OSS", "country": "IT"}},
		{"blocked", "FR", "20", settled, false, -1, map[string]string{"rate": "20", "kind": "OSS", "country": "FR", "blocked": "true"}},
		{"exported", "RS", "0", settled, false, 3, nil},
		{"exported without rules", "RS", "0", nil, false, 2, nil},
		{"to a consumer of the EU, without tax", "AT", "0", settled, false, -1, map[string]string{"country": "AT"}},
		{"to a consumer of the EU, without rules", "AT", "0", nil, false, -1, map[string]string{"country": "AT"}},
		{"to a consumer of the EU, by a rule for nothing", "AT", "0", []rules.VATRule{rule("", rules.VATOSS, "0", 2)}, false, 2, nil},
		{"a voucher to a consumer of the EU", "AT", "0", settled, true, 1, nil},
		{"a voucher to a consumer of the EU, without rules", "AT", "0", nil, true, 2, nil},
		{"a voucher", "SI", "0", settled, true, 1, nil},
		{"a voucher without rules", "SI", "0", nil, true, 2, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tax := dec("10.00").Mul(dec(c.rate)).Shift(-2).StringFixed(2)
			line := taxedLine("X", "1", "10.00", tax, 1)
			if c.rate == "0" {
				line.Taxes = nil
			}
			o := orderOf(dec("10").Add(dec(tax)).String(), line)
			o.Billing.Country, o.TaxLines[0].RatePercent, o.TaxLines[0].TaxTotal = c.country, new(dec(c.rate)), amount(tax)
			o.TaxLines = o.TaxLines[:1]
			if c.rate == "0" {
				o.TaxLines = nil
			}
			in := inputOf(o)
			in.Settings.VATRules = c.rules
			if c.untaxed {
				in.Untaxed = []int64{o.LineItems[0].ProductID}
			}
			if c.code < 0 {
				c.params["line"] = "Izdelek X"
				want := mapping.VATRateUnmapped
				if c.params["rate"] == "" {
					want = mapping.VATMissing
				}
				if reason := reasonOf(t, in); reason.Code != want || !maps.Equal(reason.Params, c.params) {
					t.Errorf("got %v, want %v", reason, c.params)
				}
				return
			}
			if got := mustBuild(t, in).Document.Lines[0].VATCode; got != c.code {
				t.Errorf("code %d, want %d", got, c.code)
			}
		})
	}
}

// TestVATMissing: a line at home, or to a consumer of another EU country, that should
// be taxed and is not waits, unless the shop or a rule says that nothing is its rate.
func TestVATMissing(t *testing.T) {
	t.Parallel()
	free := woo.LineItem{Name: "Dostava", Quantity: dec("1")}
	for name, c := range map[string]struct {
		change  func(in *mapping.Input)
		missing bool
	}{
		"taxable goods":         {func(*mapping.Input) {}, true},
		"the zero-rate class":   {func(in *mapping.Input) { in.Order.LineItems[0].TaxClass = "zero-rate" }, false},
		"a rate of nothing":     {func(in *mapping.Input) { in.Order.LineItems[0].Taxes = []woo.LineTax{{ID: 4}} }, false},
		"a product without tax": {func(in *mapping.Input) { in.Untaxed = []int64{in.Order.LineItems[0].ProductID} }, false},
		"a product without tax that lists a rate": {func(in *mapping.Input) {
			in.Order.LineItems[0].Taxes = []woo.LineTax{{ID: 1}}
			in.Untaxed = []int64{in.Order.LineItems[0].ProductID}
		}, false},
		"a rule for the rate":     {func(in *mapping.Input) { in.Settings.VATRules = []rules.VATRule{rule("", rules.VATDomestic, "0", 2)} }, false},
		"a rate that is not used": {func(in *mapping.Input) { in.Order.LineItems[0].Taxes = []woo.LineTax{{ID: 1}} }, true},
		"exported":                {func(in *mapping.Input) { in.Order.Shipping.Country = "RS" }, false},
		"a present":               {func(in *mapping.Input) { in.Order.Total, in.Order.LineItems[0] = amount("0"), withProduct(free) }, false},
		"shipping that is taxable": {func(in *mapping.Input) {
			in.Order.LineItems = nil
			in.Order.ShippingLines = []woo.ShipLine{{Total: amount("10"), TaxStatus: "taxable"}}
		}, true},
		"shipping that is not": {func(in *mapping.Input) {
			in.Order.LineItems = nil
			in.Order.ShippingLines = []woo.ShipLine{{Total: amount("10"), TaxStatus: "none"}}
		}, false},
		"a shop that does not tell": {func(in *mapping.Input) {
			in.Order.LineItems = nil
			in.Order.FeeLines = []woo.FeeLine{{Name: "Povzetje", Total: amount("10")}}
		}, false},
	} {
		line := taxedLine("X", "1", "10.00", "0", 1)
		line.Taxes = nil
		in := inputOf(orderOf("10.00", line))
		in.Order.Billing.Country = "SI"
		c.change(&in)
		_, err := mapping.Build(in)
		if c.missing {
			if reason := reasonOf(t, in); reason.Code != mapping.VATMissing || reason.Params["country"] != "SI" {
				t.Errorf("%s: %v", name, reason)
			}
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func withProduct(line woo.LineItem) woo.LineItem {
	line.ProductID = 101
	return line
}

// TestTinyLines: tax of less than half a cent is none, and the line has its rate
// all the same, unless its product is not taxed.
func TestTinyLines(t *testing.T) {
	t.Parallel()
	for _, untaxed := range []bool{false, true} {
		in := inputOf(orderOf("0.02", taxedLine("X", "1", "0.02", "0", 1)))
		want := wantLine{rate: "22"}
		if untaxed {
			in.Untaxed, want.rate = []int64{in.Order.LineItems[0].ProductID}, "0"
		}
		checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{want})
	}
}

package mapping_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

// TestRefundsBeforeTheOrderIsSent take their part out of it.
func TestRefundsBeforeTheOrderIsSent(t *testing.T) {
	t.Parallel()
	order := func() *woo.Order {
		tea, honey := taxedLine("ČAJ", "2", "20.00", "4.40", 1), taxedLine("MEDEK", "1", "10.00", "0.95", 2)
		tea.ID, tea.ProductID, honey.ID, honey.ProductID = 1, 101, 2, 102
		tea.Subtotal = amount("25.00") // 20 % off.
		ship := shipped("flat_rate", "", "3.00", "0.66")
		ship.ID = 3
		o := orderOf("39.01", tea, honey)
		o.ShippingLines = []woo.ShipLine{ship}
		return o
	}
	back := func(id, quantity, net, tax string, rate int64) woo.LineItem {
		line := taxedLine("", quantity, net, tax, rate)
		return marked(line, "_refunded_item_id", `"`+id+`"`)
	}
	for _, c := range []struct {
		name    string
		refunds []woo.RefundDetail
		want    []wantLine
		total   string
	}{
		{
			"one of two",
			[]woo.RefundDetail{{Amount: amount("12.20"), LineItems: []woo.LineItem{back("1", "-1", "-10.00", "-2.20", 1)}}},
			[]wantLine{{article: "A-ČAJ", quantity: "1", price: "12.5", discount: "20"}, {}, {}},
			"26.81",
		},
		{
			"a whole line",
			[]woo.RefundDetail{{Amount: amount("10.95"), LineItems: []woo.LineItem{back("2", "-1", "-10.00", "-0.95", 2)}}},
			[]wantLine{{article: "A-ČAJ", quantity: "2"}, {article: "00086"}},
			"28.06",
		},
		{
			"a whole line, money only",
			[]woo.RefundDetail{{Amount: amount("10.95"), LineItems: []woo.LineItem{back("2", "0", "-10.00", "-0.95", 2)}}},
			[]wantLine{{article: "A-ČAJ"}, {article: "00086"}},
			"28.06",
		},
		{"a part of the price, twice", []woo.RefundDetail{
			{Amount: amount("6.10"), LineItems: []woo.LineItem{back("1", "0", "-5.00", "-1.10", 1)}},
			{Amount: amount("6.10"), LineItems: []woo.LineItem{back("1", "0", "-5.00", "-1.10", 1)}},
		}, []wantLine{{article: "A-ČAJ", quantity: "2", price: "6.25", discount: "20"}, {}, {}}, "26.81"},
		{"the shipping", []woo.RefundDetail{{Amount: amount("3.66"), ShippingLines: []woo.ShipLine{{
			Total: amount("-3.00"), TotalTax: amount("-0.66"), Taxes: []woo.LineTax{{ID: 1, Total: amount("-0.66")}},
			MetaData: []woo.Meta{{Key: "_refunded_item_id", Value: []byte("3")}},
		}}}}, []wantLine{{}, {}}, "35.35"},
	} {
		in := inputOf(order())
		in.Refunds = c.refunds
		result := mustBuild(t, in)
		checkLines(t, result.Document.Lines, c.want)
		if !result.Difference.IsZero() || result.ShopTotal.StringFixed(2) != c.total {
			t.Errorf("%s: %s of %s, want %s", c.name, result.Difference, result.ShopTotal, c.total)
		}
	}
	in := inputOf(order())
	in.Refunds = []woo.RefundDetail{{Amount: amount("5.00")}}
	if reason := reasonOf(t, in); reason.Code != mapping.TotalMismatch || reason.Params["difference"] != "-5.00" || reason.Params["refunded"] != "5.00" {
		t.Errorf("money of no line: %v", reason)
	}
}

// TestRefundsLeaveTheOrderAsItWas for whoever reads it after.
func TestRefundsLeaveTheOrderAsItWas(t *testing.T) {
	t.Parallel()
	line := taxedLine("X", "2", "20.00", "4.40", 1)
	line.ID = 1
	o := orderOf("24.40", line)
	refund := woo.RefundDetail{LineItems: []woo.LineItem{marked(taxedLine("", "-1", "-10.00", "-2.20", 1), "_refunded_item_id", "1")}}
	left := mapping.WithoutRefunded(o, []woo.RefundDetail{refund})
	if got := left.LineItems[0].Taxes[0].Total.String(); got != "2.2" {
		t.Errorf("%s tax is left", got)
	}
	if o.LineItems[0].Quantity.String() != "2" || o.LineItems[0].Taxes[0].Total.String() != "4.4" {
		t.Errorf("the order was changed: %+v", o.LineItems[0])
	}
}

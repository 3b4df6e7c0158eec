package vascotest_test

import (
	"fmt"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// What a connection test learns about stock.
func TestTheConnectionTestLooksAtStock(t *testing.T) {
	t.Parallel()
	setOut := func(s *simulated, onHand string) {
		s.SetStock(vascosim.Stock{Code: "3830012345678", Warehouse: "1", OnHand: onHand})
	}
	unknown := func(s *simulated, _ string) { s.PutArticle(vascosim.Article{Code: "NOV", HasStock: 1}) }
	for _, c := range []struct {
		name    string
		options vascosim.Options
		prepare func(*simulated, string)
		onHand  string
		fault   vascosim.Fault
		want    string
	}{
		{"as it is new", vascosim.Options{}, setOut, "5", vascosim.Fault{}, "readable, ordered, reserved, supplier; 2 rows, 0 repeated, in [1 2]"},
		{"a row of nothing", vascosim.Options{}, setOut, "0.00", vascosim.Fault{}, "readable, ordered, reserved, zero rows, supplier; 2 rows, 0 repeated, in [1 2]"},
		{"a row left out", vascosim.Options{OmitZeroStock: true}, unknown, "", vascosim.Fault{}, "readable, ordered, reserved, missing rows, left out, supplier; 2 rows, 0 repeated, in [1 2]"},
		{"rows twice", vascosim.Options{}, setOut, "5", vascosim.Fault{Kind: "double_rows"}, "readable, ordered, reserved, supplier; 4 rows, 2 repeated, in [1 2]"},
		{"no extra fields", vascosim.Options{}, setOut, "5", vascosim.Fault{Kind: "no_extra_fields"}, "readable, ordered, reserved; 2 rows, 0 repeated, in [1 2]"},
		{"rows in all warehouses", vascosim.Options{}, func(s *simulated, _ string) { s.SeedArticles(20) }, "", vascosim.Fault{}, "readable, ordered, reserved, zero rows, everywhere, supplier; 42 rows, 0 repeated, in [1 2]"},
		{"half a list", vascosim.Options{}, setOut, "5", vascosim.Fault{Kind: "half_list", Path: "FASifranti/zaloga"}, "malformed; 0 rows, 0 repeated, in []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := simulate(t, vasco.KiwwwiProfile(), c.options)
			c.prepare(s, c.onHand)
			if c.fault.Kind != "" {
				s.AddFaults(c.fault)
			}
			report := s.client(t, nil).Test(t.Context())
			if got := stockWords(report.Stock); got != c.want || !report.SearchPossible {
				t.Errorf("got  %s, %v\nwant %s", got, report.Problem, c.want)
			}
		})
	}
}

func stockWords(r vasco.StockReport) string {
	text := kindOf(r.Problem)
	for _, one := range []struct {
		is   bool
		word string
	}{
		{r.Long, "long"},
		{r.OrderedReturned, "ordered"},
		{r.ReservedReturned, "reserved"},
		{r.ZeroRows, "zero rows"},
		{r.MissingRows, "missing rows"},
		{r.ZeroRowsLeftOut(), "left out"},
		{r.Everywhere, "everywhere"},
		{r.SupplierReturned, "supplier"},
	} {
		if one.is {
			text += ", " + one.word
		}
	}
	if r.Readable {
		text = "readable" + text[len("<nil>"):]
	}
	return fmt.Sprintf("%s; %d rows, %d repeated, in %v", text, r.Rows, r.Repeated, r.Warehouses)
}

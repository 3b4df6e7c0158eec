package vascosim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// Worked by hand; the client's own totals are compared over random documents
// in vascotest.
func TestDocumentsAreAddedUpByTheSettingsRounding(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name string
		// lines are quantity, price, discount and VAT code.
		lines                     []string
		net                       string
		perRate, perLine, unround string
	}{
		{"the brief's order", []string{"1 49.99 0 0", "1 3.28 0 0"}, "53.27", "64.99", "64.99", "64.99"},
		// Three thirds of a cent make a cent only together.
		{"thirds", []string{"1 0.0033 0 2", "1 0.0033 0 2", "1 0.0034 0 2"}, "0.01", "0.01", "0.00", "0.01"},
		// 10.05 × 9.5 % = 0.95475; three lines: 30.15 and 2.86425.
		{"tax of three lines", []string{"1 10.05 0 1", "1 10.05 0 1", "1 10.05 0 1"}, "30.15", "33.01", "33.00", "33.01"},
		{"a half cent goes away from zero", []string{"1 0.125 0 2"}, "0.13", "0.13", "0.13", "0.13"},
		{"a negative half too", []string{"1 -0.125 0 2", "1 1 0 2"}, "0.88", "0.88", "0.87", "0.88"},
		{"discounts and all rates", []string{"2 10 10 0", "3 5 0 1", "1 7 50 2", "4 2.5 12.5 3"}, "45.25", "51.08", "51.08", "51.07"},
	} {
		for rounding, want := range map[string]string{"perRate": one.perRate, "perLine": one.perLine, "unrounded": one.unround} {
			c := loggedIn(t, vascosim.Options{Rounding: rounding})
			var lines []string
			for _, text := range one.lines {
				f := strings.Fields(text)
				lines = append(lines, fmt.Sprintf(`{"artikel":"00087","naziv":"x","kolicina":%s,"cena":%s,"popust":%s,"stopnjaDDV":%s}`, f[0], f[1], f[2], f[3]))
			}
			c.call("POST "+orders, `{"datum":"2026-06-01","partner":501,"postavke":[`+strings.Join(lines, ",")+`]}`).want(http.StatusCreated, "")
			got := c.Orders()[0]
			if got.Gross != want || (rounding == "perRate" && got.Net != one.net) {
				t.Errorf("%s, %s: %s of net %s, want %s of %s", one.name, rounding, got.Gross, got.Net, want, one.net)
			}
		}
	}
}

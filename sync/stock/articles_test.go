package stock_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/sync/stock"
)

// TestArticlesAreFoundByTheirCodes however these are written, and also where the
// hashes of codes are the same.
func TestArticlesAreFoundByTheirCodes(t *testing.T) {
	t.Parallel()
	var many []string
	for i := range 3000 {
		many = append(many, fmt.Sprint("Č-", i))
	}
	few := func(code string) uint64 { return uint64(len(code)) }
	for _, c := range []struct {
		name        string
		hash        func(string) uint64
		codes, want []string
	}{
		{"one", nil, []string{"1"}, []string{"1"}},
		{"written otherwise", few, []string{"Ab", " aB", "ab"}, []string{"Ab"}},
		{"one beside another", few, []string{"1", "2", "1", "3", "2", "01"}, []string{"1", "2", "3", "01"}},
		{"many", nil, append(many, "č-0", "č-2999"), many},
		{"many of few hashes", few, append(many, "č-0", "č-2999"), many},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := stock.Named(c.hash, c.codes...); !slices.Equal(got, c.want) {
				t.Errorf("the articles are %q, want %q", got, c.want)
			}
		})
	}
}

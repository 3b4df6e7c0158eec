package stock_test

import (
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/sync/stock"
)

func TestBatchSizes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fails func(size int) bool
		want  []int
	}{
		"a good shop":     {func(int) bool { return false }, []int{100, 100, 100}},
		"a weak one":      {func(size int) bool { return size > 25 }, []int{100, 50, 25, 25, 25, 50, 25}},
		"one that is off": {func(int) bool { return true }, []int{100, 50, 25, 10, 1, 1}},
	} {
		if got := stock.Sizes(len(c.want), c.fails); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	failed := 0
	again := stock.Sizes(16, func(int) bool { failed++; return failed <= 4 })
	if want := []int{100, 50, 25, 10, 1, 1, 1, 10, 10, 10, 25, 25, 25, 50, 50, 50}; !slices.Equal(again, want) {
		t.Errorf("a shop that is back: %v, want %v", again, want)
	}
}

package woosim

import (
	"net/http"
	"strings"
	"testing"
)

// TestStatusesOfPlugins are listed behind the shop's own, and orders may have them.
func TestStatusesOfPlugins(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.order98()
	body := `{"status":"priprava"}`
	if w := l.do(http.MethodPut, l.opts.Home+apiPrefix+"orders/98", body); w.Code != http.StatusBadRequest {
		t.Errorf("a status the shop does not have: %d", w.Code)
	}
	for _, wrong := range []Status{{"", "X"}, {"wc priprava", "X"}, {"priprava", ""}, {strings.Repeat("x", 18), "X"}} {
		if l.AddStatus(wrong) == nil {
			t.Errorf("it took %+v", wrong)
		}
	}
	if w := l.do(http.MethodPost, l.opts.Home+"/sim/statuses", `{"slug":"priprava","name":"V pripravi"}`); w.Code != http.StatusNoContent {
		t.Fatalf("adding a status: %d %s", w.Code, w.Body)
	}
	l.must(http.MethodPut, "orders/98", body)
	for path, want := range map[string]string{
		"orders/statuses":         `{"name":"Draft","slug":"checkout-draft"},{"name":"V pripravi","slug":"priprava"}]`,
		"reports/orders/totals":   `{"name":"V pripravi","slug":"priprava","total":1}]`,
		"orders?status=priprava":  `"status":"priprava"`,
		"orders?status=completed": `[]`,
	} {
		if got := l.do(http.MethodGet, l.opts.Home+apiPrefix+path, "").Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s answers %s, want %s", path, got, want)
		}
	}
}

package woo_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

// TestStatusesOfAnOlderShop come from a report: it has no list of them.
func TestStatusesOfAnOlderShop(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "/orders/statuses") {
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}`)) // The client sees it missing.
			return
		}
		_, _ = w.Write([]byte(`[{"slug":"pending","name":"Pending payment","total":3},{"slug":"priprava","name":"V pripravi","total":0}]`)) // As above.
	})
	got, err := s.client().OrderStatuses(t.Context())
	want := []woo.OrderStatus{{Slug: "pending", Name: "Pending payment"}, {Slug: "priprava", Name: "V pripravi"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("read %+v, %v", got, err)
	}
}

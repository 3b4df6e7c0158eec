package graph_test

import (
	"context"
	"encoding/base64"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	problemsQuery  = `query($shop: ID) { problems(shopId: $shop) { id code level count oldestAt refId remedies releasable shop { key } params { name value } } }`
	releaseProblem = `mutation($in: ReleaseProblemInput!) { r: releaseProblem(input: $in) {
 releasedOrders oldOrders oldestPlacedAt problem { id count } userErrors { field code message } } }`
)

func TestProblemsAndTheirRelease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		got := w.data(problemsQuery, vars{"shop": w.shopID()})
		w.want(got, "PAYMENT_UNMAPPED", "problems", 0, "code")
		w.want(got, 2, "problems", 0, "count")
		w.want(got, []string{"setPaymentMapping"}, "problems", 0, "remedies")
		w.want(got, true, "problems", 0, "releasable")
		w.want(got, "demo", "problems", 0, "shop", "key")
		id := at(got, "problems", 0, "id").(string)
		w.want(w.data(problemsQuery, nil), id, "problems", 0, "id")
		w.want(w.data(`{ dashboard { problems { id } } }`, nil), id, "dashboard", "problems", 0, "id")

		notOrders := base64.RawURLEncoding.EncodeToString([]byte("Problem:1:SHOP_UNREACHABLE::shop:1"))
		noShop := base64.RawURLEncoding.EncodeToString([]byte("Problem:999:OLD:BLOCKED:"))
		w.checkRefused([]refused{
			{releaseProblem, input("id", "x"), []string{"input.id INVALID"}},
			{releaseProblem, input("id", w.shopID()), []string{"input.id WRONG_KIND"}},
			{releaseProblem, input("id", notOrders), []string{"input.id WRONG_STATE"}},
			{releaseProblem, input("id", noShop), []string{"input.id NOT_FOUND"}},
		})
		if got := w.ask(problemsQuery, vars{"shop": model.ID(model.KindShop, 999)}); len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "NOT_FOUND" {
			t.Errorf("problems of no shop: %+v", got)
		}

		// One is old, and the cause is mended behind the service's back.
		w.InTx(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Order.UpdateOneID(w.Order(w.unmapped).ID).SetPlacedAt(time.Now().AddDate(0, 0, -8)).Exec(ctx); err != nil {
				return err
			}
			return tx.PaymentMapping.Update().Where(paymentmapping.Method("summit")).SetStatus(paymentmapping.StatusACTIVE).Exec(ctx)
		})
		got = w.data(releaseProblem, input("id", id))
		w.want(got, 1, "r", "releasedOrders")
		w.want(got, 1, "r", "oldOrders")
		w.want(got, w.Order(w.unmapped).PlacedAt.Format(time.RFC3339Nano), "r", "oldestPlacedAt")
		w.want(got, map[string]any{"id": id, "count": 1}, "r", "problem")
		w.Synced(w.alsoUnmapped)
		got = w.data(releaseProblem, input("id", id, "confirmOld", true))
		w.want(got, 1, "r", "releasedOrders")
		w.want(got, nil, "r", "problem")
		w.Synced(w.unmapped)
	})
}

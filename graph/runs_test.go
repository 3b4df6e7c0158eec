package graph_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// aRun makes a run of the fixture's shop.
func (a *api) aRun(kind syncrun.Kind, state syncrun.State, more func(*ent.SyncRunCreate)) *ent.SyncRun {
	a.t.Helper()
	var row *ent.SyncRun
	a.InTx(func(ctx context.Context, tx *store.Tx) (err error) {
		create := tx.SyncRun.Create().SetShopID(a.Shop().ID).SetKind(kind).SetState(state)
		if more != nil {
			more(create)
		}
		row, err = create.Save(ctx)
		return err
	})
	return row
}

func runID(row *ent.SyncRun) string { return model.ID(model.KindSyncRun, row.ID) }

func TestSyncRuns(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		ended := func(c *ent.SyncRunCreate) { c.SetFinishedAt(store.Now()) }
		a.aRun(syncrun.KindIMPORT, syncrun.StateSUCCEEDED, ended)
		row := a.aRun(syncrun.KindSTOCK, syncrun.StatePARTIAL, func(c *ent.SyncRunCreate) {
			ended(c.SetTotal(48).SetSeen(48).SetUpdated(40).SetUnchanged(5).SetSkipped(2).SetFailed(1).SetReason("SHOP_AWAY").SetReasonParams(map[string]string{"detail": "503"}))
		})
		ids := a.catalog()
		product := func(name string) int {
			_, id, _ := model.ParseID(ids[name])
			return id
		}
		a.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.RunItem.CreateBulk(
				tx.RunItem.Create().SetRunID(row.ID).SetProductID(product("Tea")).SetOutcome(runitem.OutcomeUPDATED).SetBefore(4000).SetAfter(8500).SetAt(store.Now()),
				tx.RunItem.Create().SetRunID(row.ID).SetProductID(product("Honey")).SetOutcome(runitem.OutcomeSKIPPED).SetReason("EAN_MISSING").SetAt(store.Now()),
				tx.RunItem.Create().SetRunID(row.ID).SetProductID(999_999).SetOutcome(runitem.OutcomeFAILED).SetReason("STOCK_REFUSED").SetAt(store.Now()),
			).Exec(ctx)
		})
		list := a.data(`query($shop: ID) { syncRuns(shopId: $shop) { totalCount nodes { kind } } stock: syncRuns(kind: STOCK) { nodes { kind } } }`, vars{"shop": a.shopID()})
		a.want(list, []any{map[string]any{"kind": "STOCK"}, map[string]any{"kind": "IMPORT"}}, "syncRuns", "nodes")
		a.want(list, []any{map[string]any{"kind": "STOCK"}}, "stock", "nodes")
		got := at(a.data(`query($id: ID!) { syncRun(id: $id) { shop { key } state total updated reason { code params { name value } }
 items { totalCount nodes { outcome before after product { name } reason { code } run { id } } }
 left: items(filter: {outcomes: [SKIPPED, FAILED]}) { totalCount } missing: items(filter: {reason: "EAN_MISSING"}) { totalCount nodes { product { name } } } } }`,
			vars{"id": runID(row)}), "syncRun")
		a.want(got, map[string]any{"code": "SHOP_AWAY", "params": []any{map[string]any{"name": "detail", "value": "503"}}}, "reason")
		a.want(got, map[string]any{
			"outcome": "UPDATED", "before": "4", "after": "8.5", "product": map[string]any{"name": "Tea"}, "reason": nil, "run": map[string]any{"id": runID(row)},
		}, "items", "nodes", 2)
		a.want(got, nil, "items", "nodes", 0, "product")
		a.want(got, 3, "items", "totalCount")
		a.want(got, 2, "left", "totalCount")
		a.want(got, []any{map[string]any{"product": map[string]any{"name": "Honey"}}}, "missing", "nodes")
		a.want(a.data(productQuery, vars{"id": ids["Tea"]}), []any{map[string]any{"outcome": "UPDATED"}}, "product", "changes")
	})
}

const (
	cancelRun  = `mutation($id: ID!) { r: cancelRun(id: $id) { run { state cancelling reason { code } } userErrors { field code } } }`
	confirmRun = `mutation($id: ID!) { r: confirmRun(id: $id) { run { state confirmed } userErrors { field code } } }`
)

func TestDecideRun(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		wrong := []any{map[string]any{"field": []string{"id"}, "code": "WRONG_STATE"}}
		waits := a.aRun(syncrun.KindSTOCK, syncrun.StateAWAITING_CONFIRMATION, nil)
		works := a.aRun(syncrun.KindIMPORT, syncrun.StateRUNNING, nil)
		a.want(a.data(confirmRun, vars{"id": runID(works)}), wrong, "r", "userErrors")
		a.want(a.data(confirmRun, vars{"id": runID(waits)}), map[string]any{"run": map[string]any{"state": "QUEUED", "confirmed": true}, "userErrors": []any{}}, "r")
		a.want(a.data(cancelRun, vars{"id": runID(works)}), map[string]any{"state": "RUNNING", "cancelling": true, "reason": nil}, "r", "run")
		a.want(a.data(cancelRun, vars{"id": runID(waits)}), map[string]any{"state": "CANCELLED", "cancelling": false, "reason": map[string]any{"code": "PERSON"}}, "r", "run")
		a.want(a.data(cancelRun, vars{"id": runID(waits)}), wrong, "r", "userErrors")
		a.want(a.data(confirmRun, vars{"id": runID(waits)}), wrong, "r", "userErrors")
		a.want(a.data(confirmRun, vars{"id": model.ID(model.KindSyncRun, 9999)}), []any{map[string]any{"field": []string{"id"}, "code": "NOT_FOUND"}}, "r", "userErrors")
	})
}

func TestImportProducts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		const start = `mutation($id: ID!) { r: importProducts(shopId: $id) { run { kind state } folded userErrors { field code } } }`
		for _, folded := range []bool{false, true} {
			got := a.data(start, vars{"id": a.shopID()})
			a.want(got, map[string]any{"run": map[string]any{"kind": "IMPORT", "state": "QUEUED"}, "folded": folded, "userErrors": []any{}}, "r")
		}
		got := a.data(start, vars{"id": model.ID(model.KindShop, 99)})
		a.want(got, map[string]any{"run": nil, "folded": false, "userErrors": []any{map[string]any{"field": []string{"shopId"}, "code": "NOT_FOUND"}}}, "r")
	})
}

func TestStartStockSync(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const start = `mutation($id: ID!, $dry: Boolean!) { r: startStockSync(shopId: $id, dryRun: $dry) { run { kind state dryRun } folded userErrors { field code } } }`
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Unconnected: true})
		got := a.data(start, vars{"id": a.shopID(), "dry": true})
		a.want(got, []any{map[string]any{"field": []string{"shopId"}, "code": "WRONG_STATE"}}, "r", "userErrors")
		a.want(got, nil, "r", "run")
	})
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const start = `mutation($id: ID!, $dry: Boolean!) { r: startStockSync(shopId: $id, dryRun: $dry) {
			run { kind state dryRun liveFollows } folded userErrors { code } } }`
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		for _, one := range []struct{ dry, folded, follows bool }{{true, false, false}, {true, true, false}, {false, true, true}} {
			got := a.data(start, vars{"id": a.shopID(), "dry": one.dry})
			run := map[string]any{"kind": "STOCK", "state": "QUEUED", "dryRun": true, "liveFollows": one.follows}
			a.want(got, map[string]any{"run": run, "folded": one.folded, "userErrors": []any{}}, "r")
		}
	})
}

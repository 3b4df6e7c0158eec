package graph_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const runProgressed = `subscription($shop: ID, $run: ID) { runProgressed(shopId: $shop, runId: $run) { id kind state seen } }`

// step changes a run as its worker does.
func (a *api) step(row *ent.SyncRun, change func(*ent.SyncRunUpdateOne)) {
	a.t.Helper()
	a.InTx(func(ctx context.Context, tx *store.Tx) error {
		update := tx.SyncRun.UpdateOneID(row.ID)
		change(update)
		a.Log.Nudge(tx, row.ShopID)
		return update.Exec(ctx)
	})
}

func seen(n int) func(*ent.SyncRunUpdateOne) {
	return func(u *ent.SyncRunUpdateOne) { u.SetSeen(n) }
}

func end(u *ent.SyncRunUpdateOne) {
	u.SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now())
}

// TestRunProgressed: a reader gets the run as it is, then every change, and the
// stream of one run ends with it.
func TestRunProgressed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		for name, open := range transports {
			row := a.aRun(syncrun.KindSTOCK, syncrun.StateRUNNING, nil)
			r := open(a, runProgressed, vars{"run": runID(row)})
			for _, one := range []struct {
				change func(*ent.SyncRunUpdateOne)
				seen   int
				state  string
			}{{nil, 0, "RUNNING"}, {seen(10), 10, "RUNNING"}, {seen(48), 48, "RUNNING"}, {end, 48, "SUCCEEDED"}} {
				if one.change != nil {
					a.step(row, one.change)
				}
				got, ok := r.next()
				if !ok {
					t.Fatalf("%s: the stream ended before %+v", name, one)
				}
				a.want(got.Data, map[string]any{"id": runID(row), "kind": "STOCK", "state": one.state, "seen": one.seen}, "runProgressed")
			}
			if got, ok := r.next(); ok {
				t.Errorf("%s: after the run's end there is more: %+v", name, got)
			}
		}
	})
}

// TestRunsOfShopProgress: runs that begin later are followed too, also those that
// ended before anybody looked.
func TestRunsOfShopProgress(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		a.aRun(syncrun.KindPUSH, syncrun.StateFAILED, func(c *ent.SyncRunCreate) { c.SetFinishedAt(store.Now()) })
		stock := a.aRun(syncrun.KindSTOCK, syncrun.StateRUNNING, nil)
		r := transports["websocket"](a, runProgressed, vars{"shop": a.shopID()})
		next := func(want map[string]any) {
			t.Helper()
			got, ok := r.next()
			if !ok {
				t.Fatal("the stream ended")
			}
			a.want(got.Data, want, "runProgressed")
		}
		next(map[string]any{"id": runID(stock), "kind": "STOCK", "state": "RUNNING", "seen": 0})
		var quick *ent.SyncRun
		a.InTx(func(ctx context.Context, tx *store.Tx) (err error) {
			a.Log.Nudge(tx, a.Shop().ID)
			quick, err = tx.SyncRun.Create().SetShopID(a.Shop().ID).SetKind(syncrun.KindIMPORT).SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now()).Save(ctx)
			return err
		})
		next(map[string]any{"id": runID(quick), "kind": "IMPORT", "state": "SUCCEEDED", "seen": 0})
		a.step(stock, end)
		next(map[string]any{"id": runID(stock), "kind": "STOCK", "state": "SUCCEEDED", "seen": 0})

		got := a.data(`query($id: ID!) { syncRun(id: $id) { state } }`, vars{"id": model.ID(model.KindSyncRun, 9999)})
		a.want(got, nil, "syncRun")
		failed, _ := transports["websocket"](a, runProgressed, vars{"run": model.ID(model.KindSyncRun, 9999)}).next()
		if len(failed.Errors) != 1 || failed.Errors[0].Extensions.Code != "NOT_FOUND" {
			t.Errorf("a run that is not there is followed: %+v", failed)
		}
	})
}

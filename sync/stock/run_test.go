package stock_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/level"
)

var bare = ordertest.Options{NoHooks: true, Bare: true}

// TestTheBriefsRun: supplier and own together become the shop's stock, with the
// two parts beside it; what has no EAN is skipped.
func TestTheBriefsRun(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(
			goods{"00141", "3830000000141", 5, "10", "2"},
			goods{"00142", "", 7, "-", "-"},
			goods{"00143", "3830000000143", 1, "", "4,5"},
			goods{"00144", "3830000000144", 9, "6", "3"},
		)
		first := f.run(false)
		if first.State != syncrun.StateAWAITING_CONFIRMATION || first.Updated != 3 || first.Skipped != 1 || first.Total != 4 {
			t.Fatalf("the first run: %+v", first)
		}
		f.has("00141", 5) // It wrote nothing.
		if items := f.items(first.ID); items["00141"].Outcome != runitem.OutcomeUPDATED || *items["00141"].After != 12*level.Piece ||
			*items["00141"].Before != 5*level.Piece || items["00142"].Reason != stock.ReasonEANMissing {
			t.Errorf("it would: %+v", items)
		}
		done := f.confirm(first.ID)
		if done.State != syncrun.StateSUCCEEDED || done.Updated != 3 || done.Skipped != 1 || done.Unchanged != 0 || done.Failed != 0 {
			t.Fatalf("confirmed: %+v", done)
		}
		f.has("00141", 12)
		f.has("00142", 7)
		f.has("00143", 4)
		f.has("00144", 9)
		p := f.product("00141")
		if *p.Supplier != 10*level.Piece || *p.Own != 2*level.Piece || *p.Target != 12*level.Piece || *p.Written != 12*level.Piece || p.WrittenAt == nil {
			t.Errorf("kept: %+v", p)
		}
		meta, err := f.Woo.Product(p.ShopProductID)
		f.must(err)
		if got := metaOf(meta); got["zaloga_pri_dobavitelju"] != "10" || got["nasa_zaloga"] != "2" || got["_vasco_stock_synced_at"] == "" {
			t.Errorf("the shop's meta: %v", got)
		}
		again := f.run(false)
		if again.State != syncrun.StateSUCCEEDED || again.Updated != 0 || again.Unchanged != 3 || again.Skipped != 1 {
			t.Errorf("once more: %+v", again)
		}
	})
}

func metaOf(fields map[string]any) map[string]string {
	all := make(map[string]string)
	entries, _ := fields["meta_data"].([]any)
	for _, entry := range entries {
		one, _ := entry.(map[string]any)
		key, _ := one["key"].(string)
		all[key], _ = one["value"].(string)
	}
	return all
}

// TestADryRunWritesNothing, however often, and needs nobody's word.
func TestADryRunWritesNothing(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "2"})
		for range 2 {
			row := f.run(true)
			if row.State != syncrun.StateSUCCEEDED || row.Updated != 1 || !row.DryRun {
				t.Errorf("the dry run: %+v", row)
			}
		}
		f.has("A", 5)
	})
}

// TestTheGuard stops a run that would empty the shop, until a person has seen it.
func TestTheGuard(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "1", "1"}, goods{"B", "2", 5, "1", "1"}, goods{"C", "3", 5, "1", "1"})
		f.first()
		f.inVasco(goods{"A", "1", 0, "0", "0"})
		row := f.run(false)
		if row.State != syncrun.StateAWAITING_CONFIRMATION || row.Reason != run.ReasonGuard || row.ReasonParams["zeroed"] != "1" || row.ReasonParams["stocked"] != "3" {
			t.Fatalf("one of three would be empty: %+v", row)
		}
		f.has("A", 2)
		if row = f.confirm(row.ID); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("confirmed: %+v", row)
		}
		f.has("A", 0)
	})
}

// TestTheSecondStartIsFolded into the run that is open.
func TestTheSecondStartIsFolded(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "1", "1"})
		one, folded, err := f.stock.Start(t.Context(), f.Shop().ID, true)
		f.must(err)
		two, foldedToo, err := f.stock.Start(t.Context(), f.Shop().ID, true)
		f.must(err)
		if folded || !foldedToo || one.ID != two.ID || two.Folded != 1 {
			t.Errorf("%d %t, %d %t", one.ID, folded, two.ID, foldedToo)
		}
	})
}

// TestALiveRunFollowsTheDryOne it was folded into, unless stock was turned off meanwhile.
func TestALiveRunFollowsTheDryOne(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		meanwhile func(f *fixture)
		want      int64
	}{
		"live":       {func(*fixture) {}, 17},
		"turned off": {func(f *fixture) { f.holdStock() }, 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				f.three()
				f.inVasco(goods{"A", "1", 0, "10", "7"})
				dry, _, err := f.stock.Start(t.Context(), f.Shop().ID, true)
				f.must(err)
				if live, folded, err := f.stock.Start(t.Context(), f.Shop().ID, false); err != nil || !folded || live.ID != dry.ID {
					t.Fatalf("%d %t %v", live.ID, folded, err)
				}
				one.meanwhile(f)
				f.work(dry.ID)
				f.has("A", 12)
				open, err := f.Store.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).All(t.Context())
				f.must(err)
				for _, row := range open {
					if row = f.work(row.ID); row.State != syncrun.StateSUCCEEDED || row.DryRun {
						t.Errorf("it is followed by %+v", row)
					}
				}
				f.has("A", one.want)
			})
		})
	}
}

// TestCancel: a run that waits ends at once, one that works before its next step.
func TestCancel(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "1", "1"}, goods{"B", "2", 5, "1", "1"})
		row := f.run(false)
		_, err := f.runs.Cancel(t.Context(), row.ID)
		f.must(err)
		if row = f.row(row.ID); row.State != syncrun.StateCANCELLED || row.FinishedAt == nil {
			t.Errorf("a run that waits: %+v", row)
		}
		f.cutAt(stock.CutAfterPlan, 1, func() {
			_, err := f.runs.Cancel(context.Background(), row.ID+1)
			f.must(err)
		})
		if row = f.run(false); row.State != syncrun.StateCANCELLED {
			t.Errorf("a run that works: %+v", row)
		}
		f.has("A", 5)
	})
}

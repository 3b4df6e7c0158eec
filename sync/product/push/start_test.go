package push_test

import (
	"context"
	"errors"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// A second start is folded into the open run, and nothing of it is lost.
func TestAFoldedStartAddsItsProducts(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		a, b, c := f.add(1, nil), f.add(2, nil), f.add(3, nil)
		first := f.start(one(b))
		second, folded, err := f.push.StartPush(t.Context(), f.shopID, one(a))
		f.must(err)
		if !folded || second.ID != first.ID {
			t.Errorf("the second is run %d, folded %t", second.ID, folded)
		}
		// A third comes while the run is at work.
		asked := false
		f.cut = func(point string) {
			if point == push.CutAfterWrite && !asked {
				asked = true
				f.start(one(c))
			}
		}
		f.counts(f.finish(first.ID), 3, 0, 0, 0)
		for _, p := range []*ent.Product{a, b, c} {
			f.is(p.ID, isPushed, "")
		}
	})
}

// What is chosen when a run has looked for the last time gets a run of its own.
func TestAStartBesideTheEndOfARun(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		row := f.start(one(p))
		f.must(f.store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.SyncRun.UpdateOneID(row.ID).SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now()).Exec(ctx)
		}))
		// The run is at its end and the product was chosen late: as ended sees it.
		f.must(f.store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return f.push.Ended(ctx, tx, row)
		}))
		next, err := f.store.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).Only(t.Context())
		f.must(err)
		f.counts(f.finish(next.ID), 1, 0, 0, 0)
	})
}

func TestACancelledPushGivesProductsTheirStateBack(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		never, done := f.add(1, nil), f.add(2, nil)
		blocked := f.add(3, func(c *ent.ProductCreate) { c.SetCode("") })
		f.run(push.Selection{ProductIDs: []int{done.ID, blocked.ID}}, 1, 0, 1, 0)
		row := f.start(all)
		f.is(blocked.ID, isQueued, product.ReasonEANMissing)
		_, err := f.runs.Cancel(t.Context(), row.ID)
		f.must(err)
		f.is(never.ID, isNever, "")
		f.is(done.ID, isPushed, "")
		f.is(blocked.ID, isBlocked, product.ReasonEANMissing)
	})
}

func TestWhatAFilterChooses(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		f.add(1, func(c *ent.ProductCreate) { c.SetCategories([]int64{7, 12}) })
		f.add(2, func(c *ent.ProductCreate) {
			c.SetCategories([]int64{1, 2}).SetPushState(isBlocked).SetPushReason(product.ReasonEANMissing)
		})
		f.add(3, func(c *ent.ProductCreate) { c.SetPushState(isPushed).SetPushedAt(store.Now()).SetTranslationOf(3) })
		f.add(4, func(c *ent.ProductCreate) { c.SetTranslationOf(3) })
		f.add(5, func(c *ent.ProductCreate) { c.SetType("grouped") })
		f.add(6, func(c *ent.ProductCreate) { c.SetGoneAt(store.Now()) })
		f.add(7, func(c *ent.ProductCreate) { c.SetType("variable").SetCategories([]int64{12}) })
		for name, c := range map[string]struct {
			chosen push.Selection
			want   int
		}{
			"all": {push.Selection{All: true}, 3}, "never": {push.Selection{Never: true}, 1}, "blocked": {push.Selection{Blocked: true}, 1},
			"category 12": {push.Selection{Category: 12}, 1}, "category 2, all": {push.Selection{All: true, Category: 2}, 1},
			"category 3": {push.Selection{Category: 3}, 0}, "nothing": {push.Selection{}, 0},
		} {
			row, _, err := f.push.StartPush(t.Context(), f.shopID, c.chosen)
			if c.want == 0 {
				if !errors.Is(err, push.ErrNothing) {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			f.must(err)
			if done := f.row(row.ID); done.Kind != syncrun.KindPUSH {
				t.Errorf("%s: %v", name, done)
			}
			if got := f.queued(); got != c.want {
				t.Errorf("%s chooses %d, want %d", name, got, c.want)
			}
			_, err = f.runs.Cancel(t.Context(), row.ID)
			f.must(err)
		}
	})
}

func (f *fixture) queued() int {
	f.t.Helper()
	rows, err := f.store.Reader().Product.Query().All(f.t.Context())
	f.must(err)
	count := 0
	for _, row := range rows {
		if row.PushState == isQueued {
			count++
		}
	}
	return count
}

func TestAHookPushesWhatConcernsVasco(t *testing.T) {
	t.Parallel()
	heard := func(f *fixture, id int64) int {
		f.must(f.store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return f.push.Changed(ctx, tx, f.shopID, []int64{id}) }))
		open, err := f.store.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).IDs(t.Context())
		f.must(err)
		if len(open) == 0 {
			return 0
		}
		return open[0]
	}
	each(t, options{}, func(f *fixture) {
		f.add(1, nil)
		if heard(f, 1) != 0 {
			t.Error("hooks push although that is off")
		}
	})
	each(t, options{settings: func(s *rules.Shop) { s.Products.OnWebhook = true }}, func(f *fixture) {
		p := f.add(1, nil)
		f.counts(f.finish(heard(f, 1)), 1, 0, 0, 0)
		f.change(p.ID, func(u *ent.ProductUpdateOne) { u.SetStock(5000) })
		if heard(f, 1) != 0 {
			t.Error("a change of stock pushes the product")
		}
		f.change(p.ID, func(u *ent.ProductUpdateOne) { u.SetTaxClass("knjige") })
		f.counts(f.finish(heard(f, 1)), 0, 0, 1, 0)
		if heard(f, 1) != 0 {
			t.Error("what is blocked is blocked again and again")
		}
	})
}

// A product that changes while VASCO takes it is pushed once more.
func TestAChangeDuringThePushIsNotLost(t *testing.T) {
	t.Parallel()
	on := func(s *rules.Shop) {
		s.Products.OnWebhook, s.Products.UpdateFields = true, []rules.ArticleField{rules.FieldPrice}
	}
	each(t, options{settings: on}, func(f *fixture) {
		p := f.add(1, nil)
		row := f.start(one(p))
		first := true
		f.cut = func(point string) {
			if point != push.CutAfterWrite || !first {
				return
			}
			first = false
			f.change(p.ID, func(u *ent.ProductUpdateOne) { u.SetRegularPrice("24.40") })
			f.must(f.store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return f.push.Changed(ctx, tx, f.shopID, []int64{1}) }))
		}
		f.finish(row.ID)
		f.is(p.ID, isPushed, "")
		if a := f.article(code(1)); a.Price.String() != "20" {
			t.Errorf("VASCO has the price %s", a.Price)
		}
	})
}

func TestAnOrdersLineIsPushed(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		f.add(1, func(c *ent.ProductCreate) { c.SetType("variable") })
		f.add(2, func(c *ent.ProductCreate) { c.SetType("variation").SetParentID(1) })
		row, _, err := f.push.PushLine(t.Context(), f.shopID, 1, 2)
		f.must(err)
		f.counts(f.finish(row.ID), 1, 0, 0, 0)
		if f.article(code(2)) == nil {
			t.Error("the variation is not in VASCO")
		}
		if _, _, err := f.push.PushLine(t.Context(), f.shopID, 99, 0); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a product nobody knows: %v", err)
		}
	})
}

func TestPreview(t *testing.T) {
	t.Parallel()
	update := options{settings: func(s *rules.Shop) { s.Products.UpdateFields = []rules.ArticleField{rules.FieldPrice} }}
	each(t, update, func(f *fixture) {
		p := f.add(1, nil)
		got, err := f.push.Preview(t.Context(), p.ID)
		f.must(err)
		if got.Action != push.Create || len(got.Payload) == 0 || len(got.Differences) != 8 {
			t.Errorf("of a new one: %+v", got)
		}
		f.inVasco()
		got, err = f.push.Preview(t.Context(), p.ID)
		f.must(err)
		written := 0
		for _, d := range got.Differences {
			if d.Written {
				written++
				if d.Field != rules.FieldPrice || d.Now != "1.5" || d.WouldBe != "10" || !d.Known {
					t.Errorf("%+v", d)
				}
			}
		}
		if got.Action != push.Update || written != 1 || len(got.Differences) != 7 || f.posts()+f.puts() != 0 {
			t.Errorf("of one that is there: %+v", got)
		}
		f.erp.PutArticle(vascosim.Article{Code: code(1), Name: "Izdelek 1", Unit: "KOS", Group: "005", Price: "10.0000", HasStock: 1})
		got, err = f.push.Preview(t.Context(), p.ID)
		f.must(err)
		if got.Action != push.Unchanged || len(got.Differences) != 2 {
			t.Errorf("of one that is the same but for its extra fields: %+v", got)
		}
		f.change(p.ID, func(u *ent.ProductUpdateOne) { u.SetCode("") })
		got, err = f.push.Preview(t.Context(), p.ID)
		f.must(err)
		if got.Action != push.Blocked || got.Reason.Code != product.ReasonEANMissing {
			t.Errorf("of one without a code: %+v", got)
		}
		f.is(p.ID, isNever, "")
	})
}

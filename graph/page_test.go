package graph_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// lister inserts rows into one list while others page through it.
type lister struct {
	*api

	list   string
	insert func(n int)
	rows   int
	random *rand.Rand
}

// more inserts a few rows, sometimes none.
func (l *lister) more() {
	for range l.random.IntN(4) {
		l.rows++
		l.insert(l.rows)
	}
}

// ids of the whole list in one order, by pages of random size, with rows being
// inserted in between; forward is from the newest to the oldest.
func (l *lister) walk(forward bool) []string {
	l.t.Helper()
	var all []string
	var cursor any
	for {
		size := 1 + l.random.IntN(7)
		args, more, next := "first: $n, after: $c", "hasNextPage", "endCursor"
		if !forward {
			args, more, next = "last: $n, before: $c", "hasPreviousPage", "startCursor"
		}
		got := l.data(fmt.Sprintf(`query($n: Int, $c: Cursor) { %s(%s) { edges { cursor node { id } } nodes { id }
 pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, l.list, args), vars{"n": size, "c": cursor})
		page := at(got, l.list)
		var ids []string
		for i := range count(page, "edges") {
			id := at(page, "edges", i, "node", "id").(string)
			if id != at(page, "nodes", i, "id") {
				l.t.Errorf("%s: nodes and edges differ", l.list)
			}
			ids = append(ids, id)
		}
		if forward {
			all = append(all, ids...)
		} else {
			all = append(slices.Clone(ids), all...)
		}
		if len(ids) > 0 {
			l.want(page, at(page, "edges", 0, "cursor"), "pageInfo", "startCursor")
			l.want(page, at(page, "edges", len(ids)-1, "cursor"), "pageInfo", "endCursor")
		}
		back := map[bool]string{true: "hasPreviousPage", false: "hasNextPage"}[forward]
		l.want(page, cursor != nil, "pageInfo", back)
		if at(page, "pageInfo", more) != true {
			return all
		}
		cursor = at(page, "pageInfo", next)
		l.more()
	}
}

// check walks both ways: each row that was there at the beginning comes once
// and in order, whatever is inserted meanwhile.
func (l *lister) check() {
	l.t.Helper()
	for range 40 {
		l.rows++
		l.insert(l.rows)
	}
	for range 3 {
		begin := l.rows
		newest := l.walk(true)
		if len(newest) != begin {
			l.t.Errorf("%s from the newest: %d rows, want %d", l.list, len(newest), begin)
		}
		l.more()
		begin = l.rows
		oldest := l.walk(false)
		if len(oldest) < begin {
			l.t.Errorf("%s from the oldest: %d rows, want %d", l.list, len(oldest), begin)
		}
		if tail := oldest[max(0, len(oldest)-len(newest)):]; !slices.Equal(tail, newest) {
			l.t.Errorf("%s: both ways have different rows", l.list)
		}
		if slices.Sort(oldest); len(slices.Compact(oldest)) < begin {
			l.t.Errorf("%s: a row came twice", l.list)
		}
		l.want(l.data("{ "+l.list+" { totalCount } }", nil), l.rows, l.list, "totalCount")
		l.want(l.data("{ "+l.list+"(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } } }", nil),
			map[string]any{"nodes": []any{}, "pageInfo": map[string]any{"hasNextPage": true, "endCursor": nil}}, l.list)
	}
}

func TestPagingWhileRowsAreInserted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
		rows := storetest.NewRows(t, s)
		shop := rows.Shop("paged", nil)
		inTx := func(do func(ctx context.Context, tx *store.Tx) error) { a.InTx(do) }
		lists := map[string]func(n int){
			"orders": func(n int) { rows.Order(shop.ID, int64(n), store.Now(), push.StateWAITING, nil) },
			"events": func(int) {
				inTx(func(ctx context.Context, tx *store.Tx) error {
					a.Log.Add(ctx, tx, event.Event{Kind: event.OrderQueued, Level: event.Info, ShopID: shop.ID})
					return nil
				})
			},
			"deliveries": func(n int) {
				inTx(func(ctx context.Context, tx *store.Tx) error {
					return tx.Delivery.Create().SetShopID(shop.ID).SetTopic("order.created").SetResourceID(int64(n)).SetHash(strconv.Itoa(n)).
						SetKind(delivery.KindOBJECT).SetState(delivery.StateSTORED).Exec(ctx)
				})
			},
			"apiCalls": func(n int) {
				inTx(func(ctx context.Context, tx *store.Tx) error {
					return tx.ApiCall.Create().SetSystem(apicall.SystemSHOP).SetShopID(shop.ID).SetOperation("read").SetMethod("GET").
						SetPath("/").SetDurationMs(n).SetAt(store.Now()).Exec(ctx)
				})
			},
		}
		for list, insert := range lists {
			l := &lister{api: a, list: list, insert: insert, random: rand.New(rand.NewPCG(7, uint64(len(list))))}
			l.check()
		}
	})
}

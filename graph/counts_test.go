package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestFewQueries: a page costs a handful of queries, however many rows it has
// and whatever they refer to.
func TestFewQueries(t *testing.T) {
	t.Parallel()
	const related = `shop { key connection { name shops { key } } }`
	queries := map[string]struct {
		query string
		most  int
	}{
		"plain orders":     {`{ orders(first: 200) { nodes { id number total { amount } } } }`, 4},
		"orders":           {`{ orders(first: 200) { edges { node { ` + orderFields + ` } } } }`, 10},
		"orders that wait": {`{ orders(first: 200, filter: {states: [BLOCKED]}) { nodes { reason { code refId alsoWaiting } } totalCount } }`, 5},
		"events":           {`{ events(first: 200) { nodes { kind ` + related + ` order { number state ` + related + ` billing { name } } } } }`, 8},
		"deliveries":       {`{ deliveries(first: 200) { edges { node { topic body ` + related + ` order { number state reason { alsoWaiting } } } } } }`, 12},
		"calls":            {`{ apiCalls(first: 200) { nodes { request response ` + related + ` connection { name } order { number payload } } } }`, 10},
		"shops":            {`{ shops { key connection { name shops { key connection { name } } } webhooks { topic } settings { currency } } }`, 4},
		"connections":      {`{ vascoConnections { name shops { key connection { name } } } }`, 4},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Fill(t, s, 1000)
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
		sent := watch(s)
		for name, one := range queries {
			got := a.data(one.query, nil)
			if all := sent.take(); len(all) > one.most {
				t.Errorf("%s took %d queries, at most %d are few:", name, len(all), one.most)
				for _, q := range all {
					t.Logf("%.160s", q.text)
				}
			}
			if len(compact(t, got)) < 100 {
				t.Errorf("%s found nothing: %s", name, compact(t, got))
			}
		}
		a.data(`query($id: ID!) { order(id: $id) { timeline { item { ... on Event { shop { key } order { number } } ... on ApiCall { request order { number } } ... on Delivery { body order { number } } } } } }`,
			vars{"id": model.ID(model.KindOrder, 10)})
		if all := sent.take(); len(all) > 12 {
			t.Errorf("a timeline took %d queries", len(all))
		}
	})
}

// TestCountOnlyWhenSelected: the total of a long list costs more than its page.
func TestCountOnlyWhenSelected(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Fill(t, s, 300)
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
		sent := watch(s)
		a.want(a.data(`{ events(first: 1) { pageInfo { hasNextPage } } }`, nil), true, "events", "pageInfo", "hasNextPage")
		without := len(sent.take())
		a.want(a.data(`{ events(first: 1) { pageInfo { hasNextPage } totalCount } }`, nil), 300, "events", "totalCount")
		if with := len(sent.take()); with != without+1 {
			t.Errorf("%d queries with the total, %d without", with, without)
		}
	})
}

package graph_test

import (
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/graph"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const nodeQuery = `query($id: ID!) { node(id: $id) { __typename id } }`

func TestNode(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		ids := w.ids()
		for _, kind := range graph.NodeTypes() {
			id, ok := ids[model.Kind(kind)]
			if !ok {
				t.Errorf("the test has no id of a %s", kind)
				continue
			}
			got := w.data(nodeQuery, vars{"id": id})
			w.want(got, map[string]any{"__typename": kind, "id": id}, "node")
			w.want(w.data(nodeQuery, vars{"id": model.ID(model.Kind(kind), 999_999)}), nil, "node")
		}
		for _, text := range []string{"", "1", "Order:1", "T3JkZXI6MQ==", model.ID("Unicorn", 1), model.Cursor(model.KindOrder, 1)} {
			got := w.ask(nodeQuery, vars{"id": text})
			if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "BAD_USER_INPUT" || !slices.Equal(got.Errors[0].Extensions.Field, []string{"id"}) {
				t.Errorf("node(%q): %+v", text, got)
			}
		}
	})
}

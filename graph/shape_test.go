package graph

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/handler/transport"

	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// Fragments of fragments are small to send and endless to work.
func TestShapeLimits(t *testing.T) {
	t.Parallel()
	api := New(Deps{Store: storetest.Open(t, storetest.SQLite(t))})
	api.AddTransport(transport.POST{})
	deep := `{ __type(name: "Query") ` + strings.Repeat("{ ofType ", maxDepth) + "{ name }" + strings.Repeat(" }", maxDepth) + " }"
	doubling := `{ __type(name: "Query") { ...f0 } }`
	for i := range 40 {
		doubling += fmt.Sprintf(" fragment f%d on __Type { a: ofType { ...f%d } b: ofType { ...f%d } }", i, i+1, i+1)
	}
	doubling += " fragment f40 on __Type { name }"
	wide := `{ __type(name: "Query") { ...f0 } }`
	for i := range 100 {
		wide += fmt.Sprintf(" fragment f%d on __Type { ...f%d ...f%d }", i, i+1, i+1)
	}
	wide += " fragment f100 on __Type { name }"
	for _, c := range []struct{ name, query, want string }{
		{"deep", deep, "DEPTH_LIMIT_EXCEEDED"},
		{"doubling", doubling, "DEPTH_LIMIT_EXCEEDED"},
		{"wide", wide, "SIZE_LIMIT_EXCEEDED"},
		{"introspection of a page", `{ __type(name: "Query") { name fields { name type { kind name ofType { kind name ofType { name } } } } } }`, `"name":"Query"`},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(fmt.Sprintf(`{"query":%q}`, c.query)))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		api.ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %.300s, want %s", c.name, w.Body.String(), c.want)
		}
	}
}

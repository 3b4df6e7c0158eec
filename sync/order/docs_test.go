package order_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order"
)

// A reason or an event that the document does not name is one nobody can look up;
// an event that it names twice is explained in two ways.
func TestTheDocumentNamesEveryCode(t *testing.T) {
	t.Parallel()
	var raw []byte
	for _, name := range []string{"flow-order.md", "flow-stock.md"} {
		one, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, one...)
	}
	codes := slices.Concat(order.BlockReasons(), order.WaitReasons(), order.UncertainReasons(), order.SkipReasons(),
		order.StatusReasons(), []string{order.ReasonInternal})
	_, table, _ := strings.Cut(string(raw), "\n## Events")
	for _, kind := range event.Kinds() {
		if rows := strings.Count(table, "`"+string(kind)+"`"); rows != 1 {
			t.Errorf("docs/flow-order.md has %s in %d rows", kind, rows)
		}
	}
	for _, code := range codes {
		if !strings.Contains(string(raw), "`"+code+"`") {
			t.Errorf("docs/flow-order.md and docs/flow-stock.md do not name %s", code)
		}
	}
}

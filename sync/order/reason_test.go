package order_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/order"
)

// Whatever is declared as a reason is in one of the lists: what has to know all of
// them, their words, their mending and their journeys, goes by these.
func TestEveryReasonIsListed(t *testing.T) {
	t.Parallel()
	listed := slices.Concat(
		order.BlockReasons(), order.StatusReasons(), order.WaitReasons(), order.UncertainReasons(), order.SkipReasons(),
		[]string{order.ReasonHeld, order.ReasonPreview, order.ReasonInternal},
	)
	file, err := parser.ParseFile(token.NewFileSet(), "reason.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Reason") && !strings.HasPrefix(spec.Names[0].Name, "Skipped") {
			return true
		}
		literal, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			t.Fatalf("%s is not a plain text", spec.Names[0].Name)
		}
		code, err := strconv.Unquote(literal.Value)
		if err != nil || !slices.Contains(listed, code) {
			t.Errorf("%s is in no list (%v)", spec.Names[0].Name, err)
		}
		declared++
		return true
	})
	if declared < len(order.WaitReasons()) {
		t.Errorf("found only %d reasons", declared)
	}
}

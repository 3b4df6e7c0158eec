package graph_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/kiwwwi/vasco/graph"
)

// TestSchema compares the schema that is served with the one that was agreed
// on: who changes it changes the golden file, and sees what scripts will see.
func TestSchema(t *testing.T) {
	t.Parallel()
	var printed bytes.Buffer
	formatter.NewFormatter(&printed, formatter.WithIndent("  "), formatter.WithoutDescription()).FormatSchema(graph.NewExecutableSchema(graph.Config{}).Schema())
	golden := filepath.Join("testdata", "schema.graphql")
	if *update {
		if err := os.WriteFile(golden, printed.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(printed.Bytes(), want) {
		t.Errorf("the schema has changed; look at the difference after go test ./graph -run TestSchema -update\n%s",
			firstDifference(printed.String(), string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer than the other"
}

// TestEverythingIsExplained: the schema is the API's only reference.
func TestEverythingIsExplained(t *testing.T) {
	t.Parallel()
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	for _, root := range []string{"Query", "Mutation", "Subscription"} {
		for _, field := range schema.Types[root].Fields {
			if field.Description == "" && !strings.HasPrefix(field.Name, "__") {
				t.Errorf("%s.%s has no description", root, field.Name)
			}
		}
	}
}

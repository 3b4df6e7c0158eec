package article_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/product/article"
)

func TestACSVIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	want := []article.Entry{
		entry(article.Product, "12", "3830000000147", "Med; 900 g, \"cvetlični\""),
		entry(article.SKU, "=1+1", "00086", "=HYPERLINK(1)"),
		entry(article.SKU, "'-a", "1", "'tri"),
		entry(article.Line, "5", "X", ""),
	}
	text, err := article.WriteCSV(want)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, ";=") {
		t.Errorf("a spreadsheet would reckon: %s", text)
	}
	got, faults := article.ParseCSV("\ufeff" + text)
	if faults != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v %+v, want %+v", got, faults, want)
	}
}

func TestWhatACSVMayLookLike(t *testing.T) {
	t.Parallel()
	want := []article.Entry{entry(article.Variation, "9", "A", "")}
	for _, text := range []string{
		"kind,key,code\nVARIATION,9,A\n", "Code;Kind;Key\r\nA;variation;9\r\n", "kind,key,code,name\n\"VARIATION\", 9 ,A,\n\n",
	} {
		if got, faults := article.ParseCSV(text); faults != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %+v %+v", text, got, faults)
		}
	}
}

// TestEveryFaultNamesItsLine, and of a file with faults nothing is taken.
func TestEveryFaultNamesItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"nothing":             {"", "1  EMPTY"},
		"no column of codes":  {"kind,key\nSKU,a\n", "1 code BAD_COLUMNS"},
		"a column of another": {"kind,key,code,price\n", "1 price BAD_COLUMNS"},
		"a column twice":      {"kind,key,code,key\n", "1 key BAD_COLUMNS"},
		"several lines": {
			"kind,key,code\nSKU,a,1\nSHOE,a,1\nPRODUCT,x,1\nSKU,a,2\nSKU,b\nSKU,c,3\nSKU,,1\n",
			"3 kind MALFORMED; 4 key MALFORMED; 5 key TWICE; 6  NOT_CSV; 8 key REQUIRED",
		},
		"a quote that does not end": {"kind,key,code\nSKU,a,1\nSKU,\"b,2\nSKU,c,3\n", "3  NOT_CSV"},
		"too long":                  {strings.Repeat("x", article.MaxBytes+1), "1  TOO_LONG"},
		"too many":                  {"kind,key,code\n" + numbered(article.MaxLines+1), fmt.Sprint(article.MaxLines+2, "  TOO_LONG")},
		"of another kind":           {"kind,key,code\n" + strings.Repeat("a,b,c\n", 100), strings.TrimSuffix(strings.Repeat("kind MALFORMED; ", 50), "; ")},
	} {
		got, faults := article.ParseCSV(c.text)
		var all []string
		for i, f := range faults {
			if f.Message == "" {
				t.Errorf("%s: a fault without words", name)
			}
			text := fmt.Sprint(f.Line, " ", f.Field, " ", f.Code)
			if name == "of another kind" && f.Line == i+2 {
				text = fmt.Sprint(f.Field, " ", f.Code)
			}
			all = append(all, text)
		}
		if found := strings.Join(all, "; "); found != c.want || got != nil {
			t.Errorf("%s: %q and %d entries, want %q", name, found, len(got), c.want)
		}
	}
}

func numbered(count int) string {
	var lines strings.Builder
	for i := range count {
		fmt.Fprintf(&lines, "SKU,%d,1\n", i)
	}
	return lines.String()
}

// FuzzParseCSV: a file is taken whole or not at all, and writes back as it was read.
func FuzzParseCSV(f *testing.F) {
	f.Add("kind,key,code\nSKU,a,1\n")
	f.Add("kind;key;code;name\nPRODUCT;7;;\"x\"\"y\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries, faults := article.ParseCSV(text)
		if len(faults) > 0 && len(entries) > 0 {
			t.Fatal("taken by halves")
		}
		again, err := article.WriteCSV(entries)
		if err != nil {
			t.Fatal(err)
		}
		if back, faults := article.ParseCSV(again); faults != nil || !slices.Equal(back, entries) {
			t.Fatalf("%q: %+v came back as %+v, %+v", text, entries, back, faults)
		}
	})
}

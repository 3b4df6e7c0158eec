package vascotest_test

import (
	"fmt"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

const (
	seeded = 2500
	// listed is seeded with what a new simulator has.
	listed = seeded + 3
)

// readAll reads all articles by segments of 500, and all stock, counting the rows.
func readAll(t *testing.T, client *vasco.Client, between func()) (articles, stock int, articlesErr, stockErr error) {
	t.Helper()
	articlesErr = client.EachArticle(t.Context(), 500, []string{"PROSTO_C9"}, func(_ int, page []vasco.Article) error {
		articles += len(page)
		between()
		return nil
	})
	stockErr = client.EachStock(t.Context(), nil, func(rows []vasco.StockRow) error {
		stock += len(rows)
		return nil
	})
	return articles, stock, articlesErr, stockErr
}

// Whatever a list does, it is read once and whole, or known to be incomplete.
func TestHowTheClientTakesBadLists(t *testing.T) {
	t.Parallel()
	const rows = 2*seeded + 2
	for _, c := range []struct {
		name                     string
		faults                   []vascosim.Fault
		options                  vascosim.Options
		articles                 int
		articlesKind, stockKind  string
		stockAtLeast, stockAtMax int
	}{
		{"nothing", nil, vascosim.Options{}, listed, "<nil>", "<nil>", rows, rows},
		{"rows that come twice", []vascosim.Fault{{Kind: "double_rows"}}, vascosim.Options{}, listed, "<nil>", "<nil>", 2 * rows, 2 * rows},
		{"a list that moves back", nil, vascosim.Options{SegmentShift: 7}, listed, "<nil>", "<nil>", rows, rows},
		{"cut off in the middle", []vascosim.Fault{{Kind: "half_list"}}, vascosim.Options{}, 0, "malformed", "malformed", 1000, rows / 2},
		{"half of the first segment", []vascosim.Fault{{Kind: "half_rows", Times: 1, Path: "FASifranti/artikel"}}, vascosim.Options{}, listed, "<nil>", "<nil>", rows, rows},
		{"web pages", []vascosim.Fault{{Kind: "html_200"}}, vascosim.Options{}, 0, "malformed", "malformed", 0, 0},
		{"empty answers", []vascosim.Fault{{Kind: "empty_200"}}, vascosim.Options{}, 0, "malformed", "malformed", 0, 0},
		{"dropped once", []vascosim.Fault{{Kind: "drop_before", Times: 1}}, vascosim.Options{}, listed, "<nil>", "<nil>", rows, rows},
		{"slow", []vascosim.Fault{{Kind: "slow_rows", Millis: 1}}, vascosim.Options{}, listed, "<nil>", "<nil>", rows, rows},
		{"without extra fields", []vascosim.Fault{{Kind: "no_extra_fields"}}, vascosim.Options{}, listed, "<nil>", "<nil>", rows, rows},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := simulate(t, vasco.KiwwwiProfile(), c.options)
			s.SeedArticles(seeded)
			for i := range c.faults {
				c.faults[i].Method = "GET"
			}
			s.AddFaults(c.faults...)
			articles, stock, articlesErr, stockErr := readAll(t, s.client(t, nil), func() {})
			if articles != c.articles || kindOf(articlesErr) != c.articlesKind {
				t.Errorf("%d articles, %v; want %d, %s", articles, articlesErr, c.articles, c.articlesKind)
			}
			if stock < c.stockAtLeast || stock > c.stockAtMax || kindOf(stockErr) != c.stockKind {
				t.Errorf("%d rows of stock, %v; want %d to %d, %s", stock, stockErr, c.stockAtLeast, c.stockAtMax, c.stockKind)
			}
		})
	}
}

// A segment in the middle that is cut short would hide the articles behind it.
func TestASegmentThatIsCutShortIsNotTheEnd(t *testing.T) {
	t.Parallel()
	s := simulate(t, vasco.FAProfile(), vascosim.Options{Dialect: vascosim.FA})
	s.SeedArticles(seeded)
	segments := 0
	articles, _, err, _ := readAll(t, s.client(t, nil), func() {
		if segments++; segments == 2 {
			s.AddFaults(vascosim.Fault{Kind: "half_rows", Path: "FASifranti/artikel", Times: 1})
		}
	})
	if kindOf(err) != "malformed" || articles != 1250 {
		t.Errorf("%d articles, %v", articles, err)
	}
}

func TestTokensThatEndBetweenSegments(t *testing.T) {
	t.Parallel()
	s := simulate(t, vasco.KiwwwiProfile(), vascosim.Options{})
	s.SeedArticles(seeded)
	articles, stock, articlesErr, stockErr := readAll(t, s.client(t, nil), s.ExpireTokens)
	if articles != listed || stock != 2*seeded+2 || articlesErr != nil || stockErr != nil {
		t.Errorf("%d articles, %v; %d rows of stock, %v", articles, articlesErr, stock, stockErr)
	}
	if n := s.Calls("POST Avtentikacija"); n != 7 { // After each of six segments.
		t.Errorf("%d logins", n)
	}
}

// What is empty and what was not returned is told apart, in both encodings.
func TestEmptyIsNotUnknown(t *testing.T) {
	t.Parallel()
	for dialect, profile := range map[vascosim.Dialect]vasco.Profile{vascosim.Kiwwwi: vasco.KiwwwiProfile(), vascosim.FA: vasco.FAProfile()} {
		s := simulate(t, profile, vascosim.Options{Dialect: dialect})
		s.PutArticle(vascosim.Article{Code: "A", Extra: map[string]string{"PROSTO_C9": ">10"}})
		client := s.client(t, nil)
		for _, c := range []struct {
			code, want string
			fault      []vascosim.Fault
		}{
			{"A", `">10" true`, nil},
			{"00086", `"" true`, nil},
			{"A", `"" false`, []vascosim.Fault{{Kind: "no_extra_fields", Path: "FASifranti/artikel"}}},
		} {
			s.ClearFaults()
			s.AddFaults(c.fault...)
			found, err := client.Articles(t.Context(), []string{c.code}, []string{"PROSTO_C9"})
			if err != nil || len(found) != 1 {
				t.Fatalf("%v, %v", found, err)
			}
			text, returned := found[0].Extra["PROSTO_C9"]
			if got := fmt.Sprintf("%q %v", text, returned); got != c.want {
				t.Errorf("%s %s: %s, want %s", dialect, c.code, got, c.want)
			}
		}
	}
}

package vasco

import (
	"context"
	"errors"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
	"time"
)

// SupplierField is the extra field with the supplier's stock.
const SupplierField = "PROSTO_C9"

// StockReport is what a connection test learns about reading stock.
type StockReport struct {
	// Readable: the list was read to its end, or with Long as far as the test goes,
	// and can be asked for by codes. Problem is why not.
	Readable bool
	Problem  error
	// Long: the list did not end within what a test may take. Stock is better read
	// by codes.
	Long bool
	// Rows is how many rows the list had; Repeated of them were of an article and a
	// warehouse that had one before.
	Rows, Repeated int
	// Took is how long the list was read.
	Took time.Duration
	// Warehouses are the first 50 that have rows.
	Warehouses []string
	// OrderedReturned, ReservedReturned: rows tell what is on customer orders, and
	// what is set aside.
	OrderedReturned, ReservedReturned bool
	// ZeroRows: there are rows with nothing on hand. MissingRows: there are articles
	// that keep stock and have no row.
	ZeroRows, MissingRows bool
	// Everywhere: there are several warehouses, and every article that was looked at
	// has a row in each of them.
	Everywhere bool
	// SupplierReturned: articles carry SupplierField when it is asked for.
	SupplierReturned bool
}

// ZeroRowsLeftOut tells whether an article without a row has nothing on hand: there
// are such articles, and no row says so of any.
func (r StockReport) ZeroRowsLeftOut() bool {
	return r.Readable && r.Rows > 0 && r.MissingRows && !r.ZeroRows
}

const (
	// testPatience and testRows bound the reading of stock in a test.
	testPatience = 15 * time.Second
	testRows     = 250_000
	// testArticles is how many articles that keep stock are looked at, in at most
	// testSegments.
	testArticles, testSegments = 100, 5
	testWarehouses             = 50
	// provenBy is how many articles at least must have rows in all warehouses.
	provenBy = 10
)

// errEnough ends a reading that has learnt what it was for.
var errEnough = errors.New("enough was read")

// stockTest is one test under way.
type stockTest struct {
	client *Client
	report StockReport

	seed maphash.Seed
	// seen are the rows by article and warehouse: their sums, to be small.
	seen map[uint64]bool
	// listed are the articles of those rows.
	listed     map[uint64]bool
	warehouses map[string]bool
}

// testStock goes through what a stock sync needs.
func (c *Client) testStock(ctx context.Context) StockReport {
	t := &stockTest{client: c, seed: maphash.MakeSeed(), seen: make(map[uint64]bool), listed: make(map[uint64]bool), warehouses: make(map[string]bool)}
	err := t.list(ctx)
	if err == nil {
		err = t.articles(ctx)
	}
	t.report.Problem, t.report.Readable = err, err == nil
	t.report.Warehouses = slices.Sorted(maps.Keys(t.warehouses))
	return t.report
}

// list reads the whole list as far as a test may go.
func (t *stockTest) list(ctx context.Context) error {
	began := time.Now()
	within, cancel := context.WithTimeout(ctx, testPatience)
	defer cancel()
	err := t.client.EachStock(within, nil, func(rows []StockRow) error {
		for _, row := range rows {
			t.take(row)
		}
		if t.report.Rows > testRows {
			return errEnough
		}
		return nil
	})
	t.report.Took = time.Since(began)
	if errors.Is(err, errEnough) || (errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil) {
		t.report.Long = true
		return nil
	}
	return err
}

func (t *stockTest) take(row StockRow) {
	r := &t.report
	r.Rows++
	key := maphash.String(t.seed, strings.ToLower(row.Code+"\x00"+row.Warehouse))
	if t.seen[key] {
		r.Repeated++
	}
	t.seen[key] = true
	t.listed[t.article(row.Code)] = true
	if row.Warehouse != "" && len(t.warehouses) < testWarehouses {
		t.warehouses[row.Warehouse] = true
	}
	t.look(row)
}

func (t *stockTest) article(code string) uint64 { return maphash.String(t.seed, strings.ToLower(code)) }

func (t *stockTest) look(row StockRow) {
	r := &t.report
	r.OrderedReturned = r.OrderedReturned || row.Ordered != nil
	r.ReservedReturned = r.ReservedReturned || row.Reserved != nil
	r.ZeroRows = r.ZeroRows || (row.OnHand != nil && row.OnHand.IsZero())
}

// articles looks at some that keep stock: what of theirs is returned, and whether
// they have rows.
func (t *stockTest) articles(ctx context.Context) error {
	var codes []string
	err := t.client.EachArticle(ctx, testArticles, []string{SupplierField}, func(segment int, page []Article) error {
		for _, a := range page {
			_, returned := a.Extra[SupplierField]
			t.report.SupplierReturned = t.report.SupplierReturned || returned
			if (a.HasStock == nil || *a.HasStock) && !strings.Contains(a.Code, ",") && len(codes) < testArticles {
				codes = append(codes, a.Code)
			}
		}
		if len(codes) == testArticles || segment == testSegments {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	rows, err := t.client.Stock(ctx, codes, nil)
	if err != nil {
		return err
	}
	return t.compare(codes, rows)
}

// errLacks: what is missing in such an answer means nothing.
var errLacks = errors.New("an article of the stock list is not found by its code")

// compare learns from the rows of some codes what a missing row means.
func (t *stockTest) compare(codes []string, rows []StockRow) error {
	have := make(map[string]map[string]bool, len(codes))
	for _, row := range rows {
		t.look(row)
		code := strings.ToLower(row.Code)
		if have[code] == nil {
			have[code] = make(map[string]bool)
		}
		have[code][WarehouseKey(row.Warehouse)] = true
	}
	all := make(map[string]bool, len(t.warehouses))
	for name := range t.warehouses {
		all[WarehouseKey(name)] = true
	}
	t.report.Everywhere = len(all) > 1 && len(codes) >= provenBy
	for _, code := range codes {
		in := have[strings.ToLower(code)]
		if len(in) == 0 && t.listed[t.article(code)] {
			return &Malformed{What: "answer to read stock", Err: errLacks}
		}
		t.report.MissingRows = t.report.MissingRows || len(in) == 0
		t.report.Everywhere = t.report.Everywhere && len(in) >= len(all)
	}
	return nil
}

package stock

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// A list that ends early looks like one that is whole. What it lacks, of what was
// there before, is asked for once more by its codes before anybody believes it: a
// row that comes back means that the list was not whole, and nothing of it is used.

// askedAgain is how many codes are asked for once more with one call.
const askedAgain = 100

// ends are the first and the last of a list. Before others are asked for by their
// codes these are: where they do not come back as they were, no answer is believed.
type ends struct{ first, last end }

// end is a code with the warehouses of its rows.
type end struct {
	code string
	in   []int
}

func (e *end) meet(warehouse int) {
	if !slices.Contains(e.in, warehouse) {
		e.in = append(e.in, warehouse)
	}
}

func (e *ends) meet(code string, warehouse int) {
	if !askable(code) {
		return
	}
	if e.first.code == "" {
		e.first.code = code
	}
	if e.first.code == code {
		e.first.meet(warehouse)
	}
	if e.last.code != code {
		e.last.code, e.last.in = code, e.last.in[:0]
	}
	e.last.meet(warehouse)
}

func (e *ends) codes() []string { return []string{e.first.code, e.last.code} }

// check tells what of the ends was not found.
func (e *ends) check(found func(code string, warehouse int) bool) error {
	for _, end := range []end{e.first, e.last} {
		for _, warehouse := range end.in {
			if !found(end.code, warehouse) {
				return &incomplete{fmt.Sprintf("article %s is in the list, and not found by its code", end.code)}
			}
		}
	}
	return nil
}

// askable tells that a code can stand in a list of codes.
func askable(code string) bool { return code != "" && !strings.Contains(code, ",") }

// askForArticles asks for articles that VASCO had when it was last read.
func (r *reading) askForArticles(ctx context.Context, erp *vasco.Client) error {
	var codes []string
	for one := range r.articles.all() {
		if one.known || !one.before.known {
			continue
		}
		if code := r.articles.spelled(one); askable(code) {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	known, err := erp.Articles(ctx, r.articleEnds.codes(), nil)
	if err != nil {
		return err
	}
	err = r.articleEnds.check(func(code string, _ int) bool {
		return slices.ContainsFunc(known, func(a vasco.Article) bool { return a.Code == code })
	})
	if err != nil {
		return err
	}
	slices.Sort(codes)
	for some := range slices.Chunk(codes, askedAgain) {
		articles, err := erp.Articles(ctx, some, nil)
		if err != nil {
			return err
		}
		for i := range articles {
			if one := r.articles.find(articles[i].Code); one != nil && !one.known {
				return &incomplete{fmt.Sprintf("the list of articles lacks %s, which VASCO has", articles[i].Code)}
			}
		}
	}
	return nil
}

// settleAbsent decides about articles that lack a row of stock.
func (s *Service) settleAbsent(ctx context.Context, w *work, r *reading) error {
	names := w.shop.Settings.Stock.Warehouses
	for _, name := range names {
		r.wanted = append(r.wanted, r.number(name))
	}
	if err := r.askForRows(ctx, w.erp, names); err != nil {
		return err
	}
	sets := make(map[string]int32)
	for one := range r.articles.all() {
		r.settle(one)
		if one.known && one.own.Valid {
			one.keep = r.keeps(one, sets)
		}
		one.lastRow = 0
	}
	r.stock = nil
	return nil
}

// omitted tells that an article without a row has none: the connection's test saw
// such rows left out, and this read has not seen one.
func (r *reading) omitted() bool {
	return r.zeroRows == vascoconnection.StockZerosOMITTED && !r.zeros && r.rows > 0
}

func (r *reading) everywhere() bool { return r.zeroRows == vascoconnection.StockZerosEVERYWHERE }

func (r *reading) hasRow(one *entry, warehouse int) bool {
	for row := range r.rowsOf(one) {
		if int(row.warehouse) == warehouse {
			return true
		}
	}
	return false
}

func (r *reading) countRows(one *entry) (count int) {
	for range r.rowsOf(one) {
		count++
	}
	return count
}

// gap tells whether the article lacks a row in a warehouse that counts, and
// whether it had one there when it was last read.
func (r *reading) gap(one *entry) (lacks, had bool) {
	lacks = one.lastRow == 0
	for _, number := range r.wanted {
		lacks = lacks || !r.hasRow(one, number)
	}
	if len(r.wanted) == 0 && r.everywhere() {
		lacks = lacks || r.countRows(one) < len(r.met)
	}
	for _, number := range r.setOf(one.before.rows) {
		if (len(r.wanted) == 0 || slices.Contains(r.wanted, number)) && !r.hasRow(one, number) {
			return true, true
		}
	}
	return lacks, false
}

// doubted tells that a gap of the article is not believed before it was asked for
// once more: a row was there before, or the stock would fall and nobody knows
// which rows there were.
func (r *reading) doubted(one *entry) bool {
	if !one.known || one.unclear {
		return false
	}
	lacks, had := r.gap(one)
	before := &one.before
	switch {
	case !lacks:
		return false
	case had:
		return r.omitted() || before.own.Valid
	case before.rows != 0:
		return false
	case before.own.Valid:
		return one.own.Int64 < before.own.Int64
	default:
		return before.stocked && (r.omitted() || one.lastRow != 0)
	}
}

func (r *reading) askForRows(ctx context.Context, erp *vasco.Client, warehouses []string) error {
	asked := make(map[string]*entry)
	for one := range r.articles.all() {
		if !r.doubted(one) {
			continue
		}
		if code := r.articles.spelled(one); askable(code) {
			asked[code] = one
		} else {
			one.unclear = true // Nobody can ask.
		}
	}
	if len(asked) == 0 {
		return nil
	}
	known, err := erp.Stock(ctx, r.stockEnds.codes(), warehouses)
	if err != nil {
		return err
	}
	err = r.stockEnds.check(func(code string, warehouse int) bool {
		return slices.ContainsFunc(known, func(row vasco.StockRow) bool { return row.Code == code && r.number(row.Warehouse) == warehouse })
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(asked)), askedAgain) {
		rows, err := erp.Stock(ctx, some, warehouses)
		if err != nil {
			return err
		}
		r.ownAt = append(r.ownAt, store.Now())
		for _, code := range some {
			asked[code].ownSegment = int32(len(r.ownAt))
		}
		if err := r.compare(rows); err != nil {
			return err
		}
	}
	return nil
}

// compare holds rows that were asked for once more against the list. One with
// nothing on hand may have been left out of it: it is an answer.
func (r *reading) compare(rows []vasco.StockRow) error {
	for i := range rows {
		row := &rows[i]
		one, number := r.articles.find(row.Code), r.number(row.Warehouse)
		if one == nil || !one.known || one.unclear || r.hasRow(one, number) {
			continue
		}
		if row.OnHand == nil || !row.OnHand.IsZero() {
			return &incomplete{fmt.Sprintf("the stock list lacks a row of article %s in warehouse %s, which VASCO has", row.Code, row.Warehouse)}
		}
		r.add(one, row, number, len(r.ownAt))
	}
	return nil
}

// settle says what the article's own stock is. A row it had before and has no
// more is unknown, one in a warehouse where it never was is none.
func (r *reading) settle(one *entry) {
	lacks, had := r.gap(one)
	switch {
	case !one.known:
	case one.unclear, r.byLists && !askable(r.articles.spelled(one)):
		one.own = sql.NullInt64{}
	case !lacks:
	case r.omitted():
		if none := (sql.NullInt64{Valid: true}); !one.own.Valid {
			one.own, one.ordered, one.reserved = none, none, none
		}
	case one.lastRow == 0, had, r.everywhere():
		one.own = sql.NullInt64{}
	}
	if one.orderedPartly {
		one.ordered = sql.NullInt64{}
	}
	if one.reservedPartly {
		one.reserved = sql.NullInt64{}
	}
}

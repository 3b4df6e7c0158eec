package stock

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// reading is one complete read.
type reading struct {
	// articles are those that the shop's products name.
	articles articles
	// supplierAt and ownAt are when each segment was read, from segment 1 on.
	supplierAt, ownAt []time.Time
	told, rows        int
	// warehouses are numbered, by their keys; met are those with rows in this read,
	// wanted those whose rows count, none being all.
	warehouses map[string]int
	names      []string
	met        map[int]bool
	wanted     []int
	// books tell one company from another.
	books string
	// zeroRows is what the connection's test has learnt of rows without stock.
	zeroRows vascoconnection.StockZeros
	// zeros says that a row without stock was seen.
	zeros bool
	// byLists says that the stock was asked for by lists of codes.
	byLists bool
	// stock are the rows of all articles, each article's linked.
	stock []stockRow
	// words are those in the supplier's field.
	words texts
	// kept are sets of warehouses as they are kept with products; sets are those read.
	kept texts
	sets [][]int
	// buffer is what keeps sorts names in.
	buffer []string
	// articleEnds and stockEnds are the first and the last code of each list.
	articleEnds, stockEnds ends
}

// stockRow is an article's row of stock.
type stockRow struct {
	onHand    int64
	warehouse int32
	// before is the article's row that came before, by its number from 1 on.
	before int32
}

// folded is how VASCO compares codes.
func folded(code string) string { return strings.ToLower(strings.TrimSpace(code)) }

// read reads VASCO's articles and stock as a whole, or not at all.
func (s *Service) read(ctx context.Context, w *work) (*reading, error) {
	r := newReading(w.vasco.Company())
	err := w.Do(ctx, run.Step{Phase: PhaseArticles, Checkpoint: w.at, Events: []event.Event{
		w.event(event.RunAuthenticating, event.Info, map[string]string{"connection": w.vasco.Name}),
	}})
	if err != nil {
		return nil, err
	}
	if err := s.readArticles(ctx, w, r); err != nil {
		return nil, err
	}
	if err := r.askForArticles(ctx, w.erp); err != nil {
		return nil, err
	}
	err = w.Do(ctx, run.Step{Phase: PhaseStock, Events: []event.Event{w.retrieved("ARTICLES", r.told)}})
	if err != nil {
		return nil, err
	}
	if err := s.readStock(ctx, w, r); err != nil {
		return nil, err
	}
	return r, s.settleAbsent(ctx, w, r)
}

func (w *work) event(kind event.Kind, level event.Level, params map[string]string) event.Event {
	params["run"] = string(w.Row.Kind)
	return event.Event{Kind: kind, Level: level, Params: params}
}

func (w *work) retrieved(what string, count int) event.Event {
	return w.event(event.RunRetrieved, event.Info, map[string]string{"what": what, "count": strconv.Itoa(count)})
}

// segment is a part of the list of articles.
type segment struct {
	number   int
	at       time.Time
	articles []vasco.Article
}

// readArticles reads the list, and what the shop's products name while its
// beginning comes.
func (s *Service) readArticles(ctx context.Context, w *work, r *reading) error {
	rules := w.shop.Settings.Stock
	var extra []string
	if rules.SupplierField != "" {
		extra = []string{rules.SupplierField}
	}
	return beside(ctx, func(ctx context.Context, pass func(segment) error) error {
		return w.erp.EachArticle(ctx, s.segment, extra, func(number int, articles []vasco.Article) error {
			return pass(segment{number, store.Now(), articles})
		})
	}, func(ctx context.Context, segments <-chan segment) error {
		if err := s.expect(ctx, w.shop.ID, r); err != nil {
			return err
		}
		for some := range segments {
			r.takeArticles(some, rules)
		}
		return nil
	})
}

func (r *reading) takeArticles(some segment, rules rules.Stock) {
	for len(r.supplierAt) < some.number {
		r.supplierAt = append(r.supplierAt, some.at)
	}
	r.told += len(some.articles)
	for i := range some.articles {
		a := &some.articles[i]
		r.articleEnds.meet(a.Code, 0)
		one := r.articles.find(a.Code)
		if one == nil || one.known {
			continue
		}
		one.known, one.supplierSegment = true, int32(some.number)
		r.articles.spell(one, a.Code)
		if rules.SupplierField != "" {
			pieces, words := level.Supplier(a.Extra, rules)
			one.supplier, one.words = nullable(pieces), r.words.number(shortWords(words))
		}
	}
}

// codesAtOnce is how many codes make a segment where the stock is read by lists.
const codesAtOnce = 1000

func (s *Service) readStock(ctx context.Context, w *work, r *reading) error {
	wanted := w.shop.Settings.Stock.Warehouses
	row, err := s.store.Reader().VascoConnection.Get(ctx, w.vasco.ID)
	if err != nil {
		return fmt.Errorf("read VASCO connection %s: %w", w.vasco.Name, err)
	}
	r.zeroRows, r.byLists = row.StockZeros, readsByLists(row)
	if r.byLists {
		for i, codes := range r.chunks() {
			rows, err := w.erp.Stock(ctx, codes, wanted)
			if err != nil {
				return err
			}
			r.ownAt = append(r.ownAt, store.Now())
			for _, code := range codes {
				r.articles.find(code).ownSegment = int32(i + 1)
			}
			r.take(rows, i+1)
		}
	} else {
		r.ownAt = []time.Time{store.Now()}
		for one := range r.articles.all() {
			one.ownSegment = 1
		}
		err := beside(ctx, func(ctx context.Context, pass func([]vasco.StockRow) error) error {
			return w.erp.EachStock(ctx, wanted, func(rows []vasco.StockRow) error { return pass(slices.Clone(rows)) })
		}, func(_ context.Context, parts <-chan []vasco.StockRow) error {
			for rows := range parts {
				r.take(rows, 1)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return r.checkWarehouses(wanted)
}

// readsByLists: a person's word counts for more than the test's.
func readsByLists(row *ent.VascoConnection) bool {
	if row.StockReadOverride != nil {
		return *row.StockReadOverride == vascoconnection.StockReadOverrideCODES
	}
	return row.StockRead == vascoconnection.StockReadCODES
}

// chunks are the articles that VASCO knows, as it spells them, in lists of the
// same ones each time.
func (r *reading) chunks() [][]string {
	var all []string
	for one := range r.articles.all() {
		if code := r.articles.spelled(one); one.known && askable(code) {
			all = append(all, code)
		}
	}
	slices.Sort(all)
	return slices.Collect(slices.Chunk(all, codesAtOnce))
}

// take adds rows of stock up.
func (r *reading) take(rows []vasco.StockRow, segment int) {
	r.rows += len(rows)
	for i := range rows {
		row := &rows[i]
		r.zeros = r.zeros || (row.OnHand != nil && row.OnHand.IsZero())
		number := r.number(row.Warehouse)
		r.stockEnds.meet(row.Code, number)
		r.met[number] = true
		if one := r.articles.find(row.Code); one != nil {
			r.add(one, row, number, segment)
		}
	}
}

func (r *reading) add(one *entry, row *vasco.StockRow, warehouse, segment int) {
	onHand := level.Thousandths(row.OnHand)
	one.ownSegment = int32(segment)
	if onHand == nil {
		one.unclear = true
		return
	}
	if r.seen(one, warehouse, *onHand) {
		return
	}
	r.stock = append(r.stock, stockRow{onHand: *onHand, warehouse: int32(warehouse), before: one.lastRow})
	one.lastRow = int32(len(r.stock))
	add(&one.own, onHand)
	ordered, reserved := level.Thousandths(row.Ordered), level.Thousandths(row.Reserved)
	one.orderedPartly, one.reservedPartly = one.orderedPartly || ordered == nil, one.reservedPartly || reserved == nil
	add(&one.ordered, ordered)
	add(&one.reserved, reserved)
}

// rowsOf yields the rows of an article, the newest first.
func (r *reading) rowsOf(one *entry) iter.Seq[stockRow] {
	return func(yield func(stockRow) bool) {
		for number := one.lastRow; number != 0; number = r.stock[number-1].before {
			if !yield(r.stock[number-1]) {
				return
			}
		}
	}
}

// seen tells that the warehouse's row has come before. The same twice is one;
// two that differ are not to be relied on.
func (r *reading) seen(one *entry, warehouse int, onHand int64) bool {
	for row := range r.rowsOf(one) {
		if int(row.warehouse) == warehouse {
			one.unclear = one.unclear || row.onHand != onHand
			return true
		}
	}
	return false
}

func add(sum *sql.NullInt64, value *int64) {
	if value != nil {
		*sum = sql.NullInt64{Int64: sum.Int64 + *value, Valid: true}
	}
}

func (r *reading) number(warehouse string) int {
	key := vasco.WarehouseKey(warehouse)
	number, numbered := r.warehouses[key]
	if !numbered {
		number = len(r.warehouses)
		r.warehouses[key] = number
		r.names = append(r.names, key)
	}
	return number
}

// checkWarehouses: a warehouse without a single row is a mistake of the setting,
// or an answer that lacks a part; its goods must not become zero. Where rows
// without stock are left out it may be empty: rows that were there are asked for.
func (r *reading) checkWarehouses(wanted []string) error {
	if r.omitted() {
		return nil
	}
	for _, name := range wanted {
		if !r.met[r.number(name)] {
			return &incomplete{fmt.Sprintf("warehouse %s has no row in VASCO's stock", name)}
		}
	}
	return nil
}

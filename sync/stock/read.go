package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// figures are what one complete read of VASCO says of an article.
type figures struct {
	// Invalid is unknown. There is one for each of a shop's articles: numbers by
	// pointers would be most of what a run holds.
	supplier, own, ordered, reserved sql.NullInt64
	// known says that VASCO has the article.
	known bool
	// words are what it has in the supplier's field where that is no number.
	words string
	// supplierSegment and ownSegment are the parts of the read it came in.
	supplierSegment, ownSegment int
	// unclear says that a part of its stock was no number, or came twice and differed.
	unclear bool
	// partly says which of the sums lack a part: one of several rows did not tell it.
	orderedPartly, reservedPartly bool
	// rows are its rows of stock so far, by the number of the warehouse.
	rows []warehouseRow

	// spelled is its code as VASCO writes it, or until that is known as the shop does.
	spelled string
	// before is what the last read left.
	before earlier
	// keep is in which warehouses it has rows, as that is kept; empty is not known.
	keep string
}

type warehouseRow struct {
	warehouse int
	onHand    int64
}

// reading is one complete read.
type reading struct {
	// byCode are the articles that the shop's products name, by their folded codes.
	byCode map[string]*figures
	// supplierAt and ownAt are when each segment was read, from segment 1 on.
	supplierAt, ownAt []time.Time
	articles, rows    int
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
	// articleEnds and stockEnds are the first and the last code of each list.
	articleEnds, stockEnds ends
}

// folded is how VASCO compares codes.
func folded(code string) string { return strings.ToLower(strings.TrimSpace(code)) }

// read reads VASCO's articles and stock as a whole, or not at all.
func (s *Service) read(ctx context.Context, w *work) (*reading, error) {
	r, err := s.expected(ctx, w)
	if err != nil {
		return nil, err
	}
	err = w.Do(ctx, run.Step{Phase: PhaseArticles, Checkpoint: w.at, Events: []event.Event{
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
	err = w.Do(ctx, run.Step{Phase: PhaseStock, Events: []event.Event{w.retrieved("ARTICLES", r.articles)}})
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

func (s *Service) readArticles(ctx context.Context, w *work, r *reading) error {
	rules := w.shop.Settings.Stock
	var extra []string
	if rules.SupplierField != "" {
		extra = []string{rules.SupplierField}
	}
	return w.erp.EachArticle(ctx, s.segment, extra, func(segment int, articles []vasco.Article) error {
		for len(r.supplierAt) < segment {
			r.supplierAt = append(r.supplierAt, store.Now())
		}
		r.articles += len(articles)
		for _, a := range articles {
			r.articleEnds.meet(a.Code, 0)
			f := r.byCode[folded(a.Code)]
			if f == nil || f.known {
				continue
			}
			if f.known, f.supplierSegment = true, segment; f.spelled != a.Code {
				f.spelled = a.Code
			}
			if rules.SupplierField != "" {
				var pieces *int64
				pieces, f.words = level.Supplier(a.Extra, rules)
				f.supplier = nullable(pieces)
			}
		}
		return nil
	})
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
				r.byCode[folded(code)].ownSegment = i + 1
			}
			r.take(rows, i+1)
		}
	} else {
		r.ownAt = []time.Time{store.Now()}
		for _, f := range r.byCode {
			f.ownSegment = 1
		}
		err := w.erp.EachStock(ctx, wanted, func(rows []vasco.StockRow) error {
			r.take(rows, 1)
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
	for _, f := range r.byCode {
		if f.known && askable(f.spelled) {
			all = append(all, f.spelled)
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
		if f := r.byCode[folded(row.Code)]; f != nil {
			f.take(row, number, segment)
		}
	}
}

func (f *figures) take(row *vasco.StockRow, warehouse, segment int) {
	onHand := level.Thousandths(row.OnHand)
	f.ownSegment = segment
	if onHand == nil {
		f.unclear = true
		return
	}
	if f.seen(warehouse, *onHand) {
		return
	}
	f.rows = append(f.rows, warehouseRow{warehouse, *onHand})
	add(&f.own, onHand)
	ordered, reserved := level.Thousandths(row.Ordered), level.Thousandths(row.Reserved)
	f.orderedPartly, f.reservedPartly = f.orderedPartly || ordered == nil, f.reservedPartly || reserved == nil
	add(&f.ordered, ordered)
	add(&f.reserved, reserved)
}

// seen tells that the warehouse's row has come before. The same twice is one;
// two that differ are not to be relied on.
func (f *figures) seen(warehouse int, onHand int64) bool {
	for _, row := range f.rows {
		if row.warehouse == warehouse {
			f.unclear = f.unclear || row.onHand != onHand
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

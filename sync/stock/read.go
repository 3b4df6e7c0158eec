package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

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
	// rows are its rows of stock so far, by the number of the warehouse.
	rows []warehouseRow
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
	// warehouses are numbered as they are met.
	warehouses map[string]int
	// zeros says that a row without stock was seen.
	zeros bool
}

// folded is how VASCO compares codes.
func folded(code string) string { return strings.ToLower(strings.TrimSpace(code)) }

// codes lists the articles that the shop's products name.
func (s *Service) codes(ctx context.Context, shopID int) (map[string]*figures, error) {
	rows, err := s.store.Read.QueryContext(ctx, `SELECT DISTINCT code FROM products WHERE shop_id = $1 AND code <> '' AND gone_at IS NULL`, shopID)
	if err != nil {
		return nil, fmt.Errorf("list the shop's articles: %w", err)
	}
	defer func() { _ = rows.Close() }()
	all := make(map[string]*figures)
	for rows.Next() {
		var code string
		if err := rows.Scan(&code); err != nil {
			return nil, fmt.Errorf("list the shop's articles: %w", err)
		}
		all[folded(code)] = &figures{}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list the shop's articles: %w", err)
	}
	return all, nil
}

// read reads VASCO's articles and stock as a whole, or not at all.
func (s *Service) read(ctx context.Context, w *work) (*reading, error) {
	byCode, err := s.codes(ctx, w.shop.ID)
	if err != nil {
		return nil, err
	}
	r := &reading{byCode: byCode, warehouses: make(map[string]int)}
	err = w.Do(ctx, run.Step{Phase: PhaseArticles, Checkpoint: w.at, Events: []event.Event{
		w.event(event.RunAuthenticating, event.Info, map[string]string{"connection": w.vasco.Name}),
	}})
	if err != nil {
		return nil, err
	}
	if err := s.readArticles(ctx, w, r); err != nil {
		return nil, err
	}
	err = w.Do(ctx, run.Step{Phase: PhaseStock, Events: []event.Event{w.retrieved("ARTICLES", r.articles)}})
	if err != nil {
		return nil, err
	}
	if err := s.readStock(ctx, w, r); err != nil {
		return nil, err
	}
	return r, s.fillAbsent(ctx, w, r)
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
			f := r.byCode[folded(a.Code)]
			if f == nil || f.known {
				continue
			}
			f.known, f.supplierSegment = true, segment
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
	if s.byCodes(ctx, w) {
		for i, codes := range r.chunks() {
			rows, err := w.erp.Stock(ctx, codes, wanted)
			if err != nil {
				return err
			}
			r.ownAt = append(r.ownAt, store.Now())
			r.take(rows, i+1)
		}
	} else {
		r.ownAt = []time.Time{store.Now()}
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

func (s *Service) byCodes(ctx context.Context, w *work) bool {
	row, err := s.store.Reader().VascoConnection.Get(ctx, w.vasco.ID)
	return err == nil && row.StockRead == vascoconnection.StockReadCODES
}

// chunks are the codes that VASCO knows, in lists of the same codes each time.
func (r *reading) chunks() [][]string {
	var all []string
	for code, f := range r.byCode {
		if f.known && !strings.Contains(code, ",") {
			all = append(all, code)
		}
	}
	slices.Sort(all)
	return slices.Collect(slices.Chunk(all, codesAtOnce))
}

// take adds rows of stock up.
func (r *reading) take(rows []vasco.StockRow, segment int) {
	r.rows += len(rows)
	for _, row := range rows {
		number := r.number(row.Warehouse)
		onHand := level.Thousandths(row.OnHand)
		r.zeros = r.zeros || (onHand != nil && *onHand == 0)
		f := r.byCode[folded(row.Code)]
		if f == nil {
			continue
		}
		f.ownSegment = segment
		if onHand == nil {
			f.unclear = true
			continue
		}
		if f.seen(number, *onHand) {
			continue
		}
		f.rows = append(f.rows, warehouseRow{number, *onHand})
		add(&f.own, onHand)
		add(&f.ordered, level.Thousandths(row.Ordered))
		add(&f.reserved, level.Thousandths(row.Reserved))
	}
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
	number, met := r.warehouses[warehouse]
	if !met {
		number = len(r.warehouses)
		r.warehouses[warehouse] = number
	}
	return number
}

// checkWarehouses: a warehouse without a single row is a mistake of the setting,
// or an answer that lacks a part; its goods must not become zero.
func (r *reading) checkWarehouses(wanted []string) error {
	for _, name := range wanted {
		found := false
		for met := range r.warehouses {
			found = found || vasco.SameWarehouse(name, met)
		}
		if !found {
			return &incomplete{fmt.Sprintf("warehouse %s has no row in VASCO's stock", name)}
		}
	}
	return nil
}

// fillAbsent decides about articles without a row of stock: they have none where
// VASCO is known to leave such rows out.
func (s *Service) fillAbsent(ctx context.Context, w *work, r *reading) error {
	row, err := s.store.Reader().VascoConnection.Get(ctx, w.vasco.ID)
	if err != nil {
		return fmt.Errorf("read VASCO connection %s: %w", w.vasco.Name, err)
	}
	for _, f := range r.byCode {
		f.rows = nil
		switch {
		case f.unclear:
			f.own = sql.NullInt64{}
		case f.known && !f.own.Valid && row.StockZeros == vascoconnection.StockZerosOMITTED:
			none := sql.NullInt64{Valid: true}
			f.own, f.ordered, f.reserved = none, none, none
		}
	}
	return nil
}

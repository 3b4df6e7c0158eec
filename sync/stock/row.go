package stock

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/store"
)

// row is what of a product a run needs. Ent's own would cost a run over 100,000
// of them more than VASCO's answer does.
type row struct {
	id                             int
	shopProductID, parentID        int64
	kind, name, sku, code          string
	virtual, excluded              bool
	manage                         string
	stock                          sql.NullInt64
	supplier, own                  sql.NullInt64
	ordered, reserved              sql.NullInt64
	words                          string
	supplierSegment, ownSegment    int64
	pending, buffer                int64
	target                         sql.NullInt64
	state, reason                  string
	written, writtenSupplier, mine sql.NullInt64
}

const rowColumns = `id, shop_product_id, parent_id, type, name, sku, code, virtual, stock_excluded, manage_stock, stock, supplier, own, ordered, reserved,
 supplier_text, supplier_segment, own_segment, pending, buffer, target, stock_state, stock_reason, written, written_supplier, written_own`

// columns are where the row's come to.
func (r *row) columns() []any {
	return []any{
		column(&r.id), column(&r.shopProductID), column(&r.parentID), &r.kind, &r.name, &r.sku, &r.code, &r.virtual, &r.excluded, &r.manage,
		column(&r.stock), column(&r.supplier), column(&r.own), column(&r.ordered), column(&r.reserved), &r.words, column(&r.supplierSegment),
		column(&r.ownSegment), column(&r.pending), column(&r.buffer), column(&r.target), &r.state, &r.reason, column(&r.written),
		column(&r.writtenSupplier), column(&r.mine),
	}
}

// rowsOf reads products of the shop that it still has.
func (s *Service) rowsOf(ctx context.Context, shopID int, where string, args ...any) ([]row, error) {
	found, err := s.store.Read.QueryContext(ctx, `SELECT `+rowColumns+` FROM products WHERE shop_id = $1 AND gone_at IS NULL AND `+where, append([]any{shopID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read products: %w", err)
	}
	defer func() { _ = found.Close() }()
	var all []row
	var next row
	into := next.columns()
	for found.Next() {
		if err := found.Scan(into...); err != nil {
			return nil, fmt.Errorf("read products: %w", err)
		}
		all = append(all, next)
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("read products: %w", err)
	}
	return all, nil
}

func nullable(value *int64) sql.NullInt64 {
	if value == nil {
		return sql.NullInt64{}
	}
	return sql.NullInt64{Int64: *value, Valid: true}
}

func pointer(value sql.NullInt64) *int64 {
	if !value.Valid {
		return nil
	}
	return &value.Int64
}

const reckonedSQL = `UPDATE products SET supplier = $1, own = $2, ordered = $3, reserved = $4, supplier_text = $5, supplier_segment = $6, own_segment = $7,
 pending = $8, buffer = $9, target = $10, stock_state = $11, stock_reason = $12, stock_params = $13, own_rows = CASE WHEN $14 = '' THEN own_rows ELSE code || $14 END,
 updated_at = $15 WHERE id = $16 AND stock_excluded = $17 AND code = $18`

// keepReckoned writes rows that are not as they were. One that a person has
// excluded meanwhile, or let in, stays as the person left it, and one that was
// given another article as that left it.
func keepReckoned(ctx context.Context, tx *store.Tx, rows []reckoned) error {
	if len(rows) == 0 {
		return nil
	}
	statement, err := tx.SQL.PrepareContext(ctx, reckonedSQL)
	if err != nil {
		return fmt.Errorf("keep reckoned stock: %w", err)
	}
	defer func() { _ = statement.Close() }()
	now := store.Now()
	for i := range rows {
		r := &rows[i]
		params, err := paramsJSON(r.params)
		if err != nil {
			return err
		}
		_, err = statement.ExecContext(ctx, r.supplier, r.own, r.ordered, r.reserved, r.words, r.supplierSegment, r.ownSegment, r.pending, r.buffer,
			r.target, r.state, r.reason, params, r.keep, now, r.id, r.excluded, r.code)
		if err != nil {
			return fmt.Errorf("keep the reckoned stock of product %d: %w", r.id, err)
		}
	}
	return nil
}

// params name a product in events.
func (r *row) params(more map[string]string) map[string]string {
	more["sku"], more["name"], more["product"] = r.sku, r.name, strconv.FormatInt(r.shopProductID, 10)
	return more
}

func quantityText(value sql.NullInt64) string {
	if !value.Valid {
		return ""
	}
	return level.Quantity(value.Int64).String()
}

// updatedEvent tells a stock that was, or in a dry run would be, written.
func (w *work) updatedEvent(r *row) event.Event {
	dry := ""
	if w.Row.DryRun || !w.at.Planned {
		dry = "yes"
	}
	return w.event(event.StockUpdated, event.Info, r.params(map[string]string{
		"before": quantityText(r.stock), "after": quantityText(r.target), "supplier": quantityText(r.supplier), "own": quantityText(r.own), "dry": dry,
	}))
}

// states of a product's stock.
const (
	due     = string(entproduct.StockStateDUE)
	same    = string(entproduct.StockStateSAME)
	skipped = string(entproduct.StockStateSKIPPED)
	failed  = string(entproduct.StockStateFAILED)
)

func (w *work) skippedEvent(r *row, reason string, params map[string]string) event.Event {
	told := r.params(map[string]string{"reason": reason})
	maps.Copy(told, params)
	return w.event(event.StockSkipped, event.Warning, told)
}

// figures are what VASCO said of the product when it was reckoned.
func (r *row) figures() *figures {
	return &figures{
		supplier: r.supplier, own: r.own, ordered: r.ordered, reserved: r.reserved,
		words: r.words, supplierSegment: r.supplierSegment, ownSegment: r.ownSegment,
	}
}

// soldRows reads the products of articles that were sold. Which letters are the
// same is for Go to say: SQLite knows only those of English.
func (s *Service) soldRows(ctx context.Context, shopID int, sales pending) ([]row, error) {
	if len(sales) == 0 {
		return nil, nil
	}
	found, err := s.store.Read.QueryContext(ctx,
		`SELECT id, code FROM products WHERE shop_id = $1 AND stock_state IN ('DUE', 'SAME') AND gone_at IS NULL ORDER BY id`, shopID)
	if err != nil {
		return nil, fmt.Errorf("look for products that were sold: %w", err)
	}
	defer func() { _ = found.Close() }()
	var ids []int
	for found.Next() {
		var id int
		var code string
		if err := found.Scan(&id, &code); err != nil {
			return nil, fmt.Errorf("look for products that were sold: %w", err)
		}
		if _, sold := sales[folded(code)]; sold {
			ids = append(ids, id)
		}
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("look for products that were sold: %w", err)
	}
	return s.rowsByID(ctx, shopID, ids)
}

func (s *Service) rowsByID(ctx context.Context, shopID int, ids []int) ([]row, error) {
	var all []row
	for some := range slices.Chunk(ids, ordersAtOnce) {
		places, args := make([]string, len(some)), make([]any, len(some))
		for i, id := range some {
			places[i], args[i] = fmt.Sprint("$", i+2), id
		}
		rows, err := s.rowsOf(ctx, shopID, "id IN ("+strings.Join(places, ", ")+")", args...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

func shopOrderIn(ids []int64) predicate.Order { return entorder.ShopOrderIDIn(ids...) }

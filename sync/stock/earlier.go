package stock

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/sync/store"
)

// earlier is what the last read left of an article, by the shop's products that
// name it.
type earlier struct {
	// known says that VASCO had it; stocked that the shop has some of it.
	known, stocked bool
	// own is what was in the warehouses; invalid is unknown.
	own sql.NullInt64
	// rows are the warehouses in which it had rows; nil is nobody knows.
	rows []int
}

// expected lists the articles that the shop's products name, with what is kept of
// them.
func (s *Service) expected(ctx context.Context, w *work) (*reading, error) {
	r := &reading{byCode: make(map[string]*figures), warehouses: make(map[string]int), met: make(map[int]bool), books: booksOf(w.vasco.Company())}
	rows, err := s.store.Read.QueryContext(ctx,
		`SELECT code, own, stock, supplier_segment, own_rows FROM products WHERE shop_id = $1 AND code <> '' AND gone_at IS NULL`, w.shop.ID)
	if err != nil {
		return nil, fmt.Errorf("list the shop's articles: %w", err)
	}
	defer func() { _ = rows.Close() }()
	sets := make(map[string][]int)
	for rows.Next() {
		var code, had string
		var own, stock sql.NullInt64
		var segment int
		if err := rows.Scan(&code, &own, &stock, &segment, &had); err != nil {
			return nil, fmt.Errorf("list the shop's articles: %w", err)
		}
		f := r.byCode[folded(code)]
		if f == nil {
			f = &figures{spelled: strings.TrimSpace(code)}
			r.byCode[folded(code)] = f
		}
		f.before.known = f.before.known || segment > 0
		f.before.stocked = f.before.stocked || stock.Int64 > 0
		if own.Valid && (!f.before.own.Valid || own.Int64 > f.before.own.Int64) {
			f.before.own = own
		}
		if set := r.remembered(code, had, sets); set != nil {
			f.before.rows = set
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list the shop's articles: %w", err)
	}
	return r, nil
}

// The warehouses of an article's rows are kept behind its code and its books: of
// another article, or of another company's, they say nothing.
const behindCode = "\n"

// booksOf is short, and the same for one company always.
func booksOf(company string) string {
	return strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(company))), 16)
}

// remembered reads what is kept of a product of the code; sets are those read before.
func (r *reading) remembered(code, had string, sets map[string][]int) []int {
	set, ofCode := strings.CutPrefix(had, code+behindCode+r.books)
	if !ofCode {
		return nil
	}
	numbers, read := sets[set]
	if read {
		return numbers
	}
	var names []string
	if json.Unmarshal([]byte(set), &names) == nil {
		numbers = make([]int, len(names))
		for i, name := range names {
			numbers[i] = r.number(name)
		}
	}
	sets[strings.Clone(set)] = numbers
	return numbers
}

// longestKept bounds what is kept of the warehouses of an article, in bytes: of
// one with more nothing is.
const longestKept = 4000

// kept writes the warehouses of rows; sets are those written before.
func (r *reading) kept(rows []warehouseRow, sets map[string]string) string {
	names := make([]string, 0, len(rows))
	for _, row := range rows {
		names = append(names, r.names[row.warehouse])
	}
	slices.Sort(names)
	joined := strings.Join(names, behindCode)
	text, written := sets[joined]
	if !written {
		list, err := json.Marshal(names)
		if text = behindCode + r.books + string(list); err != nil || len(text) > longestKept {
			text = ""
		}
		sets[joined] = text
	}
	return text
}

// keepRows keeps in which warehouses the articles have rows.
func keepRows(ctx context.Context, tx *store.Tx, shopID int, r *reading) error {
	changed, err := r.changedRows(ctx, tx, shopID)
	if err != nil {
		return err
	}
	for keep, ids := range changed {
		for some := range slices.Chunk(ids, itemsAtOnce) {
			places, args := make([]string, len(some)), []any{keep}
			for i, id := range some {
				places[i], args = "$"+strconv.Itoa(i+2), append(args, id)
			}
			// Both databases put the product's code in front.
			_, err := tx.SQL.ExecContext(ctx, `UPDATE products SET own_rows = code || $1 WHERE id IN (`+strings.Join(places, ", ")+`)`, args...)
			if err != nil {
				return fmt.Errorf("keep the warehouses of %d products: %w", len(some), err)
			}
		}
	}
	return nil
}

// changedRows are the products of which something else is kept, by what is to be.
func (r *reading) changedRows(ctx context.Context, tx *store.Tx, shopID int) (map[string][]int, error) {
	rows, err := tx.SQL.QueryContext(ctx, `SELECT id, code, own_rows FROM products WHERE shop_id = $1 AND code <> '' AND gone_at IS NULL`, shopID)
	if err != nil {
		return nil, fmt.Errorf("read the warehouses of products: %w", err)
	}
	defer func() { _ = rows.Close() }()
	changed := make(map[string][]int)
	for rows.Next() {
		var id int
		var code, had string
		if err := rows.Scan(&id, &code, &had); err != nil {
			return nil, fmt.Errorf("read the warehouses of products: %w", err)
		}
		if f := r.byCode[folded(code)]; f != nil && f.keep != "" && had != code+f.keep {
			changed[f.keep] = append(changed[f.keep], id)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the warehouses of products: %w", err)
	}
	return changed, nil
}

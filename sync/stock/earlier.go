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
)

// earlier is what the last read left of an article, by the shop's products that
// name it.
type earlier struct {
	// own is what was in the warehouses; invalid is unknown.
	own sql.NullInt64
	// rows is the set of warehouses in which it had rows; 0 is nobody knows.
	rows int32
	// kept is what all of its products keep of them; 0 is not the same, or nothing.
	kept int32
	// named says that a product has named it; known that VASCO had it; stocked that
	// the shop has some of it.
	named, known, stocked bool
}

func newReading(company string) *reading {
	return &reading{articles: newArticles(), warehouses: make(map[string]int), met: make(map[int]bool), books: booksOf(company)}
}

// expect lists the articles that the shop's products name, with what is kept of
// them.
func (s *Service) expect(ctx context.Context, shopID int, r *reading) error {
	rows, err := s.store.Read.QueryContext(ctx,
		`SELECT code, own, stock, supplier_segment, own_rows FROM products WHERE shop_id = $1 AND code <> '' AND gone_at IS NULL ORDER BY id`, shopID)
	if err != nil {
		return fmt.Errorf("list the shop's articles: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var code, had string
	var own, stock sql.NullInt64
	var segment int64
	into := []any{&code, column(&own), column(&stock), column(&segment), &had}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("list the shop's articles: %w", err)
		}
		one := r.articles.name(code)
		before := &one.before
		if !before.named {
			r.articles.spell(one, strings.TrimSpace(code))
		}
		before.known = before.known || segment > 0
		before.stocked = before.stocked || stock.Int64 > 0
		if own.Valid && (!before.own.Valid || own.Int64 > before.own.Int64) {
			before.own = own
		}
		r.remember(before, code, had)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("list the shop's articles: %w", err)
	}
	return nil
}

// The warehouses of an article's rows are kept behind its code and its books: of
// another article, or of another company's, they say nothing.
const behindCode = "\n"

// booksOf is short, and the same for one company always.
func booksOf(company string) string {
	return strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(company))), 16)
}

// remember reads what is kept of a product of the code.
func (r *reading) remember(before *earlier, code, had string) {
	var kept int32
	if set, ofCode := strings.CutPrefix(had, code); ofCode && strings.HasPrefix(set, behindCode+r.books) {
		if kept = r.kept.number(set); r.setOf(kept) != nil {
			before.rows = kept
		}
	}
	if before.named && before.kept != kept {
		kept = 0
	}
	before.named, before.kept = true, kept
}

// setOf are the numbers of the warehouses in a text that is kept; nil where it
// cannot be read.
func (r *reading) setOf(kept int32) []int {
	if kept == 0 {
		return nil
	}
	for len(r.sets) < len(r.kept.all) {
		var names []string
		var numbers []int
		set := strings.TrimPrefix(r.kept.all[len(r.sets)], behindCode+r.books)
		if json.Unmarshal([]byte(set), &names) == nil {
			numbers = make([]int, len(names))
			for i, name := range names {
				numbers[i] = r.number(name)
			}
		}
		r.sets = append(r.sets, numbers)
	}
	return r.sets[kept-1]
}

// longestKept bounds what is kept of the warehouses of an article, in bytes: of
// one with more nothing is.
const longestKept = 4000

// keeps writes the warehouses of an article's rows; sets are those written before.
func (r *reading) keeps(a *entry, sets map[string]int32) int32 {
	names := r.buffer[:0]
	for row := range r.rowsOf(a) {
		names = append(names, r.names[row.warehouse])
	}
	r.buffer = names
	slices.Sort(names)
	joined := strings.Join(names, behindCode)
	number, written := sets[joined]
	if !written {
		list, err := json.Marshal(names)
		if text := behindCode + r.books + string(list); err == nil && len(text) <= longestKept {
			number = r.kept.number(text)
		}
		sets[joined] = number
	}
	return number
}

package order

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/ent/push"
)

// finder writes the queries of a filter. They read ids only, in order of an
// index where there is one; the rows themselves are large. SQLite keeps no
// statistics here, so that a plus before a column keeps it from taking the
// index that leads through everything.
type finder struct {
	Filter
	postgres bool
	// numbered are the orders whose VASCO number is what is searched for.
	numbered []int
	args     []any
}

// page writes the query of a page of ids.
func (q *finder) page(seek Seek) (string, []any) {
	if !q.byPush() {
		query := fmt.Sprintf("SELECT o.id FROM orders o WHERE %s%s ORDER BY %so.id%s",
			q.orders(), q.seek(q.noIndex()+"o.id", seek), q.noIndex(), q.tail(seek))
		return query, q.args
	}
	// Each value is read from its own stretch of the index; their heads are merged.
	var parts []string
	for i, one := range q.split() {
		query := fmt.Sprintf("SELECT p.order_id FROM pushes p WHERE %s%s ORDER BY p.order_id%s",
			q.pushes(one), q.seek("p.order_id", seek), q.tail(seek))
		parts = append(parts, fmt.Sprintf("SELECT order_id FROM (%s) AS part%d", query, i))
	}
	return strings.Join(parts, " UNION ALL ") + " ORDER BY order_id" + q.tail(seek), q.args
}

// count writes the query of the whole number.
func (q *finder) count() (string, []any) {
	if !q.byPush() {
		return "SELECT COUNT(*) FROM orders o WHERE " + q.orders(), q.args
	}
	return "SELECT COUNT(*) FROM pushes p WHERE " + q.pushes(q.Filter), q.args
}

// byPush: pushes alone decide.
func (q *finder) byPush() bool { return !q.byOrder() && q.pushMatters() }

func (q *finder) byOrder() bool {
	return q.Search != "" || !q.PlacedFrom.IsZero() || !q.PlacedTo.IsZero()
}

func (q *finder) pushMatters() bool {
	return len(q.States) > 0 || len(q.Reasons) > 0 || q.Ref != "" || q.Changed || q.Differs || len(q.Compared) > 0
}

// split makes one filter for each value of the column that leads the index.
func (q *finder) split() []Filter {
	var all []Filter
	switch f := q.Filter; {
	case q.Ref != "" || q.Changed || q.Differs:
		all = []Filter{f}
	case len(q.Compared) > 0:
		for _, result := range distinct(q.Compared) {
			f.Compared = []push.Compared{result}
			all = append(all, f)
		}
	case len(q.Reasons) > 0:
		for _, reason := range distinct(q.Reasons) {
			f.Reasons = []string{reason}
			all = append(all, f)
		}
	default:
		for _, state := range distinct(q.States) {
			f.States = []push.State{state}
			all = append(all, f)
		}
	}
	return all
}

func distinct[T ~string](values []T) []T { return slices.Compact(slices.Sorted(slices.Values(values))) }

// pushes writes the conditions on a push p. The first column that is given
// leads, unless the order does.
func (q *finder) pushes(f Filter) string {
	var all []string
	plus := q.plus()
	add := func(condition string) {
		all = append(all, condition)
		plus = q.unlessPostgres("+")
	}
	if f.Ref != "" {
		add(plus + "p.reason_ref = " + q.arg(f.Ref))
	}
	if f.Changed {
		add(plus + "p.changed <> ''")
	}
	if f.Differs {
		add(plus + "p.read_back_note <> ''")
	}
	if len(f.Compared) > 0 {
		// The index leaves out what was not compared, and has to be told so.
		add(plus + "p.compared" + in(q, f.Compared) + " AND " + plus + "p.compared <> 'NONE'")
	}
	if len(f.Reasons) > 0 {
		add(plus + "p.reason" + in(q, f.Reasons))
	}
	if f.ShopID != 0 {
		all = append(all, plus+"p.shop_id = "+q.arg(f.ShopID))
	}
	if len(f.States) > 0 {
		all = append(all, plus+"p.state"+in(q, f.States))
	}
	return strings.Join(all, " AND ")
}

// orders writes the conditions on an order o.
func (q *finder) orders() string {
	all := []string{"true"}
	if q.ShopID != 0 {
		all = append(all, q.plus()+"o.shop_id = "+q.arg(q.ShopID))
	}
	if q.Search != "" {
		all = append(all, q.search())
	}
	plus := ""
	if q.Search != "" {
		plus = q.plus()
	}
	if !q.PlacedFrom.IsZero() {
		all = append(all, plus+"o.placed_at >= "+q.arg(q.PlacedFrom.UTC()))
	}
	if !q.PlacedTo.IsZero() {
		all = append(all, plus+"o.placed_at < "+q.arg(q.PlacedTo.UTC()))
	}
	if q.pushMatters() {
		all = append(all, "EXISTS (SELECT 1 FROM pushes p WHERE p.order_id = o.id AND "+q.pushes(q.Filter)+")")
	}
	return strings.Join(all, " AND ")
}

// search writes the condition of a text that is looked for.
func (q *finder) search() string {
	folded := strings.ToLower(q.Search)
	fields := []string{
		q.begins("o.number", q.Search), q.begins("o.email", folded), q.begins("o.customer_key", folded),
	}
	if len(q.numbered) > 0 {
		fields = append(fields, "o.id"+in(q, q.numbered))
	}
	return "(" + strings.Join(fields, " OR ") + ")"
}

// begins is a prefix match by index. PostgreSQL's ordinary comparison follows
// the language; these operators compare bytes, as SQLite does.
func (q *finder) begins(column, prefix string) string {
	from, below := ">=", "<"
	if q.postgres {
		from, below = "~>=~", "~<~"
	}
	return fmt.Sprintf("(%s %s %s AND %s %s %s)", column, from, q.arg(prefix), column, below, q.arg(prefix+string(utf8.MaxRune)))
}

// noIndex keeps both databases from walking through all orders by their ids:
// PostgreSQL does not know that days and ids go together.
func (q *finder) noIndex() string {
	if !q.byOrder() {
		return ""
	}
	return "+"
}

// plus keeps SQLite off the index of a column where a better one is at hand.
func (q *finder) plus() string { return q.unlessPostgres(q.noIndex()) }

func (q *finder) unlessPostgres(text string) string {
	if q.postgres {
		return ""
	}
	return text
}

func (q *finder) seek(column string, s Seek) string {
	text := ""
	if s.After != 0 {
		text += " AND " + column + " < " + q.arg(s.After)
	}
	if s.Before != 0 {
		text += " AND " + column + " > " + q.arg(s.Before)
	}
	return text
}

func (q *finder) tail(s Seek) string {
	direction := " DESC"
	if s.Backward {
		direction = " ASC"
	}
	return direction + " LIMIT " + q.arg(s.Limit)
}

// arg takes a value and returns its placeholder.
func (q *finder) arg(v any) string {
	q.args = append(q.args, v)
	return fmt.Sprint("$", len(q.args))
}

func in[T any](q *finder, values []T) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = q.arg(v)
	}
	return " IN (" + strings.Join(marks, ", ") + ")"
}

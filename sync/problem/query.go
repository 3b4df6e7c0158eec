package problem

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// query groups rows with statements over the indexes of what is wrong. The plus
// before a shop's id keeps planners from an index of all the shop's rows.
type query struct {
	store *store.Store
	// shopID is 0 for all shops.
	shopID int
}

// ofShop adds the shop to a statement's conditions, as its argument after n others.
func (q *query) ofShop(n int) string {
	if q.shopID == 0 {
		return ""
	}
	return fmt.Sprintf(" AND +shop_id = $%d", n+1)
}

func (q *query) args(first ...any) []any {
	if q.shopID == 0 {
		return first
	}
	return append(first, q.shopID)
}

// group is what waits for the same: pushes with the same reason and the same
// thing to mend. Where each order has to be mended alone, the reason makes it.
type group struct {
	shopID             int
	state, reason, ref string
	count              int
	oldest             moment
}

// waiting are the pushes that need a person, in the words of the index push_problems.
const (
	ofOrder = order.OfOrder
	waiting = "reason <> '' AND state IN ('BLOCKED', 'FAILED', 'UNCERTAIN')"
)

func (q *query) orders(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, state, reason, CASE WHEN reason_ref LIKE '" + ofOrder + "%' THEN '' ELSE reason_ref END AS ref," +
		" count(*) AS waiting, min(state_since) FROM pushes WHERE " + waiting + q.ofShop(0) +
		fmt.Sprintf(" GROUP BY shop, state, reason, ref ORDER BY waiting DESC LIMIT %d", Limit)
	var groups []group
	err := q.store.Rows(ctx, statement, q.args(), func(scan func(...any) error) error {
		var g group
		if err := scan(&g.shopID, &g.state, &g.reason, &g.ref, &g.count, &g.oldest); err != nil {
			return err
		}
		groups = append(groups, g)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("group the orders that wait: %w", err)
	}
	all := make([]Problem, len(groups))
	for i, g := range groups {
		if all[i], err = q.problem(ctx, g); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// problem makes a group's problem, with the parameters of its first order.
func (q *query) problem(ctx context.Context, g group) (Problem, error) {
	p := Problem{
		ID: idOf(g.shopID, g.reason, g.state, g.ref), Code: g.reason, Level: Warning, Ref: g.ref, ShopID: g.shopID,
		Count: g.count, OldestAt: g.oldest.at(), Releasable: true,
	}
	if g.state != string(push.StateBLOCKED) {
		p.Level = Error
	}
	// In the order of another index, so that only its first row is read.
	statement := "SELECT reason_ref, reason_params FROM pushes WHERE state = $1 AND reason = $2 AND +shop_id = $3 AND "
	args := []any{g.state, g.reason, g.shopID}
	if g.ref == "" {
		statement += "(reason_ref = '' OR reason_ref LIKE '" + ofOrder + "%')"
	} else {
		statement += "reason_ref = $4"
		args = append(args, g.ref)
	}
	var ref string
	var params []byte
	err := q.store.Read.QueryRowContext(ctx, statement+" ORDER BY order_id LIMIT 1", args...).Scan(&ref, &params)
	if errors.Is(err, sql.ErrNoRows) {
		return p, nil // Mended between the two statements.
	}
	if err != nil {
		return p, fmt.Errorf("read the first order that waits for %s: %w", g.reason, err)
	}
	if g.count == 1 {
		p.Ref = ref
	}
	if len(params) > 0 {
		if err := json.Unmarshal(params, &p.Params); err != nil {
			return p, fmt.Errorf("read what %s says: %w", g.reason, err)
		}
	}
	return p, nil
}

// slowFor is how long an order may run out of time before that is told.
const slowFor = time.Hour

// slow counts orders that go on by themselves and get nowhere.
func (q *query) slow(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, count(*), min(state_since) FROM pushes" +
		" WHERE reason <> '' AND state IN ('QUEUED', 'SYNCING') AND reason = $1 AND state_since < $2" + q.ofShop(2) + " GROUP BY shop"
	return q.grouped(ctx, statement, q.args(order.ReasonOutOfTime, store.Now().Add(-slowFor)), func(scan func(...any) error) (Problem, error) {
		p, oldest := Problem{Code: order.ReasonOutOfTime, Level: Warning}, moment{}
		err := scan(&p.ShopID, &p.Count, &oldest)
		p.OldestAt = oldest.at()
		return p, err
	})
}

// held counts orders that wait for the shop's switch, or for VASCO's books to be
// opened, so that nobody forgets it.
func (q *query) held(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, reason, count(*), min(state_since) FROM pushes WHERE reason <> '' AND state = 'WAITING'" +
		" AND reason IN ('" + order.ReasonHeld + "', '" + order.ReasonPreview + "', '" + order.ReasonYearNotOpen + "')" + q.ofShop(0) + " GROUP BY shop, reason"
	return q.grouped(ctx, statement, q.args(), func(scan func(...any) error) (Problem, error) {
		p, oldest := Problem{Level: Warning}, moment{}
		err := scan(&p.ShopID, &p.Code, &p.Count, &oldest)
		p.OldestAt, p.Ref = oldest.at(), fmt.Sprint("shop:", p.ShopID)
		return p, err
	})
}

// notInVasco counts orders of the time before the start that nobody has sent, or of
// which VASCO does not tell it for certain.
func (q *query) notInVasco(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, count(*), min(state_since) FROM pushes WHERE reason <> '' AND state = 'SKIPPED'" +
		" AND reason = '" + order.SkippedBeforeStart + "' AND compared IN ('NOT_FOUND', 'SEVERAL', 'UNCLEAR')" + q.ofShop(0) + " GROUP BY shop"
	return q.grouped(ctx, statement, q.args(), func(scan func(...any) error) (Problem, error) {
		p, oldest := Problem{Code: NotInVasco, Level: Warning}, moment{}
		err := scan(&p.ShopID, &p.Count, &oldest)
		p.OldestAt = oldest.at()
		return p, err
	})
}

// differing counts the orders of each connection that VASCO has differently from
// what was sent, or did not show. Where another rounding explains totals, the one that explains most is proposed.
func (q *query) differing(ctx context.Context) ([]Problem, error) {
	columns := []string{"+shop_id AS shop", "count(*)", "min(read_back_at)", "+connection_id AS connection"}
	for _, rounding := range vasco.Roundings() {
		columns = append(columns, "sum(CASE WHEN read_back_note = '"+order.RoundingNote(rounding)+"' THEN 1 ELSE 0 END)")
	}
	statement := "SELECT " + strings.Join(columns, ", ") + " FROM pushes WHERE read_back_note <> ''" + q.ofShop(0) + " GROUP BY shop, connection ORDER BY shop, connection"
	return q.grouped(ctx, statement, q.args(), func(scan func(...any) error) (Problem, error) {
		p, oldest, connection := Problem{Code: ReadBackDiffers, Level: Warning}, moment{}, 0
		fits := make([]int, len(vasco.Roundings()))
		err := scan(&p.ShopID, &p.Count, &oldest, &connection, &fits[0], &fits[1], &fits[2])
		p.OldestAt = oldest.at()
		if connection != 0 {
			p.Ref = fmt.Sprint("connection:", connection)
		}
		if most := slices.Max(fits); most > 0 {
			p.Params = map[string]string{"rounding": string(vasco.Roundings()[slices.Index(fits, most)]), "fits": strconv.Itoa(most)}
		}
		return p, err
	})
}

// notWritten counts orders whose number could not be written into their shop.
func (q *query) notWritten(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, count(*), min(synced_at), min(write_back_note) FROM pushes WHERE write_back_note <> ''" +
		q.ofShop(0) + " GROUP BY shop"
	return q.grouped(ctx, statement, q.args(), func(scan func(...any) error) (Problem, error) {
		p, detail, oldest := Problem{Code: NumbersNotWritten, Level: Warning}, "", moment{}
		err := scan(&p.ShopID, &p.Count, &oldest, &detail)
		p.OldestAt, p.Params, p.Ref = oldest.at(), map[string]string{"detail": detail}, fmt.Sprint("shop:", p.ShopID)
		return p, err
	})
}

// foreignFor is how long deliveries from another address are told.
const foreignFor = 7 * 24 * time.Hour

// foreign counts signed deliveries that came from another address, by it.
func (q *query) foreign(ctx context.Context) ([]Problem, error) {
	statement := "SELECT +shop_id AS shop, source, count(*), min(last_received_at) FROM deliveries WHERE state = 'REFUSED' AND last_received_at >= $1" +
		q.ofShop(1) + fmt.Sprintf(" GROUP BY shop, source ORDER BY count(*) DESC LIMIT %d", Limit)
	return q.grouped(ctx, statement, q.args(store.Now().Add(-foreignFor)), func(scan func(...any) error) (Problem, error) {
		p, source, oldest := Problem{Code: ForeignDeliveries, Level: Warning}, "", moment{}
		err := scan(&p.ShopID, &source, &p.Count, &oldest)
		p.OldestAt, p.Params, p.Ref = oldest.at(), map[string]string{"source": source}, fmt.Sprint("shop:", p.ShopID)
		return p, err
	})
}

func (q *query) grouped(ctx context.Context, statement string, args []any, read func(scan func(...any) error) (Problem, error)) ([]Problem, error) {
	var all []Problem
	err := q.store.Rows(ctx, statement, args, func(scan func(...any) error) error {
		p, err := read(scan)
		all = append(all, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count what needs a person: %w", err)
	}
	return all, nil
}

// moment reads the smallest of several times: SQLite tells it as text.
type moment struct{ value time.Time }

// Scan reads what either driver gives.
func (m *moment) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		return nil
	case time.Time:
		m.value = v.UTC()
		return nil
	case string:
		return m.parse(v)
	case []byte:
		return m.parse(string(v))
	default:
		return fmt.Errorf("a time came as %T", value)
	}
}

func (m *moment) parse(text string) error {
	at, err := time.Parse("2006-01-02 15:04:05.999999999-07:00", strings.TrimSpace(text))
	if err != nil {
		return fmt.Errorf("read a time: %w", err)
	}
	m.value = at.UTC()
	return nil
}

// at is nil when there was none.
func (m *moment) at() *time.Time {
	if m.value.IsZero() {
		return nil
	}
	return &m.value
}

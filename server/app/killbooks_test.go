package app_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
)

// openReader reads the database beside the processes that work on it.
func (k *killing) openReader() *sql.DB {
	k.t.Helper()
	driver, name := "pgx", k.databaseURL
	if path, isFile := strings.CutPrefix(k.databaseURL, "sqlite://"); isFile {
		driver, name = "sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_busy_timeout=10000"
	}
	db, err := sql.Open(driver, name)
	k.must(err)
	k.t.Cleanup(func() { _ = db.Close() })
	return db
}

func (k *killing) synced() int {
	k.t.Helper()
	var count int
	k.must(k.reader.QueryRowContext(k.t.Context(), "SELECT count(*) FROM pushes WHERE state = 'SYNCED'").Scan(&count))
	return count
}

// checkHit looks whether a child that was killed after a write died at the
// moment it says: VASCO has written what it had sent.
func (k *killing) checkHit(h hit) {
	k.t.Helper()
	books := k.books()
	switch h.point {
	case cutAfterWrite:
		if !slices.ContainsFunc(books.Orders, func(o vascosim.Order) bool { return o.ShopNumber == h.detail }) {
			k.t.Errorf("killed at %s, but order %s is not in VASCO", h.point, h.detail)
		}
	case cutPartnerAfterWrite:
		if !slices.ContainsFunc(books.Partners, func(p vascosim.Partner) bool { return p.Email == h.detail }) {
			k.t.Errorf("killed at %s, but partner %s is not in VASCO", h.point, h.detail)
		}
	}
}

// finish kills whatever still runs and lets one service bring everything to its
// end. It tells how many orders a person had to decide about.
func (k *killing) finish() (uncertain int) {
	k.t.Helper()
	k.killReplicas()
	k.weather(fair())
	service, err := app.Open(k.t.Context(), k.settings("last").options())
	k.must(err)
	defer func() { k.must(service.Close()) }()
	resolved := make(map[int]bool)
	reader := service.Store.Reader()
	unfinished := push.Or(push.StateNEQ(push.StateSYNCED), push.ReadBackAtIsNil(), push.WrittenBackAtIsNil())
	k.until("every order is in VASCO, read back and written back", func() bool {
		k.resolve(service, resolved)
		known, err := reader.Push.Query().Count(k.t.Context())
		k.must(err)
		waiting, err := reader.Push.Query().Where(unfinished).Exist(k.t.Context())
		k.must(err)
		return known == len(k.placed) && !waiting
	}, func() string { return k.unfinished(service.Store, unfinished) })
	return len(resolved)
}

// unfinished tells about the orders that have not come to their end.
func (k *killing) unfinished(s *store.Store, which predicate.Push) string {
	k.t.Helper()
	var b strings.Builder
	rows, err := s.Reader().Push.Query().Where(which).WithOrder().Order(push.ByOrderID()).All(k.t.Context())
	k.must(err)
	for _, p := range rows {
		fmt.Fprintf(&b, "order %s is %s %s, intent %s, read back %v, written back %v\n%s",
			p.Edges.Order.Number, p.State, p.Reason, p.Intent, p.ReadBackAt, p.WrittenBackAt, k.history(s, p.Edges.Order))
	}
	jobs, err := s.Read.QueryContext(k.t.Context(), "SELECT kind, state, attempt, scheduled_at, CAST(args AS TEXT) FROM river_job WHERE state NOT IN ('completed', 'cancelled')")
	k.must(err)
	defer func() { _ = jobs.Close() }()
	for jobs.Next() {
		var kind, state, at, args string
		var attempt int
		k.must(jobs.Scan(&kind, &state, &attempt, &at, &args))
		fmt.Fprintln(&b, "job", kind, state, attempt, at, args)
	}
	k.must(jobs.Err())
	return b.String()
}

// resolve is the person who looks an uncertain order up in VASCO.
func (k *killing) resolve(service *app.App, resolved map[int]bool) {
	k.t.Helper()
	rows, err := service.Store.Reader().Push.Query().Where(push.StateEQ(push.StateUNCERTAIN)).WithOrder().All(k.t.Context())
	k.must(err)
	for _, p := range rows {
		var ref *vasco.OrderRef
		for _, o := range k.books().Orders {
			if o.ShopNumber == p.Edges.Order.Number {
				ref = &vasco.OrderRef{Number: o.Number, Year: strconv.Itoa(o.Year)}
			}
		}
		k.t.Logf("order %s is uncertain: %s %v; VASCO has %v", p.Edges.Order.Number, p.Reason, p.ReasonParams, ref)
		if _, err := service.Orders.Resolve(k.t.Context(), p.OrderID, ref); err != nil {
			k.t.Logf("order %s could not be resolved now: %v", p.Edges.Order.Number, err)
			continue
		}
		resolved[p.OrderID] = true
	}
}

// check compares the shop, the service and VASCO.
func (k *killing) check() {
	k.t.Helper()
	s, err := store.Open(k.t.Context(), k.databaseURL)
	k.must(err)
	defer func() { k.must(s.Close()) }()
	rows, err := s.Reader().Order.Query().WithPushes().All(k.t.Context())
	k.must(err)
	byID := make(map[int64]*ent.Order, len(rows))
	for _, row := range rows {
		if byID[row.ShopOrderID] != nil {
			k.t.Errorf("order %s is known twice", row.Number)
		}
		byID[row.ShopOrderID] = row
	}
	books := k.books()
	inVasco := make(map[string][]vascosim.Order)
	for _, o := range books.Orders {
		inVasco[o.ShopNumber] = append(inVasco[o.ShopNumber], o)
	}
	if len(books.Orders) != len(k.placed) {
		k.t.Errorf("VASCO has %d orders for the shop's %d", len(books.Orders), len(k.placed))
	}
	numbers := k.numbersInShop()
	for _, p := range k.placed {
		wrong := k.compare(p, byID[p.ID], inVasco[p.Number], numbers[p.ID])
		if len(wrong) > 0 {
			k.t.Errorf("order %s: %s\n%s", p.Number, strings.Join(wrong, "; "), k.history(s, byID[p.ID]))
		}
	}
	k.checkPartners(books.Partners)
	k.checkAcknowledged(s)
}

// compare says what is wrong with one order.
func (k *killing) compare(p placed, row *ent.Order, found []vascosim.Order, inShop string) []string {
	if len(found) != 1 {
		return []string{fmt.Sprintf("VASCO has it %d times: %+v", len(found), found)}
	}
	if row == nil || len(row.Edges.Pushes) != 1 {
		return []string{"it is not known, or with another number of pushes than one"}
	}
	var wrong []string
	o, sent := found[0], row.Edges.Pushes[0]
	// A person may have linked either.
	if p.former && sent.Origin == push.OriginSENT || !p.former && sent.Origin == push.OriginADOPTED {
		wrong = append(wrong, fmt.Sprintf("it is %s; the plugin before sent it: %t", sent.Origin, p.former))
	}
	year := strconv.Itoa(o.Year)
	if sent.State != push.StateSYNCED || sent.Number != o.Number || sent.Year != year {
		wrong = append(wrong, fmt.Sprintf("it is %s with number %s/%s, VASCO has %s/%s", sent.State, sent.Number, sent.Year, o.Number, year))
	}
	if want := "NK-" + o.Number + "/" + year; inShop != want {
		wrong = append(wrong, fmt.Sprintf("the shop shows %q instead of %q", inShop, want))
	}
	gross := decimal.RequireFromString(o.Gross)
	if gross.Sub(p.Total).Abs().GreaterThan(decimal.New(2, -2)) || !gross.Equal(decimal.New(sent.GrossMinor, -2)) {
		wrong = append(wrong, fmt.Sprintf("the totals are %s in the shop, %d cents as sent, %s in VASCO", p.Total, sent.GrossMinor, o.Gross))
	}
	if sent.PartnerCode != strconv.Itoa(o.Partner) {
		wrong = append(wrong, fmt.Sprintf("partner %s was sent, VASCO has %d", sent.PartnerCode, o.Partner))
	}
	// VASCO cuts some of its answers in half: then there is nothing to compare with.
	if sent.Intent != push.IntentNONE || (sent.ReadBackNote != "" && sent.ReadBackNote != "NOT_READABLE") {
		wrong = append(wrong, fmt.Sprintf("the intent is %s, read back: %s", sent.Intent, sent.ReadBackNote))
	}
	return wrong
}

// numbersInShop are the VASCO numbers the shop's orders carry.
func (k *killing) numbersInShop() map[int64]string {
	k.t.Helper()
	numbers := make(map[int64]string)
	err := k.wooClient.Orders(k.t.Context(), woo.OrdersQuery{}, func(orders []woo.Order, _ []json.RawMessage) error {
		for _, o := range orders {
			numbers[o.ID], _ = o.Meta(order.NumberMeta)
		}
		return nil
	})
	k.must(err)
	return numbers
}

// checkPartners: every buyer is one partner, however many orders and processes
// wanted it.
func (k *killing) checkPartners(partners []vascosim.Partner) {
	k.t.Helper()
	count := make(map[buyerOf]int)
	for _, p := range partners {
		count[buyerOf{p.Email, strings.TrimPrefix(p.TaxNumber, "SI")}]++
	}
	// What the plugin before sent needs no partner of ours.
	want := make(map[buyerOf]int)
	for _, p := range k.placed {
		if !p.former {
			want[p.buyer] = 1
		}
	}
	for _, p := range k.placed {
		if count[p.buyer] != want[p.buyer] {
			k.t.Errorf("buyer %+v is %d partners, want %d", p.buyer, count[p.buyer], want[p.buyer])
		}
	}
}

// checkAcknowledged: what got its 200 stands on disk, however its process ended.
func (k *killing) checkAcknowledged(s *store.Store) {
	k.t.Helper()
	k.front.mu.Lock()
	defer k.front.mu.Unlock()
	acknowledged := make(map[int64]bool)
	for _, a := range k.front.acked {
		acknowledged[a.resource] = true
		found, err := s.Reader().Delivery.Query().
			Where(delivery.ShopID(k.shopID), delivery.Topic(a.topic), delivery.ResourceID(a.resource), delivery.Hash(a.hash)).Exist(context.Background())
		k.must(err)
		if !found {
			k.t.Errorf("delivery %s of order %d was acknowledged and is lost", a.topic, a.resource)
		}
	}
	k.t.Logf("%d deliveries of %d orders were acknowledged, all are on disk", len(k.front.acked), len(acknowledged))
}

// history tells what happened to an order.
func (k *killing) history(s *store.Store, row *ent.Order) string {
	k.t.Helper()
	if row == nil {
		return "nothing is known of it"
	}
	events, err := s.Reader().Event.Query().Where(event.OrderID(row.ID)).Order(event.ByID()).All(context.Background())
	k.must(err)
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s %v\n", e.At.Format("15:04:05.000"), e.Kind, e.Params)
	}
	return b.String()
}

// checkWords looks for what no process may say.
func (k *killing) checkWords() {
	k.t.Helper()
	for _, name := range []string{roleShop, roleERP, roleService + "0", roleService + "1"} {
		file, err := os.Open(logOf(k.dir, name))
		if os.IsNotExist(err) {
			continue
		}
		k.must(err)
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if text := lines.Text(); strings.Contains(text, "DATA RACE") || strings.HasPrefix(text, "panic:") {
				k.t.Errorf("%s said %q", name, text)
			}
		}
		k.must(lines.Err())
		k.must(file.Close())
	}
}

// tail is what a process said last.
func (k *killing) tail(name string) string {
	k.t.Helper()
	raw, err := os.ReadFile(logOf(k.dir, name))
	k.must(err)
	const enough = 4000
	return string(raw[max(0, len(raw)-enough):])
}

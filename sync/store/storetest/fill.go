package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
)

// Fill puts a busy installation into a new database: three shops of very
// different size, so many orders with their pushes, as many events,
// deliveries and calls, and a tenth of tasks. Ids begin with 1; order i has the number 1000+i.
func Fill(t testing.TB, s *store.Store, orders int) {
	t.Helper()
	at := "strftime('%Y-%m-%d %H:%M:%S+00:00', '2026-01-01', '+' || (i) || ' minutes')"
	text := func(literal string) string { return "CAST('" + literal + "' AS blob)" }
	analyze := "PRAGMA optimize" // SQLite keeps no statistics in production: none here.
	if s.IsPostgres() {
		at = "timestamptz '2026-01-01 00:00:00+00' + i * interval '1 minute'"
		text = func(literal string) string { return "convert_to('" + literal + "', 'UTF8')" }
		analyze = "ANALYZE"
	}
	const shopOf = "CASE WHEN i % 1000 = 0 THEN 3 WHEN i % 10 = 0 THEN 2 ELSE 1 END"
	const stateOf = `CASE WHEN i % 50 = 1 THEN 'BLOCKED' WHEN i % 100 = 2 THEN 'FAILED' WHEN i % 20 = 3 THEN 'WAITING'
 WHEN i % 50 = 4 THEN 'SKIPPED' WHEN i % 1000 = 5 THEN 'UNCERTAIN' ELSE 'SYNCED' END`
	const reasonOf = `CASE WHEN i % 500 = 51 THEN 'ARTICLE_CODE_MISSING' WHEN i % 50 = 1 THEN 'PAYMENT_UNMAPPED' WHEN i % 100 = 2 THEN 'INTERNAL'
 WHEN i % 20 = 3 THEN 'STATUS' WHEN i % 50 = 4 THEN 'BEFORE_START' WHEN i % 1000 = 5 THEN 'SEARCH_UNPROVEN' ELSE '' END`
	const kindOf = `CASE WHEN i % 4 = 0 THEN 'order.received' WHEN i % 4 = 1 THEN 'order.synced' WHEN i % 50 = 2 THEN 'order.blocked'
 WHEN i % 1000 = 3 THEN 'connection.unreachable' ELSE 'order.queued' END`
	const levelOf = `CASE WHEN i % 50 = 2 THEN 'WARNING' WHEN i % 1000 = 3 THEN 'ERROR' WHEN i % 4 = 1 THEN 'SUCCESS' ELSE 'INFO' END`
	rows := fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)", orders)
	large := strings.Repeat("x", 300)

	statements := []string{
		`INSERT INTO vasco_connections (id, created_at, updated_at, name, base_url, username, password, tax_number)
 SELECT 1, x AS created, x AS updated, 'VASCO', 'http://erp', 'demo', ` + text("secret") + `, '12345678' FROM (SELECT ` + at + ` AS x FROM (SELECT 1 AS i) AS one) AS t`,
		fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3)
 INSERT INTO shops (id, created_at, updated_at, key, name, url, consumer_key, consumer_secret, webhook_secret, settings, connection_id)
 SELECT i, %s, %s, 'shop-' || i, 'Shop ' || i, 'http://shop-' || i, %s, %s, %s, '{}', 1 FROM n`, at, at, text("k"), text("s"), text("w")),
		fmt.Sprintf(`%s INSERT INTO orders (id, created_at, updated_at, shop_id, shop_order_id, order_key, number, status, currency, total_minor,
 customer, customer_key, email, payment_method, payment_title, placed_at, body, body_hash)
 SELECT i, %s, %s, %s, i, 'wc_' || i, '' || (1000 + i), 'processing', 'EUR', 100 * i,
 'Žana ' || i, 'žana ' || i, 'buyer' || i || '@example.si', 'bacs', 'Predračun', %s, %s, '' FROM n`,
			rows, at, at, shopOf, at, text(fmt.Sprintf(`{"id":1,"currency":"EUR","total":"1.00","note":"%s"}`, large))),
		fmt.Sprintf(`%s INSERT INTO pushes (created_at, updated_at, order_id, shop_id, connection_id, state, reason, reason_ref, number, year, company,
 changed, read_back_note, payload, state_since)
 SELECT %s, %s, i, %s, 1, %s, %s, CASE WHEN i %% 50 = 1 THEN 'payment:' || (1 + i %% 7) ELSE '' END,
 CASE WHEN %s = 'SYNCED' THEN '' || (100000 + i) ELSE '' END, '2026', CASE WHEN %s = 'SYNCED' THEN 'company' ELSE '' END,
 CASE WHEN i %% 700 = 6 THEN 'total' ELSE '' END,
 CASE WHEN i %% 800 = 6 THEN 'TOTAL' ELSE '' END, %s, %s FROM n`,
			rows, at, at, shopOf, stateOf, reasonOf, stateOf, stateOf, text(`{"note":"`+large+`"}`), at),
		fmt.Sprintf(`%s INSERT INTO events (id, at, kind, level, shop_id, order_id, params) SELECT i, %s, %s, %s, %s, 1 + i / 4, '{"number":"1"}' FROM n`,
			rows, at, kindOf, levelOf, shopOf),
		fmt.Sprintf(`%s INSERT INTO deliveries (id, shop_id, topic, resource_id, hash, kind, state, body, received_at, last_received_at)
 SELECT i, %s, CASE WHEN i %% 3 = 0 THEN 'order.created' WHEN i %% 500 = 1 THEN 'order.deleted' ELSE 'order.updated' END, 1 + i / 2, 'hash' || i, 'OBJECT',
 CASE WHEN i %% 400 = 7 THEN 'REFUSED' WHEN i %% 90 = 8 THEN 'STORED' ELSE 'PROCESSED' END, %s, %s, %s FROM n`,
			rows, shopOf, text(`{"id":1,"note":"`+large+`"}`), at, at),
		fmt.Sprintf(`%s INSERT INTO api_calls (id, system, shop_id, connection_id, order_id, operation, method, path, status, duration_ms, request, response, error, at)
 SELECT i, CASE WHEN i %% 3 = 0 THEN 'SHOP' ELSE 'VASCO' END, CASE WHEN i %% 3 = 0 THEN %s ELSE 0 END, CASE WHEN i %% 3 = 0 THEN 0 ELSE 1 END, 1 + i / 4,
 'read', 'GET', '/x', 200, 5, %s, %s, CASE WHEN i %% 900 = 9 THEN 'refused' ELSE '' END, %s FROM n`,
			rows, shopOf, text(large), text(large), at),
		fmt.Sprintf(`%s INSERT INTO tasks (shop_id, order_id, key, kind, state, changes, amounts, opened_at)
 SELECT %s, i, 'k', CASE WHEN i %% 300 = 0 THEN 'CANCELLED' ELSE 'REFUND' END,
 CASE WHEN i %% 500 = 0 THEN 'OPEN' WHEN i %% 70 = 0 THEN 'WITHDRAWN' ELSE 'DONE' END, '[]', '[]', %s FROM n WHERE i %% 10 = 0`,
			rows, shopOf, at),
		analyze,
	}
	for _, statement := range statements {
		if _, err := s.Write.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("fill the database: %v\n%.300s", err, statement)
		}
	}
}

package storetest

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
)

// Plan is how the database runs a query, a step a line. Steps that walk through
// a table, or throw away most of what they read, begin with WASTE.
func Plan(t testing.TB, s *store.Store, query string, args []any) string {
	t.Helper()
	explain := "EXPLAIN QUERY PLAN "
	if s.IsPostgres() {
		explain = "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) "
	}
	rows, err := s.Read.QueryContext(t.Context(), explain+query, args...)
	if err != nil {
		t.Fatalf("explain %s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		var step string
		if s.IsPostgres() {
			err = rows.Scan(&step)
		} else {
			var id, parent, unused int
			err = rows.Scan(&id, &parent, &unused, &step)
		}
		if err != nil {
			t.Fatalf("read the plan: %v", err)
		}
		if wasteful(step) {
			step = "WASTE " + step
		}
		plan.WriteString(step + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("read the plan: %v", err)
	}
	return plan.String()
}

var (
	// Parts are the names of subqueries, whose rows are few.
	sqliteScan = regexp.MustCompile(`^SCAN (\w+)( USING .*INDEX (\w+))?$`)
	seqScan    = regexp.MustCompile(`Seq Scan on (\w+)`)
	thrownAway = regexp.MustCompile(`Rows Removed by (?:Filter|Index Recheck): (\d+)`)
	// partial indexes hold few rows, small tables too.
	small = map[string]bool{"push_changed_order_id": true, "push_read_back_note_order_id": true, "apicall_system_id": true, "shops": true}
)

const muchThrownAway = 20_000

func wasteful(step string) bool {
	if scan := sqliteScan.FindStringSubmatch(step); scan != nil {
		return !strings.HasPrefix(scan[1], "part") && !small[scan[1]] && !small[scan[3]]
	}
	if scan := seqScan.FindStringSubmatch(step); scan != nil {
		return !small[scan[1]]
	}
	if waste := thrownAway.FindStringSubmatch(step); waste != nil {
		rows, err := strconv.Atoi(waste[1])
		return err == nil && rows > muchThrownAway
	}
	return false
}

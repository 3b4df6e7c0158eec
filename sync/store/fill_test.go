package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
)

// column of a table, with a value that fits its type.
type column struct{ name, value string }

// fill adds a row to every table of ours that has none, whatever version the
// database has, and returns how many rows each table has.
func fill(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	filled := make(map[string]int)
	var statements []string
	for table, columns := range columns(t, s) {
		if filled[table] = count(t, s, table); filled[table] > 0 {
			continue
		}
		var names, values []string
		for _, c := range columns {
			names, values = append(names, `"`+c.name+`"`), append(values, c.value)
		}
		statements = append(statements, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", ")))
		filled[table]++
	}
	exec(t, s, statements)
	return filled
}

// columns of our tables; goose's and River's are their own.
func columns(t *testing.T, s *store.Store) map[string][]column {
	t.Helper()
	query := `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`
	if s.IsPostgres() {
		query = `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'`
	}
	tables := make(map[string][]column)
	rowsOf(t, s, query, func(rows *sql.Rows) error {
		var table, name, kind string
		if err := rows.Scan(&table, &name, &kind); err != nil {
			return err
		}
		if strings.HasPrefix(table, "goose_") || strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_") {
			return nil
		}
		tables[table] = append(tables[table], column{name, valueOf(strings.ToLower(kind))})
		return nil
	})
	return tables
}

// valueOf is a literal of a column's type, right in both databases.
func valueOf(kind string) string {
	switch {
	case strings.Contains(kind, "int"), strings.Contains(kind, "numeric"):
		return "1"
	case strings.Contains(kind, "bool"):
		return "true"
	case strings.Contains(kind, "json"):
		return "'{}'"
	case strings.Contains(kind, "time"):
		return "'2026-01-02 03:04:05+00:00'"
	case kind == "bytea":
		return `'\x01'`
	default:
		return "'x'"
	}
}

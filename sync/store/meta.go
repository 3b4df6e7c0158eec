package store

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/meta"
)

// Meta returns a fact the database keeps about itself, a cursor for example;
// it is empty until it is set.
func Meta(ctx context.Context, client *ent.Client, key string) (string, error) {
	row, err := client.Meta.Query().Where(meta.Key(key)).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", key, err)
	}
	return row.Value, nil
}

// SetMeta sets a fact.
func SetMeta(ctx context.Context, tx *Tx, key, value string) error {
	const query = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
	if _, err := tx.SQL.ExecContext(ctx, query, key, value); err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}

// SwapMeta sets a fact that is still the one the caller has read; of several
// that try at once, one does. An old value of "" is one that was never set.
func SwapMeta(ctx context.Context, tx *Tx, key, before, after string) (bool, error) {
	query, args := "UPDATE meta SET value = $1 WHERE key = $2 AND value = $3", []any{after, key, before}
	if before == "" {
		query, args = "INSERT INTO meta (value, key) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", args[:2]
	}
	result, err := tx.SQL.ExecContext(ctx, query, args...)
	if err != nil {
		return false, fmt.Errorf("set %s: %w", key, err)
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("set %s: %w", key, err)
	}
	return changed == 1, nil
}

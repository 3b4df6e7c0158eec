package secret

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/meta"
	"github.com/kiwwwi/vasco/sync/store"
)

// ErrOtherKey means that the database's secrets were encrypted with another key.
var ErrOtherKey = errors.New("the key file is not the one this database was encrypted with; put that one back (VASCO_SECRET_KEY_FILE)")

const fingerprintKey = "secret.fingerprint"

// Bind ties the database to the box's key at the first start, and refuses
// another key at every later one, before anything is written with it.
func Bind(ctx context.Context, s *store.Store, b *Box) error {
	err := s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Meta.Create().SetKey(fingerprintKey).SetValue(b.fingerprint).
			OnConflictColumns(meta.FieldKey).Ignore().Exec(ctx)
	})
	if err != nil {
		return fmt.Errorf("remember the key's fingerprint: %w", err)
	}
	var row *ent.Meta
	if row, err = s.Reader().Meta.Query().Where(meta.Key(fingerprintKey)).Only(ctx); err != nil {
		return fmt.Errorf("read the key's fingerprint: %w", err)
	}
	if row.Value != b.fingerprint {
		return fmt.Errorf("the key file has key %s, the database has %s: %w", b.fingerprint, row.Value, ErrOtherKey)
	}
	return nil
}

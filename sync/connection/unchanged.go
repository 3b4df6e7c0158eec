package connection

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

// Unchanged tells whether a shop and its connection (nil for none) are still
// what they were when they were read. On PostgreSQL they stay so until the
// transaction ends: whoever changes them finds what is written now.
func (r *Registry) Unchanged(ctx context.Context, tx *store.Tx, s *Shop, v *Vasco) (bool, error) {
	if err := tx.Share(ctx, "shops", s.ID); err != nil {
		return false, err
	}
	row, err := tx.Shop.Get(ctx, s.ID)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read shop %s again: %w", s.Key, err)
	}
	if shopFingerprint(row) != s.fingerprint {
		return false, nil
	}
	if v == nil {
		return true, nil
	}
	if err := tx.Share(ctx, "vasco_connections", v.ID); err != nil {
		return false, err
	}
	again, err := tx.VascoConnection.Get(ctx, v.ID)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read VASCO connection %s again: %w", v.Name, err)
	}
	return vascoFingerprint(again) == v.fingerprint, nil
}

// shopFingerprint covers what decides about orders.
func shopFingerprint(row *ent.Shop) string {
	connectionID := 0
	if row.ConnectionID != nil {
		connectionID = *row.ConnectionID
	}
	return fingerprint(row.URL, row.HomeURL, row.Timezone, row.Auth, row.ConsumerKey, row.ConsumerSecret, string(row.Settings), connectionID, row.SendingOrders)
}

func vascoFingerprint(row *ent.VascoConnection) string {
	return fingerprint(row.BaseURL, row.Username, row.Password, row.TaxNumber, row.Profile, string(row.ProfileOverrides),
		row.SettleSeconds, row.SearchProvenAt != nil)
}

func fingerprint(values ...any) string {
	var all []byte
	for _, value := range values {
		all = fmt.Appendf(all, "%q\n", fmt.Sprint(value))
	}
	sum := sha256.Sum256(all)
	return string(sum[:])
}

package partner

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partner"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/store"
)

// kin is what is known of partners that may be the buyer's.
type kin struct {
	// codes are those in VASCO, by their keys.
	codes map[string]string
	// names are VASCO's of them.
	names map[string]string
	// open is the last deadline of the creates that may have landed, nil for none.
	open *time.Time
}

// kinOf reads what is known of the buyer's partner under each spelling of its
// tax number.
func kinOf(ctx context.Context, client *ent.Client, connectionID int, b buyer.Buyer) (kin, error) {
	query := client.Partner.Query().Where(partner.ConnectionID(connectionID))
	if keys := b.Keys(); len(keys) > 0 {
		query.Where(partner.KeyIn(keys...))
	} else {
		// Rare, and answered from the index alone.
		query.Where(partner.KeyHasPrefix(buyer.VATKey), partner.KeyHasSuffix(b.TaxNumber().National))
	}
	rows, err := query.Select(partner.FieldID, partner.FieldKey, partner.FieldCode, partner.FieldName, partner.FieldIntent, partner.FieldPostDeadline).All(ctx)
	if err != nil {
		return kin{}, fmt.Errorf("read partner %s: %w", b.Key(), err)
	}
	known := kin{codes: make(map[string]string), names: make(map[string]string)}
	for _, row := range rows {
		if !b.IsKin(row.Key) {
			continue
		}
		if row.Code != "" {
			known.codes[row.Key], known.names[row.Key] = row.Code, row.Name
		}
		if d := row.PostDeadline; row.Intent == partner.IntentOPEN && d != nil && (known.open == nil || d.After(*known.open)) {
			known.open = d
		}
	}
	return known, nil
}

// search is one that found nobody. For an earlier create it counts only when it
// began once that one could not land any more.
type search struct {
	at time.Time
	// known is what was known before it.
	known kin
}

// claim commits the intent to create, or answers Wait: for who is creating a
// partner with this number, for an earlier create that may still land, and to
// search again when one has come since.
func (s *Service) claim(ctx context.Context, v *connection.Vasco, b buyer.Buyer, payload json.RawMessage, searched search) (*store.Lease, time.Time, error) {
	var lease *store.Lease
	var deadline time.Time
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		lease, err = store.Acquire(ctx, tx, fmt.Sprintf("partner:%d:%s", v.ID, b.ClaimKey()), s.leaseFor)
		if err != nil {
			return err
		}
		if lease == nil {
			return &Wait{Until: store.Now().Add(busyWait)}
		}
		now, err := kinOf(ctx, tx.Client, v.ID, b)
		if err != nil {
			return err
		}
		if !maps.Equal(now.codes, searched.known.codes) {
			return &Wait{Until: store.Now()}
		}
		if now.open != nil {
			if settled := now.open.Add(v.Settle); searched.at.Before(settled) {
				return &Wait{Until: s.lookAgain(*now.open, settled)}
			}
		}
		deadline = store.Now().Add(s.callTime)
		return tx.Partner.Create().SetConnectionID(v.ID).SetKey(b.Key()).SetIntent(partner.IntentOPEN).
			SetPayload(payload).SetPostDeadline(deadline).SetAttempt(1).
			OnConflictColumns(partner.FieldConnectionID, partner.FieldKey).
			Update(func(u *ent.PartnerUpsert) {
				u.SetIntent(partner.IntentOPEN).SetPayload(payload).SetPostDeadline(deadline).AddAttempt(1).SetUpdatedAt(store.Now())
			}).Exec(ctx)
	})
	return lease, deadline, err
}

package order

import (
	"context"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// roundingNotes are what is noted of an order whose total VASCO would have made
// as we said by another rounding than the profile's.
var roundingNotes = map[vasco.Rounding]string{
	vasco.RoundPerRate: "TOTAL_PER_RATE", vasco.RoundPerLine: "TOTAL_PER_LINE", vasco.RoundNot: "TOTAL_UNROUNDED",
}

// RoundingNote is the note of an order that a rounding would have explained.
func RoundingNote(r vasco.Rounding) string { return roundingNotes[r] }

// otherRounding is the rounding by which the document that was sent comes to what
// VASCO made of it; empty where none does, or the profile's own.
func otherRounding(w *work, found decimal.Decimal) vasco.Rounding {
	profile := w.vasco.Profile
	lines, err := sentLines(w)
	if err != nil || minor(profile.Gross(lines)) != w.push.GrossMinor {
		return "" // It was sent by other settings than today's.
	}
	for _, rounding := range vasco.Roundings() {
		other := profile
		other.Rounding = rounding
		if rounding != profile.Rounding && other.Gross(lines).Equal(found) {
			return rounding
		}
	}
	return ""
}

// roundsSo: by the profile as it is now, the document that was sent comes to what
// VASCO made of it, and that is as near to the shop's total as is allowed, or to
// what a person said to send it with.
func roundsSo(w *work, found decimal.Decimal) bool {
	lines, err := sentLines(w)
	if err != nil || !w.vasco.Profile.Gross(lines).Equal(found) {
		return false
	}
	off := w.push.GrossMinor - minor(found)
	if w.push.AcceptedGrossMinor == nil {
		off += w.push.DifferenceMinor
	}
	tolerance := w.shop.Settings.ToleranceCents
	return off <= tolerance && off >= -tolerance
}

func sentLines(w *work) ([]vasco.Line, error) {
	rates := make(map[int]decimal.Decimal)
	for text, code := range w.shop.Settings.VATCodes {
		if rate, err := decimal.NewFromString(text); err == nil {
			rates[code] = rate
		}
	}
	lines, err := w.vasco.Profile.SentLines(w.push.Payload, rates)
	if err != nil {
		return nil, fmt.Errorf("read the lines that were sent: %w", err)
	}
	return lines, nil
}

// compareExplained reads orders back once more whose totals the profile's rounding,
// as it is now, explains: nothing is proposed for them any more.
func (s *Service) compareExplained(ctx context.Context, tx *store.Tx, shop *connection.Shop) error {
	row, err := tx.VascoConnection.Get(ctx, shop.ConnectionID)
	if err != nil {
		return fmt.Errorf("read connection %d: %w", shop.ConnectionID, err)
	}
	profile, err := vasco.ProfileByName(row.Profile, row.ProfileOverrides)
	if err != nil {
		return fmt.Errorf("read the profile of connection %d: %w", row.ID, err)
	}
	explained := push.And(push.ShopID(shop.ID), push.ConnectionID(row.ID), push.ReadBackNote(RoundingNote(profile.Rounding)))
	var ids []int64
	err = tx.Order.Query().Where(entorder.HasPushesWith(explained)).Order(entorder.ByShopOrderID()).Select(entorder.FieldShopOrderID).Scan(ctx, &ids)
	if err != nil {
		return fmt.Errorf("list the orders that the rounding explains: %w", err)
	}
	if err := tx.Push.Update().Where(explained).ClearReadBackAt().SetReadBackNote("").Exec(ctx); err != nil {
		return fmt.Errorf("let %d orders be read back again: %w", len(ids), err)
	}
	for chunk := range slices.Chunk(ids, releaseChunk) {
		if err := s.requestIDs(ctx, tx, shop, chunk); err != nil {
			return err
		}
	}
	return nil
}

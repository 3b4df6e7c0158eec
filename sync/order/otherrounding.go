package order

import (
	"github.com/shopspring/decimal"

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
	rates := make(map[int]decimal.Decimal)
	for text, code := range w.shop.Settings.VATCodes {
		if rate, err := decimal.NewFromString(text); err == nil {
			rates[code] = rate
		}
	}
	profile := w.vasco.Profile
	lines, err := profile.SentLines(w.push.Payload, rates)
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

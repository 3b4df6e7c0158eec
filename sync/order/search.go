package order

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// searchMargin widens the window of dates: the two clocks and zones may differ.
const searchMargin = 36 * time.Hour

// search lists VASCO's orders around a document's date that carry the shop's number.
func (s *Service) search(ctx context.Context, client *vasco.Client, shopNumber string, date time.Time) (vasco.SearchResult, error) {
	return s.searchSince(ctx, client, shopNumber, date, date)
}

// searchSince is search for a document whose date is not known.
func (s *Service) searchSince(ctx context.Context, client *vasco.Client, shopNumber string, from, to time.Time) (vasco.SearchResult, error) {
	result, err := client.SearchOrders(ctx, vasco.Search{From: from.Add(-searchMargin), To: to.Add(searchMargin)})
	if err != nil {
		return result, fmt.Errorf("search order %s in VASCO: %w", shopNumber, err)
	}
	var ours []vasco.Order
	for _, o := range result.Orders {
		if o.ShopNumber != nil && strings.TrimSpace(*o.ShopNumber) == shopNumber {
			ours = append(ours, o)
		}
	}
	result.Orders = ours
	return result, nil
}

// split tells orders that are the intent's from those that only share its number.
func split(found []vasco.Order, w *work) (exact, different []vasco.Order) {
	for _, o := range found {
		if isIntent(o, w) {
			exact = append(exact, o)
		} else {
			different = append(different, o)
		}
	}
	return exact, different
}

// isIntent compares partner, date and gross of the intent's payload, not of the
// order as it may have been edited since. What VASCO did not return cannot
// differ, see docs/adr/0006-what-matches.md.
func isIntent(o vasco.Order, w *work) bool {
	if w.push.DocumentDate == nil || !samePartner(o.Partner, w.push.PartnerCode) || o.Date.Format(time.DateOnly) != w.push.DocumentDate.Format(time.DateOnly) {
		return false
	}
	return o.Gross == nil || within(minor(*o.Gross)-w.push.GrossMinor)
}

// samePartner: a code may come back with or without its leading zeros.
func samePartner(a, b string) bool { return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") }

// grossTolerance is in cents: VASCO may round a document another way than the profile says.
const grossTolerance = 5

func within(difference int64) bool {
	return difference <= grossTolerance && difference >= -grossTolerance
}

// differences shows an order in VASCO beside what was sent, or would be.
func (w *work) differences(found vasco.Order) map[string]string {
	ours := w.wouldBe
	if ours == nil {
		ours = &likeness{partner: w.push.PartnerCode, gross: w.push.GrossMinor, date: *w.push.DocumentDate}
	}
	params := map[string]string{
		"found": found.Ref.Number + "/" + found.Ref.Year, "foundPartner": found.Partner, "foundDate": found.Date.Format(time.DateOnly),
		"sentPartner": ours.partner, "sentDate": ours.date.Format(time.DateOnly), "sentGross": major(ours.gross).StringFixed(2),
	}
	if found.Gross != nil {
		params["foundGross"] = found.Gross.StringFixed(2)
	}
	return params
}

func numbersOf(orders []vasco.Order) string {
	all := make([]string, len(orders))
	for i, o := range orders {
		all[i] = o.Ref.Number + "/" + o.Ref.Year
	}
	return strings.Join(all, ", ")
}

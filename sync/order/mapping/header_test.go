package mapping_test

import (
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

func TestDocumentDate(t *testing.T) {
	t.Parallel()
	at := func(text string) woo.Time {
		parsed, err := time.Parse("2006-01-02T15:04:05", text)
		if err != nil {
			t.Fatal(err)
		}
		return woo.Time{Time: parsed}
	}
	for _, c := range []struct {
		name       string
		local, gmt woo.Time
		want, due  string
	}{
		{"the shop's own date", at("2026-06-01T00:30:00"), at("2026-05-31T22:30:00"), "2026-06-01", "2026-06-16"},
		{"a UTC date in the shop's zone", woo.Time{}, at("2026-06-01T23:30:00"), "2026-06-02", "2026-06-17"},
		{"over the end of a year", at("2026-12-24T10:00:00"), woo.Time{}, "2026-12-24", "2027-01-08"},
		{"unknown is today", woo.Time{}, woo.Time{}, "2026-11-24", "2026-12-09"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1))
			o.DateCreated, o.DateCreatedGMT = c.local, c.gmt
			d := mustBuild(t, inputOf(o)).Document
			if got := d.Date.Format(time.DateOnly); got != c.want {
				t.Errorf("the date is %s, want %s", got, c.want)
			}
			if got := d.DueDate.Format(time.DateOnly); got != c.due {
				t.Errorf("it is due on %s, want %s", got, c.due)
			}
		})
	}
}

// TestDocumentDay: the order was placed on 30 December and paid on the 31st by the
// shop's clock, when it was the 30th in Greenwich.
func TestDocumentDay(t *testing.T) {
	t.Parallel()
	moment := func(text string) woo.Time {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return woo.Time{Time: at}
	}
	paidAt := moment("2026-12-30T23:30:00Z")
	for _, c := range []struct {
		name      string
		day       rules.DocumentDay
		paid      woo.Time
		now, open string
		want, due string
	}{
		{"the order's", rules.OrderDay, paidAt, "2027-01-02T12:00:00Z", "", "2026-12-30", "2027-01-14"},
		{"the payment's", rules.PaymentDay, paidAt, "2027-01-02T12:00:00Z", "", "2026-12-31", "2027-01-15"},
		{"not paid yet", rules.PaymentDay, woo.Time{}, "2027-01-02T12:00:00Z", "", "2026-12-30", "2027-01-14"},
		{"the sending's", rules.SendingDay, paidAt, "2026-12-31T23:30:00Z", "", "2027-01-01", "2027-01-16"},
		{"not before the first open day", rules.OrderDay, paidAt, "2026-12-31T12:00:00Z", "2027-01-01", "2027-01-01", "2027-01-16"},
		{"after the first open day", rules.SendingDay, paidAt, "2027-01-05T12:00:00Z", "2027-01-01", "2027-01-05", "2027-01-20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1))
			o.DateCreated, o.DateCreatedGMT = woo.Time{}, moment("2026-12-30T12:00:00Z")
			o.DatePaid, o.DatePaidGMT = woo.Time{}, c.paid
			in := inputOf(o)
			in.Settings.DocumentDay, in.Settings.FirstOpenDay, in.Now = c.day, c.open, moment(c.now).Time
			d := mustBuild(t, in).Document
			if date, due := d.Date.Format(time.DateOnly), d.DueDate.Format(time.DateOnly); date != c.want || due != c.due {
				t.Errorf("dated %s, due on %s, want %s and %s", date, due, c.want, c.due)
			}
		})
	}
}

// TestDueDate: the order was placed on 1 June and paid on the 4th.
func TestDueDate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		terms mapping.Terms
		paid  string
		want  string
	}{
		"the shop's":                {mapping.Terms{From: mapping.FromDocument}, "2026-06-04", "2026-06-16"},
		"the method's":              {mapping.Terms{Days: new(8)}, "2026-06-04", "2026-06-09"},
		"none":                      {mapping.Terms{Days: new(0)}, "", "2026-06-01"},
		"from the order":            {mapping.Terms{Days: new(8), From: mapping.FromOrder}, "2026-06-04", "2026-06-09"},
		"from the payment":          {mapping.Terms{Days: new(8), From: mapping.FromPayment}, "2026-06-04", "2026-06-12"},
		"from no payment":           {mapping.Terms{Days: new(8), From: mapping.FromPayment}, "", "2026-06-09"},
		"never before the document": {mapping.Terms{Days: new(2), From: mapping.FromPayment}, "2026-05-20", "2026-06-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
			in.Terms = c.terms
			if c.paid != "" {
				at, err := time.Parse(time.DateOnly, c.paid)
				if err != nil {
					t.Fatal(err)
				}
				in.Order.DatePaid = woo.Time{Time: at}
			}
			if got := mustBuild(t, in).Document.DueDate.Format(time.DateOnly); got != c.want {
				t.Errorf("it is due on %s, want %s", got, c.want)
			}
		})
	}
}

func TestHeaderComesFromTheSettings(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Settings.NotesTemplate = "Naročilo {number} (id {id})"
	in.Settings.ShopNumberTemplate = "B-{number}"
	in.Settings.PaymentTermDays = 0
	d := mustBuild(t, in).Document
	if d.Notes != "Naročilo 1284 (id 4242)" || d.ShopNumber != "B-1284" || d.PartnerCode != "501" || d.PaymentID != "6" || !d.DueDate.Equal(d.Date) {
		t.Errorf("got %+v", d)
	}
}

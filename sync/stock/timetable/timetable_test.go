package timetable_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
)

func day(at string) timetable.Plan {
	return timetable.Plan{Every: stockschedule.EveryDAY, At: at}
}

func cron(text string) timetable.Plan {
	return timetable.Plan{Every: stockschedule.EveryCRON, Cron: text}
}

func every(e stockschedule.Every) timetable.Plan { return timetable.Plan{Every: e} }

// TestNext: moments in UTC; Ljubljana is two hours ahead in summer, one in
// winter, and changes on 2026-10-25 and 2027-03-28 at 01:00 UTC.
func TestNext(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		plan  timetable.Plan
		zone  string
		after string
		want  string
	}{
		"off":                           {every(stockschedule.EveryOFF), "", "2026-11-29T10:00", ""},
		"quarter":                       {every(stockschedule.EveryMINUTES_15), "", "2026-11-29T10:00", "10:15 10:30 10:45 11:00"},
		"half":                          {every(stockschedule.EveryMINUTES_30), "", "2026-11-29T10:07", "10:30 11:00"},
		"hour":                          {every(stockschedule.EveryHOUR), "", "2026-11-29T10:59", "11:00 12:00"},
		"hour where clocks are half":    {every(stockschedule.EveryHOUR), "Asia/Kolkata", "2026-11-29T10:00", "10:30 11:30"},
		"hours that come twice":         {every(stockschedule.EveryHOUR), "", "2026-10-24T23:30", "00:00 01:00 02:00 03:00"},
		"two hours by the wall":         {every(stockschedule.EveryHOURS_2), "", "2026-11-29T10:00", "11:00 13:00"},
		"two hours in autumn":           {every(stockschedule.EveryHOURS_2), "", "2026-10-24T21:00", "22:00 00:00 03:00"},
		"two hours in spring":           {every(stockschedule.EveryHOURS_2), "", "2027-03-27T22:30", "23:00 01:00 02:00"},
		"six hours":                     {every(stockschedule.EveryHOURS_6), "", "2026-07-01T00:00", "04:00 10:00 16:00 22:00"},
		"twelve hours":                  {every(stockschedule.EveryHOURS_12), "", "2026-07-01T00:00", "10:00 22:00"},
		"day":                           {day("03:30"), "", "2026-11-29T02:30", "02:30 02:30"},
		"day, later the same":           {day("23:59"), "", "2026-11-29T10:00", "22:59"},
		"day that comes twice":          {day("02:30"), "", "2026-10-24T12:00", "00:30 01:30"},
		"day that comes twice, between": {day("02:30"), "", "2026-10-25T00:45", "01:30"},
		"day that is left out":          {day("02:30"), "", "2027-03-27T12:00", "01:00 00:30"},
		"day before the gap":            {day("01:59"), "", "2027-03-27T12:00", "00:59 23:59"},
		"day after the gap":             {day("03:00"), "", "2027-03-27T12:00", "01:00 01:00"},
		"cron":                          {cron("30 3 * * 1-5"), "", "2026-11-27T12:00", "02:30 02:30"},
		"cron that comes twice":         {cron("30 2 * * *"), "", "2026-10-24T12:00", "00:30 01:30"},
		"cron that is left out":         {cron("30 2 * * *"), "", "2027-03-27T12:00", "01:00 00:30"},
		"cron within the gap, once":     {cron("*/20 2 * * *"), "", "2027-03-28T00:00", "01:00 00:00 00:20"},
		"cron in the second hour":       {cron("0,30 2 * * *"), "", "2026-10-25T01:10", "01:00"},
		"cron of every hour in autumn":  {cron("*/30 * * * *"), "", "2026-10-24T23:40", "00:00 00:30 01:00 01:30 02:00"},
		"cron of every hour in spring":  {cron("20 * * * *"), "", "2027-03-27T23:40", "00:20 01:20"},
		"cron of every hour of a day":   {cron("0 * 25 10 *"), "", "2026-10-25T21:40", "22:00 22:00"},
		"cron on a leap day":            {cron("0 12 29 2 *"), "UTC", "2026-01-01T00:00", "12:00"},
		"cron that never comes":         {cron("0 0 30 2 *"), "", "2026-01-01T00:00", ""},
		"no cron":                       {cron("now"), "", "2026-01-01T00:00", ""},
		"no time":                       {day("soon"), "", "2026-01-01T00:00", ""},
		"another continent":             {day("02:30"), "America/New_York", "2026-03-08T00:00", "07:00 06:30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if one.zone == "" {
				one.zone = "Europe/Ljubljana"
			}
			zone, err := time.LoadLocation(one.zone)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse("2006-01-02T15:04", one.after)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for range max(1, strings.Count(one.want, " ")+1) {
				next, ok := one.plan.Next(at, zone)
				if !ok {
					break
				}
				if !next.After(at) || next.Location() != time.UTC {
					t.Fatalf("after %s comes %s", at, next)
				}
				got, at = append(got, next.Format("15:04")), next
			}
			if strings.Join(got, " ") != one.want {
				t.Errorf("got %q, want %q", got, one.want)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		plan timetable.Plan
		want error
	}{
		{every(stockschedule.EveryHOUR), nil},
		{every(stockschedule.EveryOFF), nil},
		{day("03:30"), nil},
		{day("3:30"), timetable.ErrAt},
		{day("24:00"), timetable.ErrAt},
		{day(""), timetable.ErrAt},
		{cron("*/5 8-16 * * MON-FRI"), nil},
		{cron("0 12 29 2 *"), nil},
		{cron("0 0 30 2 *"), timetable.ErrNever},
		{cron(""), timetable.ErrCron},
		{cron("0 3 * *"), timetable.ErrCron},
		{cron("0 0 3 * * *"), timetable.ErrCron},
		{cron("@hourly"), timetable.ErrCron},
		{cron("TZ=UTC 0 3 * * *"), timetable.ErrCron},
		{cron("61 * * * *"), timetable.ErrCron},
		{cron("0 3 * * " + strings.Repeat("1,", 60) + "1"), timetable.ErrCron},
	} {
		if err := one.plan.Check(); !errors.Is(err, one.want) {
			t.Errorf("%+v: %v, want %v", one.plan, err, one.want)
		}
	}
}

// FuzzCron: whatever is accepted comes, and later than it was asked for.
func FuzzCron(f *testing.F) {
	for _, text := range []string{"30 3 * * 1-5", "*/7 * * * *", "0 0 31 2 *", "TZ= 1", "? ? ? ? ?", "0-59/60 * * * *"} {
		f.Add(text, int64(1_792_886_400))
	}
	zone, err := time.LoadLocation("Europe/Ljubljana")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		plan := cron(text)
		if plan.Check() != nil {
			return
		}
		after := time.Unix(seconds%4_000_000_000, 0)
		if next, ok := plan.Next(after, zone); ok && !next.After(after) {
			t.Errorf("%q after %s is %s", text, after, next)
		}
	})
}

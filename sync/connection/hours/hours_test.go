package hours_test

import (
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/connection/hours"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for text, moments := range map[string]map[string]bool{
		"":                                   {"Sun 03:00": true},
		"Mo-Fr 07:00-17:00":                  {"Mon 06:59": false, "Mon 07:00": true, "Fri 16:59": true, "Fri 17:00": false, "Sat 12:00": false},
		"Mo-Fr 07:00-17:00; sa 08:00-12:00;": {"Sat 08:00": true, "Sat 12:00": false, "Sun 09:00": false},
		"Mo,We 00:00-24:00":                  {"Mon 23:59": true, "Tue 00:00": false, "Wed 12:00": true},
		"Fr-Mo 09:00-10:00":                  {"Sat 09:30": true, "Sun 09:30": true, "Mon 09:30": true, "Tue 09:30": false},
		"Fr 22:00-06:00":                     {"Fri 23:00": true, "Sat 05:59": true, "Sat 06:00": false, "Fri 05:00": false, "Sat 22:30": false},
		"Su 22:00-24:00":                     {"Sun 23:59": true, "Mon 00:00": false},
	} {
		week, err := hours.Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for moment, open := range moments {
			if week.Open(at(t, moment)) != open {
				t.Errorf("%q at %s: open is not %t", text, moment, open)
			}
		}
	}
}

// at is a moment of the week that begins on Sunday, 2026-11-22.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	clock, err := time.Parse("15:04", text[4:])
	if err != nil {
		t.Fatal(err)
	}
	for day := range 7 {
		moment := time.Date(2026, 11, 22+day, clock.Hour(), clock.Minute(), 0, 0, time.UTC)
		if moment.Format("Mon") == text[:3] {
			return moment
		}
	}
	t.Fatalf("no such day: %s", text)
	return time.Time{}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"always", "Mo", "Mo-Fr", "Po-Pe 07:00-17:00", "Mo 7-17", "Mo 07:00", "Mo 25:00-26:00", "Mo 07:00-07:00", "Mo 24:00-06:00", "Mo-Tu-We 07:00-17:00"} {
		if week, err := hours.Parse(text); err == nil {
			t.Errorf("%q was read as %+v", text, week)
		}
	}
}

// FuzzParse: whatever is written, it is read or refused.
func FuzzParse(f *testing.F) {
	f.Add("Mo-Fr 07:00-17:00; Sa 08:00-12:00")
	f.Fuzz(func(_ *testing.T, text string) {
		if week, err := hours.Parse(text); err == nil {
			week.Open(time.Unix(0, 0))
		}
	})
}

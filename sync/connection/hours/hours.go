// Package hours reads when an ERP is expected to answer.
package hours

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Week are the opening hours of a week; one without spans is always open.
type Week struct{ spans []span }

// span is open on some days, in minutes of the day; one that ends before it
// begins goes on into the next day.
type span struct {
	days     [7]bool
	from, to int
}

// days as schema.org abbreviates them, in the order of time.Weekday.
var days = []string{"su", "mo", "tu", "we", "th", "fr", "sa"}

const (
	dayMinutes = 24 * 60
	mostSpans  = 20
)

// Parse reads hours as schema.org writes openingHours: "Mo-Fr 07:00-17:00", days
// joined by commas, several separated by semicolons. Nothing is always open.
func Parse(text string) (Week, error) {
	var w Week
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		s, err := parseSpan(part)
		if err != nil {
			return Week{}, fmt.Errorf("%.30q: %w", part, err)
		}
		if w.spans = append(w.spans, s); len(w.spans) > mostSpans {
			return Week{}, fmt.Errorf("there are more than %d", mostSpans)
		}
	}
	return w, nil
}

func parseSpan(text string) (span, error) {
	var s span
	onDays, times, found := strings.Cut(text, " ")
	if !found {
		return s, errors.New("write it like Mo-Fr 07:00-17:00")
	}
	for one := range strings.SplitSeq(strings.ToLower(onDays), ",") {
		first, last, isRange := strings.Cut(one, "-")
		if !isRange {
			last = first
		}
		from, to := slices.Index(days, first), slices.Index(days, last)
		if from < 0 || to < 0 {
			return s, errors.New("the days are Mo, Tu, We, Th, Fr, Sa and Su")
		}
		for day := from; ; day = (day + 1) % len(days) {
			s.days[day] = true
			if day == to {
				break
			}
		}
	}
	from, to, found := strings.Cut(strings.TrimSpace(times), "-")
	var errFrom, errTo error
	s.from, errFrom = minute(from)
	s.to, errTo = minute(to)
	if !found || errFrom != nil || errTo != nil || s.from == s.to || s.from == dayMinutes {
		return s, errors.New("the time is like 07:00-17:00")
	}
	return s, nil
}

// minute reads 07:00 and, as an end, 24:00.
func minute(text string) (int, error) {
	if text = strings.TrimSpace(text); text == "24:00" {
		return dayMinutes, nil
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("read the time %.10q: %w", text, err)
	}
	return at.Hour()*60 + at.Minute(), nil
}

// Open tells whether a moment, in its own time zone, lies within the hours.
func (w Week) Open(at time.Time) bool {
	if len(w.spans) == 0 {
		return true
	}
	today, now := at.Weekday(), at.Hour()*60+at.Minute()
	yesterday := (today + 6) % 7
	return slices.ContainsFunc(w.spans, func(s span) bool {
		if s.from < s.to {
			return s.days[today] && s.from <= now && now < s.to
		}
		return s.days[today] && s.from <= now || s.days[yesterday] && now < s.to
	})
}

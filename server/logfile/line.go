// Package logfile writes the plain log files: a projection of the event log,
// one line an event, one file a shop and day.
package logfile

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/event"
)

const stamp = "2006-01-02 15:04:05"

// Line renders an event in a shop's time, with its end of line.
func Line(e *ent.Event, zone *time.Location) string {
	render, ok := words[event.Kind(e.Kind)]
	if !ok {
		// Another replica runs a newer version.
		render = func(params) string { return e.Kind }
	}
	text := render(params(e.Params))
	if event.Kind(e.Kind) == event.OrderSynced {
		text += otherYear(e.Params, e.At.In(zone))
	}
	return fmt.Sprintf("[%s] [%s] %s\n", e.At.In(zone).Format(stamp), e.Level, clean(text, lineLimit))
}

// otherYear names the year of a number that does not count in the line's own:
// the brief's line has the number alone.
func otherYear(p params, at time.Time) string {
	if year := p.get("year"); year != "" && year != at.Format("2006") {
		return ", of the year " + year
	}
	return ""
}

// params are an event's parameters. They hold other people's words: nothing in
// them may begin a line of its own or turn one around.
type params map[string]string

// Limits in characters: one value, one line.
const (
	valueLimit = 200
	lineLimit  = 600
)

// get returns a parameter, fit for a line.
func (p params) get(name string) string { return clean(p[name], valueLimit) }

// vasco is VASCO's number with its year, where that is told.
func (p params) vasco() string { return p.get("vasco") + p.with("/", "year") }

// or returns a parameter, or otherwise when it is empty.
func (p params) or(name, otherwise string) string {
	if value := p.get(name); value != "" {
		return value
	}
	return otherwise
}

// order names the shop's order.
func (p params) order() string { return "Order #" + p.or("number", "?") }

// with appends a parameter after words, when there is one.
func (p params) with(before, name string) string {
	if value := p.get(name); value != "" {
		return before + value
	}
	return ""
}

// between is with, with words after it.
func (p params) between(before, name, after string) string {
	if p.get(name) == "" {
		return ""
	}
	return p.with(before, name) + after
}

// clean makes foreign text safe and short: control, format and separator
// characters become blanks, runs of blanks one.
func clean(text string, limit int) string {
	var out strings.Builder
	count, blank := 0, false
	for _, r := range text {
		if r == unicode.ReplacementChar || !unicode.IsGraphic(r) || unicode.IsSpace(r) {
			blank = out.Len() > 0
			continue
		}
		if count >= limit {
			out.WriteRune('…')
			break
		}
		if blank {
			out.WriteByte(' ')
			count++
			blank = false
		}
		out.WriteRune(r)
		count++
	}
	return out.String()
}

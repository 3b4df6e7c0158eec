// Package timetable says when a shop's stock is synced by itself, by the clock
// on the shop's wall. On the two days a year that clock jumps: what falls into
// the hour that is left out happens at its end, and what falls into the hour that
// comes twice happens the first time, unless every hour is meant.
package timetable

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/kiwwwi/vasco/ent/stockschedule"
)

// Plan is how often.
type Plan struct {
	Every stockschedule.Every
	// At is the time of the day, 15:04, for DAY.
	At string
	// Cron has five fields, for CRON.
	Cron string
}

// maxCron bounds a cron expression.
const maxCron = 100

// clockForm is how a time of the day is written.
const clockForm = "15:04"

var (
	// ErrAt: it is no time of the day.
	ErrAt = errors.New("it is a time of the day, like 03:30")
	// ErrCron: it is no cron expression.
	ErrCron = errors.New("it is a cron expression of five fields, like 30 3 * * 1-5")
	// ErrNever: the expression names no day there is.
	ErrNever = errors.New("it never comes")
)

// quarters are the plans that divide hours, and hours those that divide days.
var (
	quarters = map[stockschedule.Every]time.Duration{
		stockschedule.EveryMINUTES_15: 15 * time.Minute, stockschedule.EveryMINUTES_30: 30 * time.Minute, stockschedule.EveryHOUR: time.Hour,
	}
	hours = map[stockschedule.Every]int{stockschedule.EveryHOURS_2: 2, stockschedule.EveryHOURS_6: 6, stockschedule.EveryHOURS_12: 12}
)

// Check tells what is wrong with a plan: ErrAt, ErrCron or ErrNever.
func (p Plan) Check() error {
	switch p.Every {
	case stockschedule.EveryDAY:
		if _, err := time.Parse(clockForm, p.At); err != nil || len(p.At) != len(clockForm) {
			return ErrAt
		}
	case stockschedule.EveryCRON:
		schedule, err := p.parsed()
		if err != nil {
			return err
		}
		if schedule.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
			return ErrNever
		}
	}
	return nil
}

// parsed reads the cron expression. The parser's zones and names of periods are
// not ours.
func (p Plan) parsed() (cron.Schedule, error) {
	if len(p.Cron) > maxCron || strings.ContainsAny(p.Cron, "=@") {
		return nil, ErrCron
	}
	schedule, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(p.Cron)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCron, err)
	}
	return schedule, nil
}

// Next is the first moment of the plan that is later than another; ok is false
// when there is none.
func (p Plan) Next(after time.Time, zone *time.Location) (next time.Time, ok bool) {
	switch every := p.Every; {
	case quarters[every] != 0:
		return nextQuarter(after, quarters[every], zone), true
	case hours[every] != 0:
		return p.next(after, zone, func(wall time.Time) time.Time {
			return wall.Truncate(time.Hour).Add(time.Duration(hours[every]-wall.Hour()%hours[every]) * time.Hour)
		})
	case every == stockschedule.EveryDAY:
		at, err := time.Parse(clockForm, p.At)
		if err != nil {
			return time.Time{}, false
		}
		return p.next(after, zone, func(wall time.Time) time.Time {
			day := time.Date(wall.Year(), wall.Month(), wall.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
			if !day.After(wall) {
				day = day.AddDate(0, 0, 1)
			}
			return day
		})
	case every == stockschedule.EveryCRON:
		schedule, err := p.parsed()
		if err != nil {
			return time.Time{}, false
		}
		if p.isEveryHour() {
			// As with quarters: the parser's own walk goes through both hours of the same name.
			next = schedule.Next(after.In(zone)).UTC()
			return next, next.After(after)
		}
		return p.next(after, zone, schedule.Next)
	}
	return time.Time{}, false
}

// isEveryHour tells of a cron expression that names minutes and no hours.
func (p Plan) isEveryHour() bool {
	fields := strings.Fields(p.Cron)
	return len(fields) > 1 && (fields[1] == "*" || fields[1] == "?")
}

// nextQuarter is the next whole part of an hour by the wall's clock. Hours are
// counted, not read: in the one that comes twice there are as many as in others.
func nextQuarter(after time.Time, every time.Duration, zone *time.Location) time.Time {
	_, offset := after.In(zone).Zone()
	shift := time.Duration(offset) * time.Second
	return after.UTC().Add(shift).Truncate(every).Add(every).Add(-shift)
}

// mostTurns bounds the search: in the hour that comes twice a plan may name
// sixty minutes that are over.
const mostTurns = 200

// next walks along the wall's clock, which is kept as if it were UTC.
func (p Plan) next(after time.Time, zone *time.Location, step func(wall time.Time) time.Time) (time.Time, bool) {
	local := after.In(zone)
	wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
	for range mostTurns {
		wall = step(wall)
		if wall.IsZero() {
			break
		}
		if at := moment(wall, zone); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}

// moment is when the clock on the wall shows a time: the first of two, and the
// end of the gap for one that it leaves out.
func moment(wall time.Time, zone *time.Location) time.Time {
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, zone)
	begin, end := at.ZoneBounds()
	if at.Hour() != wall.Hour() || at.Minute() != wall.Minute() {
		if _, offset := at.Zone(); at.Add(time.Duration(offset) * time.Second).UTC().After(wall) {
			return begin.UTC()
		}
		return end.UTC()
	}
	if !begin.IsZero() {
		_, now := at.Zone()
		_, before := begin.Add(-time.Second).Zone()
		if earlier := at.Add(time.Duration(now-before) * time.Second); earlier.Before(begin) && earlier.Hour() == wall.Hour() && earlier.Minute() == wall.Minute() {
			return earlier.UTC()
		}
	}
	return at.UTC()
}

package former

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
)

// Schedule is when the former plugin synced stock.
type Schedule struct{ timetable.Plan }

// periods are the rhythms there are, by their minutes.
var periods = map[int]stockschedule.Every{
	15: stockschedule.EveryMINUTES_15, 30: stockschedule.EveryMINUTES_30, 60: stockschedule.EveryHOUR,
	120: stockschedule.EveryHOURS_2, 360: stockschedule.EveryHOURS_6, 720: stockschedule.EveryHOURS_12, dayOf: stockschedule.EveryDAY,
}

const (
	dayOf          = 24 * 60
	secondsOf      = 60
	leastInSeconds = 15 * secondsOf
	maxAt          = 10
)

// names are what WordPress and its plugins call rhythms, in minutes; 0 is never.
var names = map[string]int{
	"off": 0, "disabled": 0, "never": 0, "manual": 0, "none": 0, "no": 0,
	"hourly": 60, "twicedaily": 720, "twice_daily": 720, "daily": dayOf, "everyday": dayOf,
	"quarterhourly": 15, "quarter_hourly": 15, "halfhourly": 30, "half_hourly": 30,
}

// spelled is a rhythm like every_15_minutes, 15min, 2_hours, every_hour.
var spelled = regexp.MustCompile(`^(?:every_?)?(\d{1,5})?_?(m|min|mins|minute|minutes|h|hr|hour|hours|d|day|days)$`)

func (r *reader) schedule(name string, value any) {
	row, isRow := value.(map[string]any)
	every, at := value, ""
	if isRow {
		var found bool
		if every, found = field(row, "recurrence", "every", "interval", "schedule", "frequency", "period", "cron"); !found {
			r.leave(name, WrongForm, value)
			return
		}
		if time, found := field(row, "at", "time", "hour"); found {
			at, _ = word(time)
		}
		if on, found := field(row, "enabled", "active"); found {
			if yes, understood := answer(on); understood && !yes {
				every = "off"
			}
		}
	}
	plan, why := planOf(every, at)
	if why != "" {
		r.leave(name, why, value)
		return
	}
	r.read.Schedule = &Schedule{plan}
}

// planOf understands a rhythm, or tells why not.
func planOf(value any, at string) (plan timetable.Plan, why UnreadReason) {
	if on, isBool := value.(bool); isBool && !on {
		return timetable.Plan{Every: stockschedule.EveryOFF}, ""
	}
	text, understood := word(value)
	if !understood {
		return plan, WrongForm
	}
	if len(strings.Fields(text)) > 1 {
		plan = timetable.Plan{Every: stockschedule.EveryCRON, Cron: strings.Join(strings.Fields(text), " ")}
		if plan.Check() == nil {
			return plan, ""
		}
	}
	minutes, known := minutesOf(text)
	if known && minutes == 0 {
		return timetable.Plan{Every: stockschedule.EveryOFF}, ""
	}
	every, there := periods[minutes]
	switch {
	case !known || !there:
		return plan, NoSuchPeriod
	case every != stockschedule.EveryDAY:
		return timetable.Plan{Every: every}, ""
	}
	plan = timetable.Plan{Every: every, At: clock(at)}
	if plan.At == "" {
		return plan, TimeMissing
	}
	return plan, ""
}

// minutesOf is a rhythm in minutes. A bare number is WordPress's seconds where
// it is so large, else minutes: no rhythm there is can be either.
func minutesOf(text string) (minutes int, known bool) {
	text = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(text))
	if minutes, known = names[text]; known {
		return minutes, true
	}
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		if n >= leastInSeconds && n != dayOf && n%secondsOf == 0 {
			return n / secondsOf, true
		}
		return n, true
	}
	found := spelled.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	n := 1
	if found[1] != "" {
		n, _ = strconv.Atoi(found[1]) // Five digits at most.
	}
	switch found[2][0] {
	case 'h':
		return n * 60, n > 0
	case 'd':
		return n * dayOf, n > 0
	default:
		return n, n > 0
	}
}

// clock is a time of the day as schedules have it; empty when it is none.
func clock(text string) string {
	if len(text) > maxAt {
		return ""
	}
	for _, form := range []string{"15:04", "15:04:05", "15"} {
		if at, err := time.Parse(form, text); err == nil {
			return at.Format("15:04")
		}
	}
	return ""
}

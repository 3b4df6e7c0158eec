package woosim

import (
	"net/http"
	"strconv"
	"time"
)

// static answers a resource as it was recorded.
func (s *Shop) static(name string) handler {
	return func(call) reply { return ok(s.recorded(name)) }
}

// staticList answers a list as it was recorded, on one page.
func (s *Shop) staticList(name string) handler {
	return func(call) reply {
		answer := ok(s.recorded(name))
		rows := decoded[[]any](s.recorded(name))
		answer.header = map[string]string{"X-WP-Total": strconv.Itoa(len(rows)), "X-WP-TotalPages": "1"}
		return answer
	}
}

func (s *Shop) listGateways(call) reply {
	rows := make([]any, len(gateways))
	for i, g := range gateways {
		one := decoded[object](s.recorded("gateway"))
		one["id"], one["title"] = g.id, g.title
		rows[i] = one
	}
	answer := ok(rows)
	answer.header = map[string]string{"X-WP-Total": strconv.Itoa(len(rows)), "X-WP-TotalPages": "1"}
	return answer
}

// index is what the site tells everybody; with plain permalinks asked for, the
// API never takes keys.
func (s *Shop) index(w http.ResponseWriter, _ *http.Request) {
	index := decoded[object](s.recorded("index"))
	_, offset := time.Now().In(s.opts.Location).Zone()
	index["gmt_offset"], index["timezone_string"] = float64(offset)/3600, s.opts.Location.String()
	answer := ok(index)
	answer.header = map[string]string{"Allow": http.MethodGet}
	s.sendToAnybody(w, answer)
}

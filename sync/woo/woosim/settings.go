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

// Plugin is an active plugin as the system status lists it.
type Plugin struct {
	File    string `json:"plugin"`
	Name    string `json:"name"`
	Version string `json:"version"`
}

// SetPlugins says which plugins are active beside WooCommerce.
func (s *Shop) SetPlugins(others []Plugin) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plugins = others
}

// systemStatus is as it was recorded, with the active plugins as WooCommerce
// 10 lists them.
func (s *Shop) systemStatus(call) reply {
	raw := s.recorded("system_status")
	status := decoded[object](raw)
	version := decoded[struct {
		Environment struct {
			Version string `json:"version"`
		} `json:"environment"`
	}](raw).Environment.Version
	all := append([]Plugin{{"woocommerce/woocommerce.php", "WooCommerce", version}}, s.plugins...)
	rows := make([]any, len(all))
	for i, p := range all {
		rows[i] = object{
			"plugin": p.File, "name": p.Name, "version": p.Version, "version_latest": p.Version,
			"url": "", "author_name": "", "author_url": "", "network_activated": false,
		}
	}
	status["active_plugins"] = rows
	return ok(status)
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
	s.mu.Lock()
	if namespaces, isList := index["namespaces"].([]any); isList && s.companion != nil {
		index["namespaces"] = append(namespaces, companionNamespace)
	}
	s.mu.Unlock()
	answer := ok(index)
	answer.header = map[string]string{"Allow": http.MethodGet}
	s.sendToAnybody(w, answer)
}

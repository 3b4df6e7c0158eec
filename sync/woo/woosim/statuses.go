package woosim

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
)

// Status is an order status that a plugin adds to the shop.
type Status struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

var (
	errStatus  = errors.New("a status has a slug without wc-, of 1 to 17 small letters, digits and hyphens, and a name")
	statusForm = regexp.MustCompile(`^[a-z0-9_-]{1,17}$`)
)

// AddStatus adds an order status, as plugins do. With wc- it has at most the 20
// letters of WordPress.
func (s *Shop) AddStatus(status Status) error {
	if !statusForm.MatchString(status.Slug) || status.Name == "" {
		return errStatus
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := int64(len(s.custom))
	s.custom[id] = status
	s.write("status", id, status)
	return nil
}

func (s *Shop) addStatus(w http.ResponseWriter, _ *http.Request, status Status) error {
	err := s.AddStatus(status)
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

// statusList are the shop's statuses as it lists them: its own, then plugins'.
func (s *Shop) statusList() []object {
	all := decoded[[]object](s.recorded("statuses"))
	for _, id := range sortedIDs(s.custom) {
		all = append(all, object{"slug": s.custom[id].Slug, "name": s.custom[id].Name})
	}
	return all
}

// slugs are what an order may be set to.
func (s *Shop) slugs() []string {
	all := statuses
	for _, id := range sortedIDs(s.custom) {
		all = append(slices.Clip(all), s.custom[id].Slug)
	}
	return all
}

func (s *Shop) listStatuses(call) reply { return ok(encoded(s.statusList())) }

// orderTotals counts the orders of each status.
func (s *Shop) orderTotals(call) reply {
	counts := make(map[string]int)
	for _, o := range s.orders {
		counts[o.status]++
	}
	all := s.statusList()
	for _, status := range all {
		status["total"] = counts[text(status["slug"])]
	}
	return ok(encoded(all))
}

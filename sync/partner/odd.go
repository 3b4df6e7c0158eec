package partner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// oddLife is how long the odd partners of a company are known before all
// partners are read again.
const oddLife = 15 * time.Minute

// odd are the partners a filter that compares letter by letter does not find:
// "SI 1234 5678", a number in ident only, an address with capitals. All
// partners are read for them, but not for every new buyer.
type odd struct {
	mu    sync.Mutex
	until time.Time
	list  []vasco.Partner
}

// oddPartners returns a company's odd partners. Whoever comes while they are
// read waits.
func (s *Service) oddPartners(ctx context.Context, v *connection.Vasco, client *vasco.Client) ([]vasco.Partner, error) {
	s.mu.Lock()
	name := fmt.Sprint(v.ID, " ", v.Company())
	known, ok := s.odd[name]
	if !ok {
		known = &odd{}
		s.odd[name] = known
	}
	s.mu.Unlock()
	known.mu.Lock()
	defer known.mu.Unlock()
	if time.Now().Before(known.until) {
		return known.list, nil
	}
	list, err := client.EveryPartner(ctx, isOdd)
	if _, refused := errors.AsType[*vasco.Rejected](err); err != nil && !refused {
		return nil, fmt.Errorf("read all partners: %w", err)
	}
	known.list, known.until = list, time.Now().Add(oddLife)
	return list, nil
}

// isOdd: a foreign number is odd too, because buyers may name it without their
// country.
func isOdd(p vasco.Partner) bool {
	if p.Email != vasco.NormalizeEmail(p.Email) {
		return true
	}
	numbers := p.TaxNumbers()
	if len(numbers) == 0 {
		return false
	}
	return len(numbers) > 1 || !numbers[0].IsHome() || !slices.Contains(numbers[0].Forms(), p.TaxNumber)
}

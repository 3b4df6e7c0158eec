package order

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// How VASCO says that a year is not open was seen in no client: its words are
// compared with several that are likely.
var (
	isYear    = regexp.MustCompile(`(?i)\blet(o|a|u|om)\b|\b(business|fiscal|financial) year\b`)
	isNotOpen = regexp.MustCompile(`(?i)ni (še )?odprt|neodprt|ne obstaja|zaprt|zaklj|\bnot (yet )?open|\bclosed\b|does not exist`)
)

// closedYear tells that VASCO refused a document because the year of its date is
// not open: nobody made a mistake, it is opened sooner or later.
func closedYear(date time.Time, refusal *vasco.Rejected) map[string]string {
	for _, said := range sayings(refusal) {
		if isYear.MatchString(said.words) && isNotOpen.MatchString(said.words) && !isPartner.MatchString(said.words) {
			return map[string]string{
				"year": date.Format("2006"), "date": date.Format(time.DateOnly), "detail": shortened(said.words),
			}
		}
	}
	return nil
}

// yearNotOpen waits for the year; changed settings of the shop or connection let it go on too.
func yearNotOpen(w *work, params map[string]string) verdict {
	return verdict{
		state: push.StateWAITING, reason: ReasonYearNotOpen, params: params, ref: connectionRef(w.connectionID()),
		kind: event.OrderWaiting, level: event.Warning,
	}
}

// waitsForYear are the orders whose year was not open.
var waitsForYear = push.And(push.StateEQ(push.StateWAITING), push.Reason(ReasonYearNotOpen), push.Number(""), push.IntentEQ(intentNone))

const (
	// tryYearAfter is how long after the last refusal one order of a year is tried again.
	tryYearAfter = 15 * time.Minute
	// maxYearRows bounds the orders that are looked through.
	maxYearRows = 5000
)

// tryYears sends the oldest order again of each year that was not open; when it
// is taken, the others follow, see yearOpened.
func (s *Service) tryYears(ctx context.Context) error {
	rows, err := s.store.Reader().Push.Query().Where(waitsForYear).Order(push.ByOrderID()).Limit(maxYearRows).
		Select(push.FieldID, push.FieldConnectionID, push.FieldDocumentDate, push.FieldStateSince).All(ctx)
	if err != nil {
		return fmt.Errorf("list the orders whose year is not open: %w", err)
	}
	type year struct{ connection, year int }
	oldest, refused := make(map[year]int), make(map[year]time.Time)
	for _, p := range rows {
		of := year{connection: p.ConnectionID}
		if p.DocumentDate != nil {
			of.year = p.DocumentDate.Year()
		}
		if oldest[of] == 0 {
			oldest[of] = p.ID
		}
		if p.StateSince.After(refused[of]) {
			refused[of] = p.StateSince
		}
	}
	for of, id := range oldest {
		if refused[of].After(store.Now().Add(-tryYearAfter)) {
			continue
		}
		if err := s.releaseYear(ctx, push.ID(id)); err != nil {
			return err
		}
	}
	return nil
}

// yearOpened lets the others go on, once an order was taken that had been refused.
func (s *Service) yearOpened(ctx context.Context, w *work) error {
	if w.push.Attempt < 2 || w.push.DocumentDate == nil {
		return nil
	}
	first := time.Date(w.push.DocumentDate.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	return s.releaseYear(ctx, push.ConnectionID(w.connectionID()), push.DocumentDateGTE(first), push.DocumentDateLT(first.AddDate(1, 0, 0)))
}

// releaseYear asks again for orders whose year was not open, each shop's in a
// transaction. They waited for VASCO, not for a person: age does not matter.
func (s *Service) releaseYear(ctx context.Context, where ...predicate.Push) error {
	where = append(where, waitsForYear)
	shops, err := s.store.Reader().Push.Query().Where(where...).Unique(true).Select(push.FieldShopID).Ints(ctx)
	if err != nil {
		return fmt.Errorf("list the shops whose orders wait for a year: %w", err)
	}
	for _, id := range shops {
		shop, err := s.registry.Shop(ctx, id)
		if err != nil {
			return err
		}
		err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := s.releaseWhere(ctx, tx, shop, true, where...)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

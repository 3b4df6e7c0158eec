// Package partner finds or creates the buyer's partner in VASCO: once, whatever
// is interrupted, and however many orders or replicas want it.
package partner

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partner"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Ambiguous means that several partners in VASCO fit the buyer.
type Ambiguous struct{ Candidates []vasco.Partner }

func (e *Ambiguous) Error() string {
	return fmt.Sprintf("%d partners fit the buyer: %s", len(e.Candidates), e.Codes())
}

// Codes lists the candidates as "501 NOVAK ANA, 502 NOVAK ANA".
func (e *Ambiguous) Codes() string {
	all := make([]string, len(e.Candidates))
	for i, c := range e.Candidates {
		all[i] = strings.TrimSpace(c.Code + " " + c.Name)
	}
	return strings.Join(all, ", ")
}

// ErrNoData means that the order names neither a VAT number nor an e-mail.
var ErrNoData = errors.New("the order has neither a VAT number nor an e-mail address")

// Wait means that the partner is being created by somebody else, or that a
// create may still land: come back at Until.
type Wait struct{ Until time.Time }

func (e *Wait) Error() string {
	return "the partner is being created; come back at " + e.Until.String()
}

// Refused means that VASCO does not take the new partner.
type Refused struct{ Err *vasco.Rejected }

func (e *Refused) Error() string { return "VASCO refused the new partner: " + e.Err.Error() }
func (e *Refused) Unwrap() error { return e.Err }

// The points where a test may cut: what was written before it stands, what
// comes after it never happened.
const (
	CutAfterIntent = "partner-after-intent"
	CutAfterAnswer = "partner-after-answer"
)

// busyWait is how soon to come back when another worker creates the partner.
const busyWait = 500 * time.Millisecond

// Service finds and creates partners.
type Service struct {
	store    *store.Store
	log      *event.Log
	leaseFor time.Duration
	callTime time.Duration
	cut      func(point string)

	mu  sync.Mutex
	odd map[string]*odd
}

// New makes the service. A lease lasts leaseFor, a call at most callTime; cut,
// which may be nil, is called where a test may kill the process.
func New(s *store.Store, log *event.Log, leaseFor, callTime time.Duration, cut func(point string)) *Service {
	if cut == nil {
		cut = func(string) {}
	}
	return &Service{store: s, log: log, leaseFor: leaseFor, callTime: callTime, cut: cut, odd: make(map[string]*odd)}
}

// Order is what an order tells about itself for the events.
type Order struct {
	ID, ShopID int
	Number     string
}

// Resolve returns the buyer's partner, its code and name. Besides VASCO's typed errors
// it answers Ambiguous, ErrNoData, Wait and Refused.
func (s *Service) Resolve(ctx context.Context, v *connection.Vasco, client *vasco.Client, b buyer.Buyer, o Order) (vasco.Partner, error) {
	key := b.Key()
	if key == "" {
		return vasco.Partner{}, ErrNoData
	}
	known, err := kinOf(ctx, s.store.Reader(), v.ID, b)
	if err != nil {
		return vasco.Partner{}, err
	}
	if code := known.codes[key]; code != "" {
		return vasco.Partner{Code: code, Name: known.names[key]}, nil
	}
	searched := search{at: store.Now(), known: known}
	found, err := s.find(ctx, v, client, b, known, known.open != nil)
	if err != nil {
		return vasco.Partner{}, err
	}
	if found != nil {
		return *found, s.keep(ctx, v, b, found, o)
	}
	// What is created has the buyer's name.
	code, err := s.create(ctx, v, client, b, o, searched)
	return vasco.Partner{Code: code, Name: b.Name()}, err
}

// Lookup tells which partner the buyer has in VASCO, nil for none, and changes nothing.
func (s *Service) Lookup(ctx context.Context, v *connection.Vasco, client *vasco.Client, b buyer.Buyer) (*vasco.Partner, error) {
	key := b.Key()
	if key == "" {
		return nil, ErrNoData
	}
	known, err := s.store.Reader().Partner.Query().Where(partner.ConnectionID(v.ID), partner.Key(key), partner.CodeNEQ("")).Only(ctx)
	if err == nil {
		return &vasco.Partner{Code: known.Code, Name: known.Name}, nil
	}
	if !ent.IsNotFound(err) {
		return nil, fmt.Errorf("read partner %s: %w", key, err)
	}
	others, err := kinOf(ctx, s.store.Reader(), v.ID, b)
	if err != nil {
		return nil, err
	}
	return s.find(ctx, v, client, b, others, false)
}

// Forget drops what is known of a buyer's partner, so that the next order looks
// it up again: VASCO refused an order that named it.
func Forget(ctx context.Context, tx *store.Tx, connectionID int, code string) error {
	_, err := tx.Partner.Delete().
		Where(partner.ConnectionID(connectionID), partner.Code(code), partner.IntentEQ(partner.IntentNONE)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget partner %s: %w", code, err)
	}
	return nil
}

// find looks the buyer up; thoroughly where a create may have landed, because
// then a filter that finds nobody is not enough.
func (s *Service) find(ctx context.Context, v *connection.Vasco, client *vasco.Client, b buyer.Buyer, known kin, thoroughly bool) (*vasco.Partner, error) {
	var candidates []vasco.Partner
	var err error
	switch {
	case thoroughly:
		candidates, err = client.EveryPartner(ctx, b.MayFit)
	case b.VATNumber != "":
		candidates, err = client.PartnersByTaxNumber(ctx, b.TaxNumber())
	default:
		candidates, err = client.PartnersByEmail(ctx, b.Email)
	}
	if err != nil {
		return nil, fmt.Errorf("look the buyer up in VASCO: %w", err)
	}
	found, several := buyer.Match(b, candidates)
	if found == nil && len(several) == 0 && len(known.codes) > 0 {
		// Known under another spelling: no filter finds it by this one.
		if candidates, err = partnersByCode(ctx, client, known); err != nil {
			return nil, err
		}
		found, several = buyer.Match(b, candidates)
	}
	if found == nil && len(several) == 0 && v.Profile.TrustPartnerFilters && !thoroughly {
		if candidates, err = s.oddPartners(ctx, v, client); err != nil {
			return nil, err
		}
		found, several = buyer.Match(b, candidates)
	}
	if len(several) > 0 {
		return nil, &Ambiguous{Candidates: several}
	}
	return found, nil
}

func partnersByCode(ctx context.Context, client *vasco.Client, known kin) ([]vasco.Partner, error) {
	var all []vasco.Partner
	for _, code := range known.codes {
		p, err := client.PartnerByCode(ctx, code)
		if err != nil {
			return nil, fmt.Errorf("read partner %s: %w", code, err)
		}
		if p != nil {
			all = append(all, *p)
		}
	}
	return all, nil
}

func foundBy(b buyer.Buyer) partner.Found {
	if b.VATNumber != "" {
		return partner.FoundTAX_NUMBER
	}
	return partner.FoundEMAIL
}

// keep writes down that the buyer's partner was found; it also ends the intent
// of a create that landed after all.
func (s *Service) keep(ctx context.Context, v *connection.Vasco, b buyer.Buyer, found *vasco.Partner, o Order) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Partner.Query().Where(partner.ConnectionID(v.ID), partner.Key(b.Key())).Only(ctx)
		if err != nil && !ent.IsNotFound(err) {
			return fmt.Errorf("read partner %s: %w", b.Key(), err)
		}
		by := foundBy(b)
		kind := event.Event{Kind: event.PartnerFound, Level: event.Info, Params: params(o, found.Name, found.Code)}
		if row != nil && row.Intent == partner.IntentOPEN {
			by, kind.Kind, kind.Level = partner.FoundCREATED, event.PartnerCreated, event.Success
		}
		kind.Params["by"] = string(by)
		kind.ShopID, kind.OrderID = o.ShopID, o.ID
		if err := save(ctx, tx, v.ID, b.Key(), found.Code, found.Name, by); err != nil {
			return err
		}
		s.log.Add(ctx, tx, kind)
		if by == partner.FoundCREATED {
			s.warn(ctx, tx, b, found.Name, found.Code, o)
		}
		return nil
	})
}

func params(o Order, name, code string) map[string]string {
	return map[string]string{"number": o.Number, "name": name, "code": code}
}

func save(ctx context.Context, tx *store.Tx, connectionID int, key, code, name string, by partner.Found) error {
	err := tx.Partner.Create().SetConnectionID(connectionID).SetKey(key).SetCode(code).SetName(name).SetFound(by).
		OnConflictColumns(partner.FieldConnectionID, partner.FieldKey).
		Update(func(u *ent.PartnerUpsert) {
			u.SetCode(code).SetName(name).SetFound(by).SetIntent(partner.IntentNONE).ClearPostDeadline().SetUpdatedAt(store.Now())
		}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep partner %s: %w", key, err)
	}
	return nil
}

// patience is the part of a lease that may be spent on waiting for VASCO's turn.
const patience = 3

// create makes the partner in VASCO with the same care as an order: an intent
// before the POST, a search when its end is unclear.
func (s *Service) create(ctx context.Context, v *connection.Vasco, client *vasco.Client, b buyer.Buyer, o Order, searched search) (string, error) {
	wanted := b.Partner()
	payload, err := v.Profile.EncodePartner(wanted)
	if err != nil {
		return "", fmt.Errorf("write the new partner: %w", err)
	}
	// The POST's time runs from the intent on: its turn has come before.
	turn, release, err := client.Reserve(ctx, s.leaseFor/patience)
	if err != nil {
		return "", fmt.Errorf("create the partner: %w", err)
	}
	defer release()
	lease, deadline, err := s.claim(ctx, v, b, payload, searched)
	if err != nil {
		return "", err
	}
	s.cut(CutAfterIntent)
	postCtx, cancel := context.WithDeadline(turn, deadline)
	defer cancel()
	code, err := client.CreatePartner(postCtx, payload)
	release()
	s.cut(CutAfterAnswer)
	if err == nil {
		return code, s.finish(ctx, lease, v, b, wanted, code, o)
	}
	if unclear, ok := errors.AsType[*vasco.Unclear](err); ok {
		return s.afterUnclear(ctx, lease, v, client, b, o, deadline, unclear)
	}
	if endErr := s.endIntent(ctx, lease, v.ID, b.Key()); endErr != nil {
		return "", endErr
	}
	if rejected, ok := errors.AsType[*vasco.Rejected](err); ok {
		return "", &Refused{Err: rejected}
	}
	return "", fmt.Errorf("create the partner: %w", err)
}

func (s *Service) finish(ctx context.Context, lease *store.Lease, v *connection.Vasco, b buyer.Buyer, made vasco.Partner, code string, o Order) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lease.Release(ctx, tx); err != nil {
			return err
		}
		if err := save(ctx, tx, v.ID, b.Key(), code, made.Name, partner.FoundCREATED); err != nil {
			return err
		}
		s.log.Add(ctx, tx, event.Event{Kind: event.PartnerCreated, Level: event.Success, ShopID: o.ShopID, OrderID: o.ID, Params: params(o, made.Name, code)})
		s.warn(ctx, tx, b, made.Name, code, o)
		return nil
	})
}

// warn tells what looks wrong about a partner that was created.
func (s *Service) warn(ctx context.Context, tx *store.Tx, b buyer.Buyer, name, code string, o Order) {
	for _, warning := range b.Warnings {
		p := params(o, name, code)
		p["warning"] = warning
		s.log.Add(ctx, tx, event.Event{Kind: event.PartnerWarning, Level: event.Warning, ShopID: o.ShopID, OrderID: o.ID, Params: p})
	}
}

// afterUnclear looks at once whether the create has landed; otherwise it has to
// be waited for until it cannot land any more.
func (s *Service) afterUnclear(
	ctx context.Context, lease *store.Lease, v *connection.Vasco, client *vasco.Client,
	b buyer.Buyer, o Order, deadline time.Time, unclear error,
) (string, error) {
	found, err := s.find(ctx, v, client, b, kin{}, true)
	release := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return lease.Release(ctx, tx) })
	if release != nil && !errors.Is(release, store.ErrLeaseLost) {
		return "", release
	}
	if err == nil && found != nil {
		return found.Code, s.keep(ctx, v, b, found, o)
	}
	if several, ok := errors.AsType[*Ambiguous](err); ok {
		return "", several
	}
	if err != nil {
		return "", errors.Join(err, unclear)
	}
	return "", &Wait{Until: s.lookAgain(deadline, deadline.Add(v.Settle))}
}

// lookAgain is when to look for a create that may have landed: soon after it,
// then less and less often, and once more when it cannot land any more.
func (s *Service) lookAgain(deadline, settled time.Time) time.Time {
	const first, longest = time.Second, 30 * time.Second
	now := store.Now()
	elapsed := now.Sub(deadline.Add(-s.callTime))
	next := now.Add(min(max(elapsed, first), longest))
	if now.Before(settled) && next.After(settled) {
		return settled
	}
	return next
}

// endIntent notes that the create certainly did not land.
func (s *Service) endIntent(ctx context.Context, lease *store.Lease, connectionID int, key string) error {
	return s.store.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		if err := lease.Release(ctx, tx); err != nil {
			return err
		}
		return tx.Partner.Update().Where(partner.ConnectionID(connectionID), partner.Key(key)).
			SetIntent(partner.IntentNONE).ClearPostDeadline().Exec(ctx)
	})
}

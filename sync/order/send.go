package order

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// patience is the part of a lease that may be spent on waiting for VASCO's turn:
// once for the order, once for its partner, and as much is left for the rest.
const patience = 3

// send makes the document and writes it into VASCO: intent, POST, number, read back.
func (s *Service) send(ctx context.Context, w *work, o *woo.Order) (string, error) {
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", err
	}
	if outcome, done, err := s.adoptFirst(ctx, w, client, o); done || err != nil {
		return outcome, err
	}
	if outcome, done, err := s.lookFirst(ctx, w, client, o); done || err != nil {
		return outcome, err
	}
	built, err := s.document(ctx, w, client, o)
	if s.loginHolds(ctx, w, client, err) {
		return "", &waitUntil{at: store.Now().Add(firstWait), reason: ReasonVascoUnreadable}
	}
	if v, ok := reasonOf(w, err); ok {
		return s.settleAsking(ctx, w, v)
	}
	if err != nil {
		return "", err
	}
	// The POST's time runs from the intent on: its turn has come before.
	turn, release, err := client.Reserve(ctx, s.leaseFor/patience)
	if err != nil {
		return "", err
	}
	defer release()
	deadline, err := s.intend(ctx, w, o, built)
	if errors.Is(err, connection.ErrHeld) || errors.Is(err, errReleased) {
		s.registry.Forget()
		return "", &waitUntil{at: store.Now()}
	}
	if err != nil {
		return "", err
	}
	s.cut(CutAfterIntent)
	postCtx, cancel := context.WithDeadline(turn, deadline)
	ref, err := client.CreateOrder(postCtx, w.push.Payload)
	cancel()
	release()
	s.cut(CutAfterPost)
	if err != nil {
		return s.afterFailedPost(ctx, w, client, o, built, err)
	}
	if err := s.sent(ctx, w, ref, push.OriginSENT); err != nil {
		return s.numberTaken(ctx, w, ref, err)
	}
	if err := s.yearOpened(ctx, w); err != nil {
		// They are tried again without it; this order has its number.
		slog.ErrorContext(ctx, "orders of an opened year could not be released", "error", err)
	}
	return s.readBack(ctx, w)
}

// built is a document ready to be sent.
type built struct {
	mapping.Result
	partner string
	payload json.RawMessage
}

// document finds what the order needs and builds VASCO's order from it.
func (s *Service) document(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (built, error) {
	in, err := s.input(ctx, w, o)
	if err != nil {
		return built{}, err
	}
	// What the shop's data alone forbid is known before a partner is created.
	if _, err := w.write(in); err != nil {
		return built{}, err
	}
	found, err := s.partnerOf(ctx, w, client, buyerOf(w, o))
	if err != nil {
		return built{}, err
	}
	in.PartnerCode, in.BuyerName = found.code, found.noted(buyerOf(w, o))
	return w.write(in)
}

// input is all that the document is made of but the partner.
func (s *Service) input(ctx context.Context, w *work, o *woo.Order) (mapping.Input, error) {
	codes, err := s.articleCodes(ctx, w.shop, o)
	if err != nil {
		return mapping.Input{}, err
	}
	refunds, err := s.refundsOf(ctx, w.shop, o)
	if err != nil {
		return mapping.Input{}, err
	}
	return mapping.Input{
		Refunds: refunds, Untaxed: codes.untaxed,
		Order: o, Settings: w.shop.Settings, Profile: w.vasco.Profile, Location: w.shop.Location, Now: store.Now(),
		PaymentID: w.payment.PaymentID, Terms: termsOf(w.payment), LineArticles: codes.line, Articles: codes.product, Accepted: accepted(w.push),
	}, nil
}

// write builds the document and its payload.
func (w *work) write(in mapping.Input) (built, error) {
	result, err := mapping.Build(in)
	if err != nil {
		return built{}, err
	}
	payload, err := w.vasco.Profile.EncodeOrder(result.Document)
	if err != nil {
		return built{}, fmt.Errorf("write the document of order %s: %w", w.order.Number, err)
	}
	return built{Result: result, partner: in.PartnerCode, payload: payload}, nil
}

func rejection(r *vasco.Rejected, what string) map[string]string {
	params := map[string]string{"what": what, "status": strconv.Itoa(r.Status), "detail": shortened(r.Title)}
	for field, messages := range r.Fields {
		if len(messages) > 0 {
			params["field."+shortened(field)] = shortened(messages[0])
		}
	}
	return params
}

// errReleased: since the pass began, the order was released and is to be searched for.
var errReleased = errors.New("the order was released meanwhile")

// intend commits what is about to be written, so that whatever happens after
// can be found out.
func (s *Service) intend(ctx context.Context, w *work, o *woo.Order, b built) (time.Time, error) {
	var deadline time.Time
	noted := factsOf(w.order, o, w.shop.Settings)
	if len(o.Refunds) > 0 {
		noted.Returned = minus(noted.Rates, chargesOf(b.Order))
	}
	facts, err := json.Marshal(noted)
	if err != nil {
		return deadline, fmt.Errorf("note the facts of order %s: %w", w.order.Number, err)
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		if err := s.registry.StillLive(ctx, tx, w.shop); err != nil {
			return err
		}
		deadline = store.Now().Add(s.registry.CallTimeout())
		// An order with a number, or that may have one, is never sent.
		sent, err := tx.Push.UpdateOne(w.push).Where(push.Number(""), push.IntentEQ(intentNone), push.SearchFirst(w.push.SearchFirst)).
			SetState(push.StateSYNCING).SetStateSince(store.Now()).SetReason("").ClearReasonParams().SetReasonRef("").
			SetIntent(intentOpen).AddAttempt(1).SetPayload(b.payload).SetPartnerCode(b.partner).
			SetShopNumber(b.Document.ShopNumber).SetDocumentDate(b.Document.Date).
			SetGrossMinor(minor(b.Gross)).SetDifferenceMinor(minor(b.Difference)).SetPostDeadline(deadline).
			SetSent(facts).Save(ctx)
		if ent.IsNotFound(err) {
			return errReleased
		}
		if err != nil {
			return fmt.Errorf("note the intent to send order %s: %w", w.order.Number, err)
		}
		w.push = sent
		s.tell(ctx, tx, w, event.OrderSending, event.Info, map[string]string{"attempt": strconv.Itoa(w.push.Attempt), "partner": b.partner})
		if b.NotesLost != "" {
			s.tell(ctx, tx, w, event.OrderNotesCut, event.Warning, map[string]string{
				"limit": strconv.Itoa(w.vasco.Profile.NotesLimit), "lost": store.Text(shortened(b.NotesLost)),
			})
		}
		return nil
	})
	return deadline, err
}

// afterFailedPost ends a POST that brought no number.
func (s *Service) afterFailedPost(ctx context.Context, w *work, client *vasco.Client, o *woo.Order, b built, err error) (string, error) {
	ctx = context.WithoutCancel(ctx)
	if unclear, ok := errors.AsType[*vasco.Unclear](err); ok {
		return s.afterUnclear(ctx, w, unclear)
	}
	// The answer was clear: nothing was written, so nothing has to be searched.
	if s.loginHolds(ctx, w, client, err) {
		if endErr := s.refused(ctx, w, err); endErr != nil {
			return "", errors.Join(endErr, err)
		}
		return "", &waitUntil{at: store.Now().Add(firstWait), reason: ReasonVascoUnreadable}
	}
	v, known := postVerdict(w, o, b, err)
	if !known {
		if endErr := s.notSent(ctx, w); endErr != nil {
			return "", errors.Join(endErr, err)
		}
		return "", err
	}
	if endErr := s.refused(ctx, w, err); endErr != nil {
		return "", errors.Join(endErr, err)
	}
	return s.settleAsking(ctx, w, v)
}

// notSent ends the intent of a POST that VASCO never got: it was no attempt.
func (s *Service) notSent(ctx context.Context, w *work) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		w.push, err = tx.Push.UpdateOne(w.push).SetIntent(intentNone).ClearPostDeadline().AddAttempt(-1).
			SetState(push.StateQUEUED).SetStateSince(store.Now()).Save(ctx)
		if err != nil {
			return fmt.Errorf("end the intent of order %s: %w", w.order.Number, err)
		}
		return nil
	})
}

// refused ends the intent of a POST that VASCO said no to. The partner may have
// been deleted in VASCO: the next try looks it up again.
func (s *Service) refused(ctx context.Context, w *work, cause error) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		if w.push, err = tx.Push.UpdateOne(w.push).SetIntent(intentNone).ClearPostDeadline().SetPersonLooked(false).Save(ctx); err != nil {
			return fmt.Errorf("end the intent of order %s: %w", w.order.Number, err)
		}
		if _, rejected := errors.AsType[*vasco.Rejected](cause); rejected && w.push.ChosenPartner == "" {
			return partner.Forget(ctx, tx, w.connectionID(), w.push.PartnerCode)
		}
		return nil
	})
}

const (
	// loginTries and loginPatience are how often and how long a refused call is
	// repeated while the login is taken.
	loginTries    = 5
	loginPatience = time.Minute
)

// loginHolds: a call was refused, but the login is not: another login of the
// same user may have ended our token at the wrong moment.
func (s *Service) loginHolds(ctx context.Context, w *work, client *vasco.Client, err error) bool {
	_, refused := errors.AsType[*vasco.Unauthorized](err)
	if !refused || w.push.Attempt >= loginTries || time.Since(w.push.StateSince) > loginPatience {
		return false
	}
	// A login that is not answered refuses nothing.
	_, refused = errors.AsType[*vasco.Unauthorized](client.Login(ctx))
	return !refused
}

func postVerdict(w *work, o *woo.Order, b built, err error) (verdict, bool) {
	if rejected, ok := errors.AsType[*vasco.Rejected](err); ok {
		if params := closedYear(b.Document.Date, rejected); params != nil {
			return yearNotOpen(w, params), true
		}
		if params := unknownArticle(o, b.Result, rejected); params != nil {
			return blocked(string(mapping.ArticleUnknown), params, shopRef(w.shop.ID)), true
		}
		return blocked(string(mapping.RejectedByVasco), rejection(rejected, "order"), orderRef(w.order.ID)), true
	}
	return reasonOf(w, err)
}

// sent commits the number: from here on the order is in VASCO.
func (s *Service) sent(ctx context.Context, w *work, ref vasco.OrderRef, origin push.Origin) error {
	err := s.store.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		return s.number(ctx, tx, w, ref, origin)
	})
	if err == nil {
		s.cut(CutAfterCommit)
	}
	return err
}

// number writes the VASCO number into the push, with its event and the job
// that takes it to the shop.
func (s *Service) number(ctx context.Context, tx *store.Tx, w *work, ref vasco.OrderRef, origin push.Origin) error {
	now := store.Now()
	update := tx.Push.UpdateOne(w.push).SetState(push.StateSYNCED).SetStateSince(now).
		SetReason("").ClearReasonParams().SetReasonRef("").SetOrigin(origin).
		SetNumber(ref.Number).SetYear(ref.Year).SetCompany(w.vasco.Company()).SetConnectionID(w.vasco.ID).
		SetIntent(intentNone).ClearPostDeadline().SetSyncedAt(now).SetSearchFirst(false)
	if origin != push.OriginSENT {
		update.SetDifferenceMinor(0) // What a refused attempt of ours would have made says nothing.
	}
	if len(w.push.Sent) == 0 {
		if err := w.takeAsSent(update); err != nil {
			return err
		}
	}
	saved, err := update.Save(ctx)
	if err != nil {
		return fmt.Errorf("keep number %s/%s of order %s: %w", ref.Number, ref.Year, w.order.Number, err)
	}
	w.push = saved
	s.tell(ctx, tx, w, event.OrderSynced, event.Success, map[string]string{
		"vasco": w.shop.Settings.NumberPrefix + ref.Number, "year": ref.Year, "origin": string(origin),
		"difference": major(saved.DifferenceMinor).StringFixed(2), "partner": saved.PartnerCode,
	})
	return s.jobs.Insert(ctx, tx, job.Insertion{
		Args: job.WriteBack{PushID: saved.ID}, Queue: job.ShopQueue(w.shop.ID), Priority: job.PriorityWriteBack,
	})
}

// takeAsSent notes an order that somebody else entered as it is now: what
// changes from here on is told.
func (w *work) takeAsSent(update *ent.PushUpdateOne) error {
	o, err := w.parsed()
	if err != nil {
		return err
	}
	facts, err := json.Marshal(factsOf(w.order, o, w.shop.Settings))
	if err != nil {
		return fmt.Errorf("note the facts of order %s: %w", w.order.Number, err)
	}
	update.SetSent(facts).SetShopNumber(mapping.ShopNumber(w.shop.Settings, o))
	return nil
}

// numberTaken: VASCO answered a number that another order has already.
func (s *Service) numberTaken(ctx context.Context, w *work, ref vasco.OrderRef, err error) (string, error) {
	if !errors.Is(err, store.ErrConflict) {
		return "", err
	}
	return s.settle(ctx, w, uncertain(ReasonNumberTaken, map[string]string{"vasco": ref.Number, "year": ref.Year}))
}

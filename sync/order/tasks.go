package order

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	enttask "github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/sync/task"
	"github.com/kiwwwi/vasco/sync/woo"
)

// fieldsOf are the kinds of tasks that a difference of the order's facts makes.
var fieldsOf = []struct {
	kind   enttask.Kind
	fields []string
}{
	{enttask.KindLINES_CHANGED, []string{"total", "lines", "articles", "tax"}},
	{enttask.KindADDRESS_CHANGED, []string{"buyer", "vat", "address"}},
	{enttask.KindPAYMENT_CHANGED, []string{"payment"}},
	{enttask.KindPAID_AFTERWARDS, []string{"paid"}},
}

// tasks lists what a person has to do in VASCO because of how the order is now.
// What was done before counts: a next difference is measured from there.
func (s *Service) tasks(ctx context.Context, w *work, o *woo.Order, sent, now facts) ([]task.Wanted, error) {
	known, err := task.Of(ctx, s.store.Reader(), w.order.ID)
	if err != nil {
		return nil, err
	}
	snapshot, err := json.Marshal(now)
	if err != nil {
		return nil, fmt.Errorf("note the facts of order %s: %w", w.order.Number, err)
	}
	wanted, err := s.refundTasks(ctx, w, o, sent, known)
	if err != nil {
		return nil, err
	}
	done, err := lastDone(known, enttask.KindCANCELLED, sent)
	if err != nil {
		return nil, err
	}
	if end := endTask(sent, done, now, wanted); end != nil {
		end.Facts = snapshot
		wanted = append(wanted, *end)
	}
	for _, one := range fieldsOf {
		before, err := lastDone(known, one.kind, sent)
		if err != nil {
			return nil, err
		}
		found := changes(before, now)
		if t := differenceTask(one.kind, one.fields, found); t != nil {
			t.Facts = snapshot
			if one.kind == enttask.KindLINES_CHANGED {
				t.Amounts = linesAmounts(before, now)
			}
			wanted = append(wanted, *t)
		}
	}
	return nonNil(wanted), nil
}

// nonNil: no tasks any more withdraw those there are.
func nonNil(wanted []task.Wanted) []task.Wanted {
	if wanted == nil {
		return []task.Wanted{}
	}
	return wanted
}

// lastDone are the facts a person last brought VASCO up to.
func lastDone(known []*ent.Task, kind enttask.Kind, sent facts) (facts, error) {
	for _, row := range slices.Backward(known) {
		if row.Kind != kind || row.State != enttask.StateDONE || len(row.Facts) == 0 {
			continue
		}
		var done facts
		if err := json.Unmarshal(row.Facts, &done); err != nil {
			return facts{}, fmt.Errorf("read the facts of task %d: %w", row.ID, err)
		}
		return done, nil
	}
	return sent, nil
}

// differenceTask is the task of the fields that differ; nil when none does.
func differenceTask(kind enttask.Kind, fields []string, found map[string][2]string) *task.Wanted {
	t := task.Wanted{Kind: kind}
	var text strings.Builder
	for _, name := range fields {
		pair, differs := found[name]
		if !differs {
			continue
		}
		t.Changes = append(t.Changes, task.Change{Field: name, Before: pair[0], After: pair[1]})
		fmt.Fprintf(&text, "%q %q %q\n", name, pair[0], pair[1])
	}
	if len(t.Changes) == 0 {
		return nil
	}
	hash := sha256.Sum256([]byte(text.String()))
	t.Key = string(kind) + ":" + hex.EncodeToString(hash[:8])
	return &t
}

// linesAmounts is by how much the document is to change. What was sent by an
// older version did not note its rates.
func linesAmounts(before, now facts) []task.Amount {
	if before.Rates != nil {
		return amountsOf(minus(now.Rates, before.Rates))
	}
	was, errWas := decimal.NewFromString(firstWord(before.Total))
	is, errIs := decimal.NewFromString(firstWord(now.Total))
	if errWas != nil || errIs != nil {
		return nil
	}
	return withoutRates(is.Sub(was))
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}

// endTask is the task of an order that ended, or that came back after that was
// done in VASCO. What was given back already is left out; an order that was
// refunded ended by its refunds.
func endTask(sent, done, now facts, refunds []task.Wanted) *task.Wanted {
	ended, back := done.Ended == "" && now.Ended != "", done.Ended != "" && now.Ended == ""
	if (!ended && !back) || (now.Ended == "refunded" && len(refunds) > 0) {
		return nil
	}
	t := &task.Wanted{
		Kind: enttask.KindCANCELLED, Key: string(enttask.KindCANCELLED),
		Changes: []task.Change{{Field: "ended", Before: done.Ended, After: now.Ended}},
	}
	left, rest := sent.leftAfter(refunds)
	if ended {
		left, rest = minus(nil, left), rest.Neg()
	} else {
		t.Key += ":BACK"
	}
	t.Amounts = append(amountsOf(left), withoutRates(rest)...)
	return t
}

// leftAfter is what of the order was not given back, by rates as far as they are known.
func (f facts) leftAfter(refunds []task.Wanted) (left map[string]charge, rest decimal.Decimal) {
	left = minus(f.Rates, f.Returned)
	if total, err := decimal.NewFromString(firstWord(f.Total)); f.Rates == nil && err == nil {
		rest = total
	}
	for _, refund := range refunds {
		for _, amount := range refund.Amounts {
			if amount.Rate == nil || f.Rates == nil {
				rest = rest.Add(amount.Gross)
				continue
			}
			rate := amount.Rate.String()
			left[rate] = left[rate].plus(charge{*amount.Net, *amount.Tax})
		}
	}
	return left, rest
}

package order

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
)

// ShopChanged lets orders go on that waited for what was just changed of a shop
// or of its connection, in the transaction of the change. Orders older than
// seven days ask a person first.
func (s *Service) ShopChanged(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (int, error) {
	accepted, err := s.acceptSources(ctx, tx, before, after)
	if err != nil {
		return 0, err
	}
	if before.ConnectionID != after.ConnectionID {
		if err := s.moveJobs(ctx, tx, after); err != nil {
			return 0, err
		}
	}
	if err := s.askUncertain(ctx, tx, push.ShopID(after.ID)); err != nil {
		return 0, err
	}
	if before != after {
		if err := s.writeBackAgain(ctx, tx, after); err != nil {
			return 0, err
		}
	}
	mended, err := s.releaseWhere(ctx, tx, after, false, push.Or(mendedBy(before, after)...))
	if err != nil {
		return 0, err
	}
	if opensYears(before, after) {
		// Nobody forgot these: age does not matter.
		year, err := s.releaseWhere(ctx, tx, after, true, waitsForYear)
		if err != nil {
			return 0, err
		}
		mended.Orders += year.Orders
	}
	kept, err := s.releaseKept(ctx, tx, before, after)
	if err != nil {
		return 0, err
	}
	if before == after {
		if err := s.compareExplained(ctx, tx, after); err != nil {
			return 0, err
		}
	}
	earlier, err := s.releaseEarlier(ctx, tx, before, after)
	return accepted + mended.Orders + kept.Orders + earlier.Orders, err
}

// mendedBy are the orders a change may help: those that wait for the shop or its
// former or present connection, those whose reason the settings or the profile
// decide about, and those in a status that is sent from now on.
func mendedBy(before, after *connection.Shop) []predicate.Push {
	refs := []string{shopRef(after.ID), connectionRef(before.ConnectionID), connectionRef(after.ConnectionID)}
	decided, others := decidedBy(before, after)
	all := []predicate.Push{
		push.And(waitsForPerson, push.ReasonRefIn(refs...), push.ReasonNotIn(others...)),
		push.And(push.StateEQ(push.StateBLOCKED), push.ReasonIn(decided...)),
	}
	if before.Settings.AdoptMetaKey != after.Settings.AdoptMetaKey {
		all = append(all, push.And(push.StateEQ(push.StateUNCERTAIN), push.Reason(ReasonFormerNumber)))
	}
	if before.SendingOrders != after.SendingOrders {
		all = append(all, push.And(push.StateEQ(push.StateWAITING), push.ReasonIn(ReasonHeld, ReasonPreview)))
	}
	if added := statuses(before, after, func(rule rules.Status) bool { return rule == rules.Send }); len(added) > 0 {
		all = append(all, push.And(
			push.Or(push.StateEQ(push.StateWAITING), push.Reason(SkippedNotSending)), push.HasOrderWith(entorder.StatusIn(added...))))
	}
	return all
}

// decidedBy are the reasons that what was changed decides about, and those that
// other settings do: their orders keep their words and their turn.
func decidedBy(before, after *connection.Shop) (decided, others []string) {
	was, is := before.Settings, after.Settings
	elsewhere := before == after || before.ConnectionID != after.ConnectionID
	lines := !reflect.DeepEqual(was.Lines, is.Lines)
	articles := !slices.Equal(was.EANMetaKeys, is.EANMetaKeys) || was.UseSKU != is.UseSKU || was.VariationUsesParentEAN != is.VariationUsesParentEAN ||
		was.ShippingArticle != is.ShippingArticle || was.FeeArticle != is.FeeArticle
	vat := lines || !maps.Equal(was.VATCodes, is.VATCodes) || !slices.Equal(was.VATMetaKeys, is.VATMetaKeys)
	partner := was.Partner != is.Partner || was.RetailPartnerCode != is.RetailPartnerCode || !slices.Equal(was.VATMetaKeys, is.VATMetaKeys)
	totals := vat || articles || was.ToleranceCents != is.ToleranceCents || was.RoundingArticle != is.RoundingArticle
	for _, one := range []struct {
		changed bool
		reasons []mapping.ReasonCode
	}{
		{articles || lines, []mapping.ReasonCode{mapping.ArticleCodeMissing, mapping.ArticleUnknown, mapping.FeeUnmapped}},
		{vat, []mapping.ReasonCode{mapping.VATMissing, mapping.VATRateUnmapped}},
		{was.Currency != is.Currency || !slices.Equal(was.AllowedCurrencies, is.AllowedCurrencies), []mapping.ReasonCode{mapping.CurrencyMismatch}},
		{totals, []mapping.ReasonCode{mapping.TotalMismatch}},
		{partner, []mapping.ReasonCode{mapping.PartnerDataMissing, mapping.PartnerAmbiguous}},
		{false, []mapping.ReasonCode{mapping.RejectedByVasco}},
	} {
		for _, reason := range one.reasons {
			if one.changed || elsewhere {
				decided = append(decided, string(reason))
			} else {
				others = append(others, string(reason))
			}
		}
	}
	if elsewhere {
		decided = append(decided, ReasonVascoLogin)
	}
	return decided, others
}

// opensYears tells whether documents may get another day, or go into other books.
func opensYears(before, after *connection.Shop) bool {
	return before == after || before.ConnectionID != after.ConnectionID ||
		before.Settings.DocumentDay != after.Settings.DocumentDay || before.Settings.FirstOpenDay != after.Settings.FirstOpenDay
}

// statuses are those whose rule was changed to one of the wanted.
func statuses(before, after *connection.Shop, wanted func(rules.Status) bool) []string {
	var changed []string
	for status, rule := range after.Settings.Statuses {
		if rule != before.Settings.Status(status) && wanted(rule) {
			changed = append(changed, status)
		}
	}
	return changed
}

// releaseKept looks again at orders whose status waits from now on, or is never
// sent: what they wait for is another thing now. Nothing is sent, so age does
// not matter.
func (s *Service) releaseKept(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (Released, error) {
	kept := statuses(before, after, func(rule rules.Status) bool { return rule != rules.Send })
	if len(kept) == 0 {
		return Released{}, nil
	}
	return s.releaseWhere(ctx, tx, after, true,
		push.Or(push.StateIn(push.StateWAITING, push.StateBLOCKED, push.StateFAILED), push.Reason(SkippedNotSending)),
		push.HasOrderWith(entorder.StatusIn(kept...)))
}

// releaseEarlier asks again for orders that were too early for the shop's start
// and are not any more. Who sets an earlier start means them: age does not matter.
func (s *Service) releaseEarlier(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (Released, error) {
	early := push.And(push.StateEQ(push.StateSKIPPED), push.Reason(SkippedBeforeStart))
	if after.SendingOrders == connection.Live && before.SendingOrders != connection.Live {
		// Who sent before may have sent them: they are looked for from now on.
		return s.releaseWhere(ctx, tx, after, true, early)
	}
	from := after.Settings.SyncFrom
	if !from.Before(before.Settings.SyncFrom) {
		return Released{}, nil
	}
	return s.releaseWhere(ctx, tx, after, true, early, push.HasOrderWith(entorder.PlacedAtGTE(from)))
}

// withoutBody leaves the orders' JSON in the database: a release only asks for them.
func withoutBody(q *ent.OrderQuery) {
	q.Select(entorder.FieldID, entorder.FieldShopID, entorder.FieldShopOrderID, entorder.FieldOrderKey, entorder.FieldNumber,
		entorder.FieldPlacedAt, entorder.FieldStatus)
}

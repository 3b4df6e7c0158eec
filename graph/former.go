package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/former"
)

// FormerSettings is what the plugin that sent before has set.
func (r queryResolver) FormerSettings(ctx context.Context, text string) (*model.FormerSettings, error) {
	id, err := idOf(model.KindShop, text, "shopId")
	if err != nil {
		return nil, err
	}
	offer, err := r.Former.Look(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	return formerSettings(offer), nil
}

// TakeOverFormerSettings takes over what was chosen of them.
func (r mutationResolver) TakeOverFormerSettings(ctx context.Context, in model.TakeOverFormerSettingsInput) (*model.TakeOverFormerSettingsPayload, error) {
	var bad failures
	var taken former.Taken
	id := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if bad == nil {
		choice := former.Choice{Revision: in.Revision, Blacklist: in.Blacklist}
		for _, p := range in.Payments {
			choice.Payments = append(choice.Payments, former.PaymentChoice{Method: p.Method, Replaces: p.Replaces})
		}
		if in.Schedule != nil {
			choice.Schedule = &former.ScheduleChoice{Replaces: in.Schedule.Replaces}
		}
		var err error
		taken, err = r.Former.TakeOver(ctx, id, choice)
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
	}
	row, err := shopOf(ctx, id)
	return &model.TakeOverFormerSettingsPayload{
		Shop: row, FormerSettings: formerSettings(taken.Offer), Payments: taken.Payments, Blacklist: taken.Blacklist, Schedule: taken.Schedule,
		ReleasedOrders: taken.Released.Orders, OldOrders: taken.Released.Old, UserErrors: bad.list(),
	}, err
}

// formerSettings is an offer in the schema's words; nil is none.
func formerSettings(o *former.Offer) *model.FormerSettings {
	if o == nil {
		return nil
	}
	shown := &model.FormerSettings{
		State: o.State, Revision: o.Revision, Complete: o.Complete, LeftOut: append([]string{}, o.LeftOut...),
		Payments: make([]*model.FormerPayment, len(o.Payments)), Blacklist: make([]*model.FormerBlacklistEntry, len(o.Blacklist)),
		Unread: make([]*former.Unread, len(o.Unread)),
	}
	if o.Detail != "" {
		shown.Detail = &o.Detail
	}
	for i, p := range o.Payments {
		shown.Payments[i] = &model.FormerPayment{
			Method: p.Method, Title: p.Title, PaymentID: p.PaymentID, Status: p.Status, Action: p.Action, Now: p.Now, Standing: p.Standing,
		}
	}
	for i, e := range o.Blacklist {
		shown.Blacklist[i] = &model.FormerBlacklistEntry{Pattern: e.Pattern, Note: e.Note, Action: e.Action}
	}
	for i := range o.Unread {
		shown.Unread[i] = &o.Unread[i]
	}
	if s := o.Schedule; s != nil {
		shown.Schedule = &model.FormerSchedule{Every: s.Every, At: s.At, Cron: s.Cron, Action: s.Action, Standing: s.Standing}
		if now := s.Now; now != nil {
			shown.Schedule.Now = &model.StockSchedule{Every: now.Every, At: now.At, Cron: now.Cron, NextRunAt: now.NextRunAt}
		}
	}
	return shown
}

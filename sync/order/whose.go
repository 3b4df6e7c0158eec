package order

import (
	"context"
	"errors"
	"strings"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// whose is the partner an order goes to.
type whose struct {
	// code is empty where a partner is to be created.
	code string
	// given: nobody was looked up, a person or the settings say who it is.
	given bool
	// named: the partner is somebody else's too, so the notes name the buyer.
	named bool
}

func buyerOf(w *work, o *woo.Order) buyer.Buyer {
	b := buyer.FromOrder(o, w.shop.Settings.VATMetaKeys)
	b.TaxStatus = vasco.TaxStatus(w.shop.Settings.Partner.TaxStatus)
	b.ByName = w.shop.Settings.Partner.OtherName == rules.OtherNameNew
	return b
}

// partnerOf returns the buyer's partner: the given, the found or a created one.
func (s *Service) partnerOf(ctx context.Context, w *work, client *vasco.Client, b buyer.Buyer) (whose, error) {
	if given, err := s.givenPartner(ctx, w, b); err != nil || given.code != "" {
		return given, err
	}
	found, err := s.partners.Resolve(ctx, w.vasco, client, b, partner.Order{ID: w.order.ID, ShopID: w.shop.ID, Number: w.order.Number})
	if err != nil {
		return whose{}, partnerReason(err)
	}
	return agreed(w, b, found)
}

// agreed: a partner found by the e-mail address alone may be somebody else.
func agreed(w *work, b buyer.Buyer, found vasco.Partner) (whose, error) {
	switch {
	case b.VATNumber != "" || b.SameName(found.Name):
		return whose{code: found.Code}, nil
	case w.shop.Settings.Partner.OtherName == rules.OtherNameAsk:
		return whose{}, &mapping.Reason{Code: mapping.PartnerAmbiguous, Params: map[string]string{
			"candidates": strings.TrimSpace(found.Code + " " + found.Name), "buyer": b.Name(),
		}}
	default:
		return whose{code: found.Code, named: true}, nil
	}
}

// knownPartner is the partner as partnerOf would find it; none is created.
func (s *Service) knownPartner(ctx context.Context, w *work, client *vasco.Client, b buyer.Buyer) (whose, error) {
	if given, err := s.givenPartner(ctx, w, b); err != nil || given.code != "" {
		return given, err
	}
	found, err := s.partners.Lookup(ctx, w.vasco, client, b)
	if err != nil || found == nil {
		return whose{}, partnerReason(err)
	}
	return agreed(w, b, *found)
}

// givenPartner is what needs no search: a person's choice for the order, a
// person's binding of the buyer, the retail partner for a buyer without data, or without a VAT number.
func (s *Service) givenPartner(ctx context.Context, w *work, b buyer.Buyer) (whose, error) {
	if w.push.ChosenPartner != "" {
		return whose{code: w.push.ChosenPartner, given: true}, nil
	}
	bound, err := partner.Bound(ctx, s.store.Reader(), w.shop.ID, w.vasco.ID, b)
	if err != nil {
		return whose{}, err
	}
	if bound != nil {
		return whose{code: bound.Code, given: true}, nil
	}
	settings := w.shop.Settings
	if forAll := settings.Partner.RetailWithoutVAT && b.VATNumber == ""; settings.RetailPartnerCode != "" && (forAll || b.Key() == "") {
		return whose{code: settings.RetailPartnerCode, given: true, named: forAll}, nil
	}
	return whose{}, nil
}

// noted is the buyer's name for the notes, empty where the partner tells it.
func (p whose) noted(b buyer.Buyer) string {
	if !p.named {
		return ""
	}
	return b.Name()
}

// partnerReason says in the mapping's reasons why there is no partner.
func partnerReason(err error) error {
	if errors.Is(err, partner.ErrNoData) {
		return &mapping.Reason{Code: mapping.PartnerDataMissing}
	}
	if several, ok := errors.AsType[*partner.Ambiguous](err); ok {
		return &mapping.Reason{Code: mapping.PartnerAmbiguous, Params: map[string]string{"candidates": several.Codes()}}
	}
	if refused, ok := errors.AsType[*partner.Refused](err); ok {
		return &mapping.Reason{Code: mapping.RejectedByVasco, Params: rejection(refused.Err, "partner")}
	}
	return err
}

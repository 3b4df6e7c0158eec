package connection

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// ErrCannotAsk: VASCO does not answer, or there is none.
var ErrCannotAsk = errors.New("VASCO cannot be asked")

// NamedPartner is the partner in a connection's VASCO that a person names by its
// code, written as VASCO does. What cannot be a code, or is none there, is
// InvalidInput under field. With ErrCannotAsk the partner has nothing but its code.
func (r *Registry) NamedPartner(ctx context.Context, connectionID int, field, text string) (vasco.Partner, error) {
	named := vasco.Partner{Code: strings.TrimLeft(strings.TrimSpace(text), "0")}
	if !IsPartnerCode(named.Code) {
		return named, Bad(field, CodeInvalid, "it is the number of a partner in VASCO")
	}
	if connectionID == 0 {
		return named, fmt.Errorf("the shop has no connection: %w", ErrCannotAsk)
	}
	v, err := r.Vasco(ctx, connectionID)
	if err != nil {
		return named, err
	}
	client, err := r.VascoClient(v)
	if err != nil {
		return named, err
	}
	found, err := client.PartnerByCode(ctx, named.Code)
	switch {
	case err != nil && ctx.Err() == nil:
		return named, fmt.Errorf("%w: %w", ErrCannotAsk, err)
	case err != nil:
		return named, err
	case found == nil:
		return named, Bad(field, CodeNotFound, "VASCO has no partner %s", named.Code)
	}
	return *found, nil
}

// retailIsThere: a retail partner that is named is looked for in VASCO, and
// written as VASCO does. One that cannot be a code is left to the other checks.
func (r *Registry) retailIsThere(ctx context.Context, shopID int, change *ShopChange) error {
	code := change.Settings.RetailPartnerCode
	if code == nil || !IsPartnerCode(strings.TrimSpace(*code)) {
		return nil
	}
	shop, err := r.Shop(ctx, shopID)
	if err != nil {
		return err
	}
	connectionID := shop.ConnectionID
	set(&connectionID, change.ConnectionID)
	found, err := r.NamedPartner(ctx, connectionID, "settings.retailPartnerCode", *code)
	if errors.Is(err, ErrCannotAsk) {
		slog.WarnContext(ctx, "the retail partner is taken as it is written: VASCO cannot be asked", "partner", found.Code, "error", err)
		err = nil
	}
	change.Settings.RetailPartnerCode = &found.Code
	return err
}

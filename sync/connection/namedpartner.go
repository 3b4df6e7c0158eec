package connection

import (
	"context"
	"errors"
	"fmt"
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

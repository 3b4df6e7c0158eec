package partner

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Binding names whom a person's word is about.
type Binding struct {
	Kind partnerbinding.Kind
	// Key is the customer's id, the address or the VAT number.
	Key string
	// Buyer is set where only orders of this name are meant, see buyer.NameKey.
	Buyer string
}

// Folded writes the key as buyers have it; ok is false for what no buyer can have.
func (b Binding) Folded() (folded Binding, ok bool) {
	key := strings.TrimSpace(b.Key)
	switch b.Kind {
	case partnerbinding.KindCUSTOMER:
		id, err := strconv.ParseInt(key, 10, 64)
		b.Key, ok = strconv.FormatInt(id, 10), err == nil && id > 0
	case partnerbinding.KindEMAIL:
		b.Key = buyer.Email(key)
		at := strings.LastIndexByte(b.Key, '@')
		ok = at > 0 && at < len(b.Key)-1
	case partnerbinding.KindVAT:
		b.Key, ok = vasco.NormalizeTaxNumber(key), buyer.IsVATNumber(key)
	}
	return b, ok
}

// bindingsOf are the bindings that may speak for a buyer, what says most about it first.
func bindingsOf(b buyer.Buyer) []Binding {
	var all []Binding
	if number := b.TaxNumber(); number.National != "" {
		all = append(all, Binding{Kind: partnerbinding.KindVAT, Key: number.String()})
		if vasco.ReadTaxNumber(number.National, "").Country == "" {
			// The person may have left the country out, as buyers do.
			all = append(all, Binding{Kind: partnerbinding.KindVAT, Key: number.National})
		}
	}
	if b.CustomerID > 0 {
		all = append(all, Binding{Kind: partnerbinding.KindCUSTOMER, Key: strconv.FormatInt(b.CustomerID, 10)})
	}
	if b.Email != "" {
		all = append(all, Binding{Kind: partnerbinding.KindEMAIL, Key: b.Email})
	}
	return all
}

// Keys are what a buyer may be bound by, one of each kind, what says most first.
func Keys(b buyer.Buyer) []Binding {
	return slices.CompactFunc(bindingsOf(b), func(one, next Binding) bool { return one.Kind == next.Kind })
}

// Remembered names a buyer whose partner a person chose on an order; ok is false
// for one that no later order could be known by. Without a VAT number the choice
// holds for the same name only: a household may share an address.
func Remembered(b buyer.Buyer) (remembered Binding, ok bool) {
	all := bindingsOf(b)
	switch {
	case len(all) == 0:
		return Binding{}, false
	case b.VATNumber != "":
		return all[0], true
	default:
		remembered = all[len(all)-1]
		remembered.Buyer = b.NameKey()
		return remembered, true
	}
}

// Unbind takes off the binding that was made by a choice of the code, nil for none.
func Unbind(ctx context.Context, tx *store.Tx, shopID, connectionID int, b Binding, code string) (*ent.PartnerBinding, error) {
	row, err := tx.PartnerBinding.Query().Where(isBinding(shopID, connectionID, b), partnerbinding.Buyer(b.Buyer), partnerbinding.Code(code)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the binding of %s %s: %w", b.Kind, b.Key, err)
	}
	if err := tx.PartnerBinding.DeleteOne(row).Exec(ctx); err != nil {
		return nil, fmt.Errorf("take off the binding of %s %s: %w", b.Kind, b.Key, err)
	}
	return row, nil
}

func isBinding(shopID, connectionID int, b Binding) predicate.PartnerBinding {
	return partnerbinding.And(
		partnerbinding.ShopID(shopID), partnerbinding.ConnectionID(connectionID), partnerbinding.KindEQ(b.Kind), partnerbinding.Key(b.Key),
	)
}

// Bound returns the binding that holds for a buyer, nil for none.
func Bound(ctx context.Context, client *ent.Client, shopID, connectionID int, b buyer.Buyer) (*ent.PartnerBinding, error) {
	wanted := bindingsOf(b)
	if len(wanted) == 0 || connectionID == 0 {
		return nil, nil
	}
	said := make([]predicate.PartnerBinding, len(wanted))
	for i, one := range wanted {
		said[i] = isBinding(shopID, connectionID, one)
	}
	rows, err := client.PartnerBinding.Query().Where(partnerbinding.Or(said...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the bindings of %s: %w", b.Key(), err)
	}
	slices.SortFunc(rows, func(a, b *ent.PartnerBinding) int { return cmp.Compare(b.Buyer, a.Buyer) })
	for _, one := range wanted {
		// What was said of the very name comes first.
		for _, row := range rows {
			if row.Kind == one.Kind && row.Key == one.Key && holdsFor(row, b) {
				return row, nil
			}
		}
	}
	return nil, nil
}

// holdsFor: a choice that was remembered holds for the same name, and says
// nothing of a company that the buyer orders for.
func holdsFor(row *ent.PartnerBinding, b buyer.Buyer) bool {
	return row.Buyer == "" || (b.VATNumber == "" && row.Buyer == b.NameKey())
}

// Bind stores a binding; changed is false where it said the same already.
func Bind(ctx context.Context, tx *store.Tx, shopID, connectionID int, b Binding, p vasco.Partner) (row *ent.PartnerBinding, changed bool, err error) {
	where := []predicate.PartnerBinding{isBinding(shopID, connectionID, b), partnerbinding.Buyer(b.Buyer)}
	before, err := tx.PartnerBinding.Query().Where(where...).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return nil, false, fmt.Errorf("read the binding of %s %s: %w", b.Kind, b.Key, err)
	}
	if before != nil && before.Code == p.Code && (p.Name == "" || before.Name == p.Name) {
		return before, false, nil
	}
	err = tx.PartnerBinding.Create().SetShopID(shopID).SetConnectionID(connectionID).SetKind(b.Kind).SetKey(b.Key).SetBuyer(b.Buyer).
		SetCode(p.Code).SetName(p.Name).
		OnConflictColumns(partnerbinding.FieldShopID, partnerbinding.FieldConnectionID, partnerbinding.FieldKind, partnerbinding.FieldKey, partnerbinding.FieldBuyer).
		Update(func(u *ent.PartnerBindingUpsert) { u.SetCode(p.Code).SetName(p.Name).SetUpdatedAt(store.Now()) }).Exec(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("bind %s %s to partner %s: %w", b.Kind, b.Key, p.Code, err)
	}
	if row, err = tx.PartnerBinding.Query().Where(where...).Only(ctx); err != nil {
		return nil, false, fmt.Errorf("read the binding of %s %s: %w", b.Kind, b.Key, err)
	}
	return row, true, nil
}

// Speaks tells whether a binding holds for a buyer.
func Speaks(row *ent.PartnerBinding, b buyer.Buyer) bool {
	return holdsFor(row, b) && slices.ContainsFunc(bindingsOf(b), func(one Binding) bool { return row.Kind == one.Kind && row.Key == one.Key })
}

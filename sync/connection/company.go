package connection

import (
	"context"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Company names the books a number belongs to: two connections may share them.
func (v *Vasco) Company() string { return companyOf(v.TaxNumber, v.BaseURL) }

// companyOf is the same for every way to write the server's address.
func companyOf(taxNumber, baseURL string) string {
	root, err := vasco.NormalizeURL(baseURL)
	if err != nil {
		root = baseURL
	}
	return vasco.NormalizeTaxNumber(taxNumber) + "@" + strings.TrimSuffix(address(root), "/api/v1")
}

// ShopsOf lists the shops whose orders go into a company's books, see Company.
func (r *Registry) ShopsOf(ctx context.Context, company string) ([]int, error) {
	rows, err := r.store.Reader().Shop.Query().Where(shop.ConnectionIDNotNil()).WithConnection().Order(shop.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the shops with a connection: %w", err)
	}
	var ids []int
	for _, row := range rows {
		if v := row.Edges.Connection; v != nil && companyOf(v.TaxNumber, v.BaseURL) == company {
			ids = append(ids, row.ID)
		}
	}
	return ids, nil
}

// settingsLock makes changes of shops and connections one after the other on
// PostgreSQL: they are checked against each other.
const settingsLock = 0x7661_7363_6f02

func lockSettings(ctx context.Context, tx *store.Tx) error {
	if !tx.Store().IsPostgres() {
		return nil
	}
	if _, err := tx.SQL.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", settingsLock); err != nil {
		return fmt.Errorf("lock the settings: %w", err)
	}
	return nil
}

// mayConnect checks that the shop's connection exists and that no other shop
// writes the same order numbers into the same books: an order could not be told
// from the other shop's then (design rule 3).
func (r *Registry) mayConnect(ctx context.Context, tx *store.Tx, s *Shop) error {
	row, err := tx.VascoConnection.Get(ctx, s.ConnectionID)
	if ent.IsNotFound(err) {
		return Bad("vascoConnectionId", CodeNotFound, "there is no VASCO connection %d", s.ConnectionID)
	}
	if err != nil {
		return fmt.Errorf("read VASCO connection %d: %w", s.ConnectionID, err)
	}
	return r.ownTemplate(ctx, tx, s, companyOf(row.TaxNumber, row.BaseURL))
}

func (r *Registry) ownTemplate(ctx context.Context, tx *store.Tx, s *Shop, company string) error {
	others, err := tx.Shop.Query().Where(shop.KeyNEQ(s.Key), shop.ConnectionIDNotNil()).WithConnection().All(ctx)
	if err != nil {
		return fmt.Errorf("list the shops with a connection: %w", err)
	}
	for _, other := range others {
		v := other.Edges.Connection
		if v == nil || companyOf(v.TaxNumber, v.BaseURL) != company {
			continue
		}
		settings, err := ParseSettings(other.Settings)
		if err != nil {
			return fmt.Errorf("settings of shop %s: %w", other.Key, err)
		}
		if sameNumbers(settings.ShopNumberTemplate, s.Settings.ShopNumberTemplate) {
			return Bad("settings.shopNumberTemplate", CodeTaken,
				"shop %s sends to the same company with the same order numbers: give this one another template, for example %s-{number}", other.Key, s.Key)
		}
	}
	return nil
}

// sameNumbers: in most shops an order's number is its id.
func sameNumbers(a, b string) bool {
	plain := strings.NewReplacer("{id}", "{number}")
	return strings.TrimSpace(plain.Replace(a)) == strings.TrimSpace(plain.Replace(b))
}

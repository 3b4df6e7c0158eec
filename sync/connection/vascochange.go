package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// NewVasco is a VASCO connection to be made. Empty fields take their defaults.
type NewVasco struct {
	Name, BaseURL, Username, Password, TaxNumber string
	Profile                                      string
	ProfileOverrides                             json.RawMessage
	Concurrency, SettleSeconds                   int
	// OpeningHours are when VASCO is expected to answer, see package hours.
	OpeningHours string
	// StockRead is how the stock list is to be read; nil is as the test chooses.
	StockRead *vascoconnection.StockReadOverride
	// ShopID is a shop that is to use it from now on; 0 is none.
	ShopID int
}

// VascoChange is what of a connection is to be different; nil fields stay.
type VascoChange struct {
	Name, BaseURL, Username, Password, TaxNumber *string
	Profile                                      *string
	ProfileOverrides                             *json.RawMessage
	Concurrency, SettleSeconds                   *int
	OpeningHours                                 *string
	// StockRead is how the stock list is to be read; a nil in it is as the test chose.
	StockRead **vascoconnection.StockReadOverride
	// ShopID is a shop that is to use it from now on.
	ShopID *int
	// rounding replaces that of the profile's overrides, which stay otherwise; empty is as it was.
	rounding vasco.Rounding
}

const (
	defaultProfile     = "kiwwwi"
	defaultConcurrency = 4
	defaultSettle      = 120
)

// CreateVasco makes a VASCO connection and begins to work its queue. What is
// wrong with the input comes as InvalidInput.
func (r *Registry) CreateVasco(ctx context.Context, in NewVasco) (*Vasco, error) {
	made, _, err := r.ConnectVasco(ctx, in)
	return made, err
}

// ConnectVasco is CreateVasco that also tells how many orders of the shop that
// was given the connection were set going.
func (r *Registry) ConnectVasco(ctx context.Context, in NewVasco) (made *Vasco, released int, err error) {
	wanted := vascoRow{
		name: in.Name, baseURL: trimURL(in.BaseURL), username: in.Username, password: in.Password, taxNumber: strings.TrimSpace(in.TaxNumber),
		profile: in.Profile, overrides: in.ProfileOverrides, concurrency: in.Concurrency, settleSeconds: in.SettleSeconds, openingHours: strings.TrimSpace(in.OpeningHours),
		stockRead: in.StockRead,
	}
	if wanted.profile == "" {
		wanted.profile = defaultProfile
	}
	if wanted.concurrency == 0 {
		wanted.concurrency = defaultConcurrency
	}
	if wanted.settleSeconds == 0 {
		wanted.settleSeconds = defaultSettle
	}
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockSettings(ctx, tx); err != nil {
			return err
		}
		row, err := r.insertVasco(ctx, tx, wanted)
		if err != nil {
			return err
		}
		if made, err = r.openVasco(row); err != nil {
			return err
		}
		released, err = r.assign(ctx, tx, in.ShopID, row.ID)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	r.workNewQueues(ctx)
	return made, released, nil
}

func (r *Registry) insertVasco(ctx context.Context, tx *store.Tx, wanted vascoRow) (*ent.VascoConnection, error) {
	var c checks
	if c.connection(wanted); c.err() != nil {
		return nil, c.err()
	}
	password, err := r.box.Seal(wanted.password, purposeVascoPassword)
	if err != nil {
		return nil, err
	}
	create := tx.VascoConnection.Create().SetName(wanted.name).SetBaseURL(wanted.baseURL).SetUsername(wanted.username).
		SetPassword(password).SetTaxNumber(wanted.taxNumber).SetProfile(wanted.profile).
		SetConcurrency(wanted.concurrency).SetSettleSeconds(wanted.settleSeconds).SetOpeningHours(wanted.openingHours).
		SetNillableStockReadOverride(wanted.stockRead)
	if len(wanted.overrides) > 0 {
		create.SetProfileOverrides(wanted.overrides)
	}
	row, err := create.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("make VASCO connection %s: %w", wanted.name, err)
	}
	r.tellConnection(ctx, tx, wanted.name, "CREATED", nil)
	return row, nil
}

// assign gives a shop its connection; shop 0 is none.
func (r *Registry) assign(ctx context.Context, tx *store.Tx, shopID, connectionID int) (released int, err error) {
	if shopID == 0 {
		return 0, nil
	}
	row, err := tx.Shop.Get(ctx, shopID)
	if ent.IsNotFound(err) {
		return 0, Bad("shopId", CodeNotFound, "there is no shop %d", shopID)
	}
	if err != nil {
		return 0, fmt.Errorf("read shop %d: %w", shopID, err)
	}
	released, err = r.changeShop(ctx, tx, row, ShopChange{ConnectionID: &connectionID})
	return released, blame(err, "shopId")
}

// UpdateVasco changes a connection; released is how many orders were set going
// again by the change.
func (r *Registry) UpdateVasco(ctx context.Context, id int, change VascoChange) (updated *Vasco, released int, err error) {
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockSettings(ctx, tx); err != nil {
			return err
		}
		row, err := tx.VascoConnection.Get(ctx, id)
		if ent.IsNotFound(err) {
			return fmt.Errorf("VASCO connection %d: %w", id, store.ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("read VASCO connection %d: %w", id, err)
		}
		if released, err = r.changeVasco(ctx, tx, row, change); err != nil {
			return err
		}
		if change.ShopID != nil {
			more, err := r.assign(ctx, tx, *change.ShopID, id)
			if err != nil {
				return err
			}
			released += more
		}
		if row, err = tx.VascoConnection.Get(ctx, id); err != nil {
			return fmt.Errorf("read the changed connection: %w", err)
		}
		updated, err = r.openVasco(row)
		return err
	})
	return updated, released, err
}

func (r *Registry) changeVasco(ctx context.Context, tx *store.Tx, row *ent.VascoConnection, change VascoChange) (released int, err error) {
	before, err := r.storedVasco(row)
	if err != nil {
		return 0, err
	}
	after := change.applied(before)
	if change.rounding != "" {
		if after.overrides, err = withRounding(after.overrides, change.rounding); err != nil {
			return 0, err
		}
	}
	var c checks
	if c.connection(after); c.err() != nil {
		return 0, c.err()
	}
	changed := before.differences(after)
	if len(changed) == 0 {
		return 0, nil
	}
	shops, err := r.shopsOf(ctx, tx, row.ID)
	if err != nil {
		return 0, err
	}
	for _, s := range shops {
		if err := r.ownTemplate(ctx, tx, s, companyOf(after.taxNumber, after.baseURL)); err != nil {
			return 0, blame(err, "taxNumber")
		}
	}
	if err := r.saveVasco(ctx, tx, row, before, after); err != nil {
		return 0, err
	}
	r.tellConnection(ctx, tx, after.name, "UPDATED", changed)
	for _, s := range shops {
		more, err := r.tellShopChanged(ctx, tx, s, s)
		if err != nil {
			return 0, err
		}
		released += more
	}
	return released, nil
}

func (r *Registry) shopsOf(ctx context.Context, tx *store.Tx, connectionID int) ([]*Shop, error) {
	rows, err := tx.Shop.Query().Where(shop.ConnectionID(connectionID)).Order(shop.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the connection's shops: %w", err)
	}
	shops := make([]*Shop, len(rows))
	for i, row := range rows {
		if shops[i], err = r.openShop(row); err != nil {
			return nil, err
		}
	}
	return shops, nil
}

func (r *Registry) tellConnection(ctx context.Context, tx *store.Tx, name, action string, fields []string) {
	params := map[string]string{"connection": name, "action": action}
	if len(fields) > 0 {
		params["fields"] = strings.Join(fields, ", ")
	}
	r.log.Add(ctx, tx, event.Event{Kind: event.ConnectionChanged, Level: event.Info, Params: params})
	tx.AfterCommit(r.Forget)
}

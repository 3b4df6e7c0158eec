package graph

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
)

// UpdateVascoConnection changes a VASCO connection or makes one.
func (r mutationResolver) UpdateVascoConnection(ctx context.Context, in model.UpdateVascoConnectionInput) (*model.VascoConnectionPayload, error) {
	var bad failures
	id := bad.optionalID(model.KindVascoConnection, in.ID, inputID...)
	shopID := bad.optionalID(model.KindShop, in.ShopID, "input", "shopId")
	if bad != nil {
		return &model.VascoConnectionPayload{UserErrors: bad}, nil
	}
	var made *connection.Vasco
	var released int
	var err error
	if in.ID == nil {
		made, released, err = r.Registry.ConnectVasco(ctx, newVasco(in, shopID))
	} else {
		made, released, err = r.Registry.UpdateVasco(ctx, id, vascoChange(in, shopID))
	}
	if err := bad.catch(err, inputPath, inputID...); err != nil {
		return nil, err
	}
	if bad != nil {
		return &model.VascoConnectionPayload{UserErrors: bad}, nil
	}
	row, err := lookupsOf(ctx).connections.get(ctx, made.ID)
	return &model.VascoConnectionPayload{Connection: row, ReleasedOrders: released, UserErrors: bad.list()}, err
}

func newVasco(in model.UpdateVascoConnectionInput, shopID int) connection.NewVasco {
	return connection.NewVasco{
		Name: valueOf(in.Name), BaseURL: valueOf(in.BaseURL), Username: valueOf(in.Username), Password: valueOf(in.Password),
		TaxNumber: valueOf(in.TaxNumber), Profile: valueOf(in.Profile), ProfileOverrides: in.ProfileOverrides,
		Concurrency: valueOf(in.Concurrency), SettleSeconds: valueOf(in.SettleSeconds), OpeningHours: valueOf(in.OpeningHours),
		StockRead: in.StockReadOverride.Value(), ShopID: shopID,
	}
}

func vascoChange(in model.UpdateVascoConnectionInput, shopID int) connection.VascoChange {
	change := connection.VascoChange{
		Name: in.Name, BaseURL: in.BaseURL, Username: in.Username, Password: in.Password, TaxNumber: in.TaxNumber,
		Profile: in.Profile, Concurrency: in.Concurrency, SettleSeconds: in.SettleSeconds, OpeningHours: in.OpeningHours,
	}
	if read, given := in.StockReadOverride.ValueOK(); given {
		change.StockRead = &read
	}
	if in.ProfileOverrides != nil {
		change.ProfileOverrides = &in.ProfileOverrides
	}
	if shopID != 0 {
		change.ShopID = &shopID
	}
	return change
}

// TestVascoConnection looks whether a VASCO connection can be used.
func (r mutationResolver) TestVascoConnection(ctx context.Context, text string) (*model.TestVascoConnectionPayload, error) {
	var bad failures
	var report connection.VascoReport
	var row *ent.VascoConnection
	if id := bad.id(model.KindVascoConnection, text, "id"); bad == nil {
		var err error
		report, err = r.Registry.TestVasco(ctx, id)
		if err := bad.catch(err, nil, "id"); err != nil {
			return nil, err
		}
		if row, err = lookupsOf(ctx).connections.get(ctx, id); err != nil {
			return nil, err
		}
	}
	payload := &model.TestVascoConnectionPayload{Connection: row, Ok: report.OK, Findings: findings(report.Findings), UserErrors: bad.list()}
	if report.ProposedProfile != "" {
		payload.ProposedProfile = &report.ProposedProfile
	}
	return payload, nil
}

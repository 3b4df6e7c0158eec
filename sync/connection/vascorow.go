package connection

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/store"
)

// storedVasco is a connection as it is stored, with its password opened.
func (r *Registry) storedVasco(row *ent.VascoConnection) (vascoRow, error) {
	password, err := r.box.Open(row.Password, purposeVascoPassword)
	return vascoRow{
		name: row.Name, baseURL: row.BaseURL, username: row.Username, password: password, taxNumber: row.TaxNumber,
		profile: row.Profile, overrides: row.ProfileOverrides, concurrency: row.Concurrency, settleSeconds: row.SettleSeconds, openingHours: row.OpeningHours,
		stockRead: row.StockReadOverride,
	}, err
}

// applied is the connection as changed.
func (c VascoChange) applied(v vascoRow) vascoRow {
	set(&v.name, c.Name)
	set(&v.baseURL, c.BaseURL)
	set(&v.username, c.Username)
	set(&v.password, c.Password)
	set(&v.taxNumber, c.TaxNumber)
	set(&v.profile, c.Profile)
	if c.ProfileOverrides != nil {
		v.overrides = *c.ProfileOverrides
	}
	set(&v.concurrency, c.Concurrency)
	set(&v.settleSeconds, c.SettleSeconds)
	set(&v.openingHours, c.OpeningHours)
	if c.StockRead != nil {
		v.stockRead = *c.StockRead
	}
	v.openingHours = strings.TrimSpace(v.openingHours)
	v.baseURL = trimURL(v.baseURL)
	return v
}

// differences names the fields that change.
func (v vascoRow) differences(after vascoRow) []string {
	var all []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", v.name == after.name},
		{"baseUrl", v.baseURL == after.baseURL},
		{"username", v.username == after.username},
		{"password", v.password == after.password},
		{"taxNumber", v.taxNumber == after.taxNumber},
		{"profile", v.profile == after.profile},
		{"profileOverrides", bytes.Equal(v.overrides, after.overrides)},
		{"concurrency", v.concurrency == after.concurrency},
		{"settleSeconds", v.settleSeconds == after.settleSeconds},
		{"openingHours", v.openingHours == after.openingHours},
		{"stockReadOverride", (v.stockRead == nil) == (after.stockRead == nil) && (v.stockRead == nil || *v.stockRead == *after.stockRead)},
	} {
		if !f.same {
			all = append(all, f.name)
		}
	}
	return all
}

func (r *Registry) saveVasco(ctx context.Context, tx *store.Tx, row *ent.VascoConnection, before, after vascoRow) error {
	password, err := r.box.Seal(after.password, purposeVascoPassword)
	if err != nil {
		return err
	}
	update := tx.VascoConnection.UpdateOne(row).SetName(after.name).SetBaseURL(after.baseURL).SetUsername(after.username).
		SetPassword(password).SetTaxNumber(after.taxNumber).SetProfile(after.profile).
		SetConcurrency(after.concurrency).SetSettleSeconds(after.settleSeconds).SetOpeningHours(after.openingHours)
	if after.stockRead == nil {
		update.ClearStockReadOverride()
	} else {
		update.SetStockReadOverride(*after.stockRead)
	}
	if len(bytes.TrimSpace(after.overrides)) == 0 || string(after.overrides) == "null" {
		update.ClearProfileOverrides()
	} else {
		update.SetProfileOverrides(after.overrides)
	}
	moved := companyOf(before.taxNumber, before.baseURL) != companyOf(after.taxNumber, after.baseURL)
	if moved || before.profile != after.profile {
		// Another server, other books or another way to write the number: what a
		// search finds there has to be shown anew.
		update.ClearSearchProvenAt()
	}
	if moved {
		// Nobody has seen how this one answers its stock.
		update.SetStockRead(vascoconnection.DefaultStockRead).SetStockZeros(vascoconnection.DefaultStockZeros)
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("change VASCO connection %s: %w", after.name, err)
	}
	return nil
}

package connection

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// VascoReport is what a test of a connection found out.
type VascoReport struct {
	// OK: orders can be sent as it is.
	OK       bool
	Findings []Finding
	// ProposedProfile is read from the server's own description; empty without one.
	ProposedProfile string
	// Stock is what reading stock is to know of the server.
	Stock vasco.StockReport
}

// TestVasco goes through what sending orders and reading stock need and writes nothing into VASCO.
func (r *Registry) TestVasco(ctx context.Context, id int) (VascoReport, error) {
	r.Forget()
	v, err := r.Vasco(ctx, id)
	if err != nil {
		return VascoReport{}, err
	}
	client, err := r.VascoClient(v)
	if err != nil {
		return VascoReport{}, err
	}
	seen := client.Test(ctx)
	if ctx.Err() != nil {
		return VascoReport{}, ctx.Err()
	}
	if err := r.keepStock(ctx, id, &seen.Stock); err != nil {
		return VascoReport{}, err
	}
	found := explain(v, seen)
	report := VascoReport{OK: found.ok(), Findings: found, ProposedProfile: seen.ProposedProfile, Stock: seen.Stock}
	return report, found.tell(ctx, r, event.Event{Kind: event.ConnectionChanged, Params: map[string]string{"connection": v.Name}})
}

// keepStock keeps how a server's stock is to be read. Where the stock could not
// be read it stays as an earlier test has seen it; what this one could not tell is
// unknown, whatever an earlier one saw: zeros are written by it.
func (r *Registry) keepStock(ctx context.Context, id int, seen *vasco.StockReport) error {
	if !seen.Readable {
		return nil
	}
	read := vascoconnection.StockReadALL
	if seen.Long {
		read = vascoconnection.StockReadCODES
	}
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.VascoConnection.UpdateOneID(id).SetStockRead(read).SetStockZeros(zerosOf(seen))
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("keep how stock is read of VASCO connection %d: %w", id, err)
		}
		return nil
	})
}

// zerosOf is what a test has shown of rows without stock.
func zerosOf(seen *vasco.StockReport) vascoconnection.StockZeros {
	switch {
	case seen.ZeroRowsLeftOut():
		return vascoconnection.StockZerosOMITTED
	case !seen.ZeroRows || seen.MissingRows:
		return vascoconnection.StockZerosUNKNOWN
	case seen.Everywhere:
		return vascoconnection.StockZerosEVERYWHERE
	default:
		return vascoconnection.StockZerosRETURNED
	}
}

// explain makes findings of how far a test came.
func explain(v *Vasco, seen vasco.TestReport) findings {
	var found findings
	detail := ""
	if seen.Problem != nil {
		detail = seen.Problem.Error()
	}
	if !seen.Reachable {
		found.add(FindingError, FoundUnreachable, "url", v.BaseURL, "detail", detail)
		return found
	}
	if _, refused := errors.AsType[*vasco.Unauthorized](seen.Problem); !seen.LoggedIn && !refused {
		found.add(FindingError, FoundNotVasco, "url", v.BaseURL, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundReachable, "url", v.BaseURL)
	if !seen.LoggedIn {
		found.add(FindingError, FoundLoginRefused, "username", v.Username, "taxNumber", v.TaxNumber, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundLoggedIn, "username", v.Username, "taxNumber", v.TaxNumber)
	found.profile(v.Profile.Name, seen.ProposedProfile)
	if !seen.ArticlesReadable {
		found.add(FindingError, FoundArticlesUnreadable, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundArticlesReadable)
	found.stock(&seen.Stock)
	if !seen.SearchPossible {
		found.add(FindingError, FoundSearchImpossible, "detail", detail)
		return found
	}
	orders := strconv.Itoa(seen.OrdersSeen)
	found.add(FindingOK, FoundSearchPossible, "orders", orders)
	if seen.SearchProven || v.SearchProven {
		found.add(FindingOK, FoundSearchProven)
	} else {
		found.add(FindingWarning, FoundSearchUnproven, "orders", orders)
	}
	return found
}

// stock explains what reading stock found out. Orders can be sent without it.
func (f *findings) stock(seen *vasco.StockReport) {
	if !seen.Readable {
		detail := ""
		if seen.Problem != nil {
			detail = seen.Problem.Error()
		}
		f.add(FindingWarning, FoundStockUnreadable, "detail", detail)
		return
	}
	rows := strconv.Itoa(seen.Rows)
	if seen.Long {
		f.add(FindingWarning, FoundStockLong, "rows", rows, "seconds", strconv.Itoa(int(seen.Took.Seconds())))
	} else {
		f.add(FindingOK, FoundStock, "rows", rows, "warehouses", strings.Join(seen.Warehouses, ", "))
	}
	if seen.Repeated > 0 {
		f.add(FindingWarning, FoundStockRepeated, "rows", strconv.Itoa(seen.Repeated))
	}
	switch {
	case seen.ZeroRowsLeftOut():
		f.add(FindingOK, FoundZeroRowsLeftOut)
	case seen.ZeroRows && !seen.MissingRows:
		f.add(FindingOK, FoundZeroRows)
	default:
		f.add(FindingWarning, FoundZeroRowsUnknown)
	}
	if seen.OrderedReturned {
		f.add(FindingOK, FoundOrdered)
	}
	if seen.ReservedReturned {
		f.add(FindingOK, FoundReserved)
	}
	if seen.SupplierReturned {
		f.add(FindingOK, FoundSupplierStock, "field", vasco.SupplierField)
	} else {
		f.add(FindingWarning, FoundSupplierStockMissing, "field", vasco.SupplierField)
	}
}

func (f *findings) profile(ours, proposed string) {
	switch proposed {
	case "":
	case ours:
		f.add(FindingOK, FoundProfile, "profile", ours)
	default:
		f.add(FindingWarning, FoundProfileDiffers, "profile", ours, "proposed", proposed)
	}
}

package vasco

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

const (
	stockPath = "FASifranti/zaloga"
	// rowsAtOnce is how many rows of stock are passed on together.
	rowsAtOnce = 1000
)

// EachStock reads the whole stock list in one call and yields its rows as they
// arrive, at most 1,000 at a time, of the named warehouses only; none are all.
// The rows are yield's only until it returns, and yield must not call the client.
// An error of yield ends it and is returned.
//
// With any other error the read is incomplete, whatever was yielded before: an
// answer that ends early or holds something that is no row is Malformed, a
// connection that breaks is Unavailable. It is repeated only until something was
// yielded.
func (c *Client) EachStock(ctx context.Context, warehouses []string, yield func([]StockRow) error) error {
	query := url.Values{}
	if len(warehouses) == 1 {
		query.Set("Skladisce", warehouses[0])
	}
	rows, err := c.eachStock(ctx, query, warehouses, yield)
	if err == nil && rows == 0 && len(query) > 0 {
		// No client was seen to ask for one: an empty answer may only mean that the
		// server writes the warehouse otherwise.
		_, err = c.eachStock(ctx, url.Values{}, warehouses, yield)
	}
	return err
}

func (c *Client) eachStock(ctx context.Context, query url.Values, warehouses []string, yield func([]StockRow) error) (rows int, err error) {
	s := &stream{}
	chunk := make([]StockRow, 0, rowsAtOnce)
	pass := func() error {
		if len(chunk) == 0 {
			return nil
		}
		s.begun = true
		rows += len(chunk)
		err := yield(chunk)
		chunk = chunk[:0]
		if err != nil {
			return &stopped{err}
		}
		return nil
	}
	err = c.read(ctx, request{
		operation: "read stock", path: stockPath, query: query, limit: maxStream, stream: s,
		decode: func(from io.Reader) error {
			chunk = chunk[:0] // A repeated read begins anew.
			limited := &perRow{from: from}
			err := eachRow(limited, func(r row) error {
				limited.next()
				found, wanted, err := stockOf(r, warehouses)
				if err != nil || !wanted {
					return err
				}
				if chunk = append(chunk, found); len(chunk) == rowsAtOnce {
					return pass()
				}
				return nil
			})
			if err != nil {
				return err
			}
			return pass()
		},
	})
	if end, ended := errors.AsType[*stopped](err); ended {
		return rows, end.err
	}
	return rows, err
}

// Stock reads the stock of articles by their codes, which VASCO compares in any
// case, in the named warehouses only; none are all. Articles without a row are
// missing. An error means that nothing of it can be relied on.
func (c *Client) Stock(ctx context.Context, codes, warehouses []string) ([]StockRow, error) {
	if err := checkCodes(codes); err != nil {
		return nil, err
	}
	var all []StockRow
	for chunk := range slices.Chunk(wanted(codes), codesPerCall) {
		asked := foldedSet(chunk)
		var found []StockRow
		err := c.read(ctx, request{
			operation: "read stock", path: stockPath, query: url.Values{"Sifra": {strings.Join(chunk, ",")}}, limit: maxList,
			decode: func(from io.Reader) error {
				found = nil // A repeated read begins anew.
				return eachRow(from, func(r row) error {
					one, wanted, err := stockOf(r, warehouses)
					// A server that ignores the filter answers others as well.
					if err == nil && wanted && asked[strings.ToLower(one.Code)] {
						found = append(found, one)
					}
					return err
				})
			},
		})
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

var (
	errNoArticle   = errors.New("a row does not tell its article")
	errNoWarehouse = errors.New("a row does not tell its warehouse")
)

// stockOf reads a row. One of another warehouse is not wanted, nor is one of an
// article without a code: it can be nobody's. What a row does not tell at all is
// an error: it could be anybody's stock.
func stockOf(r row, warehouses []string) (found StockRow, wanted bool, err error) {
	if _, told := r["sifra"]; !told {
		return StockRow{}, false, errNoArticle
	}
	found = StockRow{
		Code: r.text("sifra"), Warehouse: r.text("skladisce"),
		OnHand: r.decimal("zaloga"), Reserved: r.decimal("rezervirano"), Ordered: r.decimal("narKupKolicina"),
	}
	if found.Code == "" {
		return found, false, nil
	}
	if len(warehouses) == 0 {
		return found, true, nil
	}
	if found.Warehouse == "" {
		return found, false, errNoWarehouse
	}
	return found, slices.ContainsFunc(warehouses, func(w string) bool { return SameWarehouse(w, found.Warehouse) }), nil
}

// SameWarehouse tells whether two names are one warehouse: it is a number here and a padded text there.
func SameWarehouse(a, b string) bool { return WarehouseKey(a) == WarehouseKey(b) }

// WarehouseKey is the same for all names of one warehouse.
func WarehouseKey(name string) string {
	if name = strings.TrimSpace(name); isDigits(name) {
		return strings.TrimLeft(name, "0")
	}
	return strings.ToLower(name)
}

// checkCodes refuses codes that cannot be asked for.
func checkCodes(codes []string) error {
	for _, code := range codes {
		if strings.Contains(code, ",") {
			return fmt.Errorf("article code %q has a comma: VASCO takes lists of codes by commas", code)
		}
	}
	return nil
}

func foldedSet(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[strings.ToLower(name)] = true
	}
	return set
}

package vasco

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// NotFound means that VASCO has no order under the number.
type NotFound struct{ Ref OrderRef }

func (e *NotFound) Error() string {
	return fmt.Sprintf("VASCO has no order %s/%s", e.Ref.Number, e.Ref.Year)
}

const ordersPath = "FA/narociloKupca"

// CreateOrder posts a payload, once. Without an error the order is in VASCO
// under the number; Unclear says that it may be.
func (c *Client) CreateOrder(ctx context.Context, payload json.RawMessage) (OrderRef, error) {
	r := request{operation: "create order", method: http.MethodPost, path: ordersPath, body: payload}
	a, err := c.guarded(ctx, r)
	if err != nil {
		return OrderRef{}, err
	}
	ref, ok := readRef(a.body)
	if !ok {
		return OrderRef{}, unreadable(r, errors.New("the answer has no order number"))
	}
	return ref, nil
}

// readRef reads number and year of an answer: an object, or a list of one.
func readRef(body []byte) (OrderRef, bool) {
	object, err := decodeObject(body)
	if err != nil {
		list, err := decodeList(body)
		if err != nil || len(list) != 1 {
			return OrderRef{}, false
		}
		object = list[0]
	}
	ref := OrderRef{Number: object.text("stevilka"), Year: object.text("leto")}
	return ref, ref.Number != "" && ref.Year != ""
}

// headerExtras are the extra fields an order is read with: without being asked
// for they are not returned.
const headerExtras = "NAROCILO_STEVILKA,SIFRA_PLACILA,BESEDILO"

// ReadOrder reads one order with its lines; NotFound when there is none.
func (c *Client) ReadOrder(ctx context.Context, ref OrderRef) (*Order, error) {
	query := url.Values{"StevilkaLeto": {ref.Number + "." + ref.Year}, "VrniPostavke": {"1"}, "DodatnaPolja": {headerExtras}}
	rows, err := c.list(ctx, "read order", ordersPath, query)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		// A server that ignores the filter answers others as well.
		if o := orderOf(r); sameNumber(o.Ref, ref) {
			return &o, nil
		}
	}
	return nil, &NotFound{Ref: ref}
}

func sameNumber(a, b OrderRef) bool {
	return a.Year == b.Year && strings.TrimLeft(a.Number, "0") == strings.TrimLeft(b.Number, "0")
}

// Search is a window of dates, both included.
type Search struct{ From, To time.Time }

// SearchResult is what a search found.
type SearchResult struct {
	Orders []Order
	// Complete says that the list was read to its end and that every row
	// carried the shop's number: only then "not there" means anything.
	Complete bool
}

const (
	blockSize = 1000
	maxBlocks = 1000
)

// SearchOrders lists the orders of a window of dates, without their lines.
func (c *Client) SearchOrders(ctx context.Context, s Search) (SearchResult, error) {
	result := SearchResult{Complete: true}
	seen := make(map[OrderRef]bool)
	for block := range maxBlocks {
		query := url.Values{
			"DatumOd": {s.From.Format(time.DateOnly) + "T00:00:00"}, "DatumDo": {s.To.Format(time.DateOnly) + "T00:00:00"},
			"VrniPostavke": {"0"}, "DodatnaPolja": {headerExtras},
			"BlockSize": {strconv.Itoa(blockSize)}, "BlockIndex": {strconv.Itoa(block)},
		}
		rows, err := c.list(ctx, "search orders", ordersPath, query)
		if err != nil {
			return SearchResult{}, err
		}
		fresh := 0
		for _, r := range rows {
			o := orderOf(r)
			if o.Ref.Number == "" || o.Ref.Year == "" || o.ShopNumber == nil {
				result.Complete = false
			}
			if seen[o.Ref] {
				continue
			}
			seen[o.Ref] = true
			fresh++
			result.Orders = append(result.Orders, o)
		}
		// A server that ignores paging repeats itself; it has told everything.
		if len(rows) < blockSize || fresh == 0 {
			return result, nil
		}
	}
	result.Complete = false
	return result, nil
}

func (c *Client) list(ctx context.Context, operation, path string, query url.Values) ([]row, error) {
	a, err := c.read(ctx, request{operation: operation, path: path, query: query})
	if err != nil {
		return nil, err
	}
	rows, err := decodeList(a.body)
	if err != nil {
		return nil, &Malformed{What: "answer to " + operation, Err: err}
	}
	return rows, nil
}

func orderOf(r row) Order {
	o := Order{
		Ref:  OrderRef{Number: r.text("stevilka"), Year: r.text("leto")},
		Date: r.date("datum"), Partner: r.text("partner"),
		Net: r.decimal("znesek"), Gross: r.decimal("znesekZDDV"),
		Notes: r.text("besedilo", "opombe"),
	}
	if number, returned := r.extra()["NAROCILO_STEVILKA"]; returned {
		o.ShopNumber = &number
	}
	for _, line := range r.rows("postavke") {
		o.Lines = append(o.Lines, OrderLine{
			ArticleCode: line.text("artikel", "sifra"), Quantity: line.decimal("kolicina"),
			UnitPrice: line.decimal("cena", "prodajnaCena"), Discount: line.decimal("popust", "rabat1"),
		})
	}
	return o
}

// firstScalar reads an answer that is a bare number or text.
func firstScalar(body []byte) (string, bool) { return scalar(bytes.TrimSpace(body)) }

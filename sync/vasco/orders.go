package vasco

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
)

const ordersPath = "FA/narociloKupca"

// CreateOrder posts a payload of EncodeOrder, once. Without an error the order
// is in VASCO under the number; Unclear says that it may be; with any other
// error it is not.
func (c *Client) CreateOrder(ctx context.Context, payload json.RawMessage) (OrderRef, error) {
	var ref OrderRef
	err := c.write(ctx, request{
		operation: "create order", path: ordersPath, body: payload,
		decode: wholeObject(func(body []byte) error {
			var err error
			ref, err = readRef(body)
			return err
		}),
	})
	return ref, err
}

var errNoNumber = errors.New("there is no order number and year in it")

// readRef reads number and year of an answer: an object, or the only one of a list.
func readRef(body []byte) (OrderRef, error) {
	object, err := decodeOne(body)
	if err != nil {
		return OrderRef{}, err
	}
	ref := refOf(object)
	if strings.Trim(ref.Number, "0") == "" || strings.Trim(ref.Year, "0") == "" ||
		len(ref.Number) > maxNumberLength || len(ref.Year) > maxNumberLength {
		return OrderRef{}, errNoNumber
	}
	return ref, nil
}

// headerExtras are the extra fields an order is read with: without being asked
// for they are not returned.
const headerExtras = shopNumberField + ",BESEDILO"

const (
	shopNumberField = "NAROCILO_STEVILKA"
	paymentField    = "SIFRA_PLACILA"
)

// ReadOrder reads one order with its lines; NotFound when there is none.
func (c *Client) ReadOrder(ctx context.Context, ref OrderRef) (*Order, error) {
	query := url.Values{"StevilkaLeto": {ref.Number + "." + ref.Year}, "VrniPostavke": {"1"}, "DodatnaPolja": {headerExtras}}
	found, err := readList(ctx, c, "read order", ordersPath, query, orderOf)
	if err != nil {
		return nil, err
	}
	for i, o := range found {
		// A server that ignores the filter answers others as well.
		if sameRef(o.Ref, ref) {
			return &found[i], nil
		}
	}
	return nil, &NotFound{Ref: ref}
}

// sameRef: the padding of numbers is not the same everywhere.
func sameRef(a, b OrderRef) bool {
	return a.Year == b.Year && strings.TrimLeft(a.Number, "0") == strings.TrimLeft(b.Number, "0")
}

func refOf(r row) OrderRef { return OrderRef{Number: r.text("stevilka"), Year: r.text("leto")} }

func orderOf(r row) Order {
	extra := r.extra()
	o := Order{
		Ref: refOf(r), Date: r.date("datum"), Partner: r.text("partner"),
		Net: r.decimal("znesek"), Gross: r.decimal("znesekZDDV"), Notes: r.text("besedilo", "opombe"),
	}
	if o.Notes == "" {
		o.Notes = extra["BESEDILO"]
	}
	if number, returned := extra[shopNumberField]; returned {
		o.ShopNumber = &number
	}
	for _, line := range r.rows("postavke") {
		o.Lines = append(o.Lines, orderLineOf(line))
	}
	return o
}

// orderLineOf reads a line as any profile names its fields (reference §11).
func orderLineOf(r row) OrderLine {
	return OrderLine{
		ArticleCode: r.text("artikel", "sifra"), Quantity: r.decimal("kolicina"),
		UnitPrice: r.decimal("cena", "prodajnaCena"), Discount: r.decimal("popust", "rabat1"),
	}
}

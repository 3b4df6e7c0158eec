package vasco

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
)

const partnersPath = "SkupniSifranti/partner"

// PartnersByTaxNumber returns the partners whose tax number or VAT number really
// is the given one, or would be in another country, whatever the server makes of
// the filter.
func (c *Client) PartnersByTaxNumber(ctx context.Context, number TaxNumber) ([]Partner, error) {
	forms := number.Forms()
	if len(forms) == 0 {
		return nil, nil
	}
	return c.partnersBy(ctx, "Davcna", forms, func(p Partner) bool { return p.MayHaveTaxNumber(number) })
}

// PartnersByEmail returns all partners whose e-mail address really is the given
// one, those with a tax number too.
func (c *Client) PartnersByEmail(ctx context.Context, email string) ([]Partner, error) {
	address := NormalizeEmail(email)
	if address == "" {
		return nil, nil
	}
	forms := []string{address}
	if email = strings.TrimSpace(email); email != address {
		forms = append(forms, email)
	}
	return c.partnersBy(ctx, "Email", forms, func(p Partner) bool { return SameEmail(p.Email, address) })
}

// PartnerByCode returns the partner with the code, nil for none.
func (c *Client) PartnerByCode(ctx context.Context, code string) (*Partner, error) {
	code = strings.TrimSpace(code)
	if code == "" || strings.Contains(code, ",") {
		return nil, nil
	}
	found, err := readList(ctx, c, "read partner", partnersPath, url.Values{"Sifra": {code}}, partnerOf)
	if err != nil {
		return nil, err
	}
	for i, p := range found {
		if p.Code == code {
			return &found[i], nil
		}
	}
	return nil, nil
}

// partnersBy asks with a filter, in each form a value may be written in, and
// reads all partners where the filter cannot be relied on: its name was seen in
// no client (reference §6).
func (c *Client) partnersBy(ctx context.Context, filter string, forms []string, matches func(Partner) bool) ([]Partner, error) {
	var found []Partner
	refused := false
	for _, form := range forms {
		some, others, err := c.partnersWhere(ctx, url.Values{filter: {form}}, matches)
		if _, refused = errors.AsType[*Rejected](err); refused {
			break
		}
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
		if others {
			return distinct(found), nil // The server ignored the filter: it has told everybody.
		}
	}
	if len(found) > 0 || (!refused && c.config.Profile.TrustPartnerFilters) {
		return distinct(found), nil
	}
	found, _, err := c.partnersWhere(ctx, url.Values{}, matches)
	return distinct(found), err
}

// EveryPartner reads all partners, whatever filters are worth, and returns those
// that match: it is for when much depends on there being none.
func (c *Client) EveryPartner(ctx context.Context, matches func(Partner) bool) ([]Partner, error) {
	found, _, err := c.partnersWhere(ctx, url.Values{}, matches)
	return distinct(found), err
}

// partnersWhere keeps what really matches; others says that more was answered.
func (c *Client) partnersWhere(ctx context.Context, query url.Values, matches func(Partner) bool) (found []Partner, others bool, err error) {
	err = eachSegment(ctx, c, segments[Partner]{
		operation: "find partner", path: partnersPath, query: query, size: c.segment,
		convert: partnerOf, key: func(p Partner) string { return p.Code },
		yield: func(_ int, page []Partner) error {
			for _, p := range page {
				if matches(p) {
					found = append(found, p)
				} else {
					others = true
				}
			}
			return nil
		},
	})
	return found, others, err
}

func distinct(partners []Partner) []Partner {
	seen := make(map[string]bool, len(partners))
	return slices.DeleteFunc(partners, func(p Partner) bool {
		double := seen[p.Code]
		seen[p.Code] = true
		return double
	})
}

func partnerOf(r row) Partner {
	postcode, town, _ := strings.Cut(r.text("posta"), " ")
	return Partner{
		Code: r.text("sifra"), Name: r.text("naziv"), Name2: r.text("naziv2"), Address: r.text("naslov"),
		Postcode: postcode, Town: strings.TrimSpace(town), CountryNumeric: r.smallInt("drzava", 0),
		TaxNumber: r.text("davcna"), Ident: r.text("ident"), TaxLiable: isLiable(r.text("davcniZavezanec")),
		Phone: r.text("telefon"), Email: r.text("email"),
	}
}

// isLiable reads a liability written as a boolean or as a code (reference §9.4).
func isLiable(text string) bool { return text == "1" || strings.EqualFold(text, "true") }

// CreatePartner posts a payload of EncodePartner, once, and returns the new
// partner's code. Unclear says that it may be there; so does a 2xx without a
// code. With any other error it is not.
func (c *Client) CreatePartner(ctx context.Context, payload json.RawMessage) (code string, err error) {
	err = c.write(ctx, request{
		operation: "create partner", path: partnersPath, body: payload,
		decode: wholeObject(func(body []byte) error {
			var decodeErr error
			code, decodeErr = readPartnerCode(body)
			return decodeErr
		}),
	})
	return code, err
}

var errNoCode = errors.New("there is no partner code in it")

// readPartnerCode reads the answer to a create: an object, the only one of a
// list, or a bare number.
func readPartnerCode(body []byte) (string, error) {
	code, bare := scalar(body)
	if !bare {
		object, err := decodeOne(body)
		if err != nil {
			return "", err
		}
		code = object.text("sifra")
	}
	if !isDigits(code) || strings.Trim(code, "0") == "" || len(code) > maxNumberLength {
		return "", errNoCode
	}
	return code, nil
}

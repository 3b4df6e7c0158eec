package vasco

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

const partnersPath = "SkupniSifranti/partner"

// PartnersByTaxNumber returns the partners whose tax number or VAT id really is
// the given one, whatever the server makes of the filter.
func (c *Client) PartnersByTaxNumber(ctx context.Context, taxNumber string) ([]Partner, error) {
	matches := func(p Partner) bool {
		return SameTaxNumber(p.TaxNumber, taxNumber) || SameTaxNumber(p.Ident, taxNumber)
	}
	bare := NormalizeTaxNumber(taxNumber)
	// Both forms were seen in the field; a server compares letter by letter.
	for _, form := range []string{"SI" + bare, bare} {
		found, ignored, err := c.partnersWhere(ctx, url.Values{"Davcna": {form}}, matches)
		if err != nil || len(found) > 0 || ignored {
			return found, err
		}
	}
	return c.allPartners(ctx, matches)
}

// PartnersByEmail returns the partners whose e-mail address really is the given
// one, trimmed and case-folded.
func (c *Client) PartnersByEmail(ctx context.Context, email string) ([]Partner, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	matches := func(p Partner) bool { return strings.ToLower(strings.TrimSpace(p.Email)) == email }
	found, ignored, err := c.partnersWhere(ctx, url.Values{"Email": {email}}, matches)
	if err != nil || len(found) > 0 || ignored {
		return found, err
	}
	return c.allPartners(ctx, matches)
}

// PartnerByCode returns the partner with the code, nil for none.
func (c *Client) PartnerByCode(ctx context.Context, partnerCode string) (*Partner, error) {
	found, _, err := c.partnersWhere(ctx, url.Values{"Sifra": {partnerCode}}, func(p Partner) bool { return p.Code == partnerCode })
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// partnersWhere asks with a filter and keeps what really matches. ignored says
// that the server answered others too: then it told all it has. A server that
// refuses the filter counts as one that found nothing.
func (c *Client) partnersWhere(ctx context.Context, query url.Values, matches func(Partner) bool) (found []Partner, ignored bool, err error) {
	rows, err := c.list(ctx, "find partner", partnersPath, query)
	if _, refused := errors.AsType[*Rejected](err); refused {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	for _, r := range rows {
		p := partnerOf(r)
		if matches(p) {
			found = append(found, p)
		} else {
			ignored = true
		}
	}
	return distinct(found), ignored, nil
}

// allPartners is for servers whose filter compares another way than we do, or
// not at all: the names of the filters were seen nowhere (reference §6).
func (c *Client) allPartners(ctx context.Context, matches func(Partner) bool) ([]Partner, error) {
	if c.filtersWork() {
		return nil, nil
	}
	found, _, err := c.partnersWhere(ctx, url.Values{}, matches)
	if err == nil && len(found) == 0 {
		return nil, nil
	}
	return found, err
}

// filtersWork tells whether the installation's partner filters are trusted.
func (c *Client) filtersWork() bool { return c.config.Profile.TrustPartnerFilters }

func distinct(partners []Partner) []Partner {
	seen := make(map[string]bool, len(partners))
	kept := partners[:0]
	for _, p := range partners {
		if !seen[p.Code] {
			seen[p.Code] = true
			kept = append(kept, p)
		}
	}
	return kept
}

func partnerOf(r row) Partner {
	postcode, town, _ := strings.Cut(r.text("posta"), " ")
	return Partner{
		Code: r.text("sifra"), Name: r.text("naziv"), Name2: r.text("naziv2"), Address: r.text("naslov"),
		Postcode: postcode, Town: town, TaxNumber: r.text("davcna"), Ident: r.text("ident"),
		TaxLiable: isTrue(r.text("davcniZavezanec")), Phone: r.text("telefon"), Email: r.text("email"),
	}
}

// isTrue reads a liability written as a boolean or as a code (reference §9.4).
func isTrue(text string) bool { return text == "true" || text == "1" }

// CreatePartner posts a new partner, once, and returns its code. Unclear says
// that it may be there; so does an answer without a code.
func (c *Client) CreatePartner(ctx context.Context, payload json.RawMessage) (string, error) {
	r := request{operation: "create partner", method: http.MethodPost, path: partnersPath, body: payload}
	a, err := c.guarded(ctx, r)
	if err != nil {
		return "", err
	}
	made := ""
	if object, err := decodeObject(a.body); err == nil {
		made = object.text("sifra")
	} else if list, err := decodeList(a.body); err == nil && len(list) == 1 {
		made = list[0].text("sifra")
	} else if bare, ok := firstScalar(a.body); ok {
		made = bare
	}
	if made == "" || made == "0" || strings.Trim(made, "0123456789") != "" {
		return "", unreadable(r, errors.New("the answer has no partner code"))
	}
	return made, nil
}

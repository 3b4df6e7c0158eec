package vasco

import (
	"encoding/json"
	"errors"
	"strings"
)

// nextFree asks VASCO to number a partner itself (reference §9.2).
const nextFree = 1

// EncodePartner writes a new partner as this installation wants it: numbered by
// VASCO, texts cut at characters, what is left of the name in naziv2.
func (p Profile) EncodePartner(b Partner) (json.RawMessage, error) {
	if strings.TrimSpace(b.Name) == "" {
		return nil, &Unwritable{errors.New("the partner has no name")}
	}
	out := &object{}
	out.set("tipStevilcenja", nextFree)
	out.set("sifra", 0)
	name, rest := cutName(b.Name, p.PartnerNameLimit)
	out.set("naziv", name)
	if second, _ := cutName(strings.TrimSpace(rest)+" "+b.Name2, p.PartnerNameLimit); second != "" {
		out.set("naziv2", second)
	}
	address, _ := cutName(b.Address, p.PartnerAddressLimit)
	out.set("naslov", address)
	out.set("posta", p.post(b))
	if b.CountryNumeric != 0 {
		out.set("drzava", b.CountryNumeric)
	}
	p.setTaxNumber(out, b)
	out.set("davcniZavezanec", p.liability(b))
	out.set("telefon", b.Phone)
	out.set("email", NormalizeEmail(b.Email))
	out.set("dodatnaPolja", p.extra([]field{{"SIFRA_V_GK", ""}}))
	return out.payload()
}

func (p Profile) post(b Partner) string {
	if p.PostWithTown {
		return strings.TrimSpace(b.Postcode + " " + b.Town)
	}
	return b.Postcode
}

// setTaxNumber writes the number in the one form it is searched for, however
// the buyer spelled it.
func (p Profile) setTaxNumber(out *object, b Partner) {
	country := alpha2(b.CountryNumeric)
	number := ReadTaxNumber(b.Ident, country)
	if number.National == "" {
		number = ReadTaxNumber(b.TaxNumber, country)
	}
	if p.TaxNumberWithPrefix {
		out.set("davcna", number.Prefixed())
		return
	}
	out.set("davcna", number.String())
	out.set("ident", number.Prefixed())
}

// taxCodes are davcniZavezanec (reference §9.4).
var taxCodes = map[TaxStatus]int{TaxNoData: 0, TaxLiable: 1, TaxNotLiable: 2, TaxAbroad: 3, TaxSmall: 4}

func (p Profile) liability(b Partner) any {
	switch {
	case p.TaxLiableBool:
		return b.TaxLiable
	case b.TaxStatus != "":
		return taxCodes[b.TaxStatus]
	case b.TaxLiable:
		return taxCodes[TaxLiable]
	default:
		return taxCodes[TaxNotLiable]
	}
}

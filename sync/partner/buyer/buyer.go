// Package buyer tells from an order who the buyer is for VASCO.
package buyer

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Buyer is who bought, as the order's billing address says.
type Buyer struct {
	// CustomerID is the shop's; 0 for a guest.
	CustomerID int64
	// VATNumber is as the buyer wrote it, trimmed; empty when there is none.
	VATNumber string
	// Email is as vasco.NormalizeEmail has it; empty when there is none.
	Email    string
	Company  string
	Person   string
	Address  string
	Postcode string
	Town     string
	// Country is ISO 3166-1 alpha-2.
	Country string
	Phone   string
	// ByName: an e-mail address stands for one buyer a name, not for all.
	ByName bool
	// TaxStatus is what VASCO is told where no rule speaks for the buyer.
	TaxStatus vasco.TaxStatus
	// Warnings are codes of what looks wrong but blocks nothing.
	Warnings []string
}

// WarningCheckDigit: the VAT number's check digit does not fit.
const WarningCheckDigit = "VAT_CHECK_DIGIT"

// FromOrder reads the buyer of an order. The first meta key that holds a VAT
// number wins.
func FromOrder(o *woo.Order, vatKeys []string) Buyer {
	b := Buyer{
		CustomerID: o.CustomerID, Email: Email(o.Billing.Email),
		Company: clean(o.Billing.Company), Person: clean(o.Billing.FirstName + " " + o.Billing.LastName),
		Address: clean(o.Billing.Address1 + " " + o.Billing.Address2), Postcode: clean(string(o.Billing.Postcode)), Town: clean(o.Billing.City),
		Country: strings.ToUpper(strings.TrimSpace(o.Billing.Country)), Phone: clean(string(o.Billing.Phone)),
	}
	for _, key := range vatKeys {
		if value, ok := o.Meta(key); ok && IsVATNumber(value) {
			b.VATNumber = clean(value)
			break
		}
	}
	if number := b.TaxNumber(); number.IsHome() && !CheckDigitValid(number.String()) {
		b.Warnings = append(b.Warnings, WarningCheckDigit)
	}
	return b
}

// clean joins the words of a text with single blanks, without what cannot be seen.
func clean(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if (!unicode.IsGraphic(r) && !unicode.IsSpace(r)) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text)), " ")
}

// Email writes an address as buyers have it: what is longer than the shop's own column is no address.
func Email(text string) string {
	const longest = 320
	if address := vasco.NormalizeEmail(text); len(address) <= longest {
		return address
	}
	return ""
}

// IsVATNumber tells whether a text can be a VAT number: people write "-", "ne" or zeros where they have none.
func IsVATNumber(text string) bool {
	const fewest, longest = 5, 40
	digits := 0
	for _, r := range vasco.ReadTaxNumber(text, "").National {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= fewest && len(text) <= longest
}

// TaxNumber is the buyer's VAT number as one of its country; zero without one.
func (b Buyer) TaxNumber() vasco.TaxNumber { return vasco.ReadTaxNumber(b.VATNumber, b.Country) }

// Partner is the buyer as a new partner of VASCO's: the company before the
// person, the name in capitals. Nobody's name is the e-mail or the number.
func (b Buyer) Partner() vasco.Partner {
	number := b.TaxNumber()
	name := cmp.Or(b.Company, b.Person, b.Email, number.Prefixed())
	return vasco.Partner{
		Name: capitals(name), Address: b.Address, Postcode: b.Postcode, Town: b.Town, CountryNumeric: numeric(b.Country),
		TaxNumber: number.String(), Ident: number.Prefixed(), TaxLiable: b.VATNumber != "", TaxStatus: b.taxStatus(), Phone: b.Phone, Email: b.Email,
	}
}

func capitals(name string) string {
	upper := cases.Upper(language.Slovenian)
	return upper.String(name)
}

// taxStatus: a Slovenian VAT number is a payer's; one of the Union's, and a buyer
// outside it, is from abroad.
func (b Buyer) taxStatus() vasco.TaxStatus {
	number := b.TaxNumber()
	switch {
	case number.IsHome():
		return vasco.TaxLiable
	case number.Country != "", b.Country != "" && !InUnion(b.Country):
		return vasco.TaxAbroad
	default:
		return b.TaxStatus
	}
}

// numeric is ISO 3166-1 numeric of an alpha-2 code, 0 for none.
func numeric(country string) int {
	if country == "" {
		return 0
	}
	region, err := language.ParseRegion(country)
	if err != nil {
		return 0
	}
	return region.M49()
}

// Match picks the buyer's partner from candidates. With a VAT number only tax
// numbers decide; without one, the e-mail among partners without a tax number.
// Several that fit are returned as such: which one it is, a person must say.
func Match(b Buyer, candidates []vasco.Partner) (found *vasco.Partner, several []vasco.Partner) {
	var fitting []vasco.Partner
	for _, c := range candidates {
		if b.Fits(c) {
			fitting = append(fitting, c)
		}
	}
	switch len(fitting) {
	case 0:
		return nil, b.doubtful(candidates)
	case 1:
		return &fitting[0], nil
	default:
		return nil, fitting
	}
}

// doubtful are the partners that may be the buyer, had one side not guessed
// whose the number is: another partner with it would be wrong nearly always.
func (b Buyer) doubtful(candidates []vasco.Partner) []vasco.Partner {
	var doubtful []vasco.Partner
	for _, c := range candidates {
		if b.MayFit(c) {
			doubtful = append(doubtful, c)
		}
	}
	return doubtful
}

// MayFit tells whether a partner fits, or is in doubt: the number is the same,
// but bare and billed abroad, or bare in VASCO, which knows no country either.
func (b Buyer) MayFit(c vasco.Partner) bool {
	if b.Fits(c) || c.Code == "" || b.VATNumber == "" {
		return b.Fits(c)
	}
	billedAbroad := b.Country != "" && b.Country != "SI" && !vasco.NamesCountry(b.VATNumber)
	ofNowhere := c.CountryNumeric == 0 && !vasco.NamesCountry(c.TaxNumber) && !vasco.NamesCountry(c.Ident)
	return (billedAbroad || ofNowhere) && c.MayHaveTaxNumber(b.TaxNumber())
}

// Fits tells whether a partner is the buyer's by what decides: tax numbers
// alone where there is one, else the e-mail.
func (b Buyer) Fits(c vasco.Partner) bool {
	if c.Code == "" {
		return false
	}
	if b.VATNumber != "" {
		return c.HasTaxNumber(b.TaxNumber())
	}
	return len(c.TaxNumbers()) == 0 && vasco.SameEmail(c.Email, b.Email) && (!b.ByName || b.SameName(c.Name))
}

// CheckDigitValid checks a Slovenian tax number's last digit (modulo 11 with
// weights 8 to 2).
func CheckDigitValid(vat string) bool {
	digits := vasco.NormalizeTaxNumber(vat)
	if len(digits) != 8 || strings.Trim(digits, "0123456789") != "" || digits[0] == '0' {
		return false
	}
	sum := 0
	for i := range 7 {
		sum += int(digits[i]-'0') * (8 - i)
	}
	check := 11 - sum%11
	if check == 10 {
		check = 0
	}
	return check != 11 && check == int(digits[7]-'0')
}

package vasco

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// TaxNumber is a tax number as one of a country. It is compared, searched for
// and written in this form, however people spell it.
type TaxNumber struct {
	// Country is the prefix of its VAT numbers (EL for Greece); empty where it is
	// not known.
	Country string
	// National is the number without the prefix, in capitals and digits.
	National string
}

const (
	homePrefix = "SI"
	// taxDigits is how long a Slovenian tax number is.
	taxDigits = 8
)

// ReadTaxNumber reads "SI 9876 5432", "hr-12345678903" or "U12345678". country
// is ISO 3166-1 alpha-2 and tells whose number it is when it has no prefix. The
// zero TaxNumber is none: "SI", "-" and "00000000" are no numbers.
func ReadTaxNumber(text, country string) TaxNumber {
	text = capitalsAndDigits(text)
	if !strings.ContainsAny(text, "123456789") {
		return TaxNumber{}
	}
	if prefix, national, ok := cutPrefix(text); ok {
		return TaxNumber{prefix, national}
	}
	switch country = prefixOf(country); {
	case country == "", country == homePrefix:
		if isDigits(text) && len(text) == taxDigits {
			return TaxNumber{homePrefix, text}
		}
	case beginsAsNumber(text):
		return TaxNumber{country, text}
	}
	return TaxNumber{"", text}
}

// NormalizeTaxNumber is how a number is compared where no country is known:
// without blanks, punctuation and the prefix SI, in capitals.
func NormalizeTaxNumber(text string) string { return ReadTaxNumber(text, "").String() }

// String leaves the prefix SI out, as VASCO's manual wants it, and no other.
func (n TaxNumber) String() string {
	if n.Country == homePrefix {
		return n.National
	}
	return n.Prefixed()
}

// Prefixed is the VAT number with its country's prefix, where that is known.
func (n TaxNumber) Prefixed() string { return n.Country + n.National }

// IsHome tells whether it is a Slovenian number.
func (n TaxNumber) IsHome() bool { return n.Country == homePrefix && n.National != "" }

// Same compares numbers: of a number whose country is not known, only what
// follows the prefix. None is never the same.
func (n TaxNumber) Same(other TaxNumber) bool {
	return n.National != "" && n.National == other.National &&
		(n.Country == other.Country || n.Country == "" || other.Country == "")
}

// Forms are the ways in which VASCO may have the number; a server may compare
// letter by letter.
func (n TaxNumber) Forms() []string {
	switch {
	case n.National == "":
		return nil
	case n.Country == greekPrefix:
		return []string{n.Prefixed(), greekCode + n.National, n.National}
	case n.Country != "":
		return []string{n.Prefixed(), n.National}
	case isDigits(n.National):
		return []string{homePrefix + n.National, n.National}
	default:
		return []string{n.National}
	}
}

// TaxNumbers are the numbers a partner has: one, or two where tax number and
// VAT number differ.
func (p Partner) TaxNumbers() []TaxNumber {
	country := alpha2(p.CountryNumeric)
	tax, ident := ReadTaxNumber(p.TaxNumber, country), ReadTaxNumber(p.Ident, country)
	switch {
	case ident.National == "" && tax.National == "":
		return nil
	case ident.National == "":
		return []TaxNumber{tax}
	case tax.National == "", tax.National == ident.National && ident.Country != "":
		// The VAT number tells whose the bare one is.
		return []TaxNumber{ident}
	default:
		return []TaxNumber{tax, ident}
	}
}

// NamesCountry tells that a tax number, as somebody wrote it, says whose it is.
func NamesCountry(text string) bool {
	_, _, ok := cutPrefix(capitalsAndDigits(text))
	return ok
}

// MayHaveTaxNumber tells whether the number is one of the partner's, or would be
// in another country: whose a bare number is, one side may have guessed.
func (p Partner) MayHaveTaxNumber(n TaxNumber) bool {
	return slices.ContainsFunc(p.TaxNumbers(), func(own TaxNumber) bool { return n.National != "" && own.National == n.National })
}

// HasTaxNumber tells whether the number is one of the partner's.
func (p Partner) HasTaxNumber(n TaxNumber) bool {
	for _, own := range p.TaxNumbers() {
		if own.Same(n) {
			return true
		}
	}
	return false
}

func capitalsAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if (r >= 'A' && r <= 'Z') || (r >= '0' && r <= '9') {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFKC.String(text)))
}

// cutPrefix splits a number that begins with a country's code. After SI come
// digits alone; an Italian person's number may begin with such letters too.
func cutPrefix(text string) (prefix, national string, ok bool) {
	if len(text) <= 2 {
		return "", "", false
	}
	national = text[2:]
	prefix = prefixOf(text[:2])
	if prefix == "" || !beginsAsNumber(national) || (prefix == homePrefix && !isDigits(national)) {
		return "", "", false
	}
	return prefix, national, true
}

// beginsAsNumber: among the first three characters of what follows a prefix is
// a digit, in all countries.
func beginsAsNumber(text string) bool {
	return strings.ContainsAny(text[:min(3, len(text))], "0123456789")
}

const (
	greekPrefix, greekCode = "EL", "GR"
	// northernIreland has a prefix and is no country.
	northernIreland = "XI"
)

// otherPrefixes are of countries whose VAT numbers do not begin with their code.
var otherPrefixes = map[string]string{greekCode: greekPrefix, "UK": "GB", "IM": "GB", "MC": "FR"}

// prefixOf is the VAT prefix that a country's code or a prefix stands for; empty
// for what is neither.
func prefixOf(code string) string {
	if prefix, ok := otherPrefixes[code]; ok {
		return prefix
	}
	if code == greekPrefix || code == northernIreland {
		return code
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() || region.String() != code {
		return ""
	}
	return code
}

// alpha2 is ISO 3166-1 alpha-2 of a numeric code, empty for none.
func alpha2(numeric int) string {
	region, err := language.EncodeM49(numeric)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return region.String()
}

package vasco

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// maxNumberLength bounds a foreign number before it is parsed: an exponent
// could otherwise blow it up to gigabytes.
const maxNumberLength = 40

// ParseLenientNumber reads "1234.56", "1.234,56", "12,0" and " 7 ". Anything
// else is unknown, which is not zero.
func ParseLenientNumber(text string) (decimal.Decimal, bool) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' {
			return -1
		}
		return r
	}, text)
	if text == "" || len(text) > maxNumberLength || strings.ContainsAny(text, "eEnNiI") {
		return decimal.Zero, false
	}
	comma, dot := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	switch {
	case comma >= 0 && dot >= 0 && comma > dot:
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	case comma >= 0 && dot >= 0:
		text = strings.ReplaceAll(text, ",", "")
	case comma >= 0 && strings.Count(text, ",") == 1:
		text = strings.ReplaceAll(text, ",", ".")
	}
	value, err := decimal.NewFromString(text)
	return value, err == nil
}

// NormalizeTaxNumber drops blanks, punctuation and the country prefix SI, in capitals.
func NormalizeTaxNumber(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
	return strings.TrimPrefix(text, "SI")
}

// SameTaxNumber compares tax numbers without SI and blanks; empty ones are never the same.
func SameTaxNumber(a, b string) bool {
	a, b = NormalizeTaxNumber(a), NormalizeTaxNumber(b)
	return a != "" && a == b
}

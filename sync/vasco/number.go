package vasco

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

const (
	// maxNumberLength bounds a foreign number before it is parsed.
	maxNumberLength = 40
	// maxExponent: 1e999999999 would take gigabytes.
	maxExponent = 30
)

// ParseLenientNumber reads "1234.56", "1.234,56", "1.234.567", "12,0", "1E-05"
// and " 7 ". A single comma or dot is the decimal one. Anything else, such as
// ">10", is unknown, which is not zero.
func ParseLenientNumber(text string) (decimal.Decimal, bool) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' {
			return -1
		}
		return r
	}, text)
	if text == "" || len(text) > maxNumberLength {
		return decimal.Zero, false
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if strings.Contains(strings.ToLower(text), "e") && !isExponent(exponent) {
		return decimal.Zero, false
	}
	mantissa = withDecimalDot(mantissa)
	if !isPlainNumber(mantissa) {
		return decimal.Zero, false
	}
	if exponent != "" {
		mantissa += "e" + exponent
	}
	value, err := decimal.NewFromString(mantissa)
	return value, err == nil
}

// pieces is a number of pieces as people write it into a field of text.
var pieces = regexp.MustCompile(`^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+` +
	`|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}` +
	`|\d{1,3}(?:[\s\x{00a0}\x{202f}']\d{3})+(?:[.,]\d+)?)$`)

// ParsePieces reads a number of pieces: "12", "12,0", "1.234,56", "1 234", " 7 ".
// Such fields hold all sorts of text: "15.6.2026", "5 10", "1e3", ">10" and "da"
// are unknown, which is not zero. A single comma or dot is the decimal one.
func ParsePieces(text string) (decimal.Decimal, bool) {
	text = strings.TrimSpace(text)
	if len(text) > maxNumberLength || !pieces.MatchString(text) {
		return decimal.Zero, false
	}
	return ParseLenientNumber(text)
}

// withDecimalDot drops the thousands' separators and makes the decimal one a dot.
func withDecimalDot(text string) string {
	commas, dots := strings.Count(text, ","), strings.Count(text, ".")
	switch {
	case commas > 0 && dots > 0 && strings.LastIndexByte(text, ',') > strings.LastIndexByte(text, '.'):
		return strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
	case commas > 0 && dots > 0, commas > 1:
		return strings.ReplaceAll(text, ",", "")
	case dots > 1:
		return strings.ReplaceAll(text, ".", "")
	default:
		return strings.ReplaceAll(text, ",", ".")
	}
}

// isPlainNumber: a sign, digits, at most one dot among them.
func isPlainNumber(text string) bool {
	whole, fraction, _ := strings.Cut(unsigned(text), ".")
	return (whole != "" || fraction != "") && (whole == "" || isDigits(whole)) && (fraction == "" || isDigits(fraction))
}

func isExponent(text string) bool {
	digits := unsigned(text)
	if !isDigits(digits) {
		return false
	}
	n := 0
	for _, r := range digits {
		n = min(n*10+int(r-'0'), maxExponent+1)
	}
	return n <= maxExponent
}

func unsigned(text string) string {
	if text != "" && (text[0] == '+' || text[0] == '-') {
		return text[1:]
	}
	return text
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

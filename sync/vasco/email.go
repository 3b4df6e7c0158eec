package vasco

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NormalizeEmail is how an address is compared, searched for and written:
// folded, without blanks and what cannot be seen.
func NormalizeEmail(text string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text))))
}

// SameEmail compares addresses; empty ones are never the same.
func SameEmail(a, b string) bool {
	a, b = NormalizeEmail(a), NormalizeEmail(b)
	return a != "" && a == b
}

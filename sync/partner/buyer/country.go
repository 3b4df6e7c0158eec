package buyer

import (
	"slices"
	"strings"
)

// union are the countries of the EU's VAT area, with both spellings of Greece.
var union = strings.Fields("AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")

// InUnion tells whether a country, in two letters, belongs to the EU.
func InUnion(country string) bool {
	return slices.Contains(union, country)
}

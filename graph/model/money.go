package model

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// Money is an amount as decimal text with its currency.
type Money struct{ Amount, Currency string }

// Cents is an amount of cents.
func Cents(minor int64, currency string) *Money {
	return Amount(decimal.New(minor, -2), currency)
}

// Amount is an amount with the two decimals of its currency.
func Amount(value decimal.Decimal, currency string) *Money {
	return &Money{Amount: value.StringFixed(2), Currency: currency}
}

// Param is a name with its value.
type Param struct{ Name, Value string }

// Params are the pairs of a map, by name.
func Params(all map[string]string) []*Param {
	params := make([]*Param, 0, len(all))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		params = append(params, &Param{Name: name, Value: all[name]})
	}
	return params
}

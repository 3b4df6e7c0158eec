package order

import "github.com/shopspring/decimal"

// minor is an amount in cents, as it is stored.
func minor(amount decimal.Decimal) int64 { return amount.Shift(2).Round(0).IntPart() }

// major is a stored amount.
func major(cents int64) decimal.Decimal { return decimal.New(cents, -2) }

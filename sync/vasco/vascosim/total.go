package vascosim

import "math/big"

// rates are the VAT codes' rates in per cent (reference §9.1).
var rates = map[int]*big.Rat{0: big.NewRat(22, 1), 1: big.NewRat(19, 2), 2: new(big.Rat), 3: big.NewRat(5, 1)}

// The ways a document is added up.
const (
	perRate   = "perRate"
	perLine   = "perLine"
	unrounded = "unrounded"
)

var hundred = big.NewRat(100, 1)

// totals adds lines up the way this server rounds.
func totals(lines []Line, rounding string) (net, gross *big.Rat) {
	net, gross = new(big.Rat), new(big.Rat)
	byRate := make(map[int]*big.Rat)
	for _, line := range lines {
		value := lineNet(line)
		switch rounding {
		case perLine:
			value = cents(value)
			net.Add(net, value)
			gross.Add(gross, new(big.Rat).Add(value, cents(taxOf(value, line.VATCode))))
		case unrounded:
			net.Add(net, value)
			gross.Add(gross, new(big.Rat).Add(value, taxOf(value, line.VATCode)))
		default:
			sum, ok := byRate[line.VATCode]
			if !ok {
				sum = new(big.Rat)
				byRate[line.VATCode] = sum
			}
			sum.Add(sum, value)
		}
	}
	for code, sum := range byRate {
		rounded := cents(sum)
		net.Add(net, rounded)
		gross.Add(gross, new(big.Rat).Add(rounded, cents(taxOf(rounded, code))))
	}
	return cents(net), cents(gross)
}

func lineNet(line Line) *big.Rat {
	quantity, _ := rational(line.Quantity)
	price, _ := rational(line.Price)
	discount, ok := rational(line.Discount)
	if !ok {
		discount = new(big.Rat)
	}
	net := new(big.Rat).Mul(quantity, price)
	keep := new(big.Rat).Sub(hundred, discount)
	return net.Mul(net, keep.Quo(keep, hundred))
}

func taxOf(net *big.Rat, code int) *big.Rat {
	tax := new(big.Rat).Mul(net, rates[code])
	return tax.Quo(tax, hundred)
}

// cents rounds half away from zero.
func cents(value *big.Rat) *big.Rat {
	scaled := new(big.Rat).Mul(value, hundred)
	half := big.NewRat(1, 2)
	if scaled.Sign() < 0 {
		half.Neg(half)
	}
	scaled.Add(scaled, half)
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	return new(big.Rat).SetFrac(whole, big.NewInt(100))
}

package buyer

import (
	"strings"

	"github.com/kiwwwi/vasco/sync/vasco"
)

const emailKey = "email:"

// VATKey begins the keys of partners with a VAT number.
const VATKey = "vat:"

// Key names the buyer's partner: by VAT number, else by e-mail; empty without either.
func (b Buyer) Key() string {
	switch {
	case b.VATNumber != "":
		return VATKey + b.TaxNumber().String()
	case b.Email != "" && b.ByName && b.Name() != "":
		return emailKey + b.Email + " " + b.NameKey()
	case b.Email != "":
		return emailKey + b.Email
	default:
		return ""
	}
}

// ClaimKey is the same for all spellings of the buyer's VAT number, with the
// country's prefix and without, and for all names of an e-mail address. Companies of several countries may share it, so
// that they wait for one another, and no more than that.
func (b Buyer) ClaimKey() string {
	if b.VATNumber != "" {
		return VATKey + b.TaxNumber().National
	}
	return emailKey + b.Email
}

// Keys are those under which the buyer's partner may be known, the spelling
// without a prefix among them. None stands for every country's: whose the number
// is, the buyer does not say.
func (b Buyer) Keys() []string {
	switch {
	case b.VATNumber == "":
		return []string{b.Key()}
	case b.TaxNumber().Country != "":
		return []string{b.Key(), b.ClaimKey()}
	default:
		return nil
	}
}

// IsKin tells whether the partner with this key may be the buyer's.
func (b Buyer) IsKin(key string) bool {
	number, ok := strings.CutPrefix(key, VATKey)
	return key == b.Key() || (ok && b.VATNumber != "" && vasco.ReadTaxNumber(number, "").National == b.TaxNumber().National)
}

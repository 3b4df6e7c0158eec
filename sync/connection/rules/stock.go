package rules

import "strings"

// Stock says how VASCO's stock becomes the shop's.
type Stock struct {
	// SupplierField is the article's extra field that holds what the supplier has;
	// empty is no supplier's stock.
	SupplierField string `json:"supplierField"`
	// SupplierWords are pieces by what the field may say instead of a number (">10", "da").
	SupplierWords map[string]int `json:"supplierWords"`
	// EmptySupplierIsZero: the field returned without a value means no pieces.
	// Without it that is unknown, as a field that was not returned always is.
	EmptySupplierIsZero bool `json:"emptySupplierIsZero"`
	// Warehouses are those whose stock is the shop's own; empty is all of them.
	Warehouses []string `json:"warehouses"`
	// SubtractPending takes off what our own shops have sold in orders that VASCO
	// does not have yet, SubtractOrdered what is open on its customer orders,
	// SubtractReserved what it says is reserved.
	SubtractPending  bool `json:"subtractPending"`
	SubtractOrdered  bool `json:"subtractOrdered"`
	SubtractReserved bool `json:"subtractReserved"`
	// Buffer is how many pieces are kept back.
	Buffer int `json:"buffer"`
	// Fractions lets parts of a piece through; the shop must allow them too.
	Fractions bool `json:"fractions"`
	// SupplierMetaKey and OwnMetaKey are where the shop's product keeps the parts;
	// empty writes none.
	SupplierMetaKey string `json:"supplierMetaKey"`
	OwnMetaKey      string `json:"ownMetaKey"`
	// GuardPercent is how many of a shop's products with stock a run may set to
	// zero before it asks.
	GuardPercent int `json:"guardPercent"`
}

// SyncedAtMetaKey is where the shop's product says when its stock was written.
const SyncedAtMetaKey = "_vasco_stock_synced_at"

// defaultStock is the brief's.
func defaultStock() Stock {
	return Stock{
		SupplierField: "PROSTO_C9", EmptySupplierIsZero: true, SubtractPending: true,
		SupplierMetaKey: "zaloga_pri_dobavitelju", OwnMetaKey: "nasa_zaloga", GuardPercent: 30,
	}
}

// Pieces is what a word in the supplier's field stands for.
func (s Stock) Pieces(word string) (pieces int, known bool) {
	for text, pieces := range s.SupplierWords {
		if strings.EqualFold(strings.TrimSpace(text), strings.TrimSpace(word)) {
			return pieces, true
		}
	}
	return 0, false
}

// StockChange is what of them is to be different; nil fields stay.
type StockChange struct {
	SupplierField       *string
	SupplierWords       *map[string]int
	EmptySupplierIsZero *bool
	Warehouses          *[]string
	SubtractPending     *bool
	SubtractOrdered     *bool
	SubtractReserved    *bool
	Buffer              *int
	Fractions           *bool
	SupplierMetaKey     *string
	OwnMetaKey          *string
	GuardPercent        *int
}

func (s Stock) with(c StockChange) Stock {
	set(&s.SupplierField, c.SupplierField)
	set(&s.SupplierWords, c.SupplierWords)
	set(&s.EmptySupplierIsZero, c.EmptySupplierIsZero)
	set(&s.Warehouses, c.Warehouses)
	set(&s.SubtractPending, c.SubtractPending)
	set(&s.SubtractOrdered, c.SubtractOrdered)
	set(&s.SubtractReserved, c.SubtractReserved)
	set(&s.Buffer, c.Buffer)
	set(&s.Fractions, c.Fractions)
	set(&s.SupplierMetaKey, c.SupplierMetaKey)
	set(&s.OwnMetaKey, c.OwnMetaKey)
	set(&s.GuardPercent, c.GuardPercent)
	return s
}

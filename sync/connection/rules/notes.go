package rules

import (
	"regexp"
	"slices"
)

// What a template of the notes may name, in braces.
const (
	NoteNumber         = "number"
	NoteID             = "id"
	NoteLocker         = "parcel_locker"
	NoteAddress        = "delivery_address"
	NotePhone          = "phone"
	NoteBuyer          = "buyer_note"
	NoteDeliveryMethod = "delivery_method"
	NotePayment        = "payment"
	NoteTransaction    = "transaction"
	NoteCoupons        = "coupons"
	// NoteCurrency is the order's, where that is not the currency of VASCO's books.
	NoteCurrency = "currency"
)

// NotesPlaceholders are all of them.
func NotesPlaceholders() []string {
	return []string{
		NoteNumber, NoteID, NoteLocker, NoteAddress, NotePhone, NoteBuyer, NoteDeliveryMethod, NotePayment, NoteTransaction, NoteCoupons,
		NoteCurrency,
	}
}

// Placeholder finds what a template names; its only group is the name.
var Placeholder = regexp.MustCompile(`\{([^{}\n]*)\}`)

// NamesCurrency tells whether the template says where the currency stands.
func NamesCurrency(template string) bool {
	return slices.ContainsFunc(Placeholder.FindAllStringSubmatch(template, -1), func(found []string) bool { return found[1] == NoteCurrency })
}

// UnknownPlaceholders are what a template of the notes names that there is not.
func UnknownPlaceholders(template string) []string {
	var unknown []string
	for _, found := range Placeholder.FindAllStringSubmatch(template, -1) {
		if name := found[1]; !slices.Contains(NotesPlaceholders(), name) && !slices.Contains(unknown, name) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

package rules

import (
	"slices"
	"time"
)

// Change is what of a shop's rules is to be different; nil fields stay.
type Change struct {
	// SendStatuses are all that are sent; those that were and are not named wait.
	SendStatuses *[]string
	// Statuses are those whose rules change.
	Statuses       map[string]Status
	SyncFrom       *time.Time
	OtherAddresses *[]string
	// AddAddress is one more of them.
	AddAddress             string
	Currency               *string
	AllowedCurrencies      *[]string
	EANMetaKeys            *[]string
	UseSKU                 *bool
	AdoptMetaKey           *string
	SearchAlways           *bool
	VATMetaKeys            *[]string
	VariationUsesParentEAN *bool
	RetailPartnerCode      *string
	Partner                PartnerChange
	NotesTemplate          *string
	LockerMetaKeys         *[]string
	ShopNumberTemplate     *string
	DocumentDay            *DocumentDay
	FirstOpenDay           *string
	PaymentTermDays        *int
	RequestsAtOnce         *int
	Lines                  LinesChange
	ShippingArticle        *string
	ShippingName           *string
	FeeArticle             *string
	FeeName                *string
	VATCodes               *map[string]int
	ToleranceCents         *int64
	RoundingArticle        *string
	RoundingName           *string
	Stock                  StockChange
	Products               ProductsChange
	WriteOrderNote         *bool
	NumberPrefix           *string
}

// With returns the rules as changed; lists and maps are replaced as a whole.
func (s Shop) With(c Change) Shop {
	if c.SendStatuses != nil {
		s = s.sending(*c.SendStatuses)
	}
	if len(c.Statuses) > 0 {
		s = s.ruled(c.Statuses)
	}
	set(&s.SyncFrom, c.SyncFrom)
	set(&s.OtherAddresses, c.OtherAddresses)
	if c.AddAddress != "" {
		s.OtherAddresses = append(slices.Clone(s.OtherAddresses), c.AddAddress)
	}
	set(&s.Currency, c.Currency)
	set(&s.AllowedCurrencies, c.AllowedCurrencies)
	set(&s.EANMetaKeys, c.EANMetaKeys)
	set(&s.UseSKU, c.UseSKU)
	set(&s.VariationUsesParentEAN, c.VariationUsesParentEAN)
	set(&s.AdoptMetaKey, c.AdoptMetaKey)
	set(&s.SearchAlways, c.SearchAlways)
	set(&s.VATMetaKeys, c.VATMetaKeys)
	set(&s.RetailPartnerCode, c.RetailPartnerCode)
	s.Partner = s.Partner.with(c.Partner)
	set(&s.NotesTemplate, c.NotesTemplate)
	set(&s.LockerMetaKeys, c.LockerMetaKeys)
	set(&s.ShopNumberTemplate, c.ShopNumberTemplate)
	set(&s.DocumentDay, c.DocumentDay)
	set(&s.FirstOpenDay, c.FirstOpenDay)
	set(&s.PaymentTermDays, c.PaymentTermDays)
	set(&s.RequestsAtOnce, c.RequestsAtOnce)
	s.Lines = s.Lines.with(c.Lines)
	set(&s.ShippingArticle, c.ShippingArticle)
	set(&s.ShippingName, c.ShippingName)
	set(&s.FeeArticle, c.FeeArticle)
	set(&s.FeeName, c.FeeName)
	set(&s.VATCodes, c.VATCodes)
	set(&s.ToleranceCents, c.ToleranceCents)
	set(&s.RoundingArticle, c.RoundingArticle)
	set(&s.RoundingName, c.RoundingName)
	s.Stock = s.Stock.with(c.Stock)
	s.Products = s.Products.with(c.Products)
	set(&s.WriteOrderNote, c.WriteOrderNote)
	set(&s.NumberPrefix, c.NumberPrefix)
	return s
}

func set[T any](target, value *T) {
	if value != nil {
		*target = *value
	}
}

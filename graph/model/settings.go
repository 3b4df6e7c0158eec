package model

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// SettingsOf are a shop's rules in the schema's words.
func SettingsOf(r rules.Shop) *ShopSettings {
	s := &ShopSettings{
		SendStatuses: r.SendStatuses(), Currency: r.Currency, OtherAddresses: filled(r.OtherAddresses), EanMetaKeys: filled(r.EANMetaKeys), UseSku: r.UseSKU,
		AllowedCurrencies:      filled(r.AllowedCurrencies),
		VariationUsesParentEan: r.VariationUsesParentEAN, VatMetaKeys: filled(r.VATMetaKeys), RetailPartnerCode: r.RetailPartnerCode,
		RetailWithoutVat: r.Partner.RetailWithoutVAT, TaxStatus: TaxStatus(r.Partner.TaxStatus), OtherName: OtherName(r.Partner.OtherName),
		AdoptMetaKey: r.AdoptMetaKey, SearchAlways: r.SearchAlways,
		LockerMetaKeys: filled(r.LockerMetaKeys),
		NotesTemplate:  r.NotesTemplate, ShopNumberTemplate: r.ShopNumberTemplate, PaymentTermDays: r.PaymentTermDays,
		RequestsAtOnce: r.RequestsAtOnce,
		DocumentDay:    DocumentDay(r.DocumentDay), FirstOpenDay: r.FirstOpenDay,
		ShippingArticle: r.ShippingArticle, ShippingName: r.ShippingName, FeeArticle: r.FeeArticle, FeeName: r.FeeName,
		VatCodes: vatCodes(r.VATCodes), ToleranceCents: int(r.ToleranceCents),
		RoundingArticle: r.RoundingArticle, RoundingName: r.RoundingName,
		WriteOrderNote: r.WriteOrderNote, NumberPrefix: r.NumberPrefix,
	}
	linesOf(s, r.Lines)
	s.Stock, s.Products = stockOf(r.Stock), productsOf(r.Products)
	if !r.SyncFrom.IsZero() {
		s.SyncFrom = new(time.Time)
		*s.SyncFrom = r.SyncFrom
	}
	return s
}

// vatCodes lists the rates, the highest first.
func vatCodes(codes map[string]int) []*VatCode {
	all := make([]*VatCode, 0, len(codes))
	for _, rate := range slices.Collect(maps.Keys(codes)) {
		all = append(all, &VatCode{Rate: rate, Code: codes[rate]})
	}
	number := func(c *VatCode) decimal.Decimal {
		n, err := decimal.NewFromString(c.Rate)
		if err != nil {
			return decimal.Zero // Sorted only: the settings' own check refuses such a rate.
		}
		return n
	}
	slices.SortFunc(all, func(a, b *VatCode) int { return cmp.Or(number(b).Cmp(number(a)), cmp.Compare(a.Rate, b.Rate)) })
	return all
}

// filled is the list, never null.
func filled(all []string) []string {
	if all == nil {
		return []string{}
	}
	return all
}

// ChangeOf is what of a shop's rules an input changes.
func ChangeOf(in *ShopSettingsInput) rules.Change {
	if in == nil {
		return rules.Change{}
	}
	c := rules.Change{
		SyncFrom: in.SyncFrom, Currency: in.Currency, UseSKU: in.UseSku, VariationUsesParentEAN: in.VariationUsesParentEan, AdoptMetaKey: in.AdoptMetaKey, SearchAlways: in.SearchAlways,
		RetailPartnerCode: in.RetailPartnerCode,
		Partner: rules.PartnerChange{
			RetailWithoutVAT: in.RetailWithoutVat, TaxStatus: (*rules.TaxStatus)(in.TaxStatus), OtherName: (*rules.OtherName)(in.OtherName),
		},
		NotesTemplate: in.NotesTemplate, ShopNumberTemplate: in.ShopNumberTemplate, PaymentTermDays: in.PaymentTermDays,
		RequestsAtOnce: in.RequestsAtOnce,
		DocumentDay:    (*rules.DocumentDay)(in.DocumentDay), FirstOpenDay: in.FirstOpenDay,
		ShippingArticle: in.ShippingArticle, ShippingName: in.ShippingName, FeeArticle: in.FeeArticle, FeeName: in.FeeName,
		WriteOrderNote: in.WriteOrderNote, NumberPrefix: in.NumberPrefix,
		Lines:           linesChange(in),
		Stock:           stockChange(in.Stock),
		Products:        productsChange(in.Products),
		RoundingArticle: in.RoundingArticle, RoundingName: in.RoundingName,
		SendStatuses: given(in.SendStatuses), OtherAddresses: given(in.OtherAddresses), EANMetaKeys: given(in.EanMetaKeys), VATMetaKeys: given(in.VatMetaKeys),
		AllowedCurrencies: given(in.AllowedCurrencies), LockerMetaKeys: given(in.LockerMetaKeys),
	}
	if in.ToleranceCents != nil {
		cents := int64(*in.ToleranceCents)
		c.ToleranceCents = &cents
	}
	if in.VatCodes != nil {
		codes := make(map[string]int, len(in.VatCodes))
		for _, code := range in.VatCodes {
			codes[code.Rate] = code.Code
		}
		c.VATCodes = &codes
	}
	return c
}

func given(all []string) *[]string {
	if all == nil {
		return nil
	}
	return &all
}

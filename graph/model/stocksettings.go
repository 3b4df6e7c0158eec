package model

import (
	"cmp"
	"maps"
	"slices"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

func stockOf(r rules.Stock) *StockSettings {
	s := &StockSettings{
		SupplierField: r.SupplierField, SupplierWords: make([]*SupplierWord, 0, len(r.SupplierWords)), EmptySupplierIsZero: r.EmptySupplierIsZero,
		Warehouses: filled(r.Warehouses), SubtractPending: r.SubtractPending, SubtractOrdered: r.SubtractOrdered, SubtractReserved: r.SubtractReserved,
		Buffer: r.Buffer, Fractions: r.Fractions, SupplierMetaKey: r.SupplierMetaKey, OwnMetaKey: r.OwnMetaKey, GuardPercent: r.GuardPercent,
	}
	for _, word := range slices.Sorted(maps.Keys(r.SupplierWords)) {
		s.SupplierWords = append(s.SupplierWords, &SupplierWord{Word: word, Pieces: r.SupplierWords[word]})
	}
	return s
}

func stockChange(in *StockSettingsInput) rules.StockChange {
	if in == nil {
		return rules.StockChange{}
	}
	c := rules.StockChange{
		SupplierField: in.SupplierField, EmptySupplierIsZero: in.EmptySupplierIsZero, Warehouses: given(in.Warehouses),
		SubtractPending: in.SubtractPending, SubtractOrdered: in.SubtractOrdered, SubtractReserved: in.SubtractReserved,
		Buffer: in.Buffer, Fractions: in.Fractions, SupplierMetaKey: in.SupplierMetaKey, OwnMetaKey: in.OwnMetaKey, GuardPercent: in.GuardPercent,
	}
	if in.SupplierWords != nil {
		words := make(map[string]int, len(in.SupplierWords))
		for _, word := range in.SupplierWords {
			words[word.Word] = word.Pieces
		}
		c.SupplierWords = &words
	}
	return c
}

func productsOf(r rules.Products) *ProductSettings {
	s := &ProductSettings{
		Unit: r.Unit, Group: r.Group, CategoryGroups: make([]*CategoryGroup, len(r.CategoryGroups)), TaxClasses: make([]*TaxClassCode, 0, len(r.TaxClasses)),
		PricesWithTax: r.PricesWithTax, LinkField: r.LinkField, EanField: r.EANField, UpdateFields: slices.Concat([]rules.ArticleField{}, r.UpdateFields),
		OnWebhook: r.OnWebhook,
	}
	for i, own := range r.CategoryGroups {
		s.CategoryGroups[i] = &CategoryGroup{Category: int(own.Category), Group: own.Group}
	}
	for class, code := range r.TaxClasses {
		s.TaxClasses = append(s.TaxClasses, &TaxClassCode{TaxClass: class, Code: code})
	}
	slices.SortFunc(s.TaxClasses, func(a, b *TaxClassCode) int { return cmp.Compare(a.TaxClass, b.TaxClass) })
	return s
}

func productsChange(in *ProductSettingsInput) rules.ProductsChange {
	if in == nil {
		return rules.ProductsChange{}
	}
	c := rules.ProductsChange{
		Unit: in.Unit, Group: in.Group, PricesWithTax: in.PricesWithTax, LinkField: in.LinkField, EANField: in.EanField, OnWebhook: in.OnWebhook,
	}
	if in.CategoryGroups != nil {
		groups := make([]rules.CategoryGroup, len(in.CategoryGroups))
		for i, own := range in.CategoryGroups {
			groups[i] = rules.CategoryGroup{Category: int64(own.Category), Group: own.Group}
		}
		c.CategoryGroups = &groups
	}
	if in.TaxClasses != nil {
		codes := make(map[string]int, len(in.TaxClasses))
		for _, one := range in.TaxClasses {
			codes[one.TaxClass] = one.Code
		}
		c.TaxClasses = &codes
	}
	if in.UpdateFields != nil {
		c.UpdateFields = &in.UpdateFields
	}
	return c
}

package rules

import "slices"

// Products says how the shop's products become VASCO's articles.
type Products struct {
	// Unit and Group are those of every article, but for categories with a group of their own.
	Unit           string          `json:"unit"`
	Group          string          `json:"group"`
	CategoryGroups []CategoryGroup `json:"categoryGroups"`
	// TaxClasses are VASCO's VAT codes by the shop's tax classes; the standard one is empty.
	TaxClasses map[string]int `json:"taxClasses"`
	// PricesWithTax: the shop's prices are typed in with tax, as most are.
	PricesWithTax bool `json:"pricesWithTax"`
	// LinkField and EANField are the article's extra fields for the product's
	// address and its EAN; empty sends none.
	LinkField string `json:"linkField"`
	EANField  string `json:"eanField"`
	// UpdateFields are what an article that is there already takes from the shop;
	// everything else of it stays as it is in VASCO.
	UpdateFields []ArticleField `json:"updateFields"`
	// OnWebhook pushes a product when the shop says that it changed.
	OnWebhook bool `json:"onWebhook"`
}

// CategoryGroup is the article group of a category's products.
type CategoryGroup struct {
	Category int64  `json:"category"`
	Group    string `json:"group"`
}

// ArticleField is a part of an article.
type ArticleField string

// The parts of an article that the shop may decide.
const (
	FieldName  ArticleField = "NAME"
	FieldUnit  ArticleField = "UNIT"
	FieldGroup ArticleField = "GROUP"
	FieldStock ArticleField = "STOCK_CARD"
	FieldVAT   ArticleField = "VAT"
	FieldPrice ArticleField = "PRICE"
	FieldLink  ArticleField = "LINK"
	FieldEAN   ArticleField = "EAN"
)

// ArticleFields are all of them.
func ArticleFields() []ArticleField {
	return []ArticleField{FieldName, FieldUnit, FieldGroup, FieldStock, FieldVAT, FieldPrice, FieldLink, FieldEAN}
}

// defaultProducts is the brief's: articles that are there are left alone.
func defaultProducts() Products {
	return Products{
		Unit: "KOS", Group: "005", PricesWithTax: true, LinkField: "PROSTO_C5", EANField: "PROSTO_C1",
		TaxClasses: map[string]int{"": 0, "znizana-stopnja": 1, "reduced-rate": 1, "zero-rate": 2, "nicelna-stopnja": 2},
	}
}

// GroupOf is the article group of a product in these categories: the first that has one.
func (p Products) GroupOf(categories []int64) string {
	for _, own := range p.CategoryGroups {
		if slices.Contains(categories, own.Category) {
			return own.Group
		}
	}
	return p.Group
}

// ProductsChange is what of them is to be different; nil fields stay.
type ProductsChange struct {
	Unit           *string
	Group          *string
	CategoryGroups *[]CategoryGroup
	TaxClasses     *map[string]int
	PricesWithTax  *bool
	LinkField      *string
	EANField       *string
	UpdateFields   *[]ArticleField
	OnWebhook      *bool
}

func (p Products) with(c ProductsChange) Products {
	set(&p.Unit, c.Unit)
	set(&p.Group, c.Group)
	set(&p.CategoryGroups, c.CategoryGroups)
	set(&p.TaxClasses, c.TaxClasses)
	set(&p.PricesWithTax, c.PricesWithTax)
	set(&p.LinkField, c.LinkField)
	set(&p.EANField, c.EANField)
	set(&p.UpdateFields, c.UpdateFields)
	set(&p.OnWebhook, c.OnWebhook)
	return p
}

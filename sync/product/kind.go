package product

import (
	"strings"

	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/product"
)

// variable begins the types of products with variations: plugins have types of
// their own, like variable-subscription.
const variable = "variable"

// IsVariable tells whether products of the type have variations.
func IsVariable(kind string) bool { return strings.HasPrefix(kind, variable) }

// Variable are the products with variations.
func Variable() predicate.Product { return product.TypeHasPrefix(variable) }

// withArticle are products that may be an article: of the others their parts
// are, or nothing is.
func withArticle() predicate.Product {
	return product.And(product.TypeNotIn("grouped", "external"), product.Not(Variable()))
}

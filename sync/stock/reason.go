// Package stock brings VASCO's stock into the shop: it reads it, says for every
// product what the shop is to have and why, and writes what differs.
package stock

// Why a product's stock is not written.
const (
	// ReasonEANMissing: nobody knows the product's article.
	ReasonEANMissing = "EAN_MISSING"
	// ReasonArticleUnknown: code. VASCO has no such article.
	ReasonArticleUnknown = "ARTICLE_UNKNOWN"
	// ReasonSupplierUnknown: text. VASCO did not tell what the supplier has, or in words nobody explained.
	ReasonSupplierUnknown = "SUPPLIER_UNKNOWN"
	// ReasonOwnUnknown: VASCO did not tell what is in the warehouses.
	ReasonOwnUnknown = "OWN_UNKNOWN"
	// ReasonNotManaged: the shop does not manage the product's stock.
	ReasonNotManaged = "NOT_MANAGED"
	// ReasonOnParent: the variation shows the stock of its product.
	ReasonOnParent = "ON_PARENT"
	// ReasonNoStockType: type. Such a product has no stock.
	ReasonNoStockType = "NO_STOCK_TYPE"
	// ReasonTypeChanged: was, is. The shop made another type of product of it while the run was under way.
	ReasonTypeChanged = "TYPE_CHANGED"
	// ReasonVirtual: a virtual product has no stock.
	ReasonVirtual = "VIRTUAL"
	// ReasonExcluded: a person keeps it out.
	ReasonExcluded = "EXCLUDED"
	// ReasonProductGone: the shop does not have it any more.
	ReasonProductGone = "PRODUCT_GONE"
	// ReasonShopRefused: detail.
	ReasonShopRefused = "STOCK_REFUSED"
	// ReasonShopIgnored: found. The shop said yes and has another number.
	ReasonShopIgnored = "STOCK_IGNORED"
)

// Reasons are all of them.
func Reasons() []string {
	return []string{
		ReasonEANMissing, ReasonArticleUnknown, ReasonSupplierUnknown, ReasonOwnUnknown, ReasonNotManaged, ReasonOnParent, ReasonNoStockType, ReasonTypeChanged,
		ReasonVirtual, ReasonExcluded, ReasonProductGone, ReasonShopRefused, ReasonShopIgnored,
	}
}

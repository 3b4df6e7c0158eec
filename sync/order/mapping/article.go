package mapping

import (
	"strconv"

	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/woo"
)

// article is a line's code; empty when nobody knows it.
func (in Input) article(line woo.LineItem) string {
	if code := in.LineArticles[line.ID]; code != "" {
		return code
	}
	return in.Articles[productID(line)]
}

func productID(line woo.LineItem) int64 {
	if line.VariationID != 0 {
		return line.VariationID
	}
	return line.ProductID
}

// LineParams name a line of goods, and the entry of the article map that is its own.
func LineParams(line woo.LineItem) map[string]string {
	key := article.Of(line)
	return map[string]string{
		"product": line.Name, "productId": strconv.FormatInt(productID(line), 10), "sku": line.SKU, "kind": string(key.Kind), "key": key.Key,
	}
}

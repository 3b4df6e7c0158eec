package woo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Product is a product or a variation of one.
type Product struct {
	ID             int64  `json:"id"`
	ParentID       int64  `json:"parent_id"`
	Type           string `json:"type"`
	Status         string `json:"status"`
	Name           string `json:"name"`
	SKU            string `json:"sku"`
	GlobalUniqueID Text   `json:"global_unique_id"`
	Permalink      string `json:"permalink"`
	Price          Amount `json:"price"`
	RegularPrice   Amount `json:"regular_price"`
	TaxClass       string `json:"tax_class"`
	// TaxStatus is taxable, shipping or none.
	TaxStatus       string      `json:"tax_status,omitempty"`
	Virtual         bool        `json:"virtual"`
	ManageStock     ManageStock `json:"manage_stock"`
	StockQuantity   *Amount     `json:"stock_quantity"`
	DateModifiedGMT Time        `json:"date_modified_gmt"`
	MetaData        []Meta      `json:"meta_data"`
}

// Meta returns a meta value as text. Objects, lists, null and false are no text.
func (p *Product) Meta(key string) (string, bool) { return metaText(p.MetaData, key) }

// ManageStock is "true", "false", or "parent" for a variation that shows its parent's stock.
type ManageStock string

// UnmarshalJSON accepts true, false and "parent".
func (m *ManageStock) UnmarshalJSON(raw []byte) error {
	*m = ManageStock(bytes.Trim(raw, `"`))
	return nil
}

// Products reads products by their ids; those that do not exist are missing.
func (c *Client) Products(ctx context.Context, ids []int64) ([]Product, error) {
	return c.byIDs(ctx, "read products", "products", ids)
}

// Variations reads variations of one product by their ids.
func (c *Client) Variations(ctx context.Context, parentID int64, ids []int64) ([]Product, error) {
	found, err := c.byIDs(ctx, "read variations", "products/"+strconv.FormatInt(parentID, 10)+"/variations", ids)
	if _, gone := errors.AsType[*NotFound](err); gone {
		return nil, nil
	}
	for i := range found {
		found[i].ParentID = parentID
	}
	return found, err
}

func (c *Client) byIDs(ctx context.Context, operation, path string, ids []int64) ([]Product, error) {
	var all []Product
	for chunk := range slices.Chunk(ids, perPage) {
		texts := make([]string, len(chunk))
		for i, id := range chunk {
			texts[i] = strconv.FormatInt(id, 10)
		}
		query := url.Values{
			"include": {strings.Join(texts, ",")}, "per_page": {strconv.Itoa(perPage)},
			"orderby": {"id"}, "order": {"asc"}, "status": {"any"},
		}
		var found []Product
		if _, err := c.get(ctx, operation, path, query, &found); err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// ParseProduct reads a product as REST v3 and product.* webhooks write it.
func ParseProduct(raw []byte) (*Product, error) {
	var p Product
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, &Malformed{What: "product", Err: err}
	}
	if p.ID <= 0 {
		return nil, &Malformed{What: "product", Err: errNoID}
	}
	return &p, nil
}

package woo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// productFields are what is asked for of products and variations: with the rest
// a list is 50 times longer.
const productFields = "id,parent_id,type,status,name,sku,global_unique_id,permalink,price,regular_price,tax_class,tax_status,virtual,downloadable," +
	"catalog_visibility,manage_stock,stock_quantity,stock_status,backorders,date_modified_gmt,categories,has_options,variations,lang,translations,meta_data"

// EachProduct yields the shop's products, without variations, page by page in
// order of their ids, all but those in the trash. It begins with page from; 0 and
// 1 are the first. Products that are made meanwhile come on the last page. When
// one is deleted meanwhile, another moves to the page before and is not seen: ask
// by its id before taking one that did not come for gone.
func (c *Client) EachProduct(ctx context.Context, from int, yield func(page int, products []Product) error) error {
	l := listOfProducts("list products", "products", url.Values{})
	l.first = from
	return c.eachProduct(ctx, l, yield)
}

// EachChangedProduct yields the products, without variations, that have changed
// since, in order of their ids. A variation that has changed is in none of them
// unless its product moved as well. It is not whole when some left the list
// meanwhile, deleted for example: others may have moved past the pages then.
func (c *Client) EachChangedProduct(ctx context.Context, since time.Time, yield func([]Product) error) (whole bool, err error) {
	whole = true
	l := listOfProducts("list products", "products", modifiedAfter(since))
	l.moved = func() { whole = false }
	err = c.eachProduct(ctx, l, func(_ int, found []Product) error { return yield(found) })
	return whole, err
}

// NewestChange is the latest time that the shop has given a product when it was
// changed: its own clock was that far at least. It is zero when there are no
// products, and nil when the shop does not tell.
func (c *Client) NewestChange(ctx context.Context) (*time.Time, error) {
	query := url.Values{
		"orderby": {"modified"}, "order": {"desc"}, "per_page": {"1"}, "status": {"any"}, "_fields": {"id,date_modified_gmt"},
	}
	var found []Product
	_, err := c.get(ctx, "read the newest change", "products", query, &found)
	if _, refused := errors.AsType[*Rejected](err); refused {
		return nil, nil // It does not list in that order.
	}
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return &time.Time{}, nil
	}
	if found[0].DateModifiedGMT.IsZero() {
		return nil, nil
	}
	return &found[0].DateModifiedGMT.Time, nil
}

func (c *Client) eachProduct(ctx context.Context, l list, yield func(page int, products []Product) error) error {
	page := max(1, l.first)
	return eachPage(ctx, c, l, func(found []Product) ([]int64, error) {
		ids, err := productIDs(found)
		if err != nil {
			return nil, err
		}
		err = yield(page, found)
		page++
		return ids, err
	})
}

// EachVariation yields all variations of a product, in order of their ids; none
// when the product is gone.
func (c *Client) EachVariation(ctx context.Context, parentID int64, yield func([]Product) error) error {
	l := listOfProducts("list variations", variationsOf(parentID), url.Values{})
	var own error
	err := eachPage(ctx, c, l, func(found []Product) ([]int64, error) {
		ids, err := productIDs(found)
		if err != nil {
			return nil, err
		}
		for i := range found {
			found[i].ParentID = parentID
		}
		own = yield(found)
		return ids, own
	})
	if own == nil && isGone(err) {
		return nil
	}
	return err
}

// listOfProducts: page builders keep whole pages in a product's meta values.
func listOfProducts(operation, path string, query url.Values) list {
	query.Set("_fields", productFields)
	query.Set("status", "any")
	return list{operation: operation, path: path, query: query, divisible: true}
}

func productIDs(found []Product) ([]int64, error) {
	ids := make([]int64, len(found))
	for i := range found {
		if ids[i] = found[i].ID; ids[i] <= 0 {
			return nil, &Malformed{What: "product", Err: errNoID}
		}
	}
	return ids, nil
}

// isGone tells that there is no such product. A shop whose API went missing also
// answers 404, and has all its products.
func isGone(err error) bool {
	missing, ok := errors.AsType[*NotFound](err)
	return ok && missing.Code != "rest_no_route"
}

func variationsOf(parentID int64) string {
	return "products/" + strconv.FormatInt(parentID, 10) + "/variations"
}

// Product reads one product or variation, in the trash as well.
func (c *Client) Product(ctx context.Context, id int64) (*Product, error) {
	var p Product
	path := "products/" + strconv.FormatInt(id, 10)
	if _, err := c.get(ctx, "read product", path, url.Values{"_fields": {productFields}}, &p); err != nil {
		return nil, err
	}
	if p.ID != id {
		return nil, &Malformed{What: "product", Err: fmt.Errorf("asked for %d, got %d", id, p.ID)}
	}
	return &p, nil
}

// Known reads products when parentID is 0, else variations of that product, by
// their ids; those that do not exist, or are in the trash, are missing. Fields
// may be unreadable.
func (c *Client) Known(ctx context.Context, parentID int64, ids []int64) ([]Product, error) {
	if parentID == 0 {
		return c.byIDs(ctx, "read products", "products", ids, productFields)
	}
	return c.variations(ctx, "read variations", parentID, ids, productFields)
}

// Products reads products by their ids; those that do not exist are missing. All
// their fields are readable: an order's goods are told by them.
func (c *Client) Products(ctx context.Context, ids []int64) ([]Product, error) {
	found, err := c.byIDs(ctx, "read products", "products", ids, "")
	return readable(found, err)
}

// Variations reads variations of one product by their ids, as Products does.
func (c *Client) Variations(ctx context.Context, parentID int64, ids []int64) ([]Product, error) {
	found, err := c.variations(ctx, "read variations", parentID, ids, "")
	return readable(found, err)
}

// readable refuses products with a field that is unknown.
func readable(found []Product, err error) ([]Product, error) {
	for _, p := range found {
		if err == nil && len(p.Unreadable) > 0 {
			return nil, &Malformed{What: "product", Err: fmt.Errorf("%d has an unreadable %s", p.ID, strings.Join(p.Unreadable, ", "))}
		}
	}
	return found, err
}

func (c *Client) variations(ctx context.Context, operation string, parentID int64, ids []int64, fields string) ([]Product, error) {
	found, err := c.byIDs(ctx, operation, variationsOf(parentID), ids, fields)
	if isGone(err) {
		return nil, nil
	}
	for i := range found {
		found[i].ParentID = parentID
	}
	return found, err
}

// byIDs reads products by their ids, all their fields when none are named.
func (c *Client) byIDs(ctx context.Context, operation, path string, ids []int64, fields string) ([]Product, error) {
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
		if fields != "" {
			query.Set("_fields", fields)
		}
		var found []Product
		if _, err := c.read(ctx, weightOf(len(chunk)), operation, path, query, &found); err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// ParseProduct reads a product as REST v3 and product.* webhooks write it. See
// Unreadable for what it could not read.
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

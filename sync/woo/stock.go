package woo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// MaxBatch is how many elements a batch may have; with more, nothing is done.
const MaxBatch = 100

// lightBatch is a size at which a shop that fails is not just overburdened.
const lightBatch = 10

// stockFields are what Stocks asks for.
const stockFields = "id,parent_id,type,status,manage_stock,stock_quantity,stock_status,backorders,date_modified_gmt,meta_data"

// StockWrite is the stock of one product or variation as it is to be.
type StockWrite struct {
	ID int64
	// Quantity must be whole unless the shop allows fractions. The shop checks
	// nothing in a batch: it makes 0 of what it cannot read.
	Quantity decimal.Decimal
	// Meta are meta values by key. A key that is one of the shop's own fields,
	// such as _stock, writes the field.
	Meta map[string]string
}

// StockResult is what became of one StockWrite, at the same index.
type StockResult struct {
	ID int64
	// Product is what the shop answered that it has now; nil with Err.
	Product *Product
	// Err is the element's own failure: *NotFound, *Rejected or *Ignored.
	Err error
}

// Ignored means that the shop answered a write with success and did not do it.
type Ignored struct {
	Reason IgnoredReason
	// Product is what it has instead.
	Product *Product
}

// IgnoredReason says why a write had no effect.
type IgnoredReason string

// Why a shop ignores a quantity.
const (
	IgnoredNotManaged IgnoredReason = "the product's stock is not managed"
	IgnoredOnParent   IgnoredReason = "the variation shows the stock of its product"
	IgnoredOther      IgnoredReason = "the shop shows another quantity"
)

func (e *Ignored) Error() string { return "the shop ignored the stock: " + string(e.Reason) }

// element is one element of a batch as it is sent. That a product manages its
// stock is never sent along: that would switch it on.
type element struct {
	ID       int64       `json:"id"`
	Quantity json.Number `json:"stock_quantity"`
	MetaData []metaWrite `json:"meta_data,omitempty"`
}

// metaWrite goes by its key: the shop changes the value, or adds it.
type metaWrite struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// WriteStock writes up to MaxBatch stocks with one call: of products when parentID
// is 0, else of that product's variations. An error is the whole call's: then
// nothing is known of any element, and some may have been written.
func (c *Client) WriteStock(ctx context.Context, parentID int64, writes []StockWrite) ([]StockResult, error) {
	const operation = "write stock"
	if len(writes) == 0 {
		return nil, nil
	}
	if len(writes) > MaxBatch {
		return nil, fmt.Errorf("%s: %d at once are more than %d", operation, len(writes), MaxBatch)
	}
	path := "products/batch"
	if parentID != 0 {
		path = variationsOf(parentID) + "/batch"
	}
	var body struct {
		Update []element `json:"update"`
	}
	for _, w := range writes {
		body.Update = append(body.Update, w.element())
	}
	var answer json.RawMessage
	if err := c.send(ctx, weightOf(len(writes)), operation, http.MethodPost, path, nil, body, &answer); err != nil {
		return nil, err
	}
	results, err := c.stockResults(answer, parentID, writes)
	if err != nil {
		return nil, &Malformed{What: answerTo(operation), Err: err}
	}
	return results, nil
}

func (w StockWrite) element() element {
	e := element{ID: w.ID, Quantity: json.Number(w.Quantity.String())}
	for key, value := range w.Meta {
		e.MetaData = append(e.MetaData, metaWrite{key, value})
	}
	slices.SortFunc(e.MetaData, func(a, b metaWrite) int { return strings.Compare(a.Key, b.Key) })
	return e
}

// stockResults reads a batch's answer: an element for each that was sent, in order.
func (c *Client) stockResults(answer json.RawMessage, parentID int64, writes []StockWrite) ([]StockResult, error) {
	var read struct {
		Update []json.RawMessage `json:"update"`
	}
	if err := json.Unmarshal(answer, &read); err != nil {
		return nil, err
	}
	if len(read.Update) != len(writes) {
		return nil, fmt.Errorf("%d elements were sent, %d came back", len(writes), len(read.Update))
	}
	results := make([]StockResult, len(writes))
	for i, raw := range read.Update {
		p, err := c.stockResult(raw, parentID, writes[i])
		if errors.Is(err, errElement) {
			return nil, fmt.Errorf("element %d, of %d: %w", i, writes[i].ID, err)
		}
		results[i] = StockResult{ID: writes[i].ID, Product: p, Err: err}
	}
	return results, nil
}

// errElement: an element of an answer is not the one that was sent.
var errElement = errors.New("it is no answer to it")

func (c *Client) stockResult(raw json.RawMessage, parentID int64, w StockWrite) (*Product, error) {
	var head struct {
		ID    json.RawMessage `json:"id"`
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("%w: %w", errElement, err)
	}
	if id := idIn(head.ID); id != w.ID {
		return nil, fmt.Errorf("%w but to %d", errElement, id)
	}
	if len(head.Error) > 0 && string(head.Error) != "null" {
		return nil, c.elementError(head.Error)
	}
	var p Product
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("%w: %w", errElement, err)
	}
	if parentID != 0 {
		p.ParentID = parentID
	}
	if reason := ignored(&p, w.Quantity); reason != "" {
		return nil, &Ignored{Reason: reason, Product: &p}
	}
	return &p, nil
}

// ignored tells why a product does not have the quantity that was written.
func ignored(p *Product, want decimal.Decimal) IgnoredReason {
	switch {
	case p.ManageStock == StockOnParent:
		return IgnoredOnParent
	case p.ManageStock != StockManaged:
		return IgnoredNotManaged
	case p.StockQuantity == nil || !p.StockQuantity.Equal(want):
		return IgnoredOther
	default:
		return ""
	}
}

// elementError reads why one element failed. A plugin's error may lack anything.
func (c *Client) elementError(raw json.RawMessage) error {
	var e struct {
		Code    Text            `json:"code"`
		Message Text            `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return &Rejected{Status: http.StatusBadRequest, Message: c.words(string(raw))}
	}
	var data struct {
		Status int `json:"status"`
	}
	if err := json.Unmarshal(e.Data, &data); err != nil || data.Status < http.StatusBadRequest {
		data.Status = http.StatusBadRequest
	}
	code, message := c.words(string(e.Code)), c.words(string(e.Message))
	// Of an unknown product a batch says 400, of an unknown variation 404.
	if data.Status == http.StatusNotFound || code == "woocommerce_rest_product_invalid_id" {
		return &NotFound{Code: code, Message: message}
	}
	return &Rejected{Status: data.Status, Code: code, Message: message}
}

// Stocks reads the present stock of products when parentID is 0, else of that
// product's variations; those that do not exist are missing.
func (c *Client) Stocks(ctx context.Context, parentID int64, ids []int64) ([]Product, error) {
	if parentID == 0 {
		return c.byIDs(ctx, "read stock", "products", ids, stockFields)
	}
	return c.variations(ctx, "read stock", parentID, ids, stockFields)
}

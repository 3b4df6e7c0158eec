package woosim

import (
	"errors"
	"time"

	"github.com/shopspring/decimal"
)

// What people and plugins do to the shop's goods, as functions for tests.

// ErrUnknownProduct means that the shop has no product or variation under the id.
var ErrUnknownProduct = errors.New("the shop has no such product")

// Option is a variation to be: the value it is chosen by, its EAN and its price.
type Option struct {
	Name  string `json:"name"`
	EAN   string `json:"ean"`
	Price string `json:"price"`
}

// EditProduct changes the fields of a product or variation as an import into the
// database does: its time does not move, and no hook tells it.
func (s *Shop) EditProduct(id int64, change func(fields map[string]any)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.product(id)
	if p == nil {
		return ErrUnknownProduct
	}
	change(p.Fields)
	s.saveProduct(p)
	return nil
}

// SaveProduct writes a product or variation as the admin's form does: with what
// follows from it, and told by a hook. The fields are REST's, its type as well.
func (s *Shop) SaveProduct(id int64, fields map[string]any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.product(id)
	if p == nil {
		return ErrUnknownProduct
	}
	s.assign(p, fields)
	s.touchProduct(p)
	return nil
}

// AddVariations makes a product variable, if it is not, and gives it variations.
// It returns their ids.
func (s *Shop) AddVariations(id int64, options ...Option) ([]int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	parent := s.product(id)
	if parent == nil || parent.Parent != 0 {
		return nil, ErrUnknownProduct
	}
	ids := make([]int64, len(options))
	for i, o := range options {
		v := s.addVariation(parent, o.Name, o.EAN, either(o.Price, parent.price()))
		s.saveProduct(v)
		s.queue("product.created", v.ID)
		ids[i] = v.ID
	}
	s.touchProduct(parent)
	return ids, nil
}

// DeleteProduct deletes a product for good, with its variations, which no hook tells.
func (s *Shop) DeleteProduct(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.product(id)
	if p == nil {
		return ErrUnknownProduct
	}
	s.forget(p)
	return nil
}

// Product is a product or variation as REST tells it.
func (s *Shop) Product(id int64) (map[string]any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.product(id)
	if p == nil {
		return nil, ErrUnknownProduct
	}
	return decoded[object](encoded(p.Fields)), nil
}

// StockOf tells how many of a product or variation the shop has; nothing of what
// it does not count.
func (s *Shop) StockOf(id int64) (quantity decimal.Decimal, managed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	holder := s.holder(id)
	if holder == nil {
		return decimal.Zero, false
	}
	return holder.stock(), true
}

// ProductID is the id of what has a SKU; 0 is nothing.
func (s *Shop) ProductID(sku string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.bySKU(sku); p != nil {
		return p.ID
	}
	return 0
}

// AddProduct makes a simple product, as an import does, and returns its id. What
// is not given is empty; a stock that is nil is not managed.
func (s *Shop) AddProduct(name, sku, ean, price string, stock *decimal.Decimal) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.addProduct(name, sku, ean, price, "")
	if stock == nil {
		p.Fields["manage_stock"], p.Fields["stock_quantity"] = false, nil
	} else {
		s.setStock(p, *stock)
	}
	s.stamp(p.Fields, "date_modified", time.Now())
	s.saveProduct(p)
	return p.ID
}

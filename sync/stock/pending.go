package stock

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/woo"
)

// pending is what our shops have sold that VASCO did not know when it was read,
// in thousandths by folded article code.
type pending map[string]int64

// soldKey names an order over all shops.
type soldKey struct {
	shopID int
	id     int64
}

// sold are the orders that count, by who they are.
type sold map[soldKey]*woo.Order

const ordersAtOnce = 200

// pendingOrders reads the orders of all shops of the company that VASCO did not
// have when its figures were read.
func (s *Service) pendingOrders(ctx context.Context, w *work) (sold, error) {
	shops, err := s.companyShops(ctx, w)
	if err != nil {
		return nil, err
	}
	all := make(sold)
	for last := 0; ; {
		rows, err := s.store.Reader().Push.Query().Where(push.ShopIDIn(shops...), push.IDGT(last), unknownTo(w.at.FiguresAt)).
			WithOrder().Order(push.ByID()).Limit(ordersAtOnce).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the orders VASCO does not have: %w", err)
		}
		for _, row := range rows {
			last = row.ID
			o, err := woo.ParseOrder(row.Edges.Order.Body)
			if err != nil || row.Edges.Order.Presence != entorder.PresencePRESENT {
				continue // One that is gone, or was never readable, sells nothing.
			}
			if takesSome(o) {
				// Of many orders no more is held than their goods.
				all[soldKey{row.ShopID, o.ID}] = &woo.Order{ID: o.ID, Status: o.Status, LineItems: o.LineItems}
			}
		}
		if len(rows) < ordersAtOnce {
			return all, nil
		}
	}
}

// unknownTo keeps to orders that are on their way to VASCO, or came there after it
// was read. While a shop is in PREVIEW somebody else may have entered them.
func unknownTo(readAt time.Time) predicate.Push {
	return push.Or(
		push.And(
			push.StateNotIn(push.StateSYNCED, push.StateSKIPPED, push.StateBLACKLISTED),
			push.ComparedNotIn(push.ComparedSAME, push.ComparedDIFFERS, push.ComparedSEVERAL),
		),
		push.And(push.StateEQ(push.StateSYNCED), push.OriginEQ(push.OriginSENT), push.SyncedAtGT(readAt)),
	)
}

// companyShops are the shops whose orders go into the same books.
func (s *Service) companyShops(ctx context.Context, w *work) ([]int, error) {
	shops, err := s.registry.ShopsOf(ctx, w.vasco.Company())
	if err != nil {
		return nil, fmt.Errorf("list the company's shops: %w", err)
	}
	return shops, nil
}

// takesStock are WooCommerce's statuses whose orders have taken their goods off the stock.
var takesStock = []string{"processing", "completed", "on-hold"}

// reducedStock is how WooCommerce keeps with a line what it took off the stock.
const reducedStock = "_reduced_stock"

// soldOf is how much of a line is off the stock.
func soldOf(o *woo.Order, line woo.LineItem) int64 {
	if text, told := line.Meta(reducedStock); told {
		if number, err := woo.ParseNumber(text); err == nil {
			return inThousandths(number)
		}
	}
	if slices.Contains(takesStock, o.Status) {
		return inThousandths(line.Quantity)
	}
	return 0
}

func takesSome(o *woo.Order) bool {
	return slices.ContainsFunc(o.LineItems, func(line woo.LineItem) bool { return soldOf(o, line) > 0 })
}

func inThousandths(number decimal.Decimal) int64 {
	if value := level.Thousandths(&number); value != nil {
		return max(0, *value)
	}
	return 0
}

// addUp says of each article how much was sold of it.
func (s *Service) addUp(ctx context.Context, orders sold) (pending, error) {
	byShop := make(map[int][]*woo.Order)
	for key, o := range orders {
		byShop[key.shopID] = append(byShop[key.shopID], o)
	}
	total := make(pending)
	for shopID, of := range byShop {
		for some := range slices.Chunk(of, ordersAtOnce) {
			if err := s.addShop(ctx, shopID, some, total); err != nil {
				return nil, err
			}
		}
	}
	return total, nil
}

func (s *Service) addShop(ctx context.Context, shopID int, orders []*woo.Order, total pending) error {
	var lines []woo.LineItem
	var ids []int64
	for _, o := range orders {
		lines = append(lines, o.LineItems...)
		for _, line := range o.LineItems {
			ids = append(ids, goodsOf(line))
		}
	}
	mapped, err := product.CodesOf(ctx, s.store.Reader(), shopID, lines)
	if err != nil {
		return err
	}
	seen, err := s.mirrored(ctx, shopID, ids)
	if err != nil {
		return err
	}
	for _, o := range orders {
		for _, line := range o.LineItems {
			code := codeOf(line, mapped, seen)
			if quantity := soldOf(o, line); code != "" && quantity > 0 {
				total[folded(code)] += quantity
			}
		}
	}
	return nil
}

func goodsOf(line woo.LineItem) int64 {
	if line.VariationID != 0 {
		return line.VariationID
	}
	return line.ProductID
}

func codeOf(line woo.LineItem, mapped article.Codes, seen map[int64]string) string {
	if code := mapped.Of(line); code != "" {
		return code
	}
	return seen[goodsOf(line)]
}

// mirrored are the articles of products by the shop's ids.
func (s *Service) mirrored(ctx context.Context, shopID int, ids []int64) (map[int64]string, error) {
	found := make(map[int64]string, len(ids))
	slices.Sort(ids)
	for some := range slices.Chunk(slices.Compact(ids), ordersAtOnce) {
		rows, err := s.store.Reader().Product.Query().Where(entproduct.ShopID(shopID), entproduct.ShopProductIDIn(some...)).
			Select(entproduct.FieldShopProductID, entproduct.FieldCode).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("read the articles of sold products: %w", err)
		}
		for _, row := range rows {
			found[row.ShopProductID] = row.Code
		}
	}
	return found, nil
}

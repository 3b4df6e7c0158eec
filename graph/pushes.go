package graph

import (
	"context"
	"errors"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// PushProduct pushes one product.
func (r mutationResolver) PushProduct(ctx context.Context, text string) (*model.StartRunPayload, error) {
	var bad failures
	payload := &model.StartRunPayload{}
	if id := bad.id(model.KindProduct, text, "id"); bad == nil {
		row, err := lookupsOf(ctx).products.get(ctx, id)
		if err != nil {
			return nil, err
		}
		if row == nil {
			bad.add(model.UserErrorCodeNotFound, []string{"id"}, "there is nothing under this id")
		} else if err := r.push(ctx, &bad, payload, row.ShopID, push.Selection{ProductIDs: []int{id}, Force: true}); err != nil {
			return nil, err
		}
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

// PushArticle pushes the product that an order waits for.
func (r mutationResolver) PushArticle(ctx context.Context, text string) (*model.StartRunPayload, error) {
	var bad failures
	payload := &model.StartRunPayload{}
	if id := bad.id(model.KindOrder, text, "orderId"); bad == nil {
		o, err := lookupsOf(ctx).orders.get(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := r.pushWaiting(ctx, &bad, payload, o); err != nil {
			return nil, err
		}
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

func (r mutationResolver) pushWaiting(ctx context.Context, bad *failures, payload *model.StartRunPayload, o *model.Order) error {
	field := []string{"orderId"}
	if o == nil {
		bad.add(model.UserErrorCodeNotFound, field, "there is nothing under this id")
		return nil
	}
	productID := productOf(o)
	if productID == 0 {
		bad.add(model.UserErrorCodeWrongState, field, "the order does not wait for the article of a product")
		return nil
	}
	row, folded, err := r.Pushes.PushLine(ctx, o.Shop.ID, productID, 0)
	if errors.Is(err, store.ErrNotFound) {
		bad.add(model.UserErrorCodeNotFound, field, "the product is not among the shop's products here: import them first")
		return nil
	}
	if err := bad.catch(err, nil, field...); err != nil {
		return err
	}
	payload.Run, payload.Folded = row, folded
	return nil
}

// productOf is the shop's id of the product whose article an order waits for; 0 is none.
func productOf(o *model.Order) int64 {
	id, err := strconv.ParseInt(o.Push.ReasonParams["productId"], 10, 64)
	if o.Push.Reason != string(mapping.ArticleUnknown) || err != nil || id < 0 {
		return 0
	}
	return id
}

// PushProducts pushes many.
func (r mutationResolver) PushProducts(ctx context.Context, in model.PushProductsInput) (*model.StartRunPayload, error) {
	var bad failures
	payload := &model.StartRunPayload{}
	shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if len(in.ProductIds) > maxProducts {
		bad.add(model.UserErrorCodeTooLong, []string{"input", "productIds"}, "there are more than %d", maxProducts)
	}
	if len(in.ProductIds) == 0 && in.Which == nil && in.Category == nil {
		bad.add(model.UserErrorCodeRequired, []string{"input"}, "say which products: by productIds, which or category")
	}
	var chosen push.Selection
	for i, text := range in.ProductIds {
		chosen.ProductIDs = append(chosen.ProductIDs, bad.id(model.KindProduct, text, "input", "productIds", strconv.Itoa(i)))
	}
	if in.Which != nil {
		chosen.All, chosen.Never, chosen.Blocked = *in.Which == model.PushChoiceAll, *in.Which == model.PushChoiceNever, *in.Which == model.PushChoiceBlocked
	}
	if in.Category != nil {
		chosen.Category = int64(*in.Category)
	}
	if bad == nil {
		if err := r.push(ctx, &bad, payload, shopID, chosen); err != nil {
			return nil, err
		}
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

func (r mutationResolver) push(ctx context.Context, bad *failures, payload *model.StartRunPayload, shopID int, chosen push.Selection) error {
	var row *ent.SyncRun
	row, folded, err := r.Pushes.StartPush(ctx, shopID, chosen)
	if err := bad.catch(err, nil); err != nil {
		return err
	}
	payload.Run, payload.Folded = row, folded
	return nil
}

// PreviewProduct tells what a push would do.
func (r queryResolver) PreviewProduct(ctx context.Context, text string) (*model.ProductPreview, error) {
	id, err := idOf(model.KindProduct, text, "id")
	if err != nil {
		return nil, err
	}
	seen, err := r.Pushes.Preview(ctx, id)
	if err != nil {
		return nil, err
	}
	return model.ProductPreviewOf(seen), nil
}

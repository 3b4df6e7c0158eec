package graph_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/stockread"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const productQuery = `query($id: ID!) { product(id: $id) { shopProductId type name sku ean code regularPrice managesStock shopStock goneAt
 shop { key } parent { name } duplicates { name } changes { outcome }
 stock { supplier supplierText supplierCounted own ordered reserved pending buffer result state reason { code params { name value } } supplierReadAt ownReadAt written writtenAt excluded }
 push { state reason { code } pushedAt } } }`

// catalog puts products into the fixture's shop, by their names.
func (a *api) catalog() map[string]string {
	a.t.Helper()
	ids := make(map[string]string)
	a.InTx(func(ctx context.Context, tx *store.Tx) error {
		shopID, at := a.Shop().ID, time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)
		if err := tx.StockRead.Create().SetShopID(shopID).SetSource(stockread.SourceSUPPLIER).SetSegment(2).SetReadAt(at).Exec(ctx); err != nil {
			return err
		}
		add := func(name string, id int64, more func(*ent.ProductCreate)) error {
			create := tx.Product.Create().SetShopID(shopID).SetShopProductID(id).SetName(name).SetType("simple")
			if more != nil {
				more(create)
			}
			row, err := create.Save(ctx)
			if err == nil {
				ids[name] = model.ID(model.KindProduct, row.ID)
			}
			return err
		}
		for name, one := range map[string]struct {
			id   int64
			more func(*ent.ProductCreate)
		}{
			"Tea": {10, func(p *ent.ProductCreate) {
				p.SetSku("T-1").SetEan("383001").SetCode("383001").SetRegularPrice("4.90").SetManageStock(product.ManageStockYES).SetStock(4000).
					SetSupplier(7500).SetSupplierSegment(2).SetOwn(2000).SetOwnSegment(9).SetPending(1000).SetBuffer(500).SetTarget(8000).
					SetStockState(product.StockStateDUE).SetWritten(4000).SetWrittenAt(at)
			}},
			"Tee": {11, func(p *ent.ProductCreate) { p.SetCode("383001").SetTranslationOf(10).SetLanguage("de") }},
			"Honey": {12, func(p *ent.ProductCreate) {
				p.SetCode("383002").SetStockState(product.StockStateSKIPPED).SetStockReason("SUPPLIER_UNKNOWN").SetStockParams(map[string]string{"text": "malo"}).
					SetSupplierText("malo").SetPushState(product.PushStateBLOCKED).SetPushReason("PRICE_MISSING")
			}},
			"Jam": {17, func(p *ent.ProductCreate) {
				p.SetCode("383004").SetSupplierText("kmalu").SetWrittenSupplier(3000).SetOwn(1000).SetTarget(4000).SetStockState(product.StockStateSAME)
			}},
			"Honey, big": {13, func(p *ent.ProductCreate) { p.SetCode("383002") }},
			"Old honey":  {14, func(p *ent.ProductCreate) { p.SetCode("383002").SetGoneAt(at) }},
			"Box":        {15, func(p *ent.ProductCreate) { p.SetType("variable-subscription").SetCode("383002") }},
			"Box, red":   {16, func(p *ent.ProductCreate) { p.SetType("variation").SetParentID(15) }},
		} {
			if err := add(name, one.id, one.more); err != nil {
				return err
			}
		}
		return nil
	})
	return ids
}

func TestProduct(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		ids := a.catalog()
		tea := at(a.data(productQuery, vars{"id": ids["Tea"]}), "product")
		a.want(tea, map[string]any{
			"supplier": "7.5", "supplierText": "", "supplierCounted": nil, "own": "2", "ordered": nil, "reserved": nil, "pending": "1", "buffer": "0.5", "result": "8", "state": "DUE",
			"reason": nil, "supplierReadAt": "2026-11-29T10:00:00Z", "ownReadAt": nil, "written": "4", "writtenAt": "2026-11-29T10:00:00Z", "excluded": false,
		}, "stock")
		a.want(tea, "4", "shopStock")
		a.want(tea, "4.90", "regularPrice")
		a.want(tea, []any{}, "duplicates")
		a.want(tea, map[string]any{"state": "NEVER", "reason": nil, "pushedAt": nil}, "push")
		jam := at(a.data(productQuery, vars{"id": ids["Jam"]}), "product")
		a.want(jam, nil, "stock", "supplier")
		a.want(jam, "3", "stock", "supplierCounted")
		honey := at(a.data(productQuery, vars{"id": ids["Honey"]}), "product")
		a.want(honey, []any{map[string]any{"name": "Honey, big"}}, "duplicates")
		a.want(honey, map[string]any{"code": "SUPPLIER_UNKNOWN", "params": []any{map[string]any{"name": "text", "value": "malo"}}}, "stock", "reason")
		a.want(honey, "PRICE_MISSING", "push", "reason", "code")
		a.want(honey, nil, "regularPrice")
		a.want(a.data(productQuery, vars{"id": ids["Box, red"]}), "Box", "product", "parent", "name")
	})
}

func TestProductFilters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		a.catalog()
		for name, one := range map[string]struct {
			filter map[string]any
			want   []string
		}{
			"all":          {nil, []string{"Box", "Box, red", "Honey", "Honey, big", "Jam", "Old honey", "Tea", "Tee"}},
			"another shop": {map[string]any{"shopId": model.ID(model.KindShop, 99)}, nil},
			"SKU":          {map[string]any{"search": "T-"}, []string{"Tea"}},
			"article":      {map[string]any{"search": "383001", "shopId": a.shopID()}, []string{"Tea", "Tee"}},
			"name":         {map[string]any{"search": "HONEY"}, []string{"Honey", "Honey, big", "Old honey"}},
			"state":        {map[string]any{"stockStates": []string{"DUE", "SKIPPED"}}, []string{"Honey", "Tea"}},
			"reason":       {map[string]any{"stockReason": "SUPPLIER_UNKNOWN"}, []string{"Honey"}},
			"no reason":    {map[string]any{"stockReason": "VIRTUAL"}, nil},
			"missing EAN":  {map[string]any{"missingEan": true}, []string{"Box, red"}},
			"duplicates":   {map[string]any{"duplicateCode": true}, []string{"Honey", "Honey, big"}},
			"push":         {map[string]any{"pushStates": []string{"BLOCKED"}}, []string{"Honey"}},
			"gone":         {map[string]any{"gone": true}, []string{"Old honey"}},
			"there":        {map[string]any{"gone": false, "search": "Old"}, nil},
		} {
			got := at(a.data(`query($f: ProductFilter) { products(filter: $f) { totalCount nodes { name } } }`, vars{"f": one.filter}), "products")
			var names []string
			for _, node := range at(got, "nodes").([]any) {
				names = append(names, at(node, "name").(string))
			}
			if slices.Sort(names); !slices.Equal(names, one.want) {
				t.Errorf("%s: %q, want %q", name, names, one.want)
			}
			a.want(got, len(one.want), "totalCount")
		}
	})
}

const exclude = `mutation($ids: [ID!]!, $is: Boolean!) { r: excludeFromStock(productIds: $ids, excluded: $is) {
 products { name stock { state excluded reason { code } } } userErrors { field code } } }`

func TestExcludeFromStock(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		ids := a.catalog()
		out := map[string]any{"name": "Tea", "stock": map[string]any{"state": "SKIPPED", "excluded": true, "reason": map[string]any{"code": "EXCLUDED"}}}
		in := map[string]any{"name": "Tea", "stock": map[string]any{"state": "NONE", "excluded": false, "reason": nil}}
		for i, step := range []struct {
			is   bool
			want []any
		}{{true, []any{out}}, {true, []any{}}, {false, []any{in}}, {false, []any{}}} {
			got := a.data(exclude, vars{"ids": []string{ids["Tea"]}, "is": step.is})
			if have := compact(t, at(got, "r", "products")); have != compact(t, step.want) {
				t.Errorf("step %d: %s, want %s", i, have, compact(t, step.want))
			}
		}
		got := a.data(exclude, vars{"ids": []string{ids["Tea"], a.shopID()}, "is": true})
		a.want(got, []any{map[string]any{"field": []string{"productIds", "1"}, "code": "WRONG_KIND"}}, "r", "userErrors")
		a.want(got, []any{}, "r", "products")
	})
}

// TestProductsInFewQueries: a page of products costs the same however long it is.
func TestProductsInFewQueries(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		a.InTx(func(ctx context.Context, tx *store.Tx) error {
			rows := make([]*ent.ProductCreate, 200)
			for i := range rows {
				rows[i] = tx.Product.Create().SetShopID(a.Shop().ID).SetShopProductID(int64(i + 1)).SetParentID(int64(i)).SetSupplierSegment(i).SetOwnSegment(i)
			}
			return tx.Product.CreateBulk(rows...).Exec(ctx)
		})
		sent := watch(s)
		a.data(`{ products(first: 200) { nodes { shop { name } parent { name } stock { result supplierReadAt ownReadAt } } } }`, nil)
		if all := sent.take(); len(all) > 6 {
			t.Errorf("a page took %d queries", len(all))
		}
	})
}

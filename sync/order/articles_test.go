package order_test

import (
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/ent/articlemapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func ofProduct(sku string) woosim.Draft {
	d := ordertest.Simple()
	d.Items = []woosim.Item{{SKU: sku, Quantity: 1}}
	return d
}

func bySKU(sku, code string) article.Entry {
	return article.Entry{Key: article.Key{Kind: article.SKU, Key: sku}, Code: code, Name: "Artikel"}
}

// addArticles makes articles in VASCO.
func addArticles(f *ordertest.Fixture, codes ...string) {
	for _, code := range codes {
		f.ERP.AddArticle(vascosim.Article{Code: code, Name: "Artikel", Price: "1.00"})
	}
}

// TestTheMapComesBeforeTheEAN, and taken out of it the EAN counts again.
func TestTheMapComesBeforeTheEAN(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		addArticles(f, "H-1")
		for _, c := range []struct{ code, want string }{{"H-1", "H-1"}, {"", "3830012345678"}} {
			f.SetArticle(bySKU("PWH-1", c.code))
			id := f.Place(ordertest.Simple())
			f.Synced(id)
			if got := f.InVasco(id)[0].Lines[0].Article; got != c.want {
				t.Errorf("with %q in the map it is %s, want %s", c.code, got, c.want)
			}
		}
		if told := f.Events(0, "article.changed"); len(told) != 2 {
			t.Errorf("told %v", told)
		}
	})
}

// TestACodeReleasesWhoWaitsForIt: all orders with the product, whichever entry
// names it, and no others. An EAN in the shop helps as well.
func TestACodeReleasesWhoWaitsForIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		addArticles(f, "W-1", "3830000003002")
		f.Woo.SetMeta("SI-1062", "_alg_ean", "")
		first, second, soap := f.Place(ofProduct("SI-3001")), f.Place(ofProduct("SI-3001")), f.Place(ofProduct("SI-1062"))
		for _, id := range []int64{first, second, soap} {
			f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		}
		if one, other := f.Push(first).ReasonRef, f.Push(second).ReasonRef; one != other || one == f.Push(soap).ReasonRef {
			t.Errorf("they wait for %s, %s and %s", one, other, f.Push(soap).ReasonRef)
		}
		if released := f.SetArticle(bySKU("SI-3001", "W-1")); released.Orders != 2 {
			t.Errorf("released %+v", released)
		}
		f.Synced(first)
		f.Synced(second)
		f.Never(soap)
		ordertest.Until(t, "nothing more comes of the shop's hooks", func() bool { return f.Woo.Waiting() == 0 && f.Answered(soap) })
		f.Woo.SetMeta("SI-1062", "_alg_ean", "3830000003002")
		f.Sync(soap, order.Choice{})
		f.Synced(soap)
	})
}

// TestAPreviewAsksForItsArticles: what has no code is listed among the articles
// before anything is sent, and giving it helps there.
func TestAPreviewAsksForItsArticles(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, inMode(connection.Preview))
		addArticles(f, "W-1")
		id := f.Place(ofProduct("SI-3001"))
		f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		missing, err := s.Reader().ArticleMapping.Query().Where(articlemapping.Code("")).All(t.Context())
		if err != nil || len(missing) != 1 || f.Push(id).ReasonRef != "article:"+strconv.Itoa(missing[0].ID) {
			t.Fatalf("without a code: %v, %v; it waits for %q", missing, err, f.Push(id).ReasonRef)
		}
		if released := f.SetArticle(bySKU("SI-3001", "W-1")); released.Orders != 1 {
			t.Errorf("released %+v", released)
		}
		f.WaitFor(id, "WAITING/"+order.ReasonPreview)
	})
}

// TestADeletedProductGetsItsCode: the shop forgets the product of the line, or
// still names it.
func TestADeletedProductGetsItsCode(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		addArticles(f, "D-1", "D-2")
		for kind, change := range map[article.Kind]func(line map[string]any){
			article.Line:    func(line map[string]any) { line["product_id"], line["sku"] = 0, nil },
			article.Product: func(line map[string]any) { line["product_id"] = 99_999 },
		} {
			f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
			id := f.Place(ordertest.Simple())
			f.Edit(id, func(o map[string]any) {
				lines, _ := o["line_items"].([]any)
				line, _ := lines[0].(map[string]any)
				change(line)
			})
			f.Woo.SetDeliveries(woosim.DeliveryMode{})
			p := f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
			if p.ReasonParams["kind"] != string(kind) {
				t.Errorf("%s: it asks for %v", kind, p.ReasonParams)
			}
			f.SetArticle(article.Entry{Key: article.Key{Kind: kind, Key: p.ReasonParams["key"]}, Code: "D-1"})
			f.Synced(id)
		}
	})
}

// TestAVariationAndItsProduct: it has its product's code only where that is set.
func TestAVariationAndItsProduct(t *testing.T) {
	t.Parallel()
	for _, allowed := range []bool{false, true} {
		t.Run(strconv.FormatBool(allowed), func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, settings(func(s *rules.Shop) { s.VariationUsesParentEAN = allowed }))
			addArticles(f, "TRIGLAV", "TRIGLAV-M")
			f.Woo.SetMeta("SI-2001", "_alg_ean", "TRIGLAV")
			f.Woo.SetMeta("SI-2001-M", "_alg_ean", "")
			id := f.Place(ofProduct("SI-2001-M"))
			want := "TRIGLAV"
			if !allowed {
				p := f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
				want = "TRIGLAV-M"
				f.SetArticle(article.Entry{Key: article.Key{Kind: article.Variation, Key: p.ReasonParams["key"]}, Code: want})
			}
			f.Synced(id)
			if got := f.InVasco(id)[0].Lines[0].Article; got != want {
				t.Errorf("it is %s, want %s", got, want)
			}
		})
	}
}

// TestAMapIsImportedWholeOrNotAtAll.
func TestAMapIsImportedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		addArticles(f, "W-1")
		id := f.Place(ofProduct("SI-3001"))
		f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		shop := f.Shop().ID
		count, _, faults, err := f.Orders.ImportArticles(t.Context(), shop, "kind,key,code\nSKU,SI-3001,W-1\nSKU,,2\n", false)
		if count != 0 || len(faults) != 1 || faults[0].Line != 3 || err != nil {
			t.Errorf("%d taken, %v, %v", count, faults, err)
		}
		f.Never(id)
		if known := s.Reader().ArticleMapping.Query().Where(articlemapping.CodeNEQ("")).CountX(t.Context()); known != 0 {
			t.Errorf("%d entries of a file with a fault", known)
		}
		count, released, faults, err := f.Orders.ImportArticles(t.Context(), shop, "kind,key,code\nSKU,SI-3001,W-1\nSKU,x,2\n", false)
		if count != 2 || released.Orders != 1 || faults != nil || err != nil {
			t.Errorf("%d taken, %+v released, %v, %v", count, released, faults, err)
		}
		f.Synced(id)
	})
}

// TestACodeIsNeverSwallowed: one given at the very moment the verdict is written
// releases the order all the same.
func TestACodeIsNeverSwallowed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		addArticles(f, "W-1")
		for range 15 {
			f.SetArticle(bySKU("SI-3001", ""))
			id := f.Place(ofProduct("SI-3001"))
			ordertest.Until(t, "its order is looked at", func() bool { return f.Order(id) != nil })
			f.SetArticle(bySKU("SI-3001", "W-1"))
			f.Synced(id)
		}
	})
}

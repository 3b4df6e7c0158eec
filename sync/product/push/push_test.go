package push_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

const (
	isPushed  = entproduct.PushStatePUSHED
	isBlocked = entproduct.PushStateBLOCKED
	isFailed  = entproduct.PushStateFAILED
	isQueued  = entproduct.PushStateQUEUED
	isNever   = entproduct.PushStateNEVER
)

var all = push.Selection{All: true}

func one(p *ent.Product) push.Selection { return push.Selection{ProductIDs: []int{p.ID}, Force: true} }

// inVasco puts the article of product 1 into VASCO, with other contents.
func (f *fixture) inVasco() {
	f.erp.PutArticle(vascosim.Article{
		Code: code(1), Name: "Staro ime", Name2: "druga vrstica", Unit: "PAR", Group: "777", VATCode: 1, Price: "1.5", HasStock: 1,
		Extra: map[string]string{"PROSTO_C9": "12", "PROSTO_C5": "https://staro.example"},
	})
}

func TestAMissingArticleIsCreated(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		f.run(all, 1, 0, 0, 0)
		a := f.article(code(1))
		if a == nil || a.Name != "Izdelek 1" || a.Unit != "KOS" || a.Group != "005" || a.VATCode != 0 || a.Price.String() != "10" || !*a.HasStock ||
			a.Extra["PROSTO_C1"] != code(1) || a.Extra["PROSTO_C5"] != "https://trgovina.example/1" {
			t.Errorf("VASCO has %+v", a)
		}
		if row := f.is(p.ID, isPushed, ""); row.PushedAt == nil || row.PushHash == "" {
			t.Errorf("kept: %+v", row)
		}
		if f.events(event.ProductPushed) != 1 || !slices.Equal(f.pushed, []string{code(1)}) {
			t.Errorf("%d told, others heard of %v", f.events(event.ProductPushed), f.pushed)
		}
	})
}

// What is there stays as it is, but for what the shop may decide.
func TestAnArticleThatIsThereKeepsTheRest(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		f.inVasco()
		before := f.article(code(1))
		f.run(all, 0, 1, 0, 0)
		if f.posts() != 0 || f.puts() != 0 || string(f.article(code(1)).Raw) != string(before.Raw) {
			t.Errorf("an article that is there was written: %s", f.article(code(1)).Raw)
		}
		f.is(p.ID, isPushed, "")
	})
	each(t, options{settings: func(s *rules.Shop) { s.Products.UpdateFields = []rules.ArticleField{rules.FieldPrice, rules.FieldLink} }}, func(f *fixture) {
		f.add(1, nil)
		f.inVasco()
		f.run(all, 1, 0, 0, 0)
		a := f.article(code(1))
		if a.Price.String() != "10" || a.Extra["PROSTO_C5"] != "https://trgovina.example/1" {
			t.Errorf("the shop's parts are not there: %s", a.Raw)
		}
		if a.Name != "Staro ime" || a.Name2 != "druga vrstica" || a.Unit != "PAR" || a.Group != "777" || a.VATCode != 1 || a.Extra["PROSTO_C9"] != "12" {
			t.Errorf("VASCO's parts are not kept: %s", a.Raw)
		}
	})
}

func TestWhatHasNotChangedIsNotSent(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		f.add(2, nil)
		f.run(all, 2, 0, 0, 0)
		reads := f.reads()
		f.run(all, 0, 2, 0, 0)
		if f.reads() != reads || f.posts() != 2 {
			t.Errorf("products that have not changed cost %d reads, %d posts", f.reads()-reads, f.posts())
		}
		f.is(p.ID, isPushed, "")
		// A person who pushes one looks again, and a changed product is asked about.
		f.run(one(p), 0, 1, 0, 0)
		if f.reads() != reads+1 {
			t.Errorf("a single push asked %d times", f.reads()-reads)
		}
		f.change(p.ID, func(u *ent.ProductUpdateOne) { u.SetRegularPrice("24.40") })
		f.run(all, 0, 2, 0, 0)
		if f.reads() != reads+2 || f.puts() != 0 {
			t.Errorf("a changed product asked %d times, %d puts", f.reads()-reads-1, f.puts())
		}
	})
}

// Somebody else creates the article between the look and the post.
func TestAPostThatIsRefusedForAnArticleThatIsThereEndsInAPut(t *testing.T) {
	t.Parallel()
	each(t, options{settings: func(s *rules.Shop) { s.Products.UpdateFields = []rules.ArticleField{rules.FieldName} }}, func(f *fixture) {
		p := f.add(1, nil)
		f.onCall(func(r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/artikel") {
				f.inVasco()
			}
		})
		f.run(all, 1, 0, 0, 0)
		if a := f.article(code(1)); f.posts() != 1 || f.puts() != 1 || a.Name != "Izdelek 1" || a.Unit != "PAR" {
			t.Errorf("%d posts, %d puts: %+v", f.posts(), f.puts(), a)
		}
		f.is(p.ID, isPushed, "")
	})
}

// TestProductsOfOneArticle do not write over each other.
func TestProductsOfOneArticle(t *testing.T) {
	t.Parallel()
	same := func(p *ent.ProductCreate) { p.SetCode(code(1)) }
	out := func(p *ent.ProductCreate) { p.SetStockExcluded(true) }
	name := []rules.ArticleField{rules.FieldName}
	for what, c := range map[string]struct {
		fields        []rules.ArticleField
		first, second func(*ent.ProductCreate)
		counts        []int
		puts          int
		state         entproduct.PushState
		reason        string
	}{
		"nothing is changed":            {nil, nil, same, []int{1, 1, 0, 0}, 0, isPushed, ""},
		"they would":                    {name, nil, same, []int{1, 0, 1, 0}, 0, isBlocked, product.ReasonShared},
		"with the same name":            {name, nil, func(p *ent.ProductCreate) { p.SetCode(code(1)).SetName("Izdelek 1") }, []int{1, 1, 0, 0}, 0, isPushed, ""},
		"translations of a product":     {name, nil, func(p *ent.ProductCreate) { p.SetCode(code(1)).SetTranslationOf(1) }, []int{1, 0, 0, 0}, 0, isNever, ""},
		"one is kept out of stock runs": {name, nil, func(p *ent.ProductCreate) { same(p); out(p) }, []int{1, 0, 1, 0}, 0, isBlocked, product.ReasonShared},
		"the other is":                  {name, out, same, []int{2, 0, 0, 0}, 1, isPushed, ""},
		"both are":                      {name, out, func(p *ent.ProductCreate) { same(p); out(p) }, []int{1, 0, 1, 0}, 0, isBlocked, product.ReasonShared},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			each(t, options{settings: func(s *rules.Shop) { s.Products.UpdateFields = c.fields }}, func(f *fixture) {
				f.add(1, c.first)
				second := f.add(2, c.second)
				f.run(all, c.counts...)
				f.is(second.ID, c.state, c.reason)
				if f.article(code(1)).Name != fmt.Sprint("Izdelek ", 1+c.puts) || f.puts() != c.puts {
					t.Errorf("VASCO has %q after %d updates", f.article(code(1)).Name, f.puts())
				}
			})
		})
	}
}

// TestAnUpdateKeepsFreeFields, also of a VASCO that puts it in place of the whole
// record; of one that cannot be asked for all of them it keeps those that are used.
func TestAnUpdateKeepsFreeFields(t *testing.T) {
	t.Parallel()
	update := func(s *rules.Shop) { s.Products.UpdateFields = []rules.ArticleField{rules.FieldName} }
	for name, c := range map[string]struct {
		faults []vascosim.Fault
		erp    vascosim.Options
		kept   bool
	}{
		"replaced":            {kept: true},
		"merged":              {erp: vascosim.Options{MergeArticles: true}, kept: true},
		"always returned":     {erp: vascosim.Options{AlwaysExtra: true}, kept: true},
		"a column is missing": {faults: []vascosim.Fault{{Kind: "status", Method: "GET", Path: "FASifranti/artikel", Status: 400, Times: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, options{settings: update, erp: c.erp}, func(f *fixture) {
				p := f.add(1, nil)
				f.erp.PutArticle(vascosim.Article{
					Code: code(1), Name: "Staro ime", Unit: "PAR", Price: "10", HasStock: 1,
					Extra: map[string]string{"PROSTO_C1": code(1), "PROSTO_C2": "rdeča", "PROSTO_C7": "M", "PROSTO_C9": ">10"},
				})
				f.erp.AddFaults(c.faults...)
				f.run(one(p), 1, 0, 0, 0)
				want := map[string]string{"PROSTO_C1": code(1), "PROSTO_C9": ">10"}
				if c.kept {
					want["PROSTO_C2"], want["PROSTO_C7"] = "rdeča", "M"
				}
				if a := f.article(code(1), vasco.ArticleTexts()...); a.Name != "Izdelek 1" || !maps.Equal(filled(a.Extra), want) {
					t.Errorf("VASCO has %s with %v, want %v", a.Name, a.Extra, want)
				}
			})
		})
	}
}

// filled are the fields that are not empty.
func filled(fields map[string]string) map[string]string {
	maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
	return fields
}

func TestAnswersThatAreLost(t *testing.T) {
	t.Parallel()
	update := options{settings: func(s *rules.Shop) { s.Products.UpdateFields = []rules.ArticleField{rules.FieldName} }}
	for name, c := range map[string]struct {
		options options
		there   bool
		fault   vascosim.Fault
		posts   int
		puts    int
		state   entproduct.PushState
		reason  string
	}{
		"created":         {fault: vascosim.Fault{Kind: "drop_after", Method: "POST", Times: 1}, posts: 1, state: isPushed},
		"not created":     {fault: vascosim.Fault{Kind: "drop_before", Method: "POST", Times: 1}, posts: 2, state: isPushed},
		"never created":   {fault: vascosim.Fault{Kind: "drop_before", Method: "POST"}, posts: 2, state: isFailed, reason: product.ReasonUnclear},
		"created, a page": {fault: vascosim.Fault{Kind: "html_200", Method: "POST", Times: 1}, posts: 1, state: isPushed},
		"updated":         {options: update, there: true, fault: vascosim.Fault{Kind: "drop_after", Method: "PUT", Times: 1}, puts: 1, state: isPushed},
		"not updated":     {options: update, there: true, fault: vascosim.Fault{Kind: "drop_before", Method: "PUT", Times: 1}, puts: 2, state: isPushed},
		"never updated": {
			options: update, there: true, fault: vascosim.Fault{Kind: "drop_before", Method: "PUT"}, puts: 2, state: isFailed, reason: product.ReasonUnclear,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, c.options, func(f *fixture) {
				p, other := f.add(1, nil), f.add(2, nil)
				if c.there {
					f.inVasco()
				}
				fault := c.fault
				fault.Path = "FASifranti/artikel"
				f.erp.AddFaults(fault)
				row := f.finish(f.start(one(p)).ID)
				if row.Reason != "" || f.posts() != c.posts || f.puts() != c.puts {
					t.Errorf("%d posts, %d puts, want %d and %d; %s %s %v", f.posts(), f.puts(), c.posts, c.puts, row.State, row.Reason, row.ReasonParams)
				}
				f.is(p.ID, c.state, c.reason)
				f.is(other.ID, isNever, "")
				f.erp.ClearFaults()
				f.finish(f.start(all).ID)
				f.is(p.ID, isPushed, "")
				if f.article(code(1)).Name != "Izdelek 1" {
					t.Errorf("VASCO has %+v", f.article(code(1)))
				}
			})
		})
	}
}

func TestARefusalIsToldInVascosWords(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p, good := f.add(1, nil), f.add(2, nil)
		f.erp.AddFaults(vascosim.Fault{
			Kind: "status", Method: "POST", Path: "FASifranti/artikel", Times: 1, Status: 400,
			Body: `{"title":"Napaka","errors":{"grupa":["Grupa 005 ne obstaja."]}}`,
		})
		row := f.run(all, 1, 0, 1, 0)
		params := f.is(p.ID, isBlocked, product.ReasonRefused).PushParams
		if params["detail"] != "Napaka" || params["grupa"] != "Grupa 005 ne obstaja." || params["status"] != "400" {
			t.Errorf("kept: %v", params)
		}
		f.is(good.ID, isPushed, "")
		if f.items(row.ID, runitem.OutcomeSKIPPED) != 1 || f.items(row.ID, runitem.OutcomeUPDATED) != 1 || f.events(event.ProductNotPushed) != 1 {
			t.Error("the refusal is not noted")
		}
		f.run(push.Selection{Blocked: true}, 1, 0, 0, 0)
		f.is(p.ID, isPushed, "")
	})
}

func TestAVariableProductPushesItsVariations(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		parent := f.add(1, func(c *ent.ProductCreate) { c.SetType("variable") })
		a := f.add(2, func(c *ent.ProductCreate) { c.SetType("variation").SetParentID(1) })
		b := f.add(3, func(c *ent.ProductCreate) { c.SetType("variation").SetParentID(1).SetCode("") })
		f.run(push.Selection{ProductIDs: []int{parent.ID}}, 1, 0, 1, 0)
		f.is(parent.ID, isNever, "")
		f.is(a.ID, isPushed, "")
		f.is(b.ID, isBlocked, product.ReasonEANMissing)
		empty := f.add(4, func(c *ent.ProductCreate) { c.SetType("variable") })
		f.run(push.Selection{ProductIDs: []int{empty.ID}}, 0, 0, 1, 0)
		f.is(empty.ID, isBlocked, product.ReasonVariable)
		f.run(all, 0, 1, 1, 0)
	})
}

// A bulk push goes on with the rest.
func TestManyWithAFewBadOnes(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		bad := map[int64]func(*ent.ProductCreate){
			17:  func(c *ent.ProductCreate) { c.SetCode("") },
			118: func(c *ent.ProductCreate) { c.SetTaxClass("knjige") },
			119: func(c *ent.ProductCreate) { c.SetRegularPrice("") },
			250: func(c *ent.ProductCreate) { c.SetCode("A,B") },
		}
		for i := range int64(300) {
			f.add(i+1, bad[i+1])
		}
		row := f.run(all, 296, 0, 4, 0)
		if f.posts() != 296 || f.reads() != 3 || f.items(row.ID, runitem.OutcomeSKIPPED) != 4 || f.events(event.ProductNotPushed) != 4 {
			t.Errorf("%d posts, %d reads, %d skipped, %d told", f.posts(), f.reads(), f.items(row.ID, runitem.OutcomeSKIPPED), f.events(event.ProductNotPushed))
		}
		f.run(all, 0, 296, 4, 0)
		if f.reads() != 3 {
			t.Errorf("nothing has changed, and VASCO was read %d times", f.reads()-3)
		}
	})
}

var errCut = errors.New("the process was killed")

// After a cut the run goes on with what is left, and does nothing twice.
func TestAPushThatWasCutGoesOn(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		for i := range int64(10) {
			f.add(i+1, nil)
		}
		row := f.start(all)
		ctx, cancel := context.WithCancelCause(f.t.Context())
		writes := 0
		f.cut = func(point string) {
			if point != push.CutAfterWrite {
				return
			}
			if writes++; writes == 4 {
				cancel(errCut)
			}
		}
		f.must(f.piece(ctx, row.ID))
		if cut := f.row(row.ID); cut.State != "QUEUED" {
			t.Errorf("the cut run is %s", cut.State)
		}
		f.counts(f.finish(row.ID), 10, 0, 0, 0)
		if f.posts() != 10 {
			t.Errorf("%d posts", f.posts())
		}
	})
}

func TestVascoThatIsAwayLeavesTheProductsQueued(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		f.erp.AddFaults(vascosim.Fault{Kind: "retry_after", Method: "POST", Path: "FASifranti/artikel", Times: 1, Millis: 1000})
		row := f.start(all)
		f.must(f.piece(f.t.Context(), row.ID))
		if waits := f.row(row.ID); waits.State != "QUEUED" || waits.AwaySince == nil {
			t.Errorf("the run is %s, away since %v", waits.State, waits.AwaySince)
		}
		f.is(p.ID, isQueued, "")
		f.erp.ClearFaults()
		f.counts(f.finish(row.ID), 1, 0, 0, 0)
	})
}

func TestAReadThatIsNoListEndsTheRun(t *testing.T) {
	t.Parallel()
	each(t, options{}, func(f *fixture) {
		p := f.add(1, nil)
		f.erp.AddFaults(vascosim.Fault{Kind: "status", Method: "GET", Path: "FASifranti/artikel", Status: 200, Body: "<html>IIS</html>"})
		row := f.finish(f.start(all).ID)
		if row.Reason != run.ReasonIncomplete || f.posts() != 0 {
			t.Errorf("the run ended %s %s %v after %d posts", row.State, row.Reason, row.ReasonParams, f.posts())
		}
		f.is(p.ID, isNever, "")
	})
}

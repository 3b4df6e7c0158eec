package push_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/vasco"
)

var update = flag.Bool("update", false, "write the golden payloads anew")

// headphones are the brief's example.
func headphones() *ent.Product {
	return &ent.Product{
		ShopProductID: 42, Type: "simple", Name: "Premium Wireless Headphones - Black Edition with Noise Cancelling", Sku: "SLU-1",
		Ean: "3830012345678", Code: "3830012345678", RegularPrice: "60.99", TaxStatus: "taxable", Permalink: "https://trgovina.example/izdelek/slusalke/",
		Categories: []int64{7, 9},
	}
}

// TestPayloads compares whole payloads, in both profiles.
func TestPayloads(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*ent.Product, *rules.Shop){
		"brief": func(*ent.Product, *rules.Shop) {},
		"virtual": func(p *ent.Product, _ *rules.Shop) {
			p.Virtual, p.Name, p.TaxClass = true, "Darilni bon", "znizana-stopnja"
		},
		"settings": otherSettings,
		"untaxed":  func(p *ent.Product, _ *rules.Shop) { p.TaxStatus, p.Ean, p.Code, p.Permalink = "none", "", "SLU-1", "" },
		"variation": func(p *ent.Product, _ *rules.Shop) {
			p.Type, p.ParentID, p.Name, p.RegularPrice = "variation", 41, "Majica - Črna, XL", "19.90"
		},
	} {
		for _, profile := range []vasco.Profile{vasco.KiwwwiProfile(), vasco.FAProfile()} {
			p, s := headphones(), rules.Default()
			change(p, &s)
			document, err := push.Article(p, s, profile)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			payload, err := profile.EncodeArticle(document)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			golden(t, name+"-"+profile.Name+".json", payload)
		}
	}
}

func otherSettings(_ *ent.Product, s *rules.Shop) {
	s.Products.Unit, s.Products.Group, s.Products.PricesWithTax = "kos", "100", false
	s.Products.CategoryGroups = []rules.CategoryGroup{{Category: 3, Group: "003"}, {Category: 9, Group: "009"}, {Category: 7, Group: "007"}}
	s.Products.TaxClasses = map[string]int{"": 3}
	s.Products.LinkField, s.Products.EANField = "", "PROSTO_C2"
}

func golden(t *testing.T, name string, got json.RawMessage) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		var out bytes.Buffer
		if err := errors.Join(json.Indent(&out, got, "", "  "), os.MkdirAll("testdata", 0o750), os.WriteFile(path, append(out.Bytes(), '\n'), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want, is any
	if err := errors.Join(json.Unmarshal(raw, &want), json.Unmarshal(got, &is)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(want, is) {
		t.Errorf("%s is\n%s", name, got)
	}
}

func TestWhatCannotBeAnArticle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*ent.Product, *rules.Shop)
		reason string
	}{
		"gone":                       {func(p *ent.Product, _ *rules.Shop) { p.GoneAt = new(time.Time) }, product.ReasonGone},
		"a variable product":         {func(p *ent.Product, _ *rules.Shop) { p.Type = "variable" }, product.ReasonVariable},
		"a plugin's":                 {func(p *ent.Product, _ *rules.Shop) { p.Type = "variable-subscription" }, product.ReasonVariable},
		"no code":                    {func(p *ent.Product, _ *rules.Shop) { p.Code = " " }, product.ReasonEANMissing},
		"an unknown class":           {func(p *ent.Product, _ *rules.Shop) { p.TaxClass = "knjige" }, product.ReasonTaxUnmapped},
		"a class of an unknown rate": {func(_ *ent.Product, s *rules.Shop) { s.VATCodes = map[string]int{"5": 3} }, product.ReasonTaxUnmapped},
		"no rate 0": {func(p *ent.Product, s *rules.Shop) {
			p.TaxStatus, s.VATCodes = "none", map[string]int{"22": 0}
		}, product.ReasonTaxUnmapped},
		"no price":         {func(p *ent.Product, _ *rules.Shop) { p.RegularPrice = "" }, product.ReasonPriceMissing},
		"a price in words": {func(p *ent.Product, _ *rules.Shop) { p.RegularPrice = "po dogovoru" }, product.ReasonPriceMissing},
	} {
		p, s := headphones(), rules.Default()
		c.change(p, &s)
		_, err := push.Article(p, s, vasco.KiwwwiProfile())
		if reason, ok := errors.AsType[*push.Reason](err); !ok || reason.Code != c.reason {
			t.Errorf("%s: %v, want %s", name, err, c.reason)
		}
	}
}

func TestNetPrices(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		price, class string
		codes        map[string]int
		want         string
	}{
		{"12.20", "", nil, "10"},
		{"60.99", "", nil, "49.9918"},
		{"0.01", "", nil, "0.0082"},
		{"9.99", "znizana-stopnja", nil, "9.1233"},
		{"100", "zero-rate", nil, "100"},
		{"0", "", nil, "0"},
		// 0.000061 / 1.22 is 0.00005: half of the last digit goes up.
		{"0.000061", "", nil, "0.0001"},
		// 0.131148 is rounded once: by way of 0.13115 it would be 0.1312.
		{"0.16", "", nil, "0.1311"},
		// A code of several rates has its domestic one.
		{"12.20", "", map[string]int{"25": 0, "22": 0, "19": 0}, "10"},
		{"12.50", "", map[string]int{"27": 0, "25": 0}, "10"},
	} {
		p, s := headphones(), rules.Default()
		p.RegularPrice, p.TaxClass = c.price, c.class
		if c.codes != nil {
			s.VATCodes = c.codes
		}
		document, err := push.Article(p, s, vasco.KiwwwiProfile())
		if err != nil || document.Price.String() != c.want {
			t.Errorf("%s in class %q with %v is net %s, %v; want %s", c.price, c.class, c.codes, document.Price, err, c.want)
		}
	}
}

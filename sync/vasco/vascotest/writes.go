package vascotest

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// document is a small order with two prices and a discount.
func (s *suite) document(article string) vasco.Document {
	now := time.Now()
	return vasco.Document{
		Date: now, DueDate: now.AddDate(0, 0, 15), PartnerCode: s.options.Partner, Notes: "Preizkus – prosimo, izbrišite",
		ShopNumber: "KONFORM-" + rand.Text()[:10],
		Lines: []vasco.Line{
			{
				ArticleCode: article, Name: "Preizkus čšž", Quantity: decimal.NewFromInt(3), UnitPrice: decimal.RequireFromString("19.4612"),
				Discount: decimal.RequireFromString("12.5"), VATRate: decimal.NewFromInt(22),
			},
			{ArticleCode: article, Name: "Preizkus", Quantity: decimal.NewFromInt(1), UnitPrice: decimal.RequireFromString("3.28"), NoDiscount: true, VATRate: decimal.NewFromInt(22)},
		},
	}
}

// oneOrder makes an order, reads it back and finds it by its shop's number:
// what sending orders exactly once stands on.
func (s *suite) oneOrder(t *testing.T) {
	client := s.client(t, true)
	d := s.document(s.options.Article)
	payload, err := s.options.Profile.EncodeOrder(d)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := client.CreateOrder(t.Context(), payload)
	if err != nil {
		t.Fatalf("%v\n%s", err, payload)
	}
	back, err := client.ReadOrder(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	if back.ShopNumber == nil || *back.ShopNumber != d.ShopNumber {
		t.Errorf("its shop number came back as %v", back.ShopNumber)
	}
	if want := s.options.Profile.Gross(d.Lines); back.Gross == nil || !back.Gross.Equal(want) {
		t.Errorf("it comes to %v, by the profile's rounding %s", back.Gross, want)
	}
	if back.Partner != d.PartnerCode || back.Date.Format(time.DateOnly) != d.Date.Format(time.DateOnly) || len(back.Lines) != len(d.Lines) || back.Notes != d.Notes {
		t.Errorf("it came back as %+v", back)
	}
	for i, line := range back.Lines[:min(len(back.Lines), len(d.Lines))] {
		sent := d.Lines[i]
		if line.ArticleCode != sent.ArticleCode || line.Quantity == nil || !line.Quantity.Equal(sent.Quantity) || line.UnitPrice == nil || !line.UnitPrice.Equal(sent.UnitPrice) {
			t.Errorf("line %d came back as %+v, sent %+v", i+1, line, sent)
		}
	}
	found, err := client.SearchOrders(t.Context(), vasco.Search{From: d.Date.AddDate(0, 0, -1), To: d.Date.AddDate(0, 0, 1), Partner: d.PartnerCode})
	if err != nil {
		t.Fatal(err)
	}
	matches := 0
	for _, o := range found.Orders {
		if o.ShopNumber != nil && *o.ShopNumber == d.ShopNumber {
			matches++
		}
	}
	if matches != 1 || !found.Complete {
		t.Errorf("the search found it %d times, complete: %v", matches, found.Complete)
	}
}

// refusals leave nothing behind.
func (s *suite) refusals(t *testing.T) {
	client := s.client(t, true)
	nobody := s.document(s.options.Article)
	nobody.PartnerCode = "99999999"
	for name, d := range map[string]vasco.Document{"an unknown article": s.document(nonsense), "an unknown partner": nobody} {
		payload, err := s.options.Profile.EncodeOrder(d)
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.CreateOrder(t.Context(), payload)
		refused, ok := errors.AsType[*vasco.Rejected](err)
		if !ok || refused.Status < 400 || (refused.Title == "" && len(refused.Fields) == 0) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stranger := s.newClient(t, func(c *vasco.Config) { c.Password += "x" })
	err := stranger.Login(t.Context())
	if _, refused := errors.AsType[*vasco.Unauthorized](err); !refused {
		t.Errorf("a wrong password: %v", err)
	}
}

// newPartners are made, and found by what they were made with.
func (s *suite) newPartners(t *testing.T) {
	client := s.client(t, true)
	mail := rand.Text()[:8] + "@example.si"
	buyer := vasco.Partner{
		Name: "ŽNIDARŠIČ ŠPELA", Address: "Čopova ulica 12", Postcode: "1000", Town: "Ljubljana", CountryNumeric: 705,
		TaxNumber: "SI55555555", Ident: "SI55555555", TaxLiable: true, Phone: "+386 31 123 456", Email: mail,
	}
	number := vasco.ReadTaxNumber("55555555", "SI")
	payload, err := s.options.Profile.EncodePartner(buyer)
	if err != nil {
		t.Fatal(err)
	}
	code, err := client.CreatePartner(t.Context(), payload)
	if err != nil {
		t.Fatalf("%v\n%s", err, payload)
	}
	made, err := client.PartnerByCode(t.Context(), code)
	if err != nil || made == nil || made.Name != buyer.Name || made.Address != buyer.Address || made.Postcode != "1000" ||
		!made.HasTaxNumber(number) || !made.TaxLiable || made.CountryNumeric != 705 {
		t.Errorf("partner %s came back as %+v, %v", code, made, err)
	}
	if found, err := client.PartnersByEmail(t.Context(), mail); err != nil || !holds(found, code) {
		t.Errorf("by the address: %v, %v", found, err)
	}
	if found, err := client.PartnersByTaxNumber(t.Context(), number); err != nil || !holds(found, code) {
		t.Errorf("by the tax number: %v, %v", found, err)
	}
}

package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// placed is an order the shop has taken.
type placed struct {
	ID     int64           `json:"id"`
	Number string          `json:"number"`
	Total  decimal.Decimal `json:"total"`
	buyer  buyerOf
	// former says that the plugin before sent it.
	former bool
}

// buyerOf says who ordered: a company has a tax number, a person none. It is as
// VASCO compares it, without SI.
type buyerOf struct{ email, vat string }

// draftOf is the i-th order: cards and cash, companies of two countries and
// persons, coupons and fees. Every fourth comes from the buyer before it, at nearly the same time.
func draftOf(i int) (woosim.Draft, buyerOf) {
	goods := []string{"SI-1014", "SI-1004", "SI-1043", "SI-1044", "PWH-1", "SI-1062", "SI-1021"}
	d := woosim.Draft{
		Items: []woosim.Item{
			{SKU: goods[i%len(goods)], Quantity: int64(1 + i%3)},
			{SKU: goods[(i/3+1)%len(goods)], Quantity: 1},
		},
		PaymentMethod: []string{"bankart", "bacs", "cod"}[i%3],
	}
	if i%5 == 0 {
		d.Coupon = 10
	}
	if i%7 == 0 {
		d.Fee = "1.50"
	}
	n := i
	if i%4 == 3 {
		n = i - 1
	}
	buyer := buyerOf{email: fmt.Sprintf("kupec%d@example.si", n)}
	d.Email, d.FirstName, d.LastName = buyer.email, "Kupec", fmt.Sprintf("Številka %d", n)
	switch n % 3 {
	case 1:
		buyer.vat = fmt.Sprintf("%08d", 20000000+7*n)
		d.Company, d.VAT = fmt.Sprintf("Podjetje %d d.o.o.", n), "SI"+buyer.vat
	case 2:
		// It leaves its country's prefix out, but for the second time.
		d.Company, d.Country, d.VAT = fmt.Sprintf("Tvrtka %d d.o.o.", n), "HR", fmt.Sprintf("%011d", 30000000000+7*n)
		buyer.vat = "HR" + d.VAT
		if i != n {
			d.VAT = "hr " + d.VAT
		}
	}
	return d, buyer
}

// formerEvery is how many orders there are to one that the plugin before sends.
const formerEvery = 9

// place places an order in the shop.
func (k *killing) place() {
	k.t.Helper()
	if len(k.placed)%formerEvery == formerEvery-1 {
		k.placeFormer()
		return
	}
	draft, buyer := draftOf(len(k.placed))
	var p placed
	k.post(k.shop.url+"/demo/orders", draft, &p)
	p.buyer = buyer
	k.placed = append(k.placed, p)
}

// formerMeta is where the plugin before leaves VASCO's number.
const formerMeta = "_former_vasco"

// placeFormer places an order that the plugin before has put into VASCO by the
// time we hear of it.
func (k *killing) placeFormer() {
	k.t.Helper()
	draft, buyer := draftOf(len(k.placed))
	var p placed
	k.post(k.shop.url+"/sim/checkouts", draft, &p)
	p.buyer, p.former = buyer, true
	const retail = 501
	var sent vascosim.Order
	k.post(k.erp.url+"/sim/orders", map[string]any{
		"datum": time.Now().Format(time.DateOnly), "partner": retail, "dodatnaPolja": map[string]string{"NAROCILO_STEVILKA": p.Number},
		"postavke": []map[string]any{{"artikel": "S-1", "naziv": "Skupaj", "kolicina": 1, "cena": p.Total, "popust": 0, "stopnjaDDV": 2}},
	}, &sent)
	k.must(k.wooClient.WriteOrderMeta(k.t.Context(), p.ID, map[string]string{formerMeta: "NK-" + sent.Number}))
	k.post(fmt.Sprintf("%s/sim/checkouts/%d", k.shop.url, p.ID), nil, nil)
	k.placed = append(k.placed, p)
}

// booksOf is what the simulated VASCO tells about itself.
type booksOf struct {
	Orders   []vascosim.Order   `json:"orders"`
	Partners []vascosim.Partner `json:"partners"`
}

func (k *killing) books() booksOf {
	k.t.Helper()
	var b booksOf
	k.call(http.MethodGet, k.erp.url+"/sim/state", nil, &b)
	return b
}

// fair and foul are VASCO's weather. What is foul may lose the answer, be
// written late, and not be seen at first: all within the settle time.
func fair() []vascosim.Fault { return nil }

func foul() []vascosim.Fault {
	orders, partners := "FA/narociloKupca", "SkupniSifranti/partner"
	all := []vascosim.Fault{
		{Kind: "invisible", Path: orders, Millis: 1200},
		{Kind: "half_list", Method: http.MethodGet, Path: orders, Chance: 3},
		{Kind: "expired_token", Chance: 1},
		{Kind: "drop_before", Chance: 2},
		{Kind: "slow", Chance: 5, Millis: 200},
	}
	for _, path := range []string{orders, partners} {
		for _, f := range []vascosim.Fault{
			{Kind: "commit_late", Chance: 8, Millis: 1500},
			{Kind: "drop_after", Chance: 8},
			{Kind: "status", Status: http.StatusInternalServerError, AfterWrite: true, Chance: 8},
			{Kind: "empty_200", Chance: 8},
		} {
			f.Method, f.Path = http.MethodPost, path
			all = append(all, f)
		}
	}
	return all
}

// weather ends the faults there are and lets others come.
func (k *killing) weather(faults []vascosim.Fault) {
	k.t.Helper()
	k.call(http.MethodDelete, k.erp.url+"/sim/faults", nil, nil)
	if len(faults) > 0 {
		k.post(k.erp.url+"/sim/faults", faults, nil)
	}
}

func (k *killing) post(url string, body, answer any) {
	k.t.Helper()
	k.call(http.MethodPost, url, body, answer)
}

// call calls a simulator; whatever it refuses is a mistake in the test.
func (k *killing) call(method, url string, body, answer any) {
	k.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		k.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(k.t.Context(), method, url, bytes.NewReader(raw))
	if err != nil {
		k.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode > 299 {
		err = fmt.Errorf("%s %s: %d %s", method, url, response.StatusCode, text)
	}
	if err == nil && answer != nil {
		err = json.Unmarshal(text, answer)
	}
	if err != nil {
		k.t.Fatal(err)
	}
}

package mapping

import (
	"encoding/json"
	"time"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ExampleNotes is what a shop's template makes of an order that has something
// for every placeholder, and is not paid. It is in another currency only where the
// template says where that stands.
func ExampleNotes(s rules.Shop, p vasco.Profile, zone *time.Location) Notes {
	o := &woo.Order{
		ID: 4242, Number: "1284", Currency: s.Currency, CustomerNote: "Pokličite pred dostavo.", PaymentMethod: "bacs", PaymentTitle: "Neposredno nakazilo",
		TransactionID: "tr_7Wq2", ShippingLines: []woo.ShipLine{{MethodTitle: "Paketomat"}}, CouponLines: []woo.Coupon{{Code: "POLETJE10"}},
		Billing: woo.Address{
			FirstName: "Ana", LastName: "Zupan", Address1: "Slovenska cesta 1", Postcode: "1000", City: "Ljubljana", Country: "SI", Phone: "041 123 456",
		},
		Shipping: woo.Address{
			FirstName: "Bor", LastName: "Zupan", Company: "Zupan d.o.o.", Address1: "Partizanska cesta 2", Postcode: "2000", City: "Maribor", Country: "SI",
		},
	}
	if rules.NamesCurrency(s.NotesTemplate) {
		o.Currency = exampleCurrency(s.Currency)
	}
	s.LockerMetaKeys = []string{exampleKey}
	o.MetaData = []woo.Meta{{Key: exampleKey, Value: json.RawMessage(`{"id":"SI-44","name":"Paketomat Tabor"}`)}}
	return notesOf(Input{Order: o, Settings: s, Profile: p, Location: zone, Terms: Terms{MarkUnpaid: true}})
}

const exampleKey = "locker"

func exampleCurrency(own string) string {
	if own == "CHF" {
		return "EUR"
	}
	return "CHF"
}

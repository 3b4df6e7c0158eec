package woosim

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"
)

type demoProduct struct {
	name, sku, ean, price, class string
	variations                   []string
	virtual                      bool
	// shared: the product keeps the stock of its variations.
	shared bool
}

// The demo's goods. One has no EAN: its orders show what an order without an
// article code looks like.
var demoProducts = []demoProduct{
	{name: "Cvetlični med 900 g", sku: "SI-1014", ean: "3830000000147", price: "22.68", class: reducedClass},
	{name: "Cvetlični med 450 g", sku: "SI-1013", ean: "3830000000130", price: "12.90", class: reducedClass},
	{name: "Kostanjev med 450 g", sku: "SI-1015", ean: "3830000000154", price: "13.90", class: reducedClass},
	{name: "Kamilični čaj", sku: "SI-1004", ean: "3830000000048", price: "8.98", class: reducedClass},
	{name: "Lipov čaj", sku: "SI-1002", ean: "3830000000024", price: "6.24", class: reducedClass},
	{name: "Bučno olje 0,5 l", sku: "SI-1021", ean: "3830000000215", price: "16.50", class: reducedClass},
	{name: "Volnene nogavice", sku: "SI-1043", ean: "3830000000437", price: "14.40"},
	{name: "Ovčja odeja", sku: "SI-1044", ean: "3830000000444", price: "89.00"},
	{name: "Lesena žlica", sku: "SI-1051", ean: "3830000000512", price: "4.90"},
	{name: "Deska za kruh", sku: "SI-1052", ean: "3830000000529", price: "24.99"},
	{name: "Premium Wireless Headphones", sku: "PWH-1", ean: "3830012345678", price: "60.99"},
	{name: "Šampon z meliso 250 ml", sku: "SI-1061", ean: "3830000000611", price: "9.49"},
	{name: "Milo s sivko", sku: "SI-1062", ean: "3830000000628", price: "3.99"},
	{name: "Sveča iz čebeljega voska", sku: "SI-1063", ean: "3830000000635", price: "7.20"},
	{name: "Majica Triglav", sku: "SI-2001", price: "19.90", variations: []string{"S", "M", "L", "XL"}},
	{name: "Kapa Bled", sku: "SI-2002", price: "15.00", variations: []string{"modra", "rdeča"}, shared: true},
	{name: "Darilni zavoj", sku: "SI-3001", price: "2.50"},
	{name: "Delavnica peke kruha", sku: "SI-4001", ean: "3830000004001", price: "45.00", virtual: true},
}

type person struct{ first, last, company, vat, email string }

var demoPeople = []person{
	{first: "Ana", last: "Zupan", email: "ana.zupan@example.si"},
	{first: "Janez", last: "Novak", email: "janez.novak@example.si"},
	{first: "Mojca", last: "Hribar", email: "mojca.hribar@example.si"},
	{first: "Matjaž", last: "Kovač", company: "Čebelarstvo Žužek d.o.o.", vat: "SI12345678", email: "racuni@zuzek.example"},
	{first: "Špela", last: "Košir", company: "Gostilna pri Koširju s.p.", vat: "SI98765432", email: "gostilna@kosir.example"},
	{first: "Luka", last: "Železnik", email: "luka.zeleznik@example.si"},
}

type gateway struct{ id, title string }

var gateways = []gateway{
	{"bankart", "Plačilna kartica"},
	{"bacs", "Plačilo po predračunu"},
	{"cod", "Plačilo po povzetju"},
	{"nestpay", "NestPay"},
	{"leanpay", "Leanpay – plačilo na obroke"},
	{"summit", "Summit Leasing"},
}

func (s *Shop) fillDemo() {
	for i, d := range demoProducts {
		p := s.addProduct(d.name, d.sku, d.ean, d.price, d.class)
		p.Fields["virtual"] = d.virtual
		for j, option := range d.variations {
			v := s.addVariation(p, option, "38300001"+twoDigits(i)+twoDigits(j)+"0", d.price)
			if d.shared {
				v.Fields["manage_stock"] = "parent"
			}
		}
		if d.shared {
			p.Fields["manage_stock"] = true
			s.setStock(p, decimal.NewFromInt(fullStock))
		}
	}
	s.nextID = max(s.nextID, 1001)
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

// complete gives a draft what it lacks: a buyer, goods and a payment at random.
func (s *Shop) complete(d Draft) Draft {
	pick := demoPeople[rand.IntN(len(demoPeople))] //nolint:gosec // A demo needs no secret randomness.
	if d.Email == "" && d.LastName == "" && d.Company == "" && !d.NoEmail {
		d.FirstName, d.LastName, d.Company, d.VAT, d.Email = pick.first, pick.last, pick.company, pick.vat, pick.email
	}
	if d.LastName == "" {
		d.FirstName, d.LastName = pick.first, pick.last
	}
	if len(d.Items) == 0 {
		for range 1 + rand.IntN(3) { //nolint:gosec // As above.
			d.Items = append(d.Items, Item{SKU: demoProducts[rand.IntN(14)].sku, Quantity: 1 + rand.Int64N(3)}) //nolint:gosec // As above.
		}
	}
	if d.PaymentMethod == "" && !d.NoPayment {
		g := gateways[rand.IntN(3)] //nolint:gosec // As above.
		d.PaymentMethod, d.PaymentTitle = g.id, g.title
	}
	for _, g := range gateways {
		if g.id == d.PaymentMethod && d.PaymentTitle == "" {
			d.PaymentTitle = g.title
		}
	}
	d.Country, d.Currency, d.Status = either(d.Country, "SI"), either(d.Currency, "EUR"), either(d.Status, "processing")
	return d
}

// trickle places an order now and then, and lets goods come in before they run out.
func (s *Shop) trickle(ctx context.Context) {
	for {
		pause := s.opts.Trickle/2 + rand.N(s.opts.Trickle) //nolint:gosec // As above.
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
			_, _ = s.PlaceOrder(Draft{}) // A draft of the demo's own goods is always complete.
			s.restock()
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

const (
	fullStock  = 25
	emptyStock = 3
)

// restock fills up what is nearly sold out.
func (s *Shop) restock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range sortedIDs(s.products) {
		p := s.products[id]
		if p.Fields["manage_stock"] == true && p.stock().IntPart() <= emptyStock {
			s.setStock(p, decimal.NewFromInt(fullStock))
			s.queue("product.updated", id)
		}
	}
}

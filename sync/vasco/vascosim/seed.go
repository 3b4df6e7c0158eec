package vascosim

import (
	"fmt"
	"slices"
	"strconv"
)

// seed fills a new server with a small company's books.
func (s *Server) seed() {
	for _, a := range []Article{
		{Code: "00086", Name: "Poštnina", VATCode: 0, Price: "3.28"},
		{Code: "00087", Name: "Strošek", VATCode: 0, Price: "1.00"},
		{Code: "3830012345678", Name: "Premium Wireless Headphones", VATCode: 0, Price: "49.99", HasStock: 1, Extra: map[string]string{"PROSTO_C9": "12"}},
	} {
		a.Unit, a.Group = "KOS", "005"
		s.articles.put(a)
	}
	s.partners = []Partner{
		{
			Code: 501, Name: "ČEBELARSTVO ŽUŽEK D.O.O.", Address: "Cesta na Brdo 85", Post: "1125 Ljubljana", Country: 705,
			TaxNumber: "SI12345678", Ident: "SI12345678", Liable: "true", Email: "racuni@zuzek.example",
		},
		{Code: 502, Name: "ANA ZUPAN", Address: "Slovenska cesta 5", Post: "1000 Ljubljana", Country: 705, Liable: "false", Email: "ana.zupan@example.si"},
		{Code: 503, Name: "BOR KRANJC", Address: "Glavni trg 1", Post: "2000 Maribor", Country: 705, Liable: "false", Email: "druzina.kranjc@example.si"},
		{Code: 504, Name: "MAJA KRANJC", Address: "Glavni trg 1", Post: "2000 Maribor", Country: 705, Liable: "false", Email: "druzina.kranjc@example.si"},
	}
	for _, row := range []Stock{
		{Code: "3830012345678", Warehouse: "1", OnHand: "5", Reserved: "0", Ordered: "0"},
		{Code: "3830012345678", Warehouse: "2", OnHand: "2", Reserved: "1", Ordered: "0"},
	} {
		s.stock.set(row)
	}
}

// SeededCode is the code of the i-th seeded article, from 0 on: the EAN of the shop
// simulator's i-th seeded product.
func SeededCode(i int) string {
	digits := fmt.Sprintf("3831%08d", i)
	sum := 0
	for at, digit := range digits {
		sum += int(digit-'0') * (1 + 2*(at%2))
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// SeedArticles adds n articles, each with supplier stock and with rows in the
// warehouses 1 and 2. They are not kept over restarts.
func (s *Server) SeedArticles(n int) {
	articles := make([]Article, n)
	rows := make([]Stock, 2*n)
	for i := range n {
		code := SeededCode(i)
		articles[i] = Article{
			Code: code, Name: "Artikel " + strconv.Itoa(i), Unit: "KOS", Group: "005", VATCode: i % 2, Price: strconv.Itoa(1 + i%99),
			HasStock: 1, Extra: map[string]string{"PROSTO_C9": strconv.Itoa(i % 40)},
		}
		rows[2*i] = Stock{Code: code, Warehouse: "1", OnHand: strconv.Itoa(i % 11), Reserved: "0", Ordered: "0"}
		rows[2*i+1] = Stock{Code: code, Warehouse: "2", OnHand: strconv.Itoa(i % 5), Reserved: "0", Ordered: "0"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.articles.putAll(slices.DeleteFunc(articles, func(a Article) bool { return s.articles.byCode[a.Code] != nil }))
	for _, row := range rows {
		s.stock.set(row)
	}
}

package vascosim

// seed fills a new server with a small company's books.
func (s *Server) seed() {
	for _, a := range []Article{
		{Code: "00086", Name: "Poštnina", VATCode: 0, Price: "3.28"},
		{Code: "00087", Name: "Strošek", VATCode: 0, Price: "1.00"},
		{Code: "3830012345678", Name: "Premium Wireless Headphones", VATCode: 0, Price: "49.99", HasStock: 1, Extra: map[string]string{"PROSTO_C9": "12"}},
	} {
		a.Unit, a.Group = "KOS", "005"
		s.articles[a.Code] = a
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
	s.stock = []Stock{
		{Code: "3830012345678", Warehouse: "1", OnHand: "5", Reserved: "0", Ordered: "0"},
		{Code: "3830012345678", Warehouse: "2", OnHand: "2", Reserved: "1", Ordered: "0"},
	}
}

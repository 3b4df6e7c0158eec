package vascosim

import "slices"

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

// AddArticle puts an article into the code list.
func (s *Server) AddArticle(a Article) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.articles[a.Code]; !exists {
		s.putArticle(a)
	}
}

// AddPartner puts a partner into the books and returns its code.
func (s *Server) AddPartner(p Partner) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Code == 0 {
		p.Code = s.nextPartner()
	}
	s.partners = append(s.partners, p)
	s.write("partner", p)
	return p.Code
}

// RemovePartner deletes a partner, as a person may in the real program.
func (s *Server) RemovePartner(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.partners = slices.DeleteFunc(s.partners, func(p Partner) bool { return p.Code == code })
}

// SetStock sets one row of stock.
func (s *Server) SetStock(row Stock) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setStock(row)
	s.write("stock", row)
}

func (s *Server) setStock(row Stock) {
	at := slices.IndexFunc(s.stock, func(have Stock) bool { return have.Code == row.Code && have.Warehouse == row.Warehouse })
	if at < 0 {
		s.stock = append(s.stock, row)
		return
	}
	s.stock[at] = row
}

// AddFaults injects failures.
func (s *Server) AddFaults(list ...Fault) { s.faults.add(list) }

// ClearFaults ends all failures.
func (s *Server) ClearFaults() { s.faults.clear() }

// SetRounding changes how documents are added up.
func (s *Server) SetRounding(rounding string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Rounding = rounding
}

// Orders returns copies of all orders received.
func (s *Server) Orders() []Order {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Order, len(s.orders))
	for i, o := range s.orders {
		all[i] = *o
	}
	return all
}

// Partners returns all partners.
func (s *Server) Partners() []Partner {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.partners)
}

// Calls counts the calls by method and path.
func (s *Server) Calls(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[name]
}

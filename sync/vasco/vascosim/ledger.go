package vascosim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// listOrders answers the orders a query asks for, block by block.
func (s *Server) listOrders(w http.ResponseWriter, r *http.Request, who session) {
	q := queryOf(r.URL)
	wanted := filterOf(q)
	if s.faults.active(ignoreFilter, r) {
		wanted = filter{}
	}
	header, line := s.extrasAsked(r, "DodatnaPolja"), s.extrasAsked(r, "DodatnaPoljaPostavke")
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []*Order{}
	for _, o := range s.candidates(wanted) {
		if s.sees(who, o) && wanted.holds(o) {
			found = append(found, o)
		}
	}
	out := []map[string]any{}
	for _, o := range page(found, q.integer("BlockSize", 0), q.integer("BlockIndex", 0), 0) {
		row := o.out(header)
		if q["vrnipostavke"] == "1" {
			row["postavke"] = o.linesOut(line)
		}
		if q["vrnioznakopriloge"] == "1" {
			row["dokIdPriloge"] = []int{}
		}
		out = append(out, row)
	}
	answer(w, http.StatusOK, out)
}

// sees: a login without returnPastYears sees this year only, and some orders
// come into sight late.
func (s *Server) sees(who session, o *Order) bool {
	now := s.now()
	return !now.Before(o.VisibleAt) && (who.pastYears || o.Year == now.Year())
}

// filter is what a query of orders asks for; empty parts ask for all.
type filter struct {
	refs             map[string]bool
	from, to         string
	partner, article string
}

func filterOf(q query) filter {
	return filter{
		refs: q.codes("StevilkaLeto"), from: day(q["datumod"]), to: day(q["datumdo"]),
		partner: q["partner"], article: strings.ToLower(q["artikel"]),
	}
}

func (f filter) holds(o *Order) bool {
	return (f.refs == nil || f.refs[o.ref()]) && (f.from == "" || o.Date >= f.from) && (f.to == "" || o.Date <= f.to) &&
		(f.partner == "" || f.partner == strconv.Itoa(o.Partner)) && (f.article == "" || o.has(f.article))
}

// candidates spares a read of single orders the walk through all.
func (s *Server) candidates(f filter) []*Order {
	if f.refs == nil {
		return s.orders
	}
	var some []*Order
	for ref := range f.refs {
		if o := s.byRef[ref]; o != nil {
			some = append(some, o)
		}
	}
	slices.SortFunc(some, func(a, b *Order) int { return a.place - b.place })
	return some
}

func (o *Order) has(article string) bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return strings.ToLower(l.Article) == article })
}

func (o *Order) out(header extras) map[string]any {
	return map[string]any{
		"stevilka": o.Number, "leto": o.Year, "datum": o.Date + midnight, "partner": o.Partner, "znesek": json.Number(o.Net),
		"znesekZDDV": json.Number(o.Gross), "rabat1": 0, "besedilo": o.Notes, "komercialist": 0, "skladisce": 1,
		"dodatnaPolja": header.of(o.Extra),
	}
}

const midnight = "T00:00:00"

func (o *Order) linesOut(line extras) []map[string]any {
	rows := make([]map[string]any, len(o.Lines))
	for i, l := range o.Lines {
		rows[i] = map[string]any{
			"zs": i + 1, "sifra": l.Article, "kolicina": json.Number(l.Quantity), "prodajnaCena": json.Number(l.Price),
			"rabat1": json.Number(l.Discount), "zaprto": false, "dodatnaPolja": line.of(l.Extra),
		}
	}
	return rows
}

func (s *Server) listLineFields(w http.ResponseWriter, _ *http.Request, _ session) {
	answer(w, http.StatusOK, []map[string]string{{"naziv": "PROSTO_C1", "tip": "C"}, {"naziv": "PREDVID_DOBAVA", "tip": "D"}})
}

func (s *Server) orderState(w http.ResponseWriter, r *http.Request, who session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.byRef[r.PathValue("number")+"."+r.PathValue("year")]
	if o == nil || !s.sees(who, o) {
		refuse(w, http.StatusNotFound, "Naročilo ne obstaja", nil)
		return
	}
	answer(w, http.StatusOK, map[string]any{"stevilka": o.Number, "leto": o.Year, "dobava": []any{}})
}

func (s *Server) listOpenLines(w http.ResponseWriter, r *http.Request, who session) {
	partner := queryOf(r.URL)["partner"]
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []map[string]any{}
	for _, o := range s.orders {
		if !s.sees(who, o) || (partner != "" && partner != strconv.Itoa(o.Partner)) {
			continue
		}
		for _, l := range o.Lines {
			out = append(out, map[string]any{
				"sifra": l.Article, "naziv": l.Name, "stevilka": o.Number, "leto": o.Year, "stevilkaNarocila": o.ShopNumber,
				"datum": o.Date + midnight, "naroceno": json.Number(l.Quantity), "dobavljeno": 0, "seDobaviti": json.Number(l.Quantity),
			})
		}
	}
	answer(w, http.StatusOK, out)
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

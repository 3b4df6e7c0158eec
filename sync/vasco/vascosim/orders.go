package vascosim

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// names are a dialect's field names of an order line.
type names struct{ article, price, discount, vat string }

var (
	kiwwwiNames = names{"artikel", "cena", "popust", "stopnjaDDV"}
	faNames     = names{"sifra", "prodajnaCena", "rabat1", "stopnjaDdv"}
)

func (s *Server) namesOf(line fields) names {
	switch {
	case s.opts.Dialect == Kiwwwi, s.opts.Dialect == Lenient && line.has("artikel"):
		return kiwwwiNames
	default:
		return faNames
	}
}

func (s *Server) createOrder(w http.ResponseWriter, r *http.Request, _ session) {
	f, ok := readObject(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	order, problems := s.orderOf(f)
	s.mu.Unlock()
	if len(problems) > 0 {
		refuse(w, http.StatusBadRequest, "One or more validation errors occurred.", problems)
		return
	}
	s.faults.commit(w, r, func() { s.keep(order) },
		func() { answer(w, http.StatusCreated, map[string]any{"stevilka": order.Number, "leto": order.Year}) })
}

// keep numbers an order and stores it.
func (s *Server) keep(order *Order) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[order.Year]++
	order.Number = fmt.Sprintf("%05d", s.numbers[order.Year])
	order.ReceivedAt = s.now()
	order.VisibleAt = order.ReceivedAt
	if fault, ok := s.faults.lasting("invisible"); ok {
		order.VisibleAt = order.ReceivedAt.Add(time.Duration(fault.Millis) * time.Millisecond)
	}
	s.orders = append(s.orders, order)
	s.write("order", order)
}

// orderOf reads an order and what is wrong with it.
func (s *Server) orderOf(f fields) (*Order, map[string][]string) {
	problems := make(map[string][]string)
	order := &Order{DueDate: day(f.text("rok")), Notes: f.text("opombe"), Extra: f.extras()}
	if order.Notes == "" {
		order.Notes = order.Extra["BESEDILO"]
	}
	order.ShopNumber = order.Extra["NAROCILO_STEVILKA"]
	order.Date = day(f.text("datum"))
	if at, err := time.Parse(time.DateOnly, order.Date); err != nil {
		problems["datum"] = []string{"Datum je obvezen."}
	} else if order.Year = at.Year(); order.Year < s.now().Year()-1 || order.Year > s.now().Year()+1 {
		problems["datum"] = []string{fmt.Sprintf("Poslovno leto %d ni odprto.", order.Year)}
	}
	partner, ok := f.integer("partner")
	if order.Partner = partner; !ok || !s.hasPartner(partner) {
		problems["partner"] = []string{fmt.Sprintf("Partner %s ne obstaja.", f.text("partner"))}
	}
	s.checkExtras(f, problems)
	lines, ok := f.list("postavke")
	if !ok || len(lines) == 0 {
		problems["postavke"] = []string{"Naročilo nima postavk."}
	}
	for i, raw := range lines {
		line := s.lineOf(raw, fmt.Sprintf("postavke[%d].", i), problems)
		if f.text("nastaviKupceveCene") == "true" {
			if article, known := s.articles[line.Article]; known {
				line.Price = article.Price
			}
		}
		order.Lines = append(order.Lines, line)
	}
	if len(problems) == 0 {
		net, gross := totals(order.Lines, s.opts.Rounding)
		order.Net, order.Gross = net.FloatString(2), gross.FloatString(2)
	}
	return order, problems
}

func day(text string) string {
	if len(text) > len(time.DateOnly) {
		return text[:len(time.DateOnly)]
	}
	return text
}

func (s *Server) hasPartner(code int) bool {
	for _, p := range s.partners {
		if p.Code == code {
			return true
		}
	}
	return false
}

const freeText = "-"

func (s *Server) lineOf(raw fields, at string, problems map[string][]string) Line {
	n := s.namesOf(raw)
	line := Line{Article: strings.TrimSpace(raw.text(n.article)), Name: raw.text("naziv")}
	_, known := s.articles[line.Article]
	switch {
	case line.Article == "":
		problems[at+n.article] = []string{"Šifra artikla je obvezna."}
	case !known && line.Article != freeText && !s.opts.AcceptAnyArticle:
		problems[at+n.article] = []string{fmt.Sprintf("Artikel %s ne obstaja.", line.Article)}
	}
	number := func(name, otherwise string) string {
		text := raw.text(name)
		if text == "" {
			text = otherwise
		}
		value, ok := rational(text)
		if !ok {
			problems[at+name] = []string{"The JSON value could not be converted to a number."}
			return "0"
		}
		return exact(value)
	}
	line.Quantity, line.Price, line.Discount = number("kolicina", ""), number(n.price, ""), number(n.discount, "0")
	code, ok := raw.integer(n.vat)
	if _, exists := rates[code]; !ok || !exists {
		problems[at+n.vat] = []string{"Stopnja DDV je 0 do 3."}
	}
	line.VATCode = code
	return line
}

// exact writes a decimal number with all its digits.
func exact(value *big.Rat) string {
	digits, _ := value.FloatPrec()
	return value.FloatString(digits)
}

func (s *Server) listOrders(w http.ResponseWriter, r *http.Request, who session) {
	q := queryOf(r.URL)
	numbers, from, to := q.codes("StevilkaLeto"), day(q["datumod"]), day(q["datumdo"])
	partner, article := q["partner"], strings.ToLower(q["artikel"])
	if s.faults.active("ignore_filter") {
		numbers, from, to, partner, article = nil, "", "", "", ""
	}
	asked := q.codes("DodatnaPolja")
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []map[string]any{}
	for _, o := range s.orders {
		switch {
		case s.now().Before(o.VisibleAt), !who.pastYears && o.Year != s.now().Year(),
			numbers != nil && !numbers[fmt.Sprintf("%s.%d", o.Number, o.Year)],
			from != "" && o.Date < from, to != "" && o.Date > to,
			partner != "" && partner != strconv.Itoa(o.Partner), article != "" && !o.holds(article):
			continue
		}
		found = append(found, s.orderOut(o, q["vrnipostavke"] == "1", asked))
	}
	answer(w, http.StatusOK, nonNil(page(found, q.integer("BlockSize", 0), q.integer("BlockIndex", 0), 0)))
}

func nonNil(rows []map[string]any) []map[string]any {
	if rows == nil {
		return []map[string]any{}
	}
	return rows
}

func (o *Order) holds(article string) bool {
	for _, line := range o.Lines {
		if strings.ToLower(line.Article) == article {
			return true
		}
	}
	return false
}

func (s *Server) orderOut(o *Order, lines bool, asked map[string]bool) map[string]any {
	out := map[string]any{
		"stevilka": o.Number, "leto": o.Year, "datum": o.Date + "T00:00:00", "partner": o.Partner, "znesek": json.Number(o.Net),
		"znesekZDDV": json.Number(o.Gross), "rabat1": 0, "besedilo": o.Notes, "komercialist": 0, "skladisce": 1,
	}
	if s.faults.active("no_extra_fields") {
		out["dodatnaPolja"] = nil
	} else {
		out["dodatnaPolja"] = s.extraOut(o.Extra, asked)
	}
	if lines {
		rows := make([]map[string]any, len(o.Lines))
		for i, line := range o.Lines {
			rows[i] = map[string]any{
				"zs": i + 1, "sifra": line.Article, "kolicina": json.Number(line.Quantity), "prodajnaCena": json.Number(line.Price),
				"rabat1": json.Number(line.Discount), "zaprto": false,
			}
		}
		out["postavke"] = rows
	}
	return out
}

func (s *Server) listLineFields(w http.ResponseWriter, _ *http.Request, _ session) {
	answer(w, http.StatusOK, []map[string]string{{"naziv": "PROSTO_C1", "tip": "C"}, {"naziv": "PREDVID_DOBAVA", "tip": "D"}})
}

func (s *Server) orderState(w http.ResponseWriter, r *http.Request, _ session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.orders {
		if o.Number == r.PathValue("number") && strconv.Itoa(o.Year) == r.PathValue("year") {
			answer(w, http.StatusOK, map[string]any{"stevilka": o.Number, "leto": o.Year, "dobava": []any{}})
			return
		}
	}
	refuse(w, http.StatusNotFound, "Naročilo ne obstaja", nil)
}

func (s *Server) listOpenLines(w http.ResponseWriter, r *http.Request, _ session) {
	partner := queryOf(r.URL)["partner"]
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []map[string]any{}
	for _, o := range s.orders {
		if partner != "" && partner != strconv.Itoa(o.Partner) {
			continue
		}
		for _, line := range o.Lines {
			out = append(out, map[string]any{
				"sifra": line.Article, "naziv": line.Name, "stevilka": o.Number, "leto": o.Year, "stevilkaNarocila": o.ShopNumber,
				"datum": o.Date + "T00:00:00", "naroceno": json.Number(line.Quantity), "dobavljeno": 0, "seDobaviti": json.Number(line.Quantity),
			})
		}
	}
	answer(w, http.StatusOK, out)
}

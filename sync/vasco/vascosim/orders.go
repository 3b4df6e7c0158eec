package vascosim

import (
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
	if closed := s.faults.lasting(closedYear, r); closed != nil && (closed.Year == 0 || closed.Year == order.Year) {
		if closed.Body != "" {
			http.Error(w, closed.Body, http.StatusBadRequest)
			return
		}
		problems["datum"] = []string{notOpen(order.Year)}
	}
	if len(problems) > 0 {
		invalid(w, problems)
		return
	}
	hidden := s.faults.lasting(invisible, r)
	s.faults.commit(w, r, func() { s.keep(order, hidden) },
		func() { answer(w, http.StatusCreated, map[string]any{"stevilka": order.Number, "leto": order.Year}) })
}

// enterOrder takes an order as somebody enters it into VASCO itself: what fails
// calls does not reach it.
func (s *Server) enterOrder(w http.ResponseWriter, r *http.Request) {
	f, ok := readObject(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	order, problems := s.orderOf(f)
	s.mu.Unlock()
	if len(problems) > 0 {
		invalid(w, problems)
		return
	}
	s.keep(order, nil)
	answer(w, http.StatusCreated, order)
}

// keep numbers an order and stores it; hidden, which may be nil, says for how
// long searches do not see it.
func (s *Server) keep(order *Order, hidden *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[order.Year]++
	order.Number = fmt.Sprintf("%05d", s.numbers[order.Year])
	order.ReceivedAt = s.now()
	order.VisibleAt = order.ReceivedAt
	if hidden != nil {
		order.VisibleAt = order.ReceivedAt.Add(hidden.wait())
	}
	s.store(order)
	s.write("order", order)
}

// store takes an order into the books.
func (s *Server) store(order *Order) {
	s.numbers[order.Year] = max(s.numbers[order.Year], order.sequence())
	order.place = len(s.orders)
	s.orders = append(s.orders, order)
	s.byRef[order.ref()] = order
}

// ref is number and year as queries write them.
func (o *Order) ref() string { return o.Number + "." + strconv.Itoa(o.Year) }

func (o *Order) sequence() int {
	n, err := strconv.Atoi(o.Number)
	if err != nil {
		return 0
	}
	return n
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
		problems["datum"] = []string{notOpen(order.Year)}
	}
	partner, ok := f.integer("partner")
	if order.Partner = partner; !ok || !s.knowsPartner(partner) {
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
			if article, known := s.articles.byCode[line.Article]; known {
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

func notOpen(year int) string { return fmt.Sprintf("Poslovno leto %d ni odprto.", year) }

func day(text string) string {
	if len(text) > len(time.DateOnly) {
		return text[:len(time.DateOnly)]
	}
	return text
}

const freeText = "-"

func (s *Server) lineOf(raw fields, at string, problems map[string][]string) Line {
	n := s.namesOf(raw)
	line := Line{Article: strings.TrimSpace(raw.text(n.article)), Name: raw.text("naziv"), Extra: raw.extras()}
	_, known := s.articles.byCode[line.Article]
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

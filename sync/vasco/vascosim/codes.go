package vascosim

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func (s *Server) listArticles(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	asked := q.codes("DodatnaPolja")
	s.mu.Lock()
	codes := q.codes("Sifra")
	found := make([]Article, 0, len(s.articles))
	for _, a := range s.articles {
		if codes == nil || codes[strings.ToLower(a.Code)] {
			found = append(found, a)
		}
	}
	s.mu.Unlock()
	slices.SortFunc(found, func(a, b Article) int { return cmp.Compare(a.Code, b.Code) })
	out := []map[string]any{}
	for _, a := range page(found, q.integer("SegmentSize", 0), q.integer("Segment", 1), 1) {
		out = append(out, map[string]any{
			"sifra": a.Code, "naziv": a.Name, "naziv2": a.Name2, "enota": a.Unit, "grupa": a.Group, "stopnjaDDV": a.VATCode,
			"prodajnaCena": json.Number(a.Price), "karticaArtikla": a.HasStock, "dodatnaPolja": s.extraOut(a.Extra, asked),
		})
	}
	answer(w, http.StatusOK, out)
}

func (s *Server) articleOf(w http.ResponseWriter, r *http.Request) (Article, bool) {
	f, ok := readObject(w, r)
	if !ok {
		return Article{}, false
	}
	a := Article{
		Code: strings.TrimSpace(f.text("sifra")), Name: f.text("naziv"), Name2: f.text("naziv2"), Unit: f.text("enota"),
		Group: f.text("grupa"), Price: f.text("prodajnaCena"), Extra: f.extras(),
	}
	a.HasStock, _ = f.integer("karticaArtikla")
	vat, isCode := f.integer("stopnjaDDV")
	a.VATCode = vat
	problems := make(map[string][]string)
	if a.Code == "" {
		problems["sifra"] = []string{"Šifra je obvezna."}
	}
	if _, known := rates[vat]; !isCode || !known {
		problems["stopnjaDDV"] = []string{"Stopnja DDV je 0 do 3."}
	}
	if _, isNumber := rational(a.Price); !isNumber {
		problems["prodajnaCena"] = []string{"Cena ni število."}
	}
	if s.opts.EnforceLimits && utf8.RuneCountInString(a.Name) > 40 {
		problems["naziv"] = []string{"Naziv je predolg."}
	}
	if len(problems) > 0 {
		refuse(w, http.StatusBadRequest, "One or more validation errors occurred.", problems)
		return a, false
	}
	return a, true
}

func (s *Server) createArticle(w http.ResponseWriter, r *http.Request, _ session) {
	a, ok := s.articleOf(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.articles[a.Code]; exists {
		refuse(w, http.StatusConflict, "Artikel s to šifro že obstaja", nil)
		return
	}
	s.putArticle(a)
	answer(w, http.StatusCreated, map[string]any{"sifra": a.Code})
}

func (s *Server) updateArticle(w http.ResponseWriter, r *http.Request, _ session) {
	a, ok := s.articleOf(w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.articles[a.Code]; !exists {
		refuse(w, http.StatusNotFound, "Artikel ne obstaja", nil)
		return
	}
	s.putArticle(a)
	answer(w, http.StatusOK, map[string]any{"sifra": a.Code})
}

func (s *Server) putArticle(a Article) {
	s.articles[a.Code] = a
	s.write("article", a)
}

func (s *Server) listStock(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, warehouses := q.codes("Sifra"), q.codes("Skladisce")
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []map[string]any{}
	for _, row := range s.stock {
		if (codes != nil && !codes[strings.ToLower(row.Code)]) || (warehouses != nil && !warehouses[strings.ToLower(row.Warehouse)]) {
			continue
		}
		out = append(out, map[string]any{
			"sifra": row.Code, "skladisce": row.Warehouse, "zaloga": json.Number(row.OnHand),
			"rezervirano": json.Number(row.Reserved), "narKupKolicina": json.Number(row.Ordered),
		})
	}
	answer(w, http.StatusOK, out)
}

func (s *Server) listPartners(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, tax, email := q.codes("Sifra"), strings.ToLower(q["davcna"]), strings.ToLower(q["email"])
	if s.faults.active("ignore_filter") {
		codes, tax, email = nil, "", ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []map[string]any{}
	for _, p := range s.partners {
		if codes != nil && !codes[strconv.Itoa(p.Code)] {
			continue
		}
		if (tax != "" && strings.ToLower(p.TaxNumber) != tax) || (email != "" && strings.ToLower(p.Email) != email) {
			continue
		}
		out = append(out, map[string]any{
			"sifra": p.Code, "naziv": p.Name, "naziv2": p.Name2, "naslov": p.Address, "posta": p.Post, "drzava": p.Country,
			"davcna": p.TaxNumber, "ident": p.Ident, "davcniZavezanec": p.Liable, "telefon": p.Phone, "email": p.Email, "dodatnaPolja": nil,
		})
	}
	answer(w, http.StatusOK, nonNil(page(out, q.integer("SegmentSize", 0), q.integer("Segment", 1), 1)))
}

func (s *Server) createPartner(w http.ResponseWriter, r *http.Request, _ session) {
	f, ok := readObject(w, r)
	if !ok {
		return
	}
	if problems := s.checkPartner(f); len(problems) > 0 {
		refuse(w, http.StatusBadRequest, "One or more validation errors occurred.", problems)
		return
	}
	p := Partner{
		Name: f.text("naziv"), Name2: f.text("naziv2"), Address: f.text("naslov"), Post: f.text("posta"), TaxNumber: f.text("davcna"),
		Ident: f.text("ident"), Liable: f.text("davcniZavezanec"), Phone: f.text("telefon"), Email: f.text("email"),
	}
	p.Country, _ = f.integer("drzava")
	s.faults.commit(w, r, func() { //nolint:contextcheck // What is written late outlives its call.
		s.mu.Lock()
		defer s.mu.Unlock()
		p.Code = s.nextPartner()
		s.partners = append(s.partners, p)
		s.write("partner", p)
	}, func() { answer(w, http.StatusCreated, map[string]any{"sifra": p.Code, "naziv": p.Name}) })
}

func (s *Server) checkPartner(f fields) map[string][]string {
	problems := make(map[string][]string)
	if f.text("naziv") == "" {
		problems["naziv"] = []string{"Naziv je obvezen."}
	}
	if number, ok := f.integer("tipStevilcenja"); !ok || number < 0 || number > 1 {
		problems["tipStevilcenja"] = []string{"Tip številčenja je 0 ali 1."}
	}
	liable := f.text("davcniZavezanec")
	isBool := liable == "true" || liable == "false"
	isCode := len(liable) == 1 && liable >= "0" && liable <= "4"
	if (s.opts.Dialect == Kiwwwi && !isBool) || (s.opts.Dialect == FA && !isCode) || (!isBool && !isCode) {
		problems["davcniZavezanec"] = []string{"Vrednost ni dovoljena."}
	}
	s.checkExtras(f, problems)
	if s.opts.EnforceLimits && utf8.RuneCountInString(f.text("naziv")) > 40 {
		problems["naziv"] = []string{"Naziv je predolg."}
	}
	if s.opts.EnforceLimits && utf8.RuneCountInString(f.text("naslov")) > 30 {
		problems["naslov"] = []string{"Naslov je predolg."}
	}
	return problems
}

// checkExtras: a server typed as a list refuses an object, and the other way round.
func (s *Server) checkExtras(f fields, problems map[string][]string) {
	if !f.has("dodatnaPolja") {
		return
	}
	wrong := (s.opts.Dialect == Kiwwwi && !f.isObject("dodatnaPolja")) || (s.opts.Dialect == FA && !f.isList("dodatnaPolja"))
	if wrong {
		problems["dodatnaPolja"] = []string{"The JSON value could not be converted."}
	}
}

func (s *Server) nextPartner() int {
	highest := 500
	for _, p := range s.partners {
		highest = max(highest, p.Code)
	}
	return highest + 1
}

func (s *Server) listCountries(w http.ResponseWriter, _ *http.Request, _ session) {
	answer(w, http.StatusOK, []map[string]any{
		{"sifra": 705, "naziv": "SLOVENIJA", "oznaka": "SI"},
		{"sifra": 191, "naziv": "HRVAŠKA", "oznaka": "HR"},
		{"sifra": 40, "naziv": "AVSTRIJA", "oznaka": "AT"},
		{"sifra": 380, "naziv": "ITALIJA", "oznaka": "IT"},
		{"sifra": 276, "naziv": "NEMČIJA", "oznaka": "DE"},
		{"sifra": 348, "naziv": "MADŽARSKA", "oznaka": "HU"},
	})
}

package vascosim

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	nameLimit    = 40
	addressLimit = 30
	// codeDigits is how long a partner's code may be.
	codeDigits = 8

	// values of tipStevilcenja.
	givenCode = 0
	nextFree  = 1

	// codes of davcniZavezanec.
	liable    = 1
	notLiable = 2
)

func (s *Server) listPartners(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, tax, email := q.codes("Sifra"), strings.ToLower(q["davcna"]), strings.ToLower(q["email"])
	if s.faults.active(ignoreFilter, r) {
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
			"davcna": p.TaxNumber, "ident": p.Ident, "davcniZavezanec": s.liability(p.Liable), "telefon": p.Phone, "email": p.Email, "dodatnaPolja": nil,
		})
	}
	answer(w, http.StatusOK, page(out, q.integer("SegmentSize", 0), q.integer("Segment", 1), 1))
}

func (s *Server) createPartner(w http.ResponseWriter, r *http.Request, _ session) {
	f, ok := readObject(w, r)
	if !ok {
		return
	}
	if problems := s.checkPartner(f); len(problems) > 0 {
		invalid(w, problems)
		return
	}
	p := Partner{
		Name: f.text("naziv"), Name2: f.text("naziv2"), Address: f.text("naslov"), Post: f.text("posta"), TaxNumber: f.text("davcna"),
		Ident: f.text("ident"), Liable: f.text("davcniZavezanec"), Phone: f.text("telefon"), Email: f.text("email"),
	}
	p.Country, _ = f.integer("drzava")
	if numbering, _ := f.integer("tipStevilcenja"); numbering == givenCode {
		p.Code, _ = f.integer("sifra")
		if s.hasPartner(p.Code) {
			refuse(w, s.opts.DuplicateStatus, "Partner s to šifro že obstaja", nil)
			return
		}
	}
	s.faults.commit(w, r, func() { p.Code = s.AddPartner(p) },
		func() { answer(w, http.StatusCreated, map[string]any{"sifra": p.Code, "naziv": p.Name}) })
}

func (s *Server) checkPartner(f fields) map[string][]string {
	problems := make(map[string][]string)
	if f.text("naziv") == "" {
		problems["naziv"] = []string{"Naziv je obvezen."}
	}
	numbering, ok := f.integer("tipStevilcenja")
	if !ok || numbering < givenCode || numbering > nextFree {
		problems["tipStevilcenja"] = []string{"Tip številčenja je 0 ali 1."}
	}
	if numbering == givenCode && !isPartnerCode(f.text("sifra")) {
		problems["sifra"] = []string{"Šifra ima 1 do 8 števk, brez vodilne ničle."}
	}
	if !s.takesLiability(f.text("davcniZavezanec")) {
		problems["davcniZavezanec"] = []string{"Vrednost ni dovoljena."}
	}
	s.checkExtras(f, problems)
	if s.settings().EnforceLimits && utf8.RuneCountInString(f.text("naziv")) > nameLimit {
		problems["naziv"] = []string{"Naziv je predolg."}
	}
	if s.settings().EnforceLimits && utf8.RuneCountInString(f.text("naslov")) > addressLimit {
		problems["naslov"] = []string{"Naslov je predolg."}
	}
	return problems
}

func isPartnerCode(text string) bool {
	return text != "" && len(text) <= codeDigits && text[0] != '0' && strings.Trim(text, "0123456789") == ""
}

// takesLiability: the brief sends a boolean, the field a code of 0 to 4.
func (s *Server) takesLiability(value string) bool {
	isBool := value == "true" || value == "false"
	isCode := len(value) == 1 && value >= "0" && value <= "4"
	switch s.opts.Dialect {
	case Kiwwwi:
		return isBool
	case FA:
		return isCode
	default:
		return isBool || isCode
	}
}

// liability answers what was stored the way the dialect writes it.
func (s *Server) liability(stored string) any {
	code := map[string]int{"true": liable, "false": notLiable, "1": 1, "2": 2, "3": 3, "4": 4}[stored]
	if s.opts.Dialect == Kiwwwi {
		return code == liable
	}
	return code
}

func (s *Server) hasPartner(code int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.knowsPartner(code)
}

// knowsPartner is hasPartner for who holds the lock.
func (s *Server) knowsPartner(code int) bool {
	return slices.ContainsFunc(s.partners, func(p Partner) bool { return p.Code == code })
}

// AddPartner puts a partner into the books and returns its code, the next free
// one for a partner without.
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

// beforePartners is below the first code that is given out.
const beforePartners = 500

func (s *Server) nextPartner() int {
	s.lastPartner++
	for s.knowsPartner(s.lastPartner) {
		s.lastPartner++
	}
	return s.lastPartner
}

// RemovePartner deletes a partner, as a person may in the real program.
func (s *Server) RemovePartner(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.removePartner(code)
	s.write("partner removed", Partner{Code: code})
}

func (s *Server) removePartner(code int) {
	s.partners = slices.DeleteFunc(s.partners, func(p Partner) bool { return p.Code == code })
}

// Partners returns all partners.
func (s *Server) Partners() []Partner {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.partners)
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

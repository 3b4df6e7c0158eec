package vascosim

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

func (s *Server) listArticles(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, extras := q.codes("Sifra"), s.extrasAsked(r, "DodatnaPolja")
	if s.faults.active(ignoreFilter, r) {
		codes = nil
	}
	s.mu.Lock()
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
			"prodajnaCena": numeric(a.Price), "karticaArtikla": a.HasStock, "dodatnaPolja": extras.of(a.Extra),
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
	s.checkExtras(f, problems)
	if s.limits() && utf8.RuneCountInString(a.Name) > nameLimit {
		problems["naziv"] = []string{"Naziv je predolg."}
	}
	if len(problems) > 0 {
		invalid(w, problems)
		return a, false
	}
	return a, true
}

// createArticle refuses a code that is taken: then PUT is for it.
func (s *Server) createArticle(w http.ResponseWriter, r *http.Request, _ session) {
	a, ok := s.articleOf(w, r)
	if !ok {
		return
	}
	if s.hasArticle(a.Code) {
		refuse(w, s.opts.DuplicateStatus, "Artikel s to šifro že obstaja", nil)
		return
	}
	s.faults.commit(w, r, func() { s.PutArticle(a) }, func() { answer(w, http.StatusCreated, map[string]any{"sifra": a.Code}) })
}

func (s *Server) updateArticle(w http.ResponseWriter, r *http.Request, _ session) {
	a, ok := s.articleOf(w, r)
	if !ok {
		return
	}
	if code := r.PathValue("code"); code != "" && code != a.Code {
		invalid(w, map[string][]string{"sifra": {"Šifra se ne ujema z naslovom."}})
		return
	}
	if !s.hasArticle(a.Code) {
		refuse(w, http.StatusNotFound, "Artikel ne obstaja", nil)
		return
	}
	s.faults.commit(w, r, func() { s.PutArticle(a) }, func() { answer(w, http.StatusOK, map[string]any{"sifra": a.Code}) })
}

func (s *Server) hasArticle(code string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, exists := s.articles[code]
	return exists
}

// AddArticle puts an article into the code list unless its code is taken.
func (s *Server) AddArticle(a Article) {
	if !s.hasArticle(a.Code) {
		s.PutArticle(a)
	}
}

// PutArticle puts an article into the code list, in place of another with its code.
func (s *Server) PutArticle(a Article) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.articles[a.Code] = a
	s.write("article", a)
}

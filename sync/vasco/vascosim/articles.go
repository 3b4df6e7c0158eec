package vascosim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// articleOut is an article as it is answered.
type articleOut struct {
	Extra    any    `json:"dodatnaPolja"`
	Unit     string `json:"enota"`
	Group    string `json:"grupa"`
	HasStock int    `json:"karticaArtikla"`
	Name     string `json:"naziv"`
	Name2    string `json:"naziv2"`
	Price    any    `json:"prodajnaCena"`
	Code     string `json:"sifra"`
	VATCode  int    `json:"stopnjaDDV"`
}

func (a *Article) out(e extras) articleOut {
	return articleOut{
		Code: a.Code, Name: a.Name, Name2: a.Name2, Unit: a.Unit, Group: a.Group, VATCode: a.VATCode,
		Price: numeric(a.Price), HasStock: a.HasStock, Extra: e.of(a.Extra),
	}
}

func (s *Server) listArticles(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, extras := q.codes("Sifra"), s.extrasAsked(r, "DodatnaPolja")
	if s.faults.active(ignoreFilter, r) {
		codes = nil
	}
	double := s.faults.active(doubleRows, r)
	s.mu.Lock()
	found, shift := s.articles.sorted, s.opts.SegmentShift
	if codes != nil {
		found = s.articles.named(codes)
		if s.opts.CaseSensitive {
			found = slices.DeleteFunc(found, func(a *Article) bool { return !q.spelled("Sifra", a.Code) })
		}
	}
	if double {
		found = doubled(found)
	}
	found = slices.Clone(segment(found, q.integer("SegmentSize", 0), q.integer("Segment", 1), shift))
	s.mu.Unlock()
	writeRows(w, r, found, func(a *Article) any { return a.out(extras) })
}

// segment is a page of a list that moves by some rows between two pages.
func segment[T any](all []T, size, index, shift int) []T {
	if size <= 0 || shift == 0 || index <= 1 {
		return page(all, size, index, 1)
	}
	start := max(0, (index-1)*(size-min(shift, size-1)))
	return all[min(start, len(all)):min(start+size, len(all))]
}

func (s *Server) articleOf(w http.ResponseWriter, r *http.Request) (Article, bool) {
	f, ok := readObject(w, r)
	if !ok {
		return Article{}, false
	}
	problems := make(map[string][]string)
	s.checkExtras(f, problems)
	s.keepUnnamed(r, f)
	a := Article{
		Code: strings.TrimSpace(f.text("sifra")), Name: f.text("naziv"), Name2: f.text("naziv2"), Unit: f.text("enota"),
		Group: f.text("grupa"), Price: f.text("prodajnaCena"), Extra: f.extras(),
	}
	a.HasStock, _ = f.integer("karticaArtikla")
	vat, isCode := f.integer("stopnjaDDV")
	a.VATCode = vat
	if a.Code == "" {
		problems["sifra"] = []string{"Šifra je obvezna."}
	}
	if _, known := rates[vat]; !isCode || !known {
		problems["stopnjaDDV"] = []string{"Stopnja DDV je 0 do 3."}
	}
	if _, isNumber := rational(a.Price); !isNumber {
		problems["prodajnaCena"] = []string{"Cena ni število."}
	}
	if s.settings().EnforceLimits && utf8.RuneCountInString(a.Name) > nameLimit {
		problems["naziv"] = []string{"Naziv je predolg."}
	}
	if len(problems) > 0 {
		invalid(w, problems)
		return a, false
	}
	return a, true
}

// keepUnnamed gives an update that merges what it does not name.
func (s *Server) keepUnnamed(r *http.Request, f fields) {
	if r.Method != http.MethodPut {
		return
	}
	if code := r.PathValue("code"); code != "" && !f.has("sifra") {
		f["sifra"], _ = json.Marshal(code) // A text is always valid.
	}
	s.mu.Lock()
	old, merge := s.articles.byCode[strings.TrimSpace(f.text("sifra"))], s.opts.MergeArticles
	s.mu.Unlock()
	if old == nil || !merge {
		return
	}
	all := maps.Clone(old.Extra)
	if all == nil {
		all = make(map[string]string)
	}
	maps.Copy(all, f.extras())
	whole := old.out(extras{})
	whole.Extra = all
	raw, _ := json.Marshal(whole) // It was answered before.
	kept, _ := parseObject(raw)
	for name, value := range kept {
		if !f.has(name) || name == "dodatnapolja" {
			f[name] = value
		}
	}
}

// createArticle refuses a code that is taken: then PUT is for it.
func (s *Server) createArticle(w http.ResponseWriter, r *http.Request, _ session) {
	a, ok := s.articleOf(w, r)
	if !ok {
		return
	}
	if s.hasArticle(a.Code) {
		refuse(w, s.settings().DuplicateStatus, "Artikel s to šifro že obstaja", nil)
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
	return s.articles.byCode[code] != nil
}

// AddArticle puts an article into the code list unless its code is taken, and
// tells whether it did.
func (s *Server) AddArticle(a Article) bool {
	if s.hasArticle(a.Code) {
		return false
	}
	s.PutArticle(a)
	return true
}

// PutArticle puts an article into the code list, in place of another with its code.
func (s *Server) PutArticle(a Article) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.articles.put(a)
	s.write("article", a)
}

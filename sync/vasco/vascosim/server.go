package vascosim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// Dialect is what field names and encodings the server takes.
type Dialect string

// The dialects: the brief's, the field's, and one that takes both.
const (
	Kiwwwi  Dialect = "kiwwwi"
	FA      Dialect = "fa"
	Lenient Dialect = "lenient"
)

// Options of a server. The zero value is a server in memory with the demo's login.
type Options struct {
	Dialect                       Dialect
	Username, Password, TaxNumber string
	// DataDir keeps the state over restarts; empty is memory.
	DataDir string
	// TokenLife is 30 minutes when 0.
	TokenLife time.Duration
	// Rounding is perRate, perLine or unrounded.
	Rounding string
	// AlwaysExtra returns extra fields unasked.
	AlwaysExtra bool
	// AcceptAnyArticle takes orders of articles that do not exist.
	AcceptAnyArticle bool
	// OmitZeroStock leaves rows of stock out that have nothing on hand.
	OmitZeroStock bool
	// CaseSensitive: lists of codes find articles and stock only as they are spelled.
	CaseSensitive bool
	// SegmentShift is by how many rows the list of articles moves between two
	// segments: so many come twice, or are passed over when it is below zero.
	SegmentShift int
	// MergeArticles: an update keeps what it does not name. Otherwise it is put in
	// place of the whole record.
	MergeArticles bool
	// EnforceLimits refuses names over 40 and addresses over 30 characters.
	EnforceLimits bool
	// DuplicateStatus refuses what exists already: 409 or 400; 0 is 409.
	DuplicateStatus int
	// Delay is added to every answer.
	Delay time.Duration
	// Clock may be nil.
	Clock func() time.Time
}

// Server is a running VASCO.
type Server struct {
	opts   Options
	mux    *http.ServeMux
	faults faults

	mu          sync.Mutex
	tokens      map[string]session
	articles    catalogue
	stock       warehouses
	partners    []Partner
	lastPartner int
	orders      []*Order
	byRef       map[string]*Order
	// numbers is the last order's number of each year.
	numbers map[int]int
	calls   map[string]int
	journal *os.File
}

type session struct {
	until     time.Time
	pastYears bool
}

// New makes a server, reading its state when there is some.
func New(opts Options) (*Server, error) {
	if opts.Dialect == "" {
		opts.Dialect = Kiwwwi
	}
	if opts.Username == "" {
		opts.Username, opts.Password, opts.TaxNumber = "demo", "demo", "12345678"
	}
	if opts.TokenLife == 0 {
		opts.TokenLife = 30 * time.Minute
	}
	if opts.Rounding == "" {
		opts.Rounding = perRate
	}
	if opts.DuplicateStatus == 0 {
		opts.DuplicateStatus = http.StatusConflict
	}
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	switch opts.Dialect {
	case Kiwwwi, FA, Lenient:
	default:
		return nil, fmt.Errorf("dialect %q: there are kiwwwi, fa and lenient", opts.Dialect)
	}
	if err := checkRounding(opts.Rounding); err != nil {
		return nil, err
	}
	s := &Server{
		opts: opts, tokens: make(map[string]session), articles: newCatalogue(), stock: newWarehouses(), lastPartner: beforePartners,
		byRef: make(map[string]*Order), numbers: make(map[int]int), calls: make(map[string]int),
	}
	s.seed()
	if opts.DataDir != "" {
		if err := s.load(opts.DataDir); err != nil {
			return nil, err
		}
	}
	s.routes()
	return s, nil
}

// Close ends the journal. Writes that have not come yet never come.
func (s *Server) Close() error {
	s.faults.stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return nil
	}
	err := s.journal.Close()
	s.journal = nil
	return err
}

// Handler answers the API under /api/v1/, the control under /sim/, and people under /.
func (s *Server) Handler() http.Handler { return s.mux }

const (
	apiPrefix = "/api/v1/"
	loginPath = "Avtentikacija"
)

func (s *Server) routes() {
	s.mux = http.NewServeMux()
	api := func(pattern string, handle func(http.ResponseWriter, *http.Request, session)) {
		method, path, _ := strings.Cut(pattern, " ")
		s.mux.HandleFunc(method+" "+apiPrefix+path, s.withFaults(s.authorized(handle)))
	}
	s.mux.HandleFunc("POST "+apiPrefix+loginPath, s.withFaults(s.logIn))
	api("GET FASifranti/artikel", s.listArticles)
	api("POST FASifranti/artikel", s.createArticle)
	api("PUT FASifranti/artikel", s.updateArticle)
	api("PUT FASifranti/artikel/{code}", s.updateArticle)
	api("GET FASifranti/zaloga", s.listStock)
	api("GET SkupniSifranti/partner", s.listPartners)
	api("POST SkupniSifranti/partner", s.createPartner)
	api("GET SkupniSifranti/drzava", s.listCountries)
	api("GET FA/narociloKupca", s.listOrders)
	api("POST FA/narociloKupca", s.createOrder)
	api("GET FA/narociloKupca/postavke/polja", s.listLineFields)
	api("GET FA/narociloKupca/stanje/{number}/{year}", s.orderState)
	api("GET FA/odpritaNarocilaKupca", s.listOpenLines)
	s.mux.HandleFunc("GET /swagger/v1/swagger.json", s.describe)
	s.controlRoutes()
}

func (s *Server) now() time.Time { return s.opts.Clock().UTC() }

// answer writes JSON.
func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // The client has gone: nobody is left to tell.
}

// refuse answers problem details; fields may be nil.
func refuse(w http.ResponseWriter, status int, title string, fields map[string][]string) {
	problem := map[string]any{"type": "about:blank", "title": title, "status": status}
	if fields != nil {
		problem["errors"] = fields
	}
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(problem)
}

func invalid(w http.ResponseWriter, problems map[string][]string) {
	refuse(w, http.StatusBadRequest, "One or more validation errors occurred.", problems)
}

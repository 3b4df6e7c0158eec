// Package vascosim is a VASCO to test against: stateful, with the real one's
// rules as far as they are known (reference §12), and able to fail in every
// way it does.
package vascosim

import (
	"encoding/json"
	"fmt"
	"net/http"
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
	// EnforceLimits refuses names over 40 and addresses over 30 characters.
	EnforceLimits bool
	// Delay is added to every answer.
	Delay time.Duration
	// Clock may be nil.
	Clock func() time.Time
}

// Server is a running VASCO.
type Server struct {
	opts   Options
	mux    *http.ServeMux
	faults *faults

	mu       sync.Mutex
	tokens   map[string]session
	articles map[string]Article
	stock    []Stock
	partners []Partner
	orders   []*Order
	// numbers counts the orders of each year.
	numbers map[int]int
	calls   map[string]int
	journal *journal
}

type session struct {
	until     time.Time
	pastYears bool
}

// Article is an article of the code list.
type Article struct {
	Code     string            `json:"code"`
	Name     string            `json:"name"`
	Name2    string            `json:"name2"`
	Unit     string            `json:"unit"`
	Group    string            `json:"group"`
	VATCode  int               `json:"vatCode"`
	Price    string            `json:"price"`
	HasStock int               `json:"hasStock"`
	Extra    map[string]string `json:"extra"`
}

// Stock is the stock of one article in one warehouse, as decimal text.
type Stock struct {
	Code      string `json:"code"`
	Warehouse string `json:"warehouse"`
	OnHand    string `json:"onHand"`
	Reserved  string `json:"reserved"`
	Ordered   string `json:"ordered"`
}

// Partner is a buyer.
type Partner struct {
	Code      int    `json:"code"`
	Name      string `json:"name"`
	Name2     string `json:"name2"`
	Address   string `json:"address"`
	Post      string `json:"post"`
	Country   int    `json:"country"`
	TaxNumber string `json:"taxNumber"`
	Ident     string `json:"ident"`
	Liable    string `json:"liable"`
	Phone     string `json:"phone"`
	Email     string `json:"email"`
}

// Order is a customer order that was received.
type Order struct {
	Number     string            `json:"number"`
	Year       int               `json:"year"`
	Date       string            `json:"date"`
	DueDate    string            `json:"dueDate"`
	Partner    int               `json:"partner"`
	Notes      string            `json:"notes"`
	Net        string            `json:"net"`
	Gross      string            `json:"gross"`
	ShopNumber string            `json:"shopNumber"`
	Extra      map[string]string `json:"extra"`
	Lines      []Line            `json:"lines"`
	ReceivedAt time.Time         `json:"receivedAt"`
	// VisibleAt is when searches begin to see it.
	VisibleAt time.Time `json:"visibleAt"`
}

// Line is a line of an order; numbers are decimal text.
type Line struct {
	Article  string `json:"article"`
	Name     string `json:"name"`
	Quantity string `json:"quantity"`
	Price    string `json:"price"`
	Discount string `json:"discount"`
	VATCode  int    `json:"vatCode"`
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
		opts.Rounding = "perRate"
	}
	if opts.Clock == nil {
		opts.Clock = time.Now
	}
	switch opts.Dialect {
	case Kiwwwi, FA, Lenient:
	default:
		return nil, fmt.Errorf("dialect %q: there are kiwwwi, fa and lenient", opts.Dialect)
	}
	s := &Server{
		opts: opts, faults: newFaults(), tokens: make(map[string]session), articles: make(map[string]Article),
		numbers: make(map[int]int), calls: make(map[string]int),
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

// Close writes what is left to write.
func (s *Server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return nil
	}
	return s.journal.close()
}

// Handler answers the API under /api/v1/, the control under /sim/, and people under /.
func (s *Server) Handler() http.Handler { return s.mux }

func (s *Server) routes() {
	s.mux = http.NewServeMux()
	api := func(pattern string, handle func(http.ResponseWriter, *http.Request, session)) {
		s.mux.HandleFunc(pattern, s.withFaults(s.authorized(handle)))
	}
	s.mux.HandleFunc("POST /api/v1/Avtentikacija", s.withFaults(s.logIn))
	api("GET /api/v1/FASifranti/artikel", s.listArticles)
	api("POST /api/v1/FASifranti/artikel", s.createArticle)
	api("PUT /api/v1/FASifranti/artikel", s.updateArticle)
	api("PUT /api/v1/FASifranti/artikel/{code}", s.updateArticle)
	api("GET /api/v1/FASifranti/zaloga", s.listStock)
	api("GET /api/v1/SkupniSifranti/partner", s.listPartners)
	api("POST /api/v1/SkupniSifranti/partner", s.createPartner)
	api("GET /api/v1/SkupniSifranti/drzava", s.listCountries)
	api("GET /api/v1/FA/narociloKupca", s.listOrders)
	api("POST /api/v1/FA/narociloKupca", s.createOrder)
	api("GET /api/v1/FA/narociloKupca/postavke/polja", s.listLineFields)
	api("GET /api/v1/FA/narociloKupca/stanje/{number}/{year}", s.orderState)
	api("GET /api/v1/FA/odpritaNarocilaKupca", s.listOpenLines)
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

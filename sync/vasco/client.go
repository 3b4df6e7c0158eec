// Package vasco calls the VASCO ERP's REST API. It knows nothing of ours: a
// profile says how one installation wants its documents.
package vasco

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"golang.org/x/sync/singleflight"
)

// Config is what a client needs to call one VASCO.
type Config struct {
	// BaseURL is anything NormalizeURL takes.
	BaseURL, Username, Password string
	// TaxNumber is of the company whose books are opened.
	TaxNumber string
	Profile   Profile
	// Timeout bounds one call; 0 is 20 s.
	Timeout time.Duration
	// LoginTimeout bounds one login; 0 is 20 s.
	LoginTimeout time.Duration
	// TokenLife is the longest a token is used, whatever it says itself; 0 is
	// 29 min. A token is renewed 60 s before its end.
	TokenLife time.Duration
	// MaxConcurrent bounds calls under way; 0 is 4.
	MaxConcurrent int
	// Transport may be nil.
	Transport http.RoundTripper
	// Record, which may be nil, hears of every call after its end. Its context
	// has the caller's values and is never cancelled.
	Record func(ctx context.Context, c Call)
	// OnReachable, which may be nil, hears false each time the breaker opens and
	// true when it closes: one call at a time, beside the caller's way.
	OnReachable func(reachable bool)
	// BreakerDelay is how long an open breaker lets nothing through; 0 is 5 s.
	BreakerDelay time.Duration
}

// Call is one call as it is told to people: without passwords and tokens.
type Call struct {
	// Path begins after /api/v1 and holds the query.
	Operation, Method, Path string
	// Status is 0 when there was no answer.
	Status   int
	Started  time.Time
	Duration time.Duration
	// Request and Response are the bodies' first 16 KiB.
	Request, Response []byte
	// Err is what the call ended with, an unreadable answer included.
	Err error
}

const (
	defaultTimeout    = 20 * time.Second
	defaultTokenLife  = 29 * time.Minute
	defaultConcurrent = 4
	defaultBreaker    = 5 * time.Second
	idleConnections   = 30 * time.Second

	// segmentRows and blockRows are list sizes seen in the field (reference §3.2).
	segmentRows = 5000
	blockRows   = 10000
)

// Client calls one VASCO. It is safe for concurrent use.
type Client struct {
	config  Config
	root    string
	http    *http.Client
	slots   chan struct{}
	breaker circuitbreaker.CircuitBreaker[any]
	reads   failsafe.Executor[any]
	logins  singleflight.Group
	pace    pace
	// segment and block are how many rows are asked for at once.
	segment, block int

	mu    sync.Mutex
	token token
}

// New makes a client; it calls nobody yet.
func New(config Config) (*Client, error) {
	root, err := NormalizeURL(config.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := config.Profile.check(); err != nil {
		return nil, err
	}
	config.Timeout = or(config.Timeout, defaultTimeout)
	config.LoginTimeout = or(config.LoginTimeout, defaultTimeout)
	config.TokenLife = or(config.TokenLife, defaultTokenLife)
	config.BreakerDelay = or(config.BreakerDelay, defaultBreaker)
	config.MaxConcurrent = or(config.MaxConcurrent, defaultConcurrent)
	if config.Transport == nil {
		config.Transport = transport(config.MaxConcurrent)
	}
	c := &Client{
		config: config, root: root, slots: make(chan struct{}, config.MaxConcurrent),
		http: &http.Client{
			Transport: config.Transport,
			// A followed redirect would turn a POST into a GET.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		reads: readRetries(), segment: segmentRows, block: blockRows,
	}
	c.breaker = newBreaker(config.BreakerDelay, config.OnReachable)
	return c, nil
}

// transport closes idle connections early: a POST on one that the server is
// just closing ends unclear.
func transport(connections int) http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	own := standard.Clone()
	own.MaxIdleConnsPerHost = connections
	own.IdleConnTimeout = idleConnections
	return own
}

func or[T int | time.Duration](value, otherwise T) T {
	if value <= 0 {
		return otherwise
	}
	return value
}

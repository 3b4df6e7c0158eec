// Package woo calls WooCommerce's REST API v3 and reads what its webhooks
// carry. It knows nothing of ours.
package woo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// Config is what a client needs to call one shop.
type Config struct {
	// BaseURL is where the shop is reached, HomeURL what it calls itself: OAuth
	// signatures are made over the latter. Empty is BaseURL.
	BaseURL, HomeURL string
	Key, Secret      string
	Auth             AuthMode
	// Timeout bounds one call with its wait for a turn and its repetitions; 0 is 30 s.
	Timeout time.Duration
	// Slots bound the calls under way; nil is 2 of them.
	Slots *Slots
	// Transport may be nil.
	Transport http.RoundTripper
	// Record, which may be nil, hears of every call.
	Record func(ctx context.Context, c Call)
	// OnReachable, which may be nil, hears false each time the breaker opens and
	// true when it closes: one call at a time, beside the caller's way.
	OnReachable func(reachable bool)
	// BreakerDelay is how long an open breaker lets nothing through but Probe;
	// 0 is 5 min.
	BreakerDelay time.Duration
}

// Call is one call as it is told to people: without keys, bodies bounded.
type Call struct {
	Operation, Method, Path string
	// Status is 0 when there was no answer.
	Status            int
	Started           time.Time
	Duration          time.Duration
	Request, Response []byte
	Err               error
}

const (
	defaultTimeout    = 30 * time.Second
	defaultConcurrent = 2
	maxBody           = 8 << 20
	maxRecorded       = 16 << 10
	userAgent         = "Kiwwwi-VASCO/1"
	apiPath           = "/wp-json/wc/v3/"
)

// Client calls one shop. It is safe for concurrent use.
type Client struct {
	config Config
	base   *url.URL
	home   *url.URL
	http   *http.Client
	reads  failsafe.Executor[*answer]
	// breaker keeps calls from a shop that does not answer; Probe is under way
	// while probing.
	breaker circuitbreaker.CircuitBreaker[*answer]
	probing atomic.Bool

	mu sync.Mutex
	// byQuery: the host drops the header, the query works. byHeader: the header
	// was taken once, so that the keys need never stand in a query.
	byQuery, byHeader bool
}

// New makes a client; it calls nobody yet.
func New(config Config) (*Client, error) {
	base, err := parseBase(config.BaseURL)
	if err != nil {
		return nil, err
	}
	home := base
	if config.HomeURL != "" {
		if home, err = parseBase(config.HomeURL); err != nil {
			return nil, err
		}
	}
	if config.Timeout == 0 {
		config.Timeout = defaultTimeout
	}
	if config.Slots == nil {
		config.Slots = NewSlots(func(context.Context) int { return defaultConcurrent }, nil)
	}
	if config.Auth == "" {
		config.Auth = AuthAuto
	}
	if config.BreakerDelay == 0 {
		config.BreakerDelay = defaultBreaker
	}
	retries := retrypolicy.NewBuilder[*answer]().
		HandleIf(func(_ *answer, err error) bool { return isPassing(err) }).
		WithBackoff(200*time.Millisecond, 2*time.Second).WithMaxRetries(2).Build()
	return &Client{
		config: config, base: base, home: home,
		http: &http.Client{
			Transport:     config.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		reads:   failsafe.With[*answer](retries),
		breaker: newBreaker(config.BreakerDelay, config.OnReachable),
	}, nil
}

// errURL does not repeat the address: people paste passwords into it.
var errURL = errors.New("the shop's address must begin with http:// or https:// and name a host, like https://shop.example")

// parseBase takes the shop's address, also one that was copied from further inside it.
func parseBase(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errURL
	}
	path := u.Path
	for _, inside := range []string{"/wp-json", "/wp-admin", "/index.php"} {
		path, _, _ = strings.Cut(path, inside)
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host), Path: strings.TrimRight(path, "/")}, nil
}

// isPassing: an unreachable shop may answer in a moment, unless it said when.
func isPassing(err error) bool {
	away, ok := errors.AsType[*Unavailable](err)
	return ok && away.RetryAfter == 0 && !Spared(err) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

type answer struct {
	body   []byte
	header http.Header
}

// get reads a resource into target, with retries.
func (c *Client) get(ctx context.Context, operation, path string, query url.Values, target any) (*answer, error) {
	return c.read(ctx, light, operation, path, query, target)
}

func (c *Client) read(ctx context.Context, w weight, operation, path string, query url.Values, target any) (*answer, error) {
	a, err := c.guarded(ctx, w, func(ctx context.Context) (*answer, error) {
		a, err := c.reads.WithContext(ctx).Get(func() (*answer, error) {
			return c.call(ctx, operation, http.MethodGet, path, query, nil)
		})
		return a, unwrapRetries(err)
	})
	if err != nil {
		return nil, err
	}
	return a, decode(operation, a.body, target)
}

// unwrapRetries: what counts is the last failure, not how often it was tried.
func unwrapRetries(err error) error {
	if exceeded, ok := errors.AsType[retrypolicy.ExceededError](err); ok {
		return exceeded.LastError
	}
	return err
}

// write sends a body, once; target may be nil.
func (c *Client) write(ctx context.Context, operation, method, path string, query url.Values, body, target any) error {
	return c.send(ctx, light, operation, method, path, query, body, target)
}

func (c *Client) send(ctx context.Context, w weight, operation, method, path string, query url.Values, body, target any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	a, err := c.guarded(ctx, w, func(ctx context.Context) (*answer, error) {
		return c.call(ctx, operation, method, path, query, raw)
	})
	if err != nil || target == nil {
		return err
	}
	return decode(operation, a.body, target)
}

func decode(operation string, body []byte, target any) error {
	if err := json.Unmarshal(body, target); err != nil {
		return &Malformed{What: answerTo(operation), Err: err}
	}
	return nil
}

// Package vasco calls the VASCO ERP's REST API. It knows nothing of ours: a
// profile says how one installation wants its documents.
package vasco

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"golang.org/x/sync/singleflight"
)

// Config is what a client needs to call one VASCO.
type Config struct {
	BaseURL, Username, Password, TaxNumber string
	Profile                                Profile
	// Timeout bounds one call; 0 is 20 s.
	Timeout time.Duration
	// TokenLife is how long a token is trusted without its own word; 0 is 29 min.
	TokenLife time.Duration
	// MaxConcurrent bounds calls under way; 0 is 4.
	MaxConcurrent int
	// Transport may be nil.
	Transport http.RoundTripper
	// Record, which may be nil, hears of every call.
	Record func(ctx context.Context, c Call)
	// OnReachable, which may be nil, hears when the breaker opens (false) and closes (true).
	OnReachable func(reachable bool)
	// BreakerDelay is how long an open breaker lets nothing through; 0 is 5 s.
	BreakerDelay time.Duration
}

// Call is one call as it is told to people: without passwords and tokens, bodies bounded.
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
	defaultTimeout    = 20 * time.Second
	defaultTokenLife  = 29 * time.Minute
	defaultConcurrent = 4
	defaultBreaker    = 5 * time.Second
	breakerFailures   = 5
	maxBody           = 64 << 20
	maxRecorded       = 16 << 10
	userAgent         = "Kiwwwi-VASCO/1"
	maxRetryAfter     = 10 * time.Minute
)

// Client calls one VASCO. It is safe for concurrent use.
type Client struct {
	config  Config
	root    string
	http    *http.Client
	slots   chan struct{}
	breaker circuitbreaker.CircuitBreaker[*answer]
	reads   failsafe.Executor[*answer]
	login   singleflight.Group

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
	config.TokenLife = or(config.TokenLife, defaultTokenLife)
	config.BreakerDelay = or(config.BreakerDelay, defaultBreaker)
	if config.MaxConcurrent <= 0 {
		config.MaxConcurrent = defaultConcurrent
	}
	c := &Client{
		config: config, root: root, slots: make(chan struct{}, config.MaxConcurrent),
		http: &http.Client{
			Transport:     config.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	c.breaker = circuitbreaker.NewBuilder[*answer]().
		HandleIf(func(_ *answer, err error) bool { return isTransport(err) }).
		WithFailureThreshold(breakerFailures).WithDelay(config.BreakerDelay).
		OnStateChanged(c.breakerChanged).Build()
	retries := retrypolicy.NewBuilder[*answer]().
		HandleIf(func(_ *answer, err error) bool { return isTransport(err) && !errors.Is(err, circuitbreaker.ErrOpen) }).
		WithBackoff(100*time.Millisecond, time.Second).WithMaxRetries(2).Build()
	c.reads = failsafe.With[*answer](retries)
	return c, nil
}

func or(value, otherwise time.Duration) time.Duration {
	if value == 0 {
		return otherwise
	}
	return value
}

func (c *Client) breakerChanged(e circuitbreaker.StateChangedEvent) {
	if c.config.OnReachable == nil || e.OldState == e.NewState {
		return
	}
	switch e.NewState {
	case circuitbreaker.OpenState:
		// Told beside the call: who listens writes to a database.
		go c.config.OnReachable(false)
	case circuitbreaker.ClosedState:
		go c.config.OnReachable(true)
	}
}

// isTransport: the server could not be reached, was too slow or failed.
func isTransport(err error) bool {
	if away, ok := errors.AsType[*Unavailable](err); ok {
		return away.RetryAfter == 0 && !errors.Is(err, context.Canceled)
	}
	unclear, ok := errors.AsType[*Unclear](err)
	return ok && !errors.Is(unclear.Err, errAnswer)
}

// errAnswer marks an unclear end that came with an answer: the server is there.
var errAnswer = errors.New("answered")

// NormalizeURL accepts an origin, the API's root or the login's address, and
// returns the API's root without a trailing slash.
func NormalizeURL(text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", fmt.Errorf("VASCO URL %q: it must begin with http:// or https:// and name a host", text)
	}
	path := strings.TrimRight(u.Path, "/")
	if i := strings.Index(strings.ToLower(path), "/api/v1"); i >= 0 {
		path = path[:i]
	}
	return u.Scheme + "://" + u.Host + path + "/api/v1", nil
}

type request struct {
	operation, method, path string
	query                   url.Values
	body                    []byte
	// secret keeps the bodies out of what is recorded.
	secret bool
}

func (r request) writes() bool { return r.method != http.MethodGet && !r.secret }

type answer struct {
	status int
	header http.Header
	body   []byte
}

// read makes a reading call, with retries.
func (c *Client) read(ctx context.Context, r request) (*answer, error) {
	r.method = http.MethodGet
	a, err := c.reads.WithContext(ctx).Get(func() (*answer, error) { return c.guarded(ctx, r) })
	if exceeded, ok := errors.AsType[retrypolicy.ExceededError](err); ok {
		err = exceeded.LastError
	}
	return a, err
}

// guarded makes an authorised call behind the breaker.
func (c *Client) guarded(ctx context.Context, r request) (*answer, error) {
	if !c.breaker.TryAcquirePermit() {
		return nil, &Unavailable{Err: circuitbreaker.ErrOpen}
	}
	a, err := c.authorized(ctx, r)
	if isTransport(err) {
		c.breaker.RecordFailure()
	} else {
		c.breaker.RecordSuccess()
	}
	return a, err
}

// authorized makes a call with the token; a 401 wrote nothing, so that one
// fresh login and a repetition are safe for writes too.
func (c *Client) authorized(ctx context.Context, r request) (*answer, error) {
	t, err := c.tokenFor(ctx)
	if err != nil {
		return nil, err
	}
	a, err := c.once(ctx, r, t)
	if _, expired := errors.AsType[*Unauthorized](err); !expired {
		return a, err
	}
	c.dropToken(t)
	if t, err = c.tokenFor(ctx); err != nil {
		return nil, err
	}
	return c.once(ctx, r, t)
}

func (c *Client) once(ctx context.Context, r request, token string) (*answer, error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, &Unavailable{Err: ctx.Err()}
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	target := c.root + "/" + r.path
	if strings.HasPrefix(r.path, "/") {
		target = strings.TrimSuffix(c.root, "/api/v1") + r.path
	}
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	call := Call{Operation: r.operation, Method: r.method, Path: strings.TrimPrefix(target, c.root), Started: time.Now()}
	req, err := http.NewRequestWithContext(ctx, r.method, target, bytes.NewReader(r.body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.operation, err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent)
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	a, err := c.exchange(req, r)
	call.Duration, call.Err = time.Since(call.Started), err
	if a != nil {
		call.Status = a.status
	}
	if !r.secret {
		call.Request = bounded(r.body)
		if a != nil {
			call.Response = bounded(a.body)
		}
	}
	if c.config.Record != nil {
		c.config.Record(context.WithoutCancel(ctx), call)
	}
	return a, err
}

func (c *Client) exchange(req *http.Request, r request) (*answer, error) {
	response, err := c.http.Do(req)
	if err != nil {
		return nil, transportError(r, withoutURL(err))
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	a := &answer{status: response.StatusCode, header: response.Header, body: body}
	if err != nil {
		return a, transportError(r, fmt.Errorf("read the answer: %w", err))
	}
	if len(body) > maxBody {
		return a, unreadable(r, fmt.Errorf("longer than %d bytes", maxBody))
	}
	return a, classify(r, a)
}

// transportError: a write is unclear as soon as the connection stood.
func transportError(r request, err error) error {
	if r.writes() && !neverConnected(err) {
		return &Unclear{Err: err}
	}
	return &Unavailable{Err: err}
}

// neverConnected: not a byte of the request can have been read.
func neverConnected(err error) bool {
	if operation, ok := errors.AsType[*net.OpError](err); ok && operation.Op == "dial" {
		return true
	}
	_, unknownHost := errors.AsType[*net.DNSError](err)
	return unknownHost || errors.Is(err, syscall.ECONNREFUSED)
}

func withoutURL(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

func unreadable(r request, err error) error {
	if r.writes() {
		return &Unclear{Err: fmt.Errorf("%w: %w", errAnswer, err)}
	}
	return &Malformed{What: "answer to " + r.operation, Err: err}
}

func classify(r request, a *answer) error {
	switch {
	case a.status >= 200 && a.status < 300:
		return nil
	case a.status == http.StatusUnauthorized:
		title, _ := problem(a.body)
		return &Unauthorized{Detail: title}
	case a.status == http.StatusTooManyRequests:
		return &Unavailable{RetryAfter: max(retryAfter(a.header), time.Second), Err: errors.New("answered 429")}
	case a.status >= 500 || a.status == http.StatusRequestTimeout:
		if r.writes() {
			return &Unclear{Err: fmt.Errorf("answered %d", a.status)}
		}
		return &Unavailable{RetryAfter: retryAfter(a.header), Err: fmt.Errorf("answered %d", a.status)}
	default:
		title, fields := problem(a.body)
		return &Rejected{Status: a.status, Title: title, Fields: fields}
	}
}

// maxWords bounds VASCO's own words in an error.
const maxWords = 500

// problem reads problem details, or plain text.
func problem(body []byte) (title string, fields map[string][]string) {
	var details struct {
		Title   string              `json:"title"`
		Message string              `json:"message"`
		Detail  string              `json:"detail"`
		Errors  map[string][]string `json:"errors"`
	}
	if json.Unmarshal(body, &details) == nil {
		for _, words := range []string{details.Title, details.Message, details.Detail} {
			if words != "" {
				title = words
				break
			}
		}
		if details.Detail != "" && details.Detail != title {
			title += ": " + details.Detail
		}
		fields = details.Errors
	}
	if title == "" && len(fields) == 0 {
		title = string(body)
	}
	title, _ = cut(strings.ToValidUTF8(strings.TrimSpace(title), ""), maxWords)
	return title, fields
}

func retryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, min(time.Until(at), maxRetryAfter))
	}
	return 0
}

func bounded(body []byte) []byte {
	if len(body) > maxRecorded {
		return body[:maxRecorded]
	}
	return body
}

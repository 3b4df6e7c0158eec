// Package woo calls WooCommerce's REST API v3 and reads what its webhooks
// carry. It knows nothing of ours.
package woo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// Config is what a client needs to call one shop.
type Config struct {
	// BaseURL is where the shop is reached, HomeURL what it calls itself: OAuth
	// signatures are made over the latter. Empty is BaseURL.
	BaseURL, HomeURL string
	Key, Secret      string
	Auth             AuthMode
	// Timeout bounds one call; 0 is 30 s.
	Timeout time.Duration
	// MaxConcurrent bounds calls under way; 0 is 2.
	MaxConcurrent int
	// Transport may be nil.
	Transport http.RoundTripper
	// Record, which may be nil, hears of every call.
	Record func(ctx context.Context, c Call)
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
	maxRetryAfter     = 10 * time.Minute
)

// Client calls one shop. It is safe for concurrent use.
type Client struct {
	config Config
	base   *url.URL
	home   *url.URL
	http   *http.Client
	slots  chan struct{}
	reads  failsafe.Executor[*answer]

	mu      sync.Mutex
	byQuery bool
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
	if config.MaxConcurrent == 0 {
		config.MaxConcurrent = defaultConcurrent
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
		slots: make(chan struct{}, config.MaxConcurrent),
		reads: failsafe.With[*answer](retries),
	}, nil
}

func parseBase(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(strings.TrimSpace(text), "/"))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("shop URL %q: it must begin with http:// or https:// and name a host", text)
	}
	u.RawQuery, u.Fragment, u.User = "", "", nil
	return u, nil
}

// isPassing: an unreachable shop may answer in a moment, unless it said when.
func isPassing(err error) bool {
	away, ok := errors.AsType[*Unavailable](err)
	return ok && away.RetryAfter == 0 && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

type answer struct {
	body   []byte
	header http.Header
}

// get reads a resource into target, with retries.
func (c *Client) get(ctx context.Context, operation, path string, query url.Values, target any) (*answer, error) {
	a, err := c.reads.WithContext(ctx).Get(func() (*answer, error) {
		return c.call(ctx, operation, http.MethodGet, path, query, nil)
	})
	if err != nil {
		return nil, unwrapRetries(err)
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
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	a, err := c.call(ctx, operation, method, path, query, raw)
	if err != nil || target == nil {
		return err
	}
	return decode(operation, a.body, target)
}

func decode(operation string, body []byte, target any) error {
	if err := json.Unmarshal(body, target); err != nil {
		return &Malformed{What: "answer to " + operation, Err: err}
	}
	return nil
}

// call makes one call. A shop that takes no header gets the keys in the query.
func (c *Client) call(ctx context.Context, operation, method, path string, query url.Values, body []byte) (*answer, error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, &Unavailable{Err: ctx.Err()}
	}
	c.mu.Lock()
	byQuery := c.byQuery
	c.mu.Unlock()
	mode := c.mode(byQuery)
	a, err := c.once(ctx, operation, method, path, query, body, mode)
	if !c.mayTryQuery(mode, err) {
		return a, err
	}
	again, errAgain := c.once(ctx, operation, method, path, query, body, AuthQuery)
	if errAgain != nil {
		return a, err
	}
	c.mu.Lock()
	c.byQuery = true
	c.mu.Unlock()
	return again, nil
}

// mayTryQuery: many hosts drop the Authorization header, and WooCommerce then
// answers as if there had been none.
func (c *Client) mayTryQuery(mode AuthMode, err error) bool {
	refused, ok := errors.AsType[*Unauthorized](err)
	return ok && c.config.Auth == AuthAuto && mode == AuthHeader && strings.Contains(refused.Code, "_cannot_")
}

func (c *Client) once(ctx context.Context, operation, method, path string, query url.Values, body []byte, mode AuthMode) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	target := *c.base
	if strings.HasPrefix(path, "/") {
		target.Path += path // Beside the API.
	} else {
		target.Path += apiPath + path
	}
	target.RawQuery = query.Encode()
	call := Call{Operation: operation, Method: method, Path: target.RequestURI(), Started: time.Now(), Request: bounded(body)}
	request, err := http.NewRequestWithContext(ctx, method, target.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", userAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	c.authorize(request, mode)
	a, status, err := c.exchange(request, operation)
	call.Status, call.Duration, call.Err = status, time.Since(call.Started), err
	if a != nil {
		call.Response = bounded(a.body)
	}
	if c.config.Record != nil {
		c.config.Record(context.WithoutCancel(ctx), call)
	}
	return a, err
}

func (c *Client) exchange(request *http.Request, operation string) (*answer, int, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return nil, 0, &Unavailable{Err: withoutURL(err)}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err != nil {
		return nil, response.StatusCode, &Unavailable{Err: fmt.Errorf("read the answer: %w", withoutURL(err))}
	}
	a := &answer{body: body, header: response.Header}
	if len(body) > maxBody {
		return a, response.StatusCode, &Malformed{What: "answer to " + operation, Err: fmt.Errorf("longer than %d bytes", maxBody)}
	}
	return a, response.StatusCode, classify(operation, response.StatusCode, response.Header, body)
}

// withoutURL drops the URL from net/http's error: it may hold the keys.
func withoutURL(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		return wrapped.Err
	}
	return err
}

func classify(operation string, status int, header http.Header, body []byte) error {
	var e struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	isJSON := json.Unmarshal(body, &e) == nil || json.Valid(body)
	e.Message = string(bounded([]byte(e.Message)))
	switch {
	case status >= 200 && status < 300:
		if !isJSON {
			return &Malformed{What: "answer to " + operation, Err: fmt.Errorf("not JSON but %q", header.Get("Content-Type"))}
		}
		return nil
	case status >= 300 && status < 400:
		return &Malformed{What: "answer to " + operation, Err: &Redirected{Location: string(bounded([]byte(header.Get("Location"))))}}
	case status == http.StatusTooManyRequests, status >= 500, status == http.StatusRequestTimeout:
		return &Unavailable{RetryAfter: retryAfter(header), Err: fmt.Errorf("answered %d", status)}
	case !isJSON:
		return &Malformed{What: "answer to " + operation, Err: fmt.Errorf("status %d, not JSON but %q", status, header.Get("Content-Type"))}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &Unauthorized{Code: e.Code, Message: e.Message}
	case status == http.StatusNotFound:
		return &NotFound{Code: e.Code, Message: e.Message}
	default:
		return &Rejected{Status: status, Code: e.Code, Message: e.Message}
	}
}

// retryAfter reads seconds or a date, bounded: a shop may not stop us for a day.
func retryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if value == "" {
		return 0
	}
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

package vasco

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	userAgent = "Kiwwwi-VASCO/1"
	// maxList, maxObject and maxProblem bound bodies, in bytes.
	maxList    = 64 << 20
	maxObject  = 1 << 20
	maxProblem = 64 << 10
)

type kind int

const (
	reading kind = iota
	// writing is never repeated, and ends unclear when it may have landed.
	writing
	// loggingIn carries no token; its bodies hold secrets.
	loggingIn
	// updating is writing in place of what is there.
	updating
)

func (k kind) writes() bool { return k == writing || k == updating }

type request struct {
	kind            kind
	operation, path string
	query           url.Values
	body            []byte
	// limit bounds the answer; 0 is maxObject.
	limit int
	// decode reads the body of a 2xx answer. Its error makes the answer
	// malformed, on a write unclear. A repeated read calls it again.
	decode func(body io.Reader) error
	// stream is for a list that is passed on while it arrives; nil for others.
	stream *stream
}

func (r request) method() string {
	switch r.kind {
	case reading:
		return http.MethodGet
	case updating:
		return http.MethodPut
	default:
		return http.MethodPost
	}
}

// read makes a reading call, repeated while the server is away.
func (c *Client) read(ctx context.Context, r request) error {
	r.kind = reading
	var last error
	tried := false
	err := c.reads.WithContext(ctx).Run(func() error {
		last, tried = c.guarded(ctx, r), true
		if r.stream.hasBegun() {
			return nil // What was passed on would come twice.
		}
		return last
	})
	if tried {
		return last
	}
	return fmt.Errorf("%s: %w", r.operation, err)
}

// write makes a writing call, once.
func (c *Client) write(ctx context.Context, r request) error {
	if r.kind != updating {
		r.kind = writing
	}
	return c.guarded(ctx, r)
}

// freshLogins is how often a call that was answered 401 logs in again. Once is
// for a token that ran out; once more, because another user of the account, such
// as a second replica, may just have ended the new one.
const freshLogins = 2

// authorized makes a call with the token; a 401 wrote nothing, so that a fresh
// login and a repetition are safe for writes too.
func (c *Client) authorized(ctx context.Context, r request) error {
	for again := 0; ; again++ {
		t, err := c.tokenFor(ctx, r.kind)
		if err != nil {
			return err
		}
		err = c.once(ctx, r, t)
		if _, expired := errors.AsType[*Unauthorized](err); !expired || again == freshLogins {
			return err
		}
		c.dropToken(t)
	}
}

var (
	// errNoSlot: the caller's time ended before its turn came.
	errNoSlot = errors.New("too many calls are under way")
	// errTooLate: the caller's time had ended before.
	errTooLate = errors.New("there was no time left for the call")
)

// once makes one call over the network and records it.
func (c *Client) once(ctx context.Context, r request, token string) error {
	if ctx.Err() != nil {
		return notSent(ctx, r.kind, errTooLate)
	}
	if r.kind != loggingIn && !c.hasTurn(ctx) {
		select {
		case c.slots <- struct{}{}:
			defer func() { <-c.slots }()
		case <-ctx.Done():
			return notSent(ctx, r.kind, errNoSlot)
		}
	}
	timeout := c.config.Timeout
	if r.kind == loggingIn {
		timeout = c.config.LoginTimeout
	}
	callCtx, cancel := r.stream.deadline(ctx, timeout)
	defer cancel()
	target := c.target(r)
	req, err := http.NewRequestWithContext(callCtx, r.method(), target, bytes.NewReader(r.body))
	if err != nil {
		return fmt.Errorf("%s: %w", r.operation, err)
	}
	c.dress(req, r, token)
	e := &exchange{client: c, request: r, token: token, caller: ctx}
	started := time.Now()
	err = e.run(req)
	took := time.Since(started)
	if e.tellsPace(took) {
		c.pace.add(took)
	}
	if c.config.Record != nil {
		c.config.Record(context.WithoutCancel(ctx), Call{
			Operation: r.operation, Method: req.Method, Path: strings.TrimPrefix(target, c.root),
			Status: e.status, Started: started, Duration: took,
			Request: c.redacted(r.kind, r.body, token), Response: c.redacted(r.kind, e.captured.Bytes(), token), Err: err,
		})
	}
	return err
}

// notSent ends a call of which not a byte was sent. A reader who was cancelled
// gets that; for a write it matters more that nothing can have landed.
func notSent(ctx context.Context, k kind, why error) error {
	err := fmt.Errorf("%w: %w", why, ctx.Err())
	if !k.writes() && errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	return &Unavailable{Err: err}
}

// target is the address of a call. A path with a leading slash is beside the API.
func (c *Client) target(r request) string {
	target := c.root + "/" + r.path
	if strings.HasPrefix(r.path, "/") {
		target = strings.TrimSuffix(c.root, "/api/v1") + r.path
	}
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	return target
}

func (c *Client) dress(req *http.Request, r request, token string) {
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent)
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
}

// exchange is one request and its answer.
type exchange struct {
	client  *Client
	request request
	token   string
	caller  context.Context //nolint:containedctx // It lives as long as the call.

	// dialing and connected tell whether a byte can have been sent.
	dialing, connected atomic.Bool
	status             int
	captured           capture
}

// tellsPace: neither a list that is passed on while it arrives, nor a login, nor a
// server that is not there tells how long a call takes.
func (e *exchange) tellsPace(took time.Duration) bool {
	return e.request.kind != loggingIn && e.request.stream == nil && (e.status != 0 || took >= e.client.config.Timeout/quickPart)
}

func (e *exchange) run(req *http.Request) error {
	trace := &httptrace.ClientTrace{
		GetConn: func(string) { e.dialing.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { e.connected.Store(true) },
	}
	response, err := e.client.http.Do(req.WithContext(httptrace.WithClientTrace(req.Context(), trace)))
	if err != nil {
		return e.broken(err)
	}
	defer func() { _ = response.Body.Close() }()
	e.status = response.StatusCode
	if e.status < 200 || e.status > 299 {
		body := &boundedReader{from: io.TeeReader(response.Body, &e.captured), left: maxProblem}
		// What can be read of a refusal is enough to say what it is.
		text, _ := io.ReadAll(body)
		return e.refused(response.Header, text)
	}
	body := &boundedReader{from: io.TeeReader(e.request.stream.timed(response.Body), &e.captured), left: or(e.request.limit, maxObject)}
	err = e.request.decode(body)
	switch _, stopped := errors.AsType[*stopped](err); {
	case err == nil || stopped:
		return err
	case body.failed != nil:
		return e.broken(fmt.Errorf("read the answer: %w", body.failed))
	default:
		return e.unreadable(err)
	}
}

// broken ends a call whose connection failed. A write is unclear as soon as the
// connection stood; only a transport that tells about its dialing is believed
// that it did not.
func (e *exchange) broken(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err // Without the address: it holds what was asked for.
	}
	if e.request.stream.isLate() {
		err = context.DeadlineExceeded
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("no answer in time: %w", err)
	}
	nothingSent := (e.dialing.Load() && !e.connected.Load()) || neverConnected(err)
	switch {
	case e.request.kind.writes() && !nothingSent:
		return &Unclear{Err: err}
	case !e.request.kind.writes() && errors.Is(e.caller.Err(), context.Canceled):
		return fmt.Errorf("%s: %w", e.request.operation, e.caller.Err())
	default:
		return &Unavailable{Err: err}
	}
}

func (e *exchange) unreadable(err error) error {
	if e.request.kind.writes() {
		return &Unclear{Err: fmt.Errorf("%w: %w", &answered{status: e.status}, err)}
	}
	return &Malformed{What: "answer to " + e.request.operation, Err: err}
}

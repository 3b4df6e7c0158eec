package woo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

var errTooLong = errors.New("it is longer")

// call makes one call. A shop that takes no header gets the keys in the query.
func (c *Client) call(ctx context.Context, operation, method, path string, query url.Values, body []byte) (*answer, error) {
	free, err := c.config.Slots.take(ctx)
	if err != nil {
		return nil, err
	}
	defer free()
	c.mu.Lock()
	mode := c.mode()
	c.mu.Unlock()
	a, err := c.once(ctx, operation, method, path, query, body, mode)
	if !c.mayTryQuery(mode, err) {
		c.learn(mode, err)
		return a, err
	}
	// The refusal changed nothing in the shop, so that writes may come again.
	a, err = c.once(ctx, operation, method, path, query, body, AuthQuery)
	c.learn(AuthQuery, err)
	return a, err
}

// mayTryQuery: many hosts drop the Authorization header, and WooCommerce then
// answers as if there had been none; WordPress does for routes beside its API.
func (c *Client) mayTryQuery(mode AuthMode, err error) bool {
	refused, ok := errors.AsType[*Unauthorized](err)
	c.mu.Lock()
	defer c.mu.Unlock()
	return ok && c.config.Auth == AuthAuto && mode == AuthHeader && !c.byHeader &&
		(strings.Contains(refused.Code, "_cannot_") || refused.Code == forbidden)
}

// learn remembers the way in which the shop took the keys.
func (c *Client) learn(mode AuthMode, err error) {
	if !took(err) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byHeader = c.byHeader || mode == AuthHeader
	c.byQuery = c.byQuery || mode == AuthQuery
}

// forbidden is WordPress's code for who may not do it, or is nobody.
const forbidden = "rest_forbidden"

// took tells that the shop knew the keys, whatever became of the call. A route
// that is not there is not there for anybody.
func took(err error) bool {
	if err == nil {
		return true
	}
	gone, missing := errors.AsType[*NotFound](err)
	missing = missing && gone.Code != noRoute
	_, rejected := errors.AsType[*Rejected](err)
	return missing || rejected
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
	// The path is told as it was before the keys came into it.
	call := Call{Operation: operation, Method: method, Path: target.RequestURI(), Started: time.Now(), Request: c.redacted(body)}
	a, status, err := c.exchange(request, operation)
	call.Status, call.Duration, call.Err = status, time.Since(call.Started), err
	if a != nil {
		call.Response = c.redacted(withoutDrafts(a.body))
	}
	if c.config.Record != nil {
		c.config.Record(context.WithoutCancel(ctx), call)
	}
	return a, err
}

func (c *Client) exchange(request *http.Request, operation string) (*answer, int, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return nil, 0, &Unavailable{Err: inWords(err)}
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err != nil {
		return nil, response.StatusCode, &Unavailable{Err: fmt.Errorf("read the answer: %w", inWords(err))}
	}
	// Editors leave a byte order mark in a shop's PHP files; it then precedes every answer.
	a := &answer{body: bytes.TrimPrefix(body, []byte("\ufeff")), header: response.Header}
	if len(body) > maxBody {
		return a, response.StatusCode, &Malformed{What: answerTo(operation), Err: fmt.Errorf("%w than %d bytes", errTooLong, maxBody)}
	}
	err = c.classify(operation, response.StatusCode, response.Header, a.body)
	if away, ok := errors.AsType[*Unavailable](err); ok && response.StatusCode == http.StatusInternalServerError && namesOne(request.URL.Path) {
		// PHP died over this one; a shop that is broken dies over its lists too.
		away.answered = true
	}
	return a, response.StatusCode, err
}

// namesOne tells that a path is of one resource: it has an id.
func namesOne(path string) bool {
	_, path, _ = strings.Cut(path, apiPath)
	return slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool {
		return part != "" && strings.Trim(part, "0123456789") == ""
	})
}

// inWords drops the URL from net/http's error: it may hold the keys.
func inWords(err error) error {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no answer in time: %w", err)
	}
	return err
}

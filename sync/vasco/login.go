package vasco

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

type token struct {
	value string
	until time.Time
}

// renewBefore is how long before its end a token is renewed.
const renewBefore = time.Minute

// tokenFor returns a token that lasts, logging in once for all who wait.
func (c *Client) tokenFor(ctx context.Context) (string, error) {
	c.mu.Lock()
	known := c.token
	c.mu.Unlock()
	if known.value != "" && time.Now().Before(known.until) {
		return known.value, nil
	}
	// The login serves all who wait: it does not end with the first of them.
	done := c.login.DoChan("login", func() (any, error) { return c.logIn(context.WithoutCancel(ctx)) })
	select {
	case result := <-done:
		if result.Err != nil {
			return "", result.Err
		}
		return result.Val.(string), nil //nolint:forcetypeassert // logIn returns a string.
	case <-ctx.Done():
		return "", &Unavailable{Err: ctx.Err()}
	}
}

func (c *Client) dropToken(value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.value == value {
		c.token = token{}
	}
}

// Login logs in, whether a token is known or not.
func (c *Client) Login(ctx context.Context) error {
	c.mu.Lock()
	c.token = token{}
	c.mu.Unlock()
	_, err := c.tokenFor(ctx)
	return err
}

func (c *Client) logIn(ctx context.Context) (string, error) {
	body, err := json.Marshal(map[string]any{
		"username": c.config.Username, "password": c.config.Password, "taxNumber": c.config.TaxNumber,
		// Searches over New Year look into both years.
		"year": 0, "returnPastYears": true,
	})
	if err != nil {
		return "", err
	}
	r := request{operation: "log in", method: http.MethodPost, path: "Avtentikacija", body: body, secret: true}
	a, err := c.once(ctx, r, "")
	if rejected, ok := errors.AsType[*Rejected](err); ok && rejected.Status == http.StatusBadRequest {
		// Which of 401 and 400 bad credentials answer was not seen.
		return "", &Unauthorized{Detail: rejected.Title}
	}
	if err != nil {
		return "", err
	}
	fields, err := decodeObject(a.body)
	if err != nil {
		return "", &Malformed{What: "answer to log in", Err: err}
	}
	value := fields.text("apiKey")
	if value == "" {
		return "", &Malformed{What: "answer to log in", Err: errors.New("it has no apiKey")}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token = token{value: value, until: c.expiry(value, fields.text("expiration"))}
	return value, nil
}

// expiry is the earliest of the token's own end, the server's word and our limit.
func (c *Client) expiry(value, expiration string) time.Time {
	until := time.Now().Add(c.config.TokenLife)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05Z07:00"} {
		if at, err := time.Parse(layout, expiration); err == nil && at.Before(until) {
			until = at
			break
		}
	}
	if at, ok := jwtExpiry(value); ok && at.Before(until) {
		until = at
	}
	early := until.Add(-renewBefore)
	if early.Before(time.Now()) {
		// A token of seconds, as in tests: use it for half its life.
		return time.Now().Add(time.Until(until) / 2)
	}
	return early
}

func jwtExpiry(value string) (time.Time, bool) {
	parts := strings.Split(value, ".")
	if len(parts) != 3 {
		return time.Time{}, false
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return time.Time{}, false
	}
	var claims struct {
		Expires int64 `json:"exp"`
	}
	if json.Unmarshal(payload, &claims) != nil || claims.Expires <= 0 {
		return time.Time{}, false
	}
	return time.Unix(claims.Expires, 0), true
}

package vasco

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

type token struct {
	value string
	until time.Time
}

const (
	// renewBefore is how long before its end a token is renewed.
	renewBefore = time.Minute
	loginPath   = "Avtentikacija"
)

// Login logs in, whether a token is known or not.
func (c *Client) Login(ctx context.Context) error {
	c.mu.Lock()
	c.token = token{}
	c.mu.Unlock()
	_, err := c.tokenFor(ctx, loggingIn)
	return err
}

// tokenFor returns a token that lasts, logging in once for all who wait.
func (c *Client) tokenFor(ctx context.Context, k kind) (string, error) {
	c.mu.Lock()
	known := c.token
	c.mu.Unlock()
	if known.value != "" && time.Now().Before(known.until) {
		return known.value, nil
	}
	// The login serves all who wait: it does not end with the first of them.
	done := c.logins.DoChan("", func() (any, error) { return nil, c.logIn(context.WithoutCancel(ctx)) })
	select {
	case result := <-done:
		if result.Err != nil {
			return "", result.Err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.token.value, nil
	case <-ctx.Done():
		return "", notSent(ctx, k, errLoginSlow)
	}
}

// errLoginSlow: the caller's time ended before the login did.
var errLoginSlow = errors.New("the login took too long")

func (c *Client) dropToken(value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.value == value {
		c.token = token{}
	}
}

func (c *Client) logIn(ctx context.Context) error {
	body, err := json.Marshal(credentials{
		Username: c.config.Username, Password: c.config.Password, TaxNumber: c.config.TaxNumber,
		// Searches over New Year look into both years.
		ReturnPastYears: true,
	})
	if err != nil {
		return fmt.Errorf("write the login: %w", err)
	}
	err = c.once(ctx, request{
		kind: loggingIn, operation: "log in", path: loginPath, body: body, decode: wholeObject(c.keepToken),
	}, "")
	rejected, refused := errors.AsType[*Rejected](err)
	if !refused {
		return err
	}
	switch rejected.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity:
		// Which of 401 and 400 bad credentials answer was not seen.
		return &Unauthorized{Detail: rejected.Title}
	default:
		// Not even a login: nothing was rejected, the address is another's.
		return &Malformed{What: "answer to log in", Err: &answered{rejected.Status, rejected.Title}}
	}
}

// credentials are the login's fields (reference §2); year 0 is the current one.
type credentials struct {
	Username        string `json:"username"`
	Password        string `json:"password"`
	TaxNumber       string `json:"taxNumber"`
	Year            int    `json:"year"`
	ReturnPastYears bool   `json:"returnPastYears"`
}

var errNoToken = errors.New("it has no apiKey")

func (c *Client) keepToken(body []byte) error {
	value, expiration, err := readToken(body)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token = token{value: value, until: lasts(time.Now(), c.config.TokenLife, jwtEnd(value), expiration)}
	return nil
}

// readToken reads a login's answer; the end is zero when it is not told.
func readToken(body []byte) (value string, end time.Time, err error) {
	fields, err := decodeOne(body)
	if err != nil {
		return "", end, err
	}
	value = fields.text("apiKey")
	if value == "" || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", end, errNoToken
	}
	return value, readEnd(fields.text("expiration")), nil
}

// readEnd reads a token's end. Without a zone it is taken as UTC: at worst too
// late by an hour or two, which our own limit cuts off.
func readEnd(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateTime} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// lasts is until when a token is used: a minute less than the shortest of our
// limit and what it says itself. An end in the past is the server's clock
// being wrong, and a 401 will tell.
func lasts(now time.Time, limit time.Duration, ends ...time.Time) time.Time {
	for _, end := range ends {
		if life := end.Sub(now); !end.IsZero() && life > 0 {
			limit = min(limit, life)
		}
	}
	return now.Add(max(limit-renewBefore, limit/2))
}

// jwtEnd reads exp of a token that is a JWT; zero when it is none.
func jwtEnd(value string) time.Time {
	const parts = 3
	all := strings.SplitN(value, ".", parts+1)
	if len(all) != parts {
		return time.Time{}
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(all[1], "="))
	if err != nil {
		return time.Time{}
	}
	claims, err := decodeObject(payload)
	if err != nil {
		return time.Time{}
	}
	exp := claims.decimal("exp")
	const farthest = 1 << 40
	if exp == nil || !exp.IsPositive() || exp.BigInt().BitLen() > 40 || exp.IntPart() > farthest {
		return time.Time{}
	}
	return time.Unix(exp.IntPart(), 0)
}

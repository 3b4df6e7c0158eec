package woo

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxRetryAfter = 10 * time.Minute
	// leastRetryAfter is for a 429 without its own wish.
	leastRetryAfter = time.Second
	// maxWords bounds the shop's own words in an error, in characters.
	maxWords = 500
)

func answerTo(operation string) string { return "answer to " + operation }

func (c *Client) classify(operation string, status int, header http.Header, body []byte) error {
	if status >= 200 && status < 300 {
		if !json.Valid(body) {
			return &Malformed{What: answerTo(operation), Err: fmt.Errorf("not JSON but %q", header.Get("Content-Type"))}
		}
		return nil
	}
	var e struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	isJSON := json.Unmarshal(body, &e) == nil || json.Valid(body)
	code, message := c.words(e.Code), c.words(e.Message)
	switch {
	case status == http.StatusTooManyRequests:
		return &Unavailable{RetryAfter: max(retryAfter(header), leastRetryAfter), Err: fmt.Errorf("it answered %d", status), answered: true}
	case status >= 500, status == http.StatusRequestTimeout:
		if isJSON && status == http.StatusNotImplemented {
			return &Rejected{Status: status, Code: code, Message: message}
		}
		return &Unavailable{
			RetryAfter: retryAfter(header), Err: errors.New(strings.TrimSpace(fmt.Sprintf("it answered %d %s", status, code))),
			// WordPress says in JSON that PHP stumbled; what stands before it does not.
			answered: isJSON && status == http.StatusInternalServerError,
		}
	case status >= 300 && status < 400:
		return &Malformed{What: answerTo(operation), Err: redirected(header)}
	case status == http.StatusRequestEntityTooLarge: // Of what stands before WordPress, in HTML.
		return &Rejected{Status: status, Code: code, Message: message}
	case !isJSON:
		return &Malformed{What: answerTo(operation), Err: fmt.Errorf("status %d, not JSON but %q", status, header.Get("Content-Type"))}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &Unauthorized{Code: code, Message: message}
	case status == http.StatusNotFound:
		return &NotFound{Code: code, Message: message}
	default:
		return &Rejected{Status: status, Code: code, Message: message}
	}
}

// redirected tells where to, without the query: it may hold the keys.
func redirected(header http.Header) *Redirected {
	target, err := url.Parse(header.Get("Location"))
	if err != nil {
		return &Redirected{}
	}
	return &Redirected{Location: (&url.URL{Scheme: target.Scheme, Host: target.Host, Path: target.Path}).String()}
}

// retryAfter reads seconds or a date, bounded: a shop may not stop us for a day.
func retryAfter(header http.Header) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.Atoi(value)
		if err != nil { // More digits than a number has.
			return maxRetryAfter
		}
		return time.Duration(min(seconds, int(maxRetryAfter/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, min(time.Until(at), maxRetryAfter))
	}
	return 0
}

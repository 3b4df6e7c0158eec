package vasco

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	maxRetryAfter = 10 * time.Minute
	// leastRetryAfter is for a 429 without its own wish.
	leastRetryAfter = time.Second
	// maxWords bounds VASCO's own words in an error, in characters.
	maxWords = 500
	// maxFields bounds the fields and the messages of each in a validation error.
	maxFields = 50
)

// answered is an end that came with an answer: the server is there.
type answered struct {
	status int
	words  string
}

func (e *answered) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("it answered %d: %s", e.status, e.words), ": ")
}

// refused says what an answer that is no 2xx means for the call.
func (e *exchange) refused(header http.Header, body []byte) error {
	title, fields := problem(body, header.Get("Content-Type"))
	title = e.client.withoutSecrets(e.request.kind, title, e.token)
	answer := &answered{status: e.status, words: title}
	switch {
	case e.status == http.StatusUnauthorized:
		return &Unauthorized{Detail: title}
	case e.status == http.StatusTooManyRequests:
		return &Unavailable{RetryAfter: max(retryAfter(header), leastRetryAfter), Err: answer}
	case e.status >= 500 || e.status == http.StatusRequestTimeout:
		if e.request.kind.writes() {
			return &Unclear{Err: answer}
		}
		return &Unavailable{RetryAfter: retryAfter(header), Err: answer}
	case e.status >= 400:
		return &Rejected{Status: e.status, Title: title, Fields: e.client.fieldsWithoutSecrets(e.request.kind, fields, e.token)}
	default:
		if header.Get("Location") != "" {
			title = "it is a redirect; does the address begin with the right http:// or https://?"
		}
		return e.unreadable(fmt.Errorf("answered %d: %s", e.status, title))
	}
}

func (c *Client) fieldsWithoutSecrets(k kind, fields map[string][]string, token string) map[string][]string {
	for _, messages := range fields {
		for i := range messages {
			messages[i] = c.withoutSecrets(k, messages[i], token)
		}
	}
	return fields
}

// problem reads problem details, or plain text.
func problem(body []byte, contentType string) (title string, fields map[string][]string) {
	details, err := decodeObject(body)
	if err == nil {
		for _, words := range []string{details.text("title"), details.text("message"), details.text("detail")} {
			if words != "" && !strings.Contains(title, words) {
				title = strings.TrimPrefix(title+": "+words, ": ")
			}
		}
		fields = details.messages("errors")
	}
	if title == "" && len(fields) == 0 {
		title = string(body)
		if strings.Contains(contentType, "html") || strings.HasPrefix(strings.TrimSpace(title), "<") {
			title = "a web page instead of an answer"
		}
	}
	return words(title), fields
}

// words bounds foreign text and makes it one line.
func words(text string) string {
	head, _ := cut(strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " "), maxWords)
	return head
}

// messages reads the fields of a validation error, each with one message or several.
func (r row) messages(name string) map[string][]string {
	fields, err := decodeNamed(r[strings.ToLower(name)])
	if err != nil {
		return nil
	}
	all := make(map[string][]string)
	for field, raw := range fields {
		if len(all) == maxFields {
			break
		}
		for _, message := range texts(raw) {
			all[words(field)] = append(all[words(field)], words(message))
		}
	}
	return all
}

// neverConnected: not a byte of the request can have been read.
func neverConnected(err error) bool {
	if operation, ok := errors.AsType[*net.OpError](err); ok && operation.Op == "dial" {
		return true
	}
	_, unknownHost := errors.AsType[*net.DNSError](err)
	return unknownHost || errors.Is(err, syscall.ECONNREFUSED)
}

// retryAfter reads seconds or a date; 0 when there is no wish.
func retryAfter(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return min(time.Duration(min(seconds, int(maxRetryAfter/time.Second)))*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, min(time.Until(at), maxRetryAfter))
	}
	return 0
}

// isOneOf compares names as VASCO does: in any case.
func isOneOf(name string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

package vasco

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
)

const (
	hidden = "***"
	// shortSecret: replacing a password of a few letters would mangle every text.
	shortSecret = 6
)

// secretField finds the values of fields that hold secrets, also when the
// text was cut in the middle of one.
var secretField = regexp.MustCompile(`(?i)("(?:apikey|api_key|password|token|access_?token|jwt|refresh_?token)"\s*:\s*")(?:[^"\\]|\\.)*("?)`)

// redacted is a body as it may be recorded: without secrets, bounded.
func (c *Client) redacted(k kind, body []byte, token string) []byte {
	if len(body) == 0 {
		return nil
	}
	out := bytes.Clone(body)
	if k == loggingIn {
		out = secretField.ReplaceAll(out, []byte("${1}"+hidden+"${2}"))
	}
	for _, secret := range c.secrets(k, token) {
		out = bytes.ReplaceAll(out, []byte(secret), []byte(hidden))
	}
	return out[:min(len(out), maxRecorded)]
}

// withoutSecrets is VASCO's words as they may be shown.
func (c *Client) withoutSecrets(k kind, text, token string) string {
	for _, secret := range c.secrets(k, token) {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	return text
}

func (c *Client) secrets(k kind, token string) []string {
	var all []string
	if password := c.config.Password; len(password) >= shortSecret || (k == loggingIn && password != "") {
		all = append(all, escapedToo(password)...)
	}
	if token != "" {
		all = append(all, token)
	}
	return all
}

// escapedToo is a text as it is and as it stands in a JSON text.
func escapedToo(text string) []string {
	all := []string{text}
	if quoted, err := json.Marshal(text); err == nil {
		all = append(all, string(quoted[1:len(quoted)-1]))
	}
	var plain bytes.Buffer
	if err := writeJSON(&plain, text); err == nil {
		all = append(all, string(plain.Bytes()[1:plain.Len()-1]))
	}
	return all
}

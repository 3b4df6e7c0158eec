package woo

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"
)

const (
	hidden = "***"
	// shortSecret: replacing a key of a few letters would mangle every text.
	shortSecret = 6
)

// secretField finds a webhook's secret and keys in a JSON text.
var secretField = regexp.MustCompile(`("(?:secret|consumer_key|consumer_secret)"\s*:\s*")(?:[^"\\]|\\.)*"`)

// draft is an order's status while its buyer still types.
const draft = "checkout-draft"

// withoutDrafts leaves the id and the status of orders that were not placed: nobody
// has agreed to what else is in them being kept.
func withoutDrafts(body []byte) []byte {
	if !bytes.Contains(body, []byte(`"`+draft+`"`)) {
		return body
	}
	all := gjson.ParseBytes(body)
	switch {
	case all.IsObject():
		return []byte(withoutDraft(all))
	case !all.IsArray():
		return body // A web page, for example, which a person wants to see.
	}
	var kept []string
	all.ForEach(func(_, one gjson.Result) bool {
		kept = append(kept, withoutDraft(one))
		return true
	})
	return []byte("[" + strings.Join(kept, ",") + "]")
}

func withoutDraft(one gjson.Result) string {
	if one.Get("status").String() != draft {
		return one.Raw
	}
	return fmt.Sprintf(`{"id":%d,"status":%q}`, one.Get("id").Int(), draft)
}

// redacted is a body as it may be recorded: without secrets, bounded.
func (c *Client) redacted(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	// Somewhat more than is kept, so that a secret at its end is whole when it is cut out.
	out := body[:min(len(body), 2*maxRecorded)]
	// Orders and products have no such fields, and looking for them takes long.
	if bytes.Contains(out, []byte(`secret"`)) || bytes.Contains(out, []byte(`consumer_key"`)) {
		out = secretField.ReplaceAll(out, []byte("${1}"+hidden+`"`))
	}
	for _, secret := range c.secrets() {
		out = bytes.ReplaceAll(out, []byte(secret), []byte(hidden))
	}
	return out[:min(len(out), maxRecorded)]
}

// words is foreign text as it may be shown: without keys, one line, bounded.
func (c *Client) words(text string) string {
	for _, secret := range c.secrets() {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	all := []rune(strings.Join(strings.Fields(text), " "))
	return string(all[:min(len(all), maxWords)])
}

// secrets are the keys as they may stand in a text.
func (c *Client) secrets() []string {
	var all []string
	for _, secret := range []string{c.config.Secret, c.config.Key} {
		if len(secret) >= shortSecret {
			all = append(all, secret)
		}
	}
	return append(all, base64.StdEncoding.EncodeToString([]byte(c.config.Key+":"+c.config.Secret)))
}

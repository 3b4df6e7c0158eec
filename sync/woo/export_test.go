package woo

import (
	"context"
	"net/http"
	"net/url"
)

// Do makes a call that has no method of its own, once.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body []byte) ([]byte, http.Header, error) {
	a, err := c.call(ctx, "call", method, path, query, body)
	if a == nil {
		return nil, nil, err
	}
	return a.body, a.header, err
}

// SignAt signs a request as OAuth does, with a given time and nonce.
func (c *Client) SignAt(request *http.Request, timestamp, nonce string) {
	c.sign(request, timestamp, nonce)
}

// OAuthBase is the signature base string.
var OAuthBase = oauthBase

// MaxBody is the longest answer that is read.
const MaxBody = maxBody

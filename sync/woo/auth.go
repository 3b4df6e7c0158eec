package woo

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// AuthMode is how the keys are sent.
type AuthMode string

// The ways to send keys. Auto signs over plain HTTP, and over HTTPS uses the
// header, or the query where the host drops the header.
const (
	AuthAuto   AuthMode = "auto"
	AuthHeader AuthMode = "header"
	AuthQuery  AuthMode = "query"
	AuthOAuth  AuthMode = "oauth"
)

// mode is how keys are sent now; the caller holds the lock.
func (c *Client) mode() AuthMode {
	switch {
	case c.config.Auth != AuthAuto:
		return c.config.Auth
	case c.base.Scheme == "http":
		return AuthOAuth
	case c.byQuery:
		return AuthQuery
	default:
		return AuthHeader
	}
}

func (c *Client) authorize(request *http.Request, mode AuthMode) {
	switch mode {
	case authNone:
	case AuthQuery:
		query := request.URL.Query()
		query.Set("consumer_key", c.config.Key)
		query.Set("consumer_secret", c.config.Secret)
		request.URL.RawQuery = query.Encode()
	case AuthOAuth:
		c.sign(request, strconv.FormatInt(time.Now().Unix(), 10), rand.Text())
	default:
		request.SetBasicAuth(c.config.Key, c.config.Secret)
	}
}

// sign adds a one-legged OAuth 1.0a signature (RFC 5849, HMAC-SHA256) to the
// query. The base string names the shop's own home URL, whatever host is called.
func (c *Client) sign(request *http.Request, timestamp, nonce string) {
	query := request.URL.Query()
	query.Set("oauth_consumer_key", c.config.Key)
	query.Set("oauth_nonce", nonce)
	query.Set("oauth_signature_method", "HMAC-SHA256")
	query.Set("oauth_timestamp", timestamp)
	target := *c.home
	target.Path += strings.TrimPrefix(request.URL.Path, c.base.Path)
	target.Scheme = c.base.Scheme
	query.Set("oauth_signature", OAuthSignature(request.Method, target.String(), query, c.config.Secret))
	request.URL.RawQuery = query.Encode()
}

// OAuthSignature is the signature WooCommerce expects over method, URL without
// query, and parameters without oauth_signature.
func OAuthSignature(method, target string, parameters url.Values, secret string) string {
	mac := hmac.New(sha256.New, []byte(escape(secret)+"&"))
	mac.Write([]byte(oauthBase(method, target, parameters)))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// oauthBase is the signature base string (RFC 5849, 3.4.1).
func oauthBase(method, target string, parameters url.Values) string {
	type pair struct{ key, value string }
	var pairs []pair
	for key, values := range parameters {
		if key == "oauth_signature" {
			continue
		}
		for _, value := range values {
			pairs = append(pairs, pair{escape(key), escape(value)})
		}
	}
	// By key, then by value: "a" stands before "a-b", "a=…" would not.
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.value, b.value))
	})
	joined := make([]string, len(pairs))
	for i, p := range pairs {
		joined[i] = p.key + "=" + p.value
	}
	return strings.Join([]string{method, escape(target), escape(strings.Join(joined, "&"))}, "&")
}

// escape is RFC 3986's encoding: net/url's query encoding with %20 for spaces.
func escape(text string) string {
	return strings.NewReplacer("+", "%20", "%7E", "~").Replace(url.QueryEscape(text))
}

// VerifySignature checks X-WC-Webhook-Signature over the raw body, in constant time.
func VerifySignature(secret string, body []byte, header string) bool {
	given, err := base64.StdEncoding.DecodeString(strings.TrimSpace(header))
	if err != nil || secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(mac.Sum(nil), given)
}

// Sign makes the signature of a webhook body, as WooCommerce sends it.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

package woosim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Old clients sign with it, and the shop takes it.
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	authenticationError = "woocommerce_rest_authentication_error"
	oauthWindow         = 15 * time.Minute
)

func unauthorized(code, message string) *reply {
	refusal := refuse(http.StatusUnauthorized, code, message)
	return &refusal
}

// checkKeys tells who calls: a refusal, which is nil for who may do this, and
// whether the keys are known. An unknown key and none at all are not told apart.
func (s *Shop) checkKeys(c call) (refusal *reply, known bool) {
	key, secret := s.keysOf(c)
	switch {
	case key == s.opts.Key && secret == s.opts.Secret:
	case key == s.opts.Key:
		return unauthorized(authenticationError, "Consumer secret is invalid."), false
	default:
		given := oauthParameters(c)
		if len(given) == 0 {
			return nobody(c), false
		}
		if code, message := s.checkOAuth(c, given); code != "" {
			return unauthorized(code, message), false
		}
	}
	need := "write"
	if c.Method == http.MethodGet || c.Method == http.MethodHead {
		need = "read"
	}
	if !strings.Contains(s.opts.Permissions, need) {
		return unauthorized(authenticationError, "The API key provided does not have "+need+" permissions."), true
	}
	return nil, true
}

// keysOf are keys as they are sent over TLS: those in the query come first.
func (s *Shop) keysOf(c call) (key, secret string) {
	if c.TLS == nil && !s.opts.InsecureBasic {
		return "", ""
	}
	if key, secret = c.query.Get("consumer_key"), c.query.Get("consumer_secret"); key != "" && secret != "" {
		return key, secret
	}
	key, secret, _ = c.BasicAuth()
	return key, secret
}

// nobody refuses by what was to be done.
func nobody(c call) *reply {
	_, err := strconv.ParseInt(path.Base(c.URL.Path), 10, 64)
	single := err == nil
	switch {
	case strings.HasPrefix(c.URL.Path, companionPrefix):
		return unauthorized("rest_forbidden", notAllowed)
	case strings.HasSuffix(c.URL.Path, "/batch"):
		return unauthorized("woocommerce_rest_cannot_batch", "Sorry, you are not allowed to batch manipulate this resource.")
	case c.Method == http.MethodGet && single:
		return unauthorized("woocommerce_rest_cannot_view", "Sorry, you cannot view this resource.")
	case c.Method == http.MethodGet:
		return unauthorized("woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
	case c.Method == http.MethodDelete:
		return unauthorized("woocommerce_rest_cannot_delete", "Sorry, you are not allowed to delete this resource.")
	case single:
		return unauthorized("woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource.")
	default:
		return unauthorized("woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.")
	}
}

var oauthPair = regexp.MustCompile(`(oauth_[a-z_-]*)="?([^",]*)"?`)

// oauthParameters are the query's parameters together with the header's, when
// there is anything of OAuth among them.
func oauthParameters(c call) url.Values {
	all := url.Values{}
	for name, values := range c.query {
		all[name] = slices.Clone(values)
	}
	if header, isOAuth := strings.CutPrefix(c.Header.Get("Authorization"), "OAuth "); isOAuth {
		for _, pair := range oauthPair.FindAllStringSubmatch(header, -1) {
			if value, err := url.QueryUnescape(pair[2]); err == nil {
				all.Set(pair[1], value)
			}
		}
	}
	for name := range all {
		if strings.HasPrefix(name, "oauth_") {
			return all
		}
	}
	return nil
}

// checkOAuth is OAuth 1.0a over the shop's own URL; what it refuses has a code.
func (s *Shop) checkOAuth(c call, given url.Values) (code, message string) {
	var missing []string
	for _, name := range []string{"oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method"} {
		if given.Get(name) == "" {
			missing = append(missing, name)
		}
	}
	switch len(missing) {
	case 0:
	case 1:
		return "woocommerce_rest_authentication_missing_parameter", "Missing OAuth parameter " + missing[0]
	default:
		return "woocommerce_rest_authentication_missing_parameter", "Missing OAuth parameters " + strings.Join(missing, ", ")
	}
	if given.Get("oauth_consumer_key") != s.opts.Key {
		return authenticationError, "Consumer key is invalid."
	}
	want, known := s.signature(c, given)
	if !known {
		return authenticationError, "Invalid signature - signature method is invalid."
	}
	if !hmac.Equal([]byte(want), []byte(strings.ReplaceAll(given.Get("oauth_signature"), " ", "+"))) {
		return authenticationError, "Invalid signature - provided signature does not match."
	}
	return s.checkNonce(given.Get("oauth_timestamp"), given.Get("oauth_nonce"))
}

// signature is what the shop itself makes of a call; the client's code is
// another, so that each tests the other.
func (s *Shop) signature(c call, given url.Values) (want string, known bool) {
	digest, known := map[string]func() hash.Hash{"HMAC-SHA256": sha256.New, "HMAC-SHA1": sha1.New}[given.Get("oauth_signature_method")]
	if !known {
		return "", false
	}
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(given)) {
		for _, value := range slices.Sorted(slices.Values(given[name])) {
			if name != "oauth_signature" {
				pairs = append(pairs, rawURLEncode(rawURLEncode(name)+"="+rawURLEncode(value)))
			}
		}
	}
	mac := hmac.New(digest, []byte(s.opts.Secret+"&"))
	mac.Write([]byte(c.Method + "&" + rawURLEncode(s.opts.Home+c.URL.Path) + "&" + strings.Join(pairs, "%26")))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)), true
}

// rawURLEncode is PHP's rawurlencode.
func rawURLEncode(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		if isUnreserved(b) {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

func isUnreserved(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || strings.IndexByte("-._~", b) >= 0
}

// checkNonce refuses what is old, and what comes twice.
func (s *Shop) checkNonce(timestamp, nonce string) (code, message string) {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if age := time.Since(time.Unix(seconds, 0)); err != nil || age > oauthWindow || age < -oauthWindow {
		return authenticationError, "Invalid timestamp."
	}
	if _, used := s.nonces[nonce]; used {
		return authenticationError, "Invalid nonce - nonce has already been used."
	}
	for old, at := range s.nonces {
		if len(s.nonces) > 1000 && time.Since(at) > oauthWindow {
			delete(s.nonces, old)
		}
	}
	s.nonces[nonce] = time.Now()
	return "", ""
}

package vasco

import (
	"errors"
	"net/url"
	"strings"
)

// errURL does not repeat the address: people paste passwords into it.
var errURL = errors.New("the VASCO address must begin with http:// or https:// and name a host, like http://192.168.1.10:8101")

// NormalizeURL accepts an origin, the API's root with or without a slash, or
// the login's address, and returns the API's root without a trailing slash.
func NormalizeURL(text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", errURL
	}
	var kept []string
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		switch strings.ToLower(part) {
		case "api", "avtentikacija":
			return apiRoot(u, kept), nil
		case "", ".":
		case "..":
			return "", errURL
		default:
			kept = append(kept, part)
		}
	}
	return apiRoot(u, kept), nil
}

func apiRoot(u *url.URL, folders []string) string {
	origin := url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}
	all := append([]string{origin.String()}, folders...)
	return strings.Join(append(all, "api", "v1"), "/")
}

package connection

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection/hours"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	maxName        = 100
	maxURL         = 300
	maxSecret      = 200
	maxConcurrency = 32
	maxSettle      = 3600
	maxTaxNumber   = 20
)

var keyForm = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// shop checks everything about a shop that needs no look into the database.
func (c *checks) shop(s *Shop, timezone string) {
	c.text("name", s.Name, maxName, true)
	c.url("url", s.URL)
	if s.HomeURL != "" {
		c.url("homeUrl", s.HomeURL)
	}
	_, err := time.LoadLocation(timezone)
	c.thatf(err == nil && timezone != "" && timezone != "Local", "timezone", CodeInvalid, "it is a time zone's name, like Europe/Ljubljana")
	switch s.Auth {
	case woo.AuthAuto, woo.AuthHeader, woo.AuthQuery, woo.AuthOAuth:
	default:
		c.thatf(false, "auth", CodeInvalid, "it is auto, header, query or oauth")
	}
	c.text("consumerKey", s.ConsumerKey, maxSecret, true)
	c.text("consumerSecret", s.ConsumerSecret, maxSecret, true)
	c.text("webhookSecret", s.WebhookSecret, maxSecret, true)
	c.thatf(s.WebhookSecret == strings.TrimSpace(s.WebhookSecret) && !hasEntity(s.WebhookSecret), "webhookSecret", CodeInvalid,
		"it must not begin or end with a blank, nor hold an HTML entity: WooCommerce changes those")
	c.settings(s.Settings)
}

var entityForm = regexp.MustCompile(`&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)

// hasEntity: WooCommerce decodes HTML entities in a secret and would then sign
// with another one.
func hasEntity(text string) bool { return entityForm.MatchString(text) }

func (c *checks) url(field, text string) {
	c.text(field, text, maxURL, true)
	if strings.TrimSpace(text) == "" {
		return
	}
	u, err := url.Parse(text)
	ok := err == nil && u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https")
	c.thatf(ok, field, CodeInvalid, "it must begin with http:// or https:// and name a host")
	c.thatf(!ok || u.User == nil, field, CodeInvalid, "a login does not belong into the address")
}

// trimURL is the address without blanks and a slash at the end.
func trimURL(text string) string { return strings.TrimRight(strings.TrimSpace(text), "/") }

// vascoRow is a connection as it is to be stored.
type vascoRow struct {
	name, baseURL, username, password, taxNumber, profile string
	overrides                                             []byte
	concurrency, settleSeconds                            int
	openingHours                                          string
	// stockRead is how a person wants the stock list read; nil is as the test chose.
	stockRead *vascoconnection.StockReadOverride
}

// connection checks everything about a VASCO connection.
func (c *checks) connection(v vascoRow) {
	c.text("name", v.name, maxName, true)
	c.text("baseUrl", v.baseURL, maxURL, true)
	if strings.TrimSpace(v.baseURL) != "" {
		_, err := vasco.NormalizeURL(v.baseURL)
		c.thatf(err == nil, "baseUrl", CodeInvalid, "it must begin with http:// or https:// and name a host, like http://192.168.1.10:8101")
		c.thatf(!strings.Contains(v.baseURL, "@"), "baseUrl", CodeInvalid, "a login does not belong into the address")
	}
	c.text("username", v.username, maxName, true)
	c.text("password", v.password, maxSecret, true)
	c.text("taxNumber", v.taxNumber, maxTaxNumber, true)
	if v.taxNumber != "" {
		c.thatf(isTaxNumber(v.taxNumber), "taxNumber", CodeInvalid, "it is the company's tax number, with or without SI")
	}
	c.profile(v)
	c.thatf(v.concurrency >= 1 && v.concurrency <= maxConcurrency, "concurrency", CodeInvalid, "it is 1 to %d calls at once", maxConcurrency)
	c.text("openingHours", v.openingHours, maxHours, false)
	_, err := hours.Parse(v.openingHours)
	c.thatf(err == nil, "openingHours", CodeInvalid, "%v", err)
	c.thatf(v.stockRead == nil || vascoconnection.StockReadOverrideValidator(*v.stockRead) == nil, "stockReadOverride", CodeInvalid, "it is ALL or CODES")
	c.thatf(v.settleSeconds >= 1 && v.settleSeconds <= maxSettle, "settleSeconds", CodeInvalid, "it is 1 to %d seconds", maxSettle)
}

func (c *checks) profile(v vascoRow) {
	if _, err := vasco.ProfileByName(v.profile, nil); err != nil {
		c.thatf(false, "profile", CodeInvalid, "%s", err)
		return
	}
	if len(v.overrides) > maxOverrides {
		c.thatf(false, "profileOverrides", CodeTooLong, "they are longer than %d bytes", maxOverrides)
		return
	}
	if _, err := vasco.ProfileByName(v.profile, v.overrides); err != nil {
		c.thatf(false, "profileOverrides", CodeInvalid, "%s", err)
	}
}

const (
	maxOverrides = 16 << 10
	maxHours     = 200
)

var taxForm = regexp.MustCompile(`^([A-Z]{2})?[0-9]{5,13}$`)

func isTaxNumber(text string) bool { return taxForm.MatchString(vasco.NormalizeTaxNumber(text)) }

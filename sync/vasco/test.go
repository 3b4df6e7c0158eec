package vasco

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// TestReport is what a connection test found; it writes nothing into VASCO.
type TestReport struct {
	Reachable, LoggedIn, ArticlesReadable bool
	// SearchPossible says that orders can be listed by date, SearchProven that
	// they carried the shop's number: without orders it cannot be known.
	SearchPossible, SearchProven bool
	// ProposedProfile is read from the server's own description, empty without one.
	ProposedProfile string
	// Problem is why the first failing step failed.
	Problem error
}

// Probe tells whether the server answers, past the breaker, and closes it when it does.
func (c *Client) Probe(ctx context.Context) error {
	a, err := c.authorized(ctx, request{operation: "probe", method: http.MethodGet, path: articlesPath, query: url.Values{"Segment": {"1"}, "SegmentSize": {"1"}}})
	if isTransport(err) {
		return err
	}
	if a != nil || err != nil {
		// Any answer means that the server is there.
		c.breaker.Close()
	}
	return nil
}

// testWindow is how far back the test looks for orders.
const testWindow = 31 * 24 * time.Hour

// Test goes through everything that orders need, and stops at the first step that fails.
func (c *Client) Test(ctx context.Context) TestReport {
	var report TestReport
	err := c.Login(ctx)
	if _, away := errors.AsType[*Unavailable](err); away {
		report.Problem = err
		return report
	}
	report.Reachable = true
	if err != nil {
		report.Problem = err
		return report
	}
	report.LoggedIn = true
	report.ProposedProfile = c.proposeProfile(ctx)
	if _, err := c.list(ctx, "read articles", articlesPath, url.Values{"Segment": {"1"}, "SegmentSize": {"1"}}); err != nil {
		report.Problem = err
		return report
	}
	report.ArticlesReadable = true
	found, err := c.SearchOrders(ctx, Search{From: time.Now().Add(-testWindow), To: time.Now().Add(24 * time.Hour)})
	if err != nil {
		report.Problem = err
		return report
	}
	report.SearchPossible = true
	report.SearchProven = found.Complete && len(found.Orders) > 0
	return report
}

// proposeProfile reads the server's OpenAPI document, where there is one, for
// the name of a line's article.
func (c *Client) proposeProfile(ctx context.Context) string {
	a, err := c.authorized(ctx, request{operation: "read description", method: http.MethodGet, path: "/swagger/v1/swagger.json"})
	if err != nil {
		return ""
	}
	text := string(a.body)
	switch {
	case strings.Contains(text, `"artikel"`) && strings.Contains(text, `"cena"`):
		return "kiwwwi"
	case strings.Contains(text, `"prodajnaCena"`) && strings.Contains(text, `"rabat1"`):
		return "fa"
	default:
		return ""
	}
}

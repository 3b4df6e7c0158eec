package vasco

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"
)

// TestReport is how far a connection test came; each step needs those before it.
type TestReport struct {
	// Reachable: something answered. LoggedIn: it took the credentials.
	Reachable, LoggedIn, ArticlesReadable bool
	// SearchPossible: orders can be listed by date, to the end.
	SearchPossible bool
	// SearchProven: they carry shops' numbers, so that a lost answer can be looked
	// for. Without any orders (OrdersSeen 0) it is merely unknown.
	SearchProven bool
	OrdersSeen   int
	// Stock is what a stock sync needs to know; sending orders does without.
	Stock StockReport
	// ProposedProfile is read from the server's own description; empty without one.
	ProposedProfile string
	// Problem is why the first step that failed did.
	Problem error
}

// oneArticle is the cheapest read there is.
func oneArticle() request {
	return request{
		path: articlesPath, query: url.Values{"Segment": {"1"}, "SegmentSize": {"1"}}, limit: maxList,
		decode: listOf(articleOf, new([]Article)),
	}
}

// Probe asks, past the breaker and without repeating, whether the server is
// there, and closes the breaker when it is. An answer we cannot use is one too.
func (c *Client) Probe(ctx context.Context) error {
	r := oneArticle()
	r.operation = "probe"
	err := c.authorized(ctx, r)
	if isAway(err) || ctx.Err() != nil {
		return err
	}
	c.breaker.Close()
	return nil
}

// testWindow is how far back the test looks for orders.
const testWindow = 31 * 24 * time.Hour

// Test goes through what sending orders and reading stock need, past the breaker until the login
// has shown that the server is there, and writes nothing.
func (c *Client) Test(ctx context.Context) TestReport {
	var report TestReport
	report.Problem = c.test(ctx, &report)
	return report
}

func (c *Client) test(ctx context.Context, report *TestReport) error {
	err := c.Login(ctx)
	if err != nil && (isAway(err) || ctx.Err() != nil) {
		return err
	}
	report.Reachable = true
	if err != nil {
		return err
	}
	report.LoggedIn = true
	c.breaker.Close()
	report.ProposedProfile = c.proposeProfile(ctx)
	r := oneArticle()
	r.operation = "read articles"
	if err := c.read(ctx, r); err != nil {
		return err
	}
	report.ArticlesReadable = true
	report.Stock = c.testStock(ctx)
	now := time.Now()
	found, err := c.SearchOrders(ctx, Search{From: now.Add(-testWindow), To: now.AddDate(0, 0, 1)})
	if err != nil {
		return err
	}
	report.SearchPossible, report.OrdersSeen = true, len(found.Orders)
	report.SearchProven = found.Complete && slices.ContainsFunc(found.Orders, func(o Order) bool { return *o.ShopNumber != "" })
	return nil
}

// proposeProfile tells from the server's description which profile it wants.
// Most have none, which is no error.
func (c *Client) proposeProfile(ctx context.Context) (name string) {
	err := c.authorized(ctx, request{
		operation: "read description", path: descriptionPath, limit: maxDescription,
		decode: wholeObject(func(body []byte) error {
			var known bool
			if name, known = profileFrom(body); !known {
				return errors.New("it does not describe orders")
			}
			return nil
		}),
	})
	if err != nil {
		return ""
	}
	return name
}

package vascotest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func kindOf(err error) string {
	for name, is := range map[string]func(error) bool{
		"unauthorized": isA[*vasco.Unauthorized], "rejected": isA[*vasco.Rejected], "unavailable": isA[*vasco.Unavailable],
		"unclear": isA[*vasco.Unclear], "malformed": isA[*vasco.Malformed], "not found": isA[*vasco.NotFound],
	} {
		if is(err) {
			return name
		}
	}
	return fmt.Sprint(err)
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func order(t *testing.T, p vasco.Profile) json.RawMessage {
	t.Helper()
	payload, err := p.EncodeOrder(vasco.Document{
		Date: time.Now(), PartnerCode: "501", ShopNumber: "1284",
		Lines: []vasco.Line{{ArticleCode: "00086", Quantity: decimal.NewFromInt(1), UnitPrice: decimal.RequireFromString("3.28"), VATRate: decimal.NewFromInt(22)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func around() vasco.Search {
	return vasco.Search{From: time.Now().AddDate(0, 0, -1), To: time.Now().AddDate(0, 0, 1)}
}

// However a write fails, the client never says that it did not happen when it did.
func TestHowTheClientTakesFailingWrites(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault vascosim.Fault
		kind  string
		// orders are there at once (-1 is one or none), and at the end.
		orders, later int
	}{
		{vascosim.Fault{Kind: "slow", Millis: 1}, "<nil>", 1, 1},
		{vascosim.Fault{Kind: "slow", Millis: 60_000}, "unclear", -1, 1},
		{vascosim.Fault{Kind: "drop_before"}, "unclear", 0, 0},
		{vascosim.Fault{Kind: "drop_after"}, "unclear", 1, 1},
		{vascosim.Fault{Kind: "commit_late", Millis: 200}, "unclear", -1, 1},
		{vascosim.Fault{Kind: "status", Status: 500, Body: "Access violation"}, "unclear", 0, 0},
		{vascosim.Fault{Kind: "status", Status: 500, Body: "Access violation", AfterWrite: true}, "unclear", 1, 1},
		{vascosim.Fault{Kind: "status", Status: 422, Body: `{"title":"Ne gre"}`}, "rejected", 0, 0},
		{vascosim.Fault{Kind: "empty_200"}, "unclear", 1, 1},
		{vascosim.Fault{Kind: "html_200"}, "unclear", 1, 1},
		{vascosim.Fault{Kind: "half_list"}, "unclear", 1, 1},
		{vascosim.Fault{Kind: "retry_after", Millis: 7000}, "unavailable", 0, 0},
		{vascosim.Fault{Kind: "expired_token"}, "<nil>", 1, 1}, // A fresh login, and once more.
	} {
		t.Run(fmt.Sprint(c.fault.Kind, c.fault.Millis, c.fault.AfterWrite), func(t *testing.T) {
			t.Parallel()
			s := simulate(t, vasco.KiwwwiProfile(), vascosim.Options{})
			c.fault.Method, c.fault.Path, c.fault.Times = "POST", "FA/", 1
			s.AddFaults(c.fault)
			client := s.client(t, func(config *vasco.Config) { config.Timeout = time.Second })
			if _, err := client.CreateOrder(t.Context(), order(t, s.profile)); kindOf(err) != c.kind {
				t.Errorf("it ended %v", err)
			}
			if n := len(s.Orders()); c.orders >= 0 && n != c.orders {
				t.Errorf("%d orders", n)
			}
			waitFor(t, func() bool { return len(s.Orders()) >= c.later })
			found, err := client.SearchOrders(t.Context(), around())
			if err != nil || len(found.Orders) != c.later || !found.Complete {
				t.Errorf("the search found %+v, %v", found, err)
			}
		})
	}
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it took too long")
		}
	}
}

func TestHowTheClientTakesFailingReads(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault vascosim.Fault
		kind  string
	}{
		{vascosim.Fault{Kind: "drop_before", Times: 1}, "<nil>"}, // Reads are repeated.
		{vascosim.Fault{Kind: "drop_before"}, "unavailable"},
		{vascosim.Fault{Kind: "drop_after", Times: 2}, "<nil>"},
		{vascosim.Fault{Kind: "status", Status: 500, Times: 1}, "<nil>"},
		{vascosim.Fault{Kind: "status", Status: 503}, "unavailable"},
		{vascosim.Fault{Kind: "status", Status: 404}, "rejected"},
		{vascosim.Fault{Kind: "empty_200"}, "malformed"},
		{vascosim.Fault{Kind: "html_200"}, "malformed"},
		{vascosim.Fault{Kind: "half_list"}, "malformed"},
		{vascosim.Fault{Kind: "retry_after", Millis: 3000}, "unavailable"},
		{vascosim.Fault{Kind: "expired_token", Times: 1}, "<nil>"},
		{vascosim.Fault{Kind: "expired_token"}, "unauthorized"},
	} {
		t.Run(fmt.Sprint(c.fault.Kind, c.fault.Status, c.fault.Times), func(t *testing.T) {
			t.Parallel()
			s := simulate(t, vasco.KiwwwiProfile(), vascosim.Options{})
			c.fault.Method, c.fault.Path = "GET", "FA/"
			s.AddFaults(c.fault)
			_, err := s.client(t, nil).SearchOrders(t.Context(), around())
			if kindOf(err) != c.kind {
				t.Errorf("it ended %v", err)
			}
			if away, ok := errors.AsType[*vasco.Unavailable](err); ok && c.fault.Kind == "retry_after" && away.RetryAfter != 3*time.Second {
				t.Errorf("to be asked again in %s", away.RetryAfter)
			}
		})
	}
}

// A search whose answer does not hold what was asked for is never complete.
func TestASearchKnowsWhenItProvesNothing(t *testing.T) {
	t.Parallel()
	s := simulate(t, vasco.KiwwwiProfile(), vascosim.Options{})
	client := s.client(t, nil)
	create := func() {
		t.Helper()
		if _, err := client.CreateOrder(t.Context(), order(t, s.profile)); err != nil {
			t.Fatal(err)
		}
	}
	search := func(orders int, complete bool) {
		t.Helper()
		found, err := client.SearchOrders(t.Context(), around())
		if err != nil || len(found.Orders) != orders || found.Complete != complete {
			t.Errorf("found %d, complete %v, %v", len(found.Orders), found.Complete, err)
		}
	}
	search(0, true)
	s.AddFaults(vascosim.Fault{Kind: "invisible", Millis: 3_600_000})
	create()
	search(0, true) // Which is why "not there" is believed only some time after.
	s.ClearFaults()
	create()
	search(1, true)
	s.AddFaults(vascosim.Fault{Kind: "no_extra_fields"})
	search(1, false)
	s.ClearFaults()
	s.AddFaults(vascosim.Fault{Kind: "ignore_filter"})
	if _, err := client.ReadOrder(t.Context(), vasco.OrderRef{Number: "00777", Year: "2026"}); kindOf(err) != "not found" {
		t.Errorf("another order than asked for: %v", err)
	}
	if found, err := client.PartnersByEmail(t.Context(), "nobody@example.si"); err != nil || len(found) != 0 {
		t.Errorf("everybody was answered: %v, %v", found, err)
	}
	if found, err := client.Articles(t.Context(), []string{"00086"}, nil); err != nil || len(found) != 1 {
		t.Errorf("all articles were answered: %v, %v", found, err)
	}
}

func TestTokensThatEndMidRunCostOneLogin(t *testing.T) {
	t.Parallel()
	s := simulate(t, vasco.FAProfile(), vascosim.Options{Dialect: vascosim.FA})
	client := s.client(t, nil)
	for range 3 {
		if _, err := client.CreateOrder(t.Context(), order(t, s.profile)); err != nil {
			t.Fatal(err)
		}
		s.ExpireTokens()
	}
	if n := s.Calls("POST Avtentikacija"); n != 3 || len(s.Orders()) != 3 {
		t.Errorf("%d logins for %d orders", n, len(s.Orders()))
	}
}

// However a write of an article fails, the client never says that it did not
// happen when it did.
func TestHowTheClientTakesFailingWritesOfArticles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		fault          vascosim.Fault
		create, update string
		// written is whether it is there in the end.
		written bool
	}{
		{vascosim.Fault{Kind: "slow", Millis: 1}, "<nil>", "<nil>", true},
		{vascosim.Fault{Kind: "drop_before"}, "unclear", "unclear", false},
		{vascosim.Fault{Kind: "drop_after"}, "unclear", "unclear", true},
		{vascosim.Fault{Kind: "commit_late", Millis: 50}, "unclear", "unclear", true},
		{vascosim.Fault{Kind: "status", Status: 500, Body: "Access violation", AfterWrite: true}, "unclear", "unclear", true},
		{vascosim.Fault{Kind: "status", Status: 422, Body: `{"title":"Ne gre"}`}, "rejected", "rejected", false},
		{vascosim.Fault{Kind: "empty_200"}, "unclear", "<nil>", true},
		{vascosim.Fault{Kind: "html_200"}, "unclear", "unclear", true},
		{vascosim.Fault{Kind: "retry_after", Millis: 7000}, "unavailable", "unavailable", false},
		{vascosim.Fault{Kind: "expired_token"}, "<nil>", "<nil>", true},
	} {
		t.Run(fmt.Sprint(c.fault.Kind, c.fault.Status), func(t *testing.T) {
			t.Parallel()
			s := simulate(t, vasco.FAProfile(), vascosim.Options{Dialect: vascosim.FA})
			client := s.client(t, nil)
			there := func(price string) bool {
				found, err := client.Articles(t.Context(), []string{"A"}, nil)
				return err == nil && len(found) == 1 && found[0].Price.String() == price
			}
			write := func(method, price, want string, do func(json.RawMessage) error) {
				t.Helper()
				payload, err := client.EncodeArticle(vasco.ArticleDocument{Code: "A", Name: "Med", Price: decimal.RequireFromString(price)})
				if err != nil {
					t.Fatal(err)
				}
				fault := c.fault
				fault.Method, fault.Path, fault.Times = method, "FASifranti/artikel", 1
				s.AddFaults(fault)
				if err := do(payload); kindOf(err) != want {
					t.Errorf("%s ended %v", method, err)
				}
				if c.written {
					waitFor(t, func() bool { return there(price) })
				} else if there(price) {
					t.Errorf("%s was written", method)
				}
			}
			write("POST", "1.5", c.create, func(payload json.RawMessage) error { return client.CreateArticle(t.Context(), payload) })
			s.AddArticle(vascosim.Article{Code: "A", Name: "Med", Price: "1"})
			write("PUT", "2.5", c.update, func(payload json.RawMessage) error { return client.UpdateArticle(t.Context(), "A", payload) })
		})
	}
}

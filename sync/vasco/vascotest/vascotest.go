// Package vascotest checks that a VASCO is what the client takes it for: the
// simulator in every dialect, or a real one.
//
// A real server is checked when VASCO_CONFORMANCE_URL names it, together with
//
//	VASCO_CONFORMANCE_USER        and the password and tax number beside it:
//	VASCO_CONFORMANCE_PASSWORD
//	VASCO_CONFORMANCE_TAX_NUMBER
//	VASCO_CONFORMANCE_PROFILE     kiwwwi or fa; kiwwwi when not set
//	VASCO_CONFORMANCE_PARTNER     the code of a partner there, to be looked up
//	VASCO_CONFORMANCE_ARTICLE     the code of an article there
//	VASCO_CONFORMANCE_CREATE      yes: one order of that article is made for that partner,
//	                              and one article, KONFORM-ARTIKEL-1, which must not be there
//
// Without the last nothing is written.
package vascotest

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// Options say what Run may count on, and what it may do.
type Options struct {
	Profile vasco.Profile
	// Partner and Article are codes that exist. What needs one is left out without it.
	Partner, Article string
	// MayCreate allows one order to be made, of Article for Partner, and one article.
	MayCreate bool
	// Disposable servers may be filled with anything, and refuse what a real one does.
	Disposable bool
}

// NewClient makes a client for the server under test, with its settings changed
// by change.
type NewClient func(t *testing.T, change func(*vasco.Config)) *vasco.Client

// Run checks a server.
func Run(t *testing.T, newClient NewClient, o Options) {
	t.Helper()
	s := &suite{newClient: newClient, options: o}
	t.Run("connection test", s.connectionTest)
	t.Run("articles", s.articles)
	t.Run("stock", s.stock)
	if o.Article != "" {
		t.Run("extra fields", s.extras)
	}
	t.Run("partners", s.partners)
	t.Run("search", s.search)
	if o.MayCreate {
		t.Run("one order", s.oneOrder)
		t.Run("one article", s.oneArticle)
	}
	if o.Disposable {
		t.Run("refusals", s.refusals)
		t.Run("new partners", s.newPartners)
	}
}

type suite struct {
	newClient NewClient
	options   Options
}

// client makes a client whose calls are checked at the end of the test: no
// secret is recorded, and writes only where they are expected.
func (s *suite) client(t *testing.T, writes bool) *vasco.Client {
	t.Helper()
	var (
		mu       sync.Mutex
		calls    []vasco.Call
		password string
	)
	client := s.newClient(t, func(c *vasco.Config) {
		password = c.Password
		c.Record = recorder(func(call vasco.Call) {
			mu.Lock()
			defer mu.Unlock()
			calls = append(calls, call)
		})
	})
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		if !slices.ContainsFunc(calls, isLogin) {
			t.Error("no login was recorded")
		}
		for _, call := range calls {
			checkRecord(t, call, password)
			if call.Method != http.MethodGet && !isLogin(call) && !writes {
				t.Errorf("wrote by %s %s", call.Method, call.Path)
			}
		}
	})
	return client
}

func isLogin(call vasco.Call) bool { return call.Path == "/Avtentikacija" }

func checkRecord(t *testing.T, call vasco.Call, password string) {
	t.Helper()
	for _, text := range []string{string(call.Request), string(call.Response)} {
		if isLogin(call) && (strings.Contains(text, `"`+password+`"`) || strings.Contains(text, `"eyJ`)) {
			t.Errorf("a secret stands in the record of the login: %s", text)
		}
	}
	if call.Duration <= 0 || call.Started.IsZero() || call.Operation == "" {
		t.Errorf("recorded as %+v", call)
	}
}

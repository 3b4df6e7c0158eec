package vascotest_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/vasco/vascotest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// simulated is a simulator and a client for it.
type simulated struct {
	*vascosim.Server

	url     string
	profile vasco.Profile
}

func simulate(t *testing.T, profile vasco.Profile, opts vascosim.Options) *simulated {
	t.Helper()
	server, err := vascosim.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(server.Handler())
	t.Cleanup(func() {
		front.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return &simulated{server, front.URL, profile}
}

func (s *simulated) client(t *testing.T, change func(*vasco.Config)) *vasco.Client {
	t.Helper()
	config := vasco.Config{
		BaseURL: s.url, Username: "demo", Password: "demo", TaxNumber: "12345678", Profile: s.profile, Timeout: 10 * time.Second,
		Transport: &http.Transport{DisableKeepAlives: true},
	}
	if change != nil {
		change(&config)
	}
	client, err := vasco.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestTheSimulatorConforms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dialect vascosim.Dialect
		profile vasco.Profile
	}{
		{vascosim.Kiwwwi, vasco.KiwwwiProfile()},
		{vascosim.FA, vasco.FAProfile()},
		{vascosim.Lenient, vasco.KiwwwiProfile()},
		{vascosim.Lenient, vasco.FAProfile()},
	} {
		t.Run(string(c.dialect)+" with "+c.profile.Name, func(t *testing.T) {
			t.Parallel()
			s := simulate(t, c.profile, vascosim.Options{Dialect: c.dialect, EnforceLimits: true})
			vascotest.Run(t, s.client, vascotest.Options{Profile: c.profile, Partner: "501", Article: "3830012345678", MayCreate: true, Disposable: true})
		})
	}
}

// TestARealServerConforms runs when somebody names one; see the package's words.
func TestARealServerConforms(t *testing.T) {
	t.Parallel()
	address := os.Getenv("VASCO_CONFORMANCE_URL")
	if address == "" {
		t.Skip("VASCO_CONFORMANCE_URL names no server")
	}
	profile, err := vasco.ProfileByName(os.Getenv("VASCO_CONFORMANCE_PROFILE"), nil)
	if err != nil {
		t.Fatal(err)
	}
	newClient := func(t *testing.T, change func(*vasco.Config)) *vasco.Client {
		t.Helper()
		config := vasco.Config{
			BaseURL: address, Username: os.Getenv("VASCO_CONFORMANCE_USER"), Password: os.Getenv("VASCO_CONFORMANCE_PASSWORD"),
			TaxNumber: os.Getenv("VASCO_CONFORMANCE_TAX_NUMBER"), Profile: profile, Transport: &http.Transport{DisableKeepAlives: true},
		}
		change(&config)
		client, err := vasco.New(config)
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	vascotest.Run(t, newClient, vascotest.Options{
		Profile: profile, Partner: os.Getenv("VASCO_CONFORMANCE_PARTNER"), Article: os.Getenv("VASCO_CONFORMANCE_ARTICLE"),
		MayCreate: os.Getenv("VASCO_CONFORMANCE_CREATE") == "yes",
	})
}

package connection

import (
	"context"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// WooClient returns the client of a shop; one is kept for each, because it holds
// the circuit breaker. The calls under way are bounded over all clients of a shop.
func (r *Registry) WooClient(s *Shop) (*woo.Client, error) {
	made := strings.Join([]string{s.URL, s.HomeURL, s.ConsumerKey, s.ConsumerSecret, string(s.Auth)}, "\x00")
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.woo[s.ID]; ok && known.made == made && s.ID != 0 {
		return known.value, nil
	}
	c, err := woo.New(woo.Config{
		BaseURL: s.URL, HomeURL: s.HomeURL, Key: s.ConsumerKey, Secret: s.ConsumerSecret, Auth: s.Auth,
		Timeout: r.opts.ShopTimeout, Slots: r.slotsOf(s), Transport: r.opts.Transport,
		OnReachable: func(reachable bool) { r.shopReachable(s, reachable) },
		Record: func(ctx context.Context, call woo.Call) {
			r.called(ctx, apicall.SystemSHOP, s.ID, 0, recorded{
				Operation: call.Operation, Method: call.Method, Path: call.Path, Status: call.Status,
				Started: call.Started, Duration: call.Duration, Request: call.Request, Response: call.Response, Err: call.Err,
			})
		},
	})
	if err != nil {
		return nil, fmt.Errorf("set up the client of shop %s: %w", s.Key, err)
	}
	if s.ID != 0 {
		r.woo[s.ID] = client[*woo.Client]{made, c}
	}
	return c, nil
}

// VascoClient returns the client of a connection; one is kept for each,
// because it holds the login and the circuit breaker.
func (r *Registry) VascoClient(v *Vasco) (*vasco.Client, error) {
	made := fmt.Sprint(v.BaseURL, "\x00", v.Username, "\x00", v.Password, "\x00", v.TaxNumber, "\x00", v.Profile, v.Concurrency)
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.erp[v.ID]; ok && known.made == made && v.ID != 0 {
		return known.value, nil
	}
	c, err := vasco.New(vasco.Config{
		BaseURL: v.BaseURL, Username: v.Username, Password: v.Password, TaxNumber: v.TaxNumber, Profile: v.Profile,
		Timeout: r.opts.CallTimeout, MaxConcurrent: v.Concurrency, Transport: r.opts.Transport,
		OnReachable: func(reachable bool) { r.reachable(v, reachable) },
		Record: func(ctx context.Context, call vasco.Call) {
			r.called(ctx, apicall.SystemVASCO, 0, v.ID, recorded{
				Operation: call.Operation, Method: call.Method, Path: call.Path, Status: call.Status,
				Started: call.Started, Duration: call.Duration, Request: call.Request, Response: call.Response, Err: call.Err,
			})
		},
	})
	if err != nil {
		return nil, fmt.Errorf("set up the client of VASCO connection %s: %w", v.Name, err)
	}
	if v.ID != 0 {
		r.erp[v.ID] = client[*vasco.Client]{made, c}
	}
	return c, nil
}

// called counts a call and has it written down.
func (r *Registry) called(ctx context.Context, system apicall.System, shopID, connectionID int, call recorded) {
	if r.opts.Called != nil {
		r.opts.Called(string(system), call.Operation, call.Status, call.Duration)
	}
	r.calls.add(ctx, system, shopID, connectionID, call)
}

// address is a URL without scheme and trailing slash, folded.
func address(url string) string {
	if _, rest, found := strings.Cut(url, "://"); found {
		url = rest
	}
	return strings.ToLower(strings.TrimRight(url, "/"))
}

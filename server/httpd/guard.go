package httpd

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// guard keeps out requests that a browser was talked into by somebody else's page.
type guard struct {
	// hosts are the names the service answers to, besides the loopback ones.
	hosts   []string
	origins []string
	cross   *http.CrossOriginProtection
}

func newGuard(o Options) (*guard, error) {
	g := &guard{cross: http.NewCrossOriginProtection()}
	if host, _, err := net.SplitHostPort(o.Addr); err == nil && host != "" {
		g.hosts = append(g.hosts, fold(host))
	}
	for _, origin := range append([]string{o.PublicURL}, o.CORSOrigins...) {
		if origin == "" {
			continue
		}
		u, err := url.Parse(origin)
		if err != nil {
			return nil, fmt.Errorf("origin %q: %w", origin, err)
		}
		clean := fold(u.Scheme + "://" + u.Host)
		if err := g.cross.AddTrustedOrigin(clean); err != nil {
			return nil, fmt.Errorf("origin %q: %w", origin, err)
		}
		g.origins = append(g.origins, clean)
		if origin == o.PublicURL {
			g.hosts = append(g.hosts, fold(u.Hostname()))
		}
	}
	return g, nil
}

func fold(text string) string { return strings.ToLower(text) }

// protect turns away requests under foreign names (a page whose name was bound
// to our address: DNS rebinding) and writes from other sites' pages.
func (g *guard) protect(next http.Handler) http.Handler {
	next = g.cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.knows(r.Host) {
			http.Error(w, "This service is not reached under that name; set VASCO_PUBLIC_URL to the one it has.", http.StatusMisdirectedRequest)
			return
		}
		if isUpgrade(r) && !g.sameOrigin(r) {
			http.Error(w, "WebSocket connections are only for this service's own page.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *guard) knows(hostport string) bool {
	host := hostport
	if name, _, err := net.SplitHostPort(hostport); err == nil {
		host = name
	}
	host = fold(strings.Trim(host, "[]"))
	if host == "localhost" || slices.Contains(g.hosts, host) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func isUpgrade(r *http.Request) bool { return r.Header.Get("Upgrade") != "" }

// sameOrigin: browsers name the page a WebSocket comes from, scripts name none.
func (g *guard) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	return fold(u.Host) == fold(r.Host) || slices.Contains(g.origins, fold(u.Scheme+"://"+u.Host))
}

// cors lets the pages of VASCO_CORS_ORIGINS call the API.
func (g *guard) cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		w.Header().Add("Vary", "Origin")
		if origin != "" && slices.Contains(g.origins, fold(origin)) {
			h := w.Header()
			h.Set("Access-Control-Allow-Origin", origin)
			if r.Method == http.MethodOptions {
				h.Set("Access-Control-Allow-Methods", "GET, POST")
				h.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type")
				h.Set("Access-Control-Max-Age", "600")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// onlyLoopback is for what operators of this machine read.
func onlyLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
			http.Error(w, "Only this machine may read this.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

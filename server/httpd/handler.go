// Package httpd answers HTTP: it puts the handlers of the service under their
// routes and keeps strangers out.
package httpd

import (
	"context"
	"io/fs"
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler"

	"github.com/kiwwwi/vasco/sync/woo/companion"
)

// Options are the handlers and rules of the server.
type Options struct {
	// Addr is the address the server listens on.
	Addr string
	// PublicURL is what shops and browsers reach the service under.
	PublicURL string
	// CORSOrigins are other pages that may call the API.
	CORSOrigins []string
	// Webhooks takes deliveries under its pattern.
	WebhookPattern string
	Webhooks       http.Handler
	// GraphQL is the API without transports; its streams end with Streams.
	GraphQL *handler.Server
	Streams context.Context //nolint:containedctx // It lives as long as the handler.
	Metrics http.Handler
	// Page is the built SPA.
	Page fs.FS
	// LogDir holds the plain log files.
	LogDir string
	// Ready is nil when webhooks are answered.
	Ready func(r *http.Request) error
}

// New makes the handler of everything.
func New(o Options) (http.Handler, error) {
	page, err := newPage(o.Page)
	if err != nil {
		return nil, err
	}
	guard, err := newGuard(o)
	if err != nil {
		return nil, err
	}
	plugin, err := companionPlugin()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	// A delivery is known by its signature, whoever brings it.
	mux.Handle(o.WebhookPattern, o.Webhooks)
	mux.HandleFunc("/webhooks/", notFound)
	// A load balancer asks under any name, and learns nothing.
	mux.HandleFunc("GET /healthz", alive)
	mux.Handle("GET /readyz", readiness(o.Ready))

	inner := http.NewServeMux()
	inner.Handle("/graphql", guard.cors(serveGraphQL(o.GraphQL, guard, o.Streams)))
	inner.HandleFunc("/graphql/", notFound)
	inner.Handle("/metrics", onlyLoopback(o.Metrics))
	inner.Handle("GET /logs/{shop}/{year}/{month}/{file}", logFiles(o.LogDir))
	inner.HandleFunc("/logs/", notFound)
	inner.Handle("GET /downloads/"+companion.Name, plugin)
	inner.HandleFunc("/downloads/", notFound)
	inner.Handle("/", page)
	mux.Handle("/", guard.protect(inner))
	return headers(mux), nil
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "There is nothing under this address.", http.StatusNotFound)
}

// headers are the ones every answer gets.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Content-Security-Policy", contentPolicy)
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets the SPA load its own files only; Mantine writes styles inline.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"

package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// Limits of a connection. Streams lift their own write limit.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 64 << 10
)

// Server is a listening HTTP server.
type Server struct {
	server   *http.Server
	listener net.Listener
	served   chan error
	silent   silent
}

// Listen takes the address, so that one in use is known before anything else is done.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return listener, nil
}

// Serve begins to answer.
func Serve(listener net.Listener, handler http.Handler) *Server {
	s := &Server{
		listener: listener, served: make(chan error, 1), silent: silent{conns: make(map[net.Conn]struct{})},
		server: &http.Server{
			Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
			IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
		},
	}
	s.server.ConnState = s.silent.note
	go func() { s.served <- s.server.Serve(listener) }()
	return s
}

// Addr is the address it listens on.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// Stop takes no new requests and waits for those under way until ctx ends;
// then it cuts them off.
func (s *Server) Stop(ctx context.Context) error {
	s.silent.close()
	err := s.server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		slog.WarnContext(ctx, "requests were cut off: they did not end in time", "address", s.Addr())
		err = s.server.Close()
	}
	if served := <-s.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("stop the server on %s: %w", s.Addr(), err)
	}
	return nil
}

// silent are connections on which nothing was ever sent: clients make them in
// advance. A shutdown would wait five seconds for each to say something.
type silent struct {
	mu      sync.Mutex
	conns   map[net.Conn]struct{}
	closing bool
}

func (s *silent) note(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(s.conns, conn)
	case s.closing:
		_ = conn.Close() // It came in the last moment.
	default:
		s.conns[conn] = struct{}{}
	}
}

func (s *silent) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closing = true
	for conn := range s.conns {
		_ = conn.Close() // Nobody waits for anything on it.
	}
}

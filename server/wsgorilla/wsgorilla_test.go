package wsgorilla_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/server/wsgorilla"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const protocol = "graphql-transport-ws"

// pair is both ends of a connection that was accepted.
func pair(t *testing.T) (ours transport.WebsocketConn, theirs *websocket.Conn) {
	t.Helper()
	accepted, finished := make(chan transport.WebsocketConn, 1), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := wsgorilla.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}.
			Accept(w, r, transport.WebsocketAcceptOptions{Subprotocols: []string{protocol}})
		if err != nil {
			t.Errorf("accept: %v", err)
		}
		accepted <- conn
		<-finished
	}))
	dialer := websocket.Dialer{Subprotocols: []string{"other", protocol}}
	theirs, response, err := dialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(server.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	ours = <-accepted
	t.Cleanup(func() {
		_ = theirs.Close() // The test may have closed either end.
		_ = ours.Close()
		close(finished)
		server.Close()
	})
	return ours, theirs
}

func TestMessagesGoBothWays(t *testing.T) {
	t.Parallel()
	ours, theirs := pair(t)
	if got := ours.Subprotocol(); got != protocol {
		t.Errorf("the subprotocol is %q", got)
	}
	if err := theirs.WriteMessage(websocket.TextMessage, []byte("hello")); err != nil {
		t.Fatal(err)
	}
	kind, reader, err := ours.NextReader()
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(reader); err != nil || kind != websocket.TextMessage || string(raw) != "hello" {
		t.Errorf("got %d %q, %v", kind, raw, err)
	}
	if err := ours.WriteJSON(map[string]int{"n": 1}); err != nil {
		t.Fatal(err)
	}
	if _, raw, err := theirs.ReadMessage(); err != nil || strings.TrimSpace(string(raw)) != `{"n":1}` {
		t.Errorf("got %q, %v", raw, err)
	}
}

func TestGoodbyes(t *testing.T) {
	t.Parallel()
	for code, quiet := range map[int]bool{
		websocket.CloseNormalClosure: true, websocket.CloseGoingAway: true, websocket.CloseNoStatusReceived: true,
		websocket.CloseProtocolError: false, 4400: false,
	} {
		ours, theirs := pair(t)
		message := websocket.FormatCloseMessage(code, "")
		if err := theirs.WriteControl(websocket.CloseMessage, message, time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := ours.NextReader(); err == nil || errors.Is(err, transport.ErrWebsocketClosed) != quiet {
			t.Errorf("after %d: %v", code, err)
		}
	}
}

func TestWeSayGoodbye(t *testing.T) {
	t.Parallel()
	ours, theirs := pair(t)
	if err := ours.WriteClose(4408, "too late"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := theirs.ReadMessage(); !websocket.IsCloseError(err, 4408) {
		t.Errorf("got %v", err)
	}
}

// A lost reader must not keep its subscriptions alive.
func TestAFailedWriteEndsTheReading(t *testing.T) {
	t.Parallel()
	ours, theirs := pair(t)
	if err := theirs.Close(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for ours.WriteJSON(strings.Repeat("x", 1<<16)) == nil {
		if time.Now().After(deadline) {
			t.Fatal("writes to nobody go on")
		}
	}
	if _, _, err := ours.NextReader(); err == nil {
		t.Error("the reading goes on")
	}
}

func TestForeignPagesAreRefused(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql", nil)
	for name, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
	} {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	_, err := wsgorilla.Upgrader{CheckOrigin: func(*http.Request) bool { return false }}.Accept(w, r, transport.WebsocketAcceptOptions{})
	if err == nil || w.Code != http.StatusForbidden {
		t.Errorf("%d, %v", w.Code, err)
	}
}

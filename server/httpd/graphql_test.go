package httpd

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestQueriesAndMutations(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want                     string
	}{
		{"a query", "POST", "/graphql", query, 200, `"name":"test"`},
		{"a query by GET", "GET", "/graphql?query=" + url.QueryEscape("{ name }"), "", 200, `"name":"test"`},
		{"a mutation", "POST", "/graphql", `{"query":"mutation { name }"}`, 200, "mutations are not supported"}, // By the stand-in.
		{"a mutation by GET", "GET", "/graphql?query=" + url.QueryEscape("mutation { name }"), "", 406, "only allow query"},
		{"a subscription without a stream", "POST", "/graphql", `{"query":"subscription { name }"}`, 422, "text/event-stream"},
		{"no query", "POST", "/graphql", `{}`, 422, "no operation provided"},
		{"no JSON", "POST", "/graphql", `{"query`, 400, "not the JSON"},
		{"other JSON", "POST", "/graphql", `{"query":{"password":"x"}}`, 400, `"GRAPHQL_PARSE_FAILED"`},
		{"an unknown field", "POST", "/graphql", `{"query":"{ nam }"}`, 422, "Cannot query field"},
		{"too long", "POST", "/graphql", `{"query":"` + strings.Repeat(" ", maxQuery) + `"}`, 413, "longer than 1 MiB"},
	} {
		response, body := s.ask(t, c.method, c.path, c.body, "Content-Type: application/json")
		if response.StatusCode != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s, want %d with %q", c.name, response.StatusCode, body, c.status, c.want)
		}
	}
}

func (s *site) dial(t *testing.T, header http.Header, protocols ...string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	dialer := websocket.Dialer{Subprotocols: protocols, HandshakeTimeout: 5 * time.Second}
	conn, response, err := dialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(s.URL, "http")+"/graphql", header)
	if response != nil {
		t.Cleanup(func() { _ = response.Body.Close() })
	}
	if conn != nil {
		t.Cleanup(func() { _ = conn.Close() })
		if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	return conn, response, err
}

const transportWS = "graphql-transport-ws"

func subscribe(t *testing.T, s *site) *websocket.Conn {
	t.Helper()
	conn, _, err := s.dial(t, nil, transportWS)
	if err != nil {
		t.Fatal(err)
	}
	send := func(text string) {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	send(`{"type":"connection_init"}`)
	if got := next(t, conn); !strings.Contains(got, "connection_ack") {
		t.Fatalf("the first answer is %s", got)
	}
	send(`{"id":"1","type":"subscribe","payload":{"query":"subscription { name }"}}`)
	s.api.SendNextSubscriptionMessage()
	if got := next(t, conn); !strings.Contains(got, `"name":"test"`) {
		t.Fatalf("the first message is %s", got)
	}
	return conn
}

func next(t *testing.T, conn *websocket.Conn) string {
	t.Helper()
	for {
		_, raw, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if text := string(raw); !strings.Contains(text, `"type":"ping"`) && !strings.Contains(text, `"type":"pong"`) {
			return text
		}
	}
}

func TestSubscriptionsOverWebSocket(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	conn := subscribe(t, s)
	s.api.SendNextSubscriptionMessage()
	if got := next(t, conn); !strings.Contains(got, `"name":"test"`) {
		t.Errorf("the second message is %s", got)
	}
}

func TestStoppingEndsWebSockets(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	conn := subscribe(t, s)
	s.end()
	for {
		_, raw, err := conn.ReadMessage()
		if websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			return
		}
		if err != nil {
			t.Fatalf("got %v, want a goodbye", err)
		}
		t.Logf("before the goodbye: %s", raw)
	}
}

func TestTooLongAMessageEndsTheWebSocket(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	conn := subscribe(t, s)
	long := `{"id":"2","type":"subscribe","payload":{"query":"` + strings.Repeat(" ", maxQuery) + `"}}`
	_ = conn.WriteMessage(websocket.TextMessage, []byte(long)) // The other side may close in the middle of it.
	for {
		_, _, err := conn.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, websocket.CloseMessageTooBig, websocket.CloseNormalClosure) && !strings.Contains(err.Error(), "reset") && !strings.Contains(err.Error(), "broken pipe") {
			t.Errorf("got %v", err)
		}
		return
	}
}

func TestWebSocketsOfOtherPagesAreRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *Options) { o.CORSOrigins = []string{"https://tools.example.com"} })
	for origin, allowed := range map[string]bool{
		"": true, s.URL: true, "https://tools.example.com": true,
		"https://evil.example": false, "null": false, "http://127.0.0.1:1": false, "http://tools.example.com": false, "%zz": false,
	} {
		header := make(http.Header)
		if origin != "" {
			header.Set("Origin", origin)
		}
		_, response, err := s.dial(t, header, transportWS)
		if (err == nil) != allowed {
			t.Errorf("from %q: %v", origin, err)
		}
		if !allowed && (response == nil || response.StatusCode != http.StatusForbidden) {
			t.Errorf("from %q: %v", origin, response)
		}
	}
}

// A stream outlives the time limits of ordinary requests.
func TestSubscriptionsOverSSE(t *testing.T) {
	t.Parallel()
	// A server with a short patience stands in for a stream of minutes.
	const patience = 300 * time.Millisecond
	s := newSite(t, nil, func(server *http.Server) { server.ReadTimeout, server.WriteTimeout = patience, patience })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/graphql", strings.NewReader(`{"query":"subscription { name }"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	response, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if kind := response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("content type %q", kind)
	}
	lines := bufio.NewScanner(response.Body)
	read := func() string {
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "data:") {
				return lines.Text()
			}
		}
		return fmt.Sprintf("the end (%v)", lines.Err())
	}
	for i := range 3 {
		time.Sleep(patience) // The point is that time goes by.
		s.api.SendNextSubscriptionMessage()
		if got := read(); !strings.Contains(got, `"name":"test"`) {
			t.Fatalf("message %d: %s", i+1, got)
		}
	}
	s.end()
	if got := read(); !strings.HasPrefix(got, "the end") && !strings.HasPrefix(got, "data: {") {
		t.Errorf("after the service stopped: %s", got)
	}
}

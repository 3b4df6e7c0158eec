package graph_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// reader follows a subscription, over whichever transport.
type reader interface {
	// next returns the next answer; ok is false when the server has ended the
	// stream, or hung up (lost).
	next() (got answer, ok bool)
	close()
}

// transports open a subscription each.
var transports = map[string]func(a *api, query string, variables vars) reader{
	"websocket": func(a *api, query string, variables vars) reader { return a.overWebSocket(query, variables) },
	"sse":       func(a *api, query string, variables vars) reader { return a.overSSE(query, variables) },
}

// patience is how long an answer may take.
const patience = 30 * time.Second

type socket struct {
	t    *testing.T
	conn *websocket.Conn
}

func (a *api) overWebSocket(query string, variables vars) *socket {
	a.t.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}, HandshakeTimeout: patience}
	conn, response, err := dialer.DialContext(a.t.Context(), "ws"+strings.TrimPrefix(a.url, "http")+"/graphql", nil)
	if err != nil {
		a.t.Fatal(err)
	}
	_ = response.Body.Close()
	s := &socket{a.t, conn}
	a.t.Cleanup(s.close)
	s.send(map[string]any{"type": "connection_init"})
	s.send(map[string]any{"type": "subscribe", "id": "1", "payload": map[string]any{"query": query, "variables": variables}})
	if kind, _ := s.read(); kind != "connection_ack" {
		a.t.Fatalf("the first message is %s", kind)
	}
	return s
}

func (s *socket) send(message any) {
	s.t.Helper()
	if err := s.conn.WriteJSON(message); err != nil {
		s.t.Fatal(err)
	}
}

// read returns the next message that is no ping.
func (s *socket) read() (kind string, payload json.RawMessage) {
	s.t.Helper()
	for {
		if err := s.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
			s.t.Fatal(err)
		}
		var message struct {
			Type    string
			Payload json.RawMessage
		}
		if err := s.conn.ReadJSON(&message); err != nil {
			return "lost", nil
		}
		switch message.Type {
		case "ping":
			s.send(map[string]any{"type": "pong"})
		case "pong":
		default:
			return message.Type, message.Payload
		}
	}
}

func (s *socket) next() (got answer, ok bool) {
	s.t.Helper()
	kind, payload := s.read()
	switch kind {
	case "next":
		if err := json.Unmarshal(payload, &got); err != nil {
			s.t.Fatal(err)
		}
		return got, true
	case "error":
		if err := json.Unmarshal(payload, &got.Errors); err != nil {
			s.t.Fatal(err)
		}
		return got, true
	case "complete":
		return got, false
	case "lost":
		return answer{lost: true}, false
	}
	s.t.Fatalf("a message of type %s", kind)
	return got, false
}

func (s *socket) close() { _ = s.conn.Close() }

type eventStream struct {
	t        *testing.T
	response *http.Response
	lines    *bufio.Scanner
}

func (a *api) overSSE(query string, variables vars) *eventStream {
	a.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		a.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(a.t.Context(), http.MethodPost, a.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		a.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	response, err := a.server.Client().Do(request)
	if err != nil {
		a.t.Fatal(err)
	}
	s := &eventStream{a.t, response, bufio.NewScanner(response.Body)}
	s.lines.Buffer(nil, 1<<20)
	a.t.Cleanup(s.close)
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		a.t.Fatalf("the stream begins with %s, %s", response.Status, kind)
	}
	return s
}

func (s *eventStream) next() (got answer, ok bool) {
	s.t.Helper()
	for s.lines.Scan() {
		line := s.lines.Text()
		if line == "event: complete" {
			return got, false
		}
		if data, found := strings.CutPrefix(line, "data: "); found {
			if json.Unmarshal([]byte(data), &got) != nil {
				break // It broke off in the middle of a line.
			}
			return got, true
		}
	}
	return answer{lost: true}, false
}

func (s *eventStream) close() { _ = s.response.Body.Close() }

// Package wsgorilla lets gqlgen speak WebSocket through gorilla/websocket.
package wsgorilla

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/gorilla/websocket"
)

const (
	handshakeTimeout = 10 * time.Second
	// writeTimeout is how long a reader may be deaf before its connection is closed.
	writeTimeout = 10 * time.Second
)

// Upgrader accepts WebSocket connections.
type Upgrader struct {
	// CheckOrigin tells whether the page that connects may.
	CheckOrigin func(r *http.Request) bool
}

// Accept answers the handshake.
func (u Upgrader) Accept(w http.ResponseWriter, r *http.Request, o transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	upgrader := websocket.Upgrader{CheckOrigin: u.CheckOrigin, HandshakeTimeout: handshakeTimeout, Subprotocols: o.Subprotocols}
	conn, err := upgrader.Upgrade(w, r, o.ResponseHeader)
	if err != nil {
		return nil, fmt.Errorf("accept a WebSocket connection: %w", err)
	}
	return &connection{conn}, nil
}

// connection is a gorilla connection as gqlgen wants it. Read limits, deadlines
// and the subprotocol are gorilla's own.
type connection struct{ *websocket.Conn }

// NextReader returns the next message; a peer that said goodbye is no error.
func (c *connection) NextReader() (messageType int, r io.Reader, err error) {
	messageType, r, err = c.Conn.NextReader()
	if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseNoStatusReceived) {
		return messageType, nil, transport.ErrWebsocketClosed
	}
	return messageType, r, err //nolint:wrapcheck // gqlgen looks for net.ErrClosed and for JSON's errors in it.
}

// WriteJSON sends a message. A reader that does not read loses its connection,
// which ends its subscriptions.
func (c *connection) WriteJSON(v any) error {
	err := c.SetWriteDeadline(time.Now().Add(writeTimeout))
	if err == nil {
		err = c.Conn.WriteJSON(v)
	}
	if err != nil {
		_ = c.Close() // The reading side notices and cleans up.
		return fmt.Errorf("write to a WebSocket: %w", err)
	}
	return nil
}

// WriteClose says goodbye.
func (c *connection) WriteClose(code int, message string) error {
	goodbye := websocket.FormatCloseMessage(code, message)
	if err := c.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(writeTimeout)); err != nil {
		return fmt.Errorf("close a WebSocket: %w", err)
	}
	return nil
}

var (
	_ transport.WebsocketImplementation = Upgrader{}
	_ transport.WebsocketReadLimiter    = &connection{}
	_ transport.WebsocketReadDeadliner  = &connection{}
)

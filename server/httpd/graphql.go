package httpd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/kiwwwi/vasco/server/wsgorilla"
	"github.com/kiwwwi/vasco/sync/actor"
)

const (
	// maxQuery bounds a request's body and a WebSocket message.
	maxQuery = 1 << 20

	keepAlive   = 15 * time.Second
	initTimeout = 10 * time.Second
	// streamWrite is how long a reader of a stream may be deaf.
	streamWrite = 10 * time.Second
)

// serveGraphQL puts the API's server behind its transports: POST, GET for
// queries, subscriptions over WebSocket and SSE. Streams end with ends.
func serveGraphQL(api *handler.Server, g *guard, ends context.Context) http.Handler { //nolint:revive // ends is not the call's context.
	limit := int64(maxQuery)
	api.AddTransport(transport.Websocket{
		Implementation: wsgorilla.Upgrader{CheckOrigin: g.sameOrigin}, InitTimeout: initTimeout,
		KeepAlivePingInterval: keepAlive, PingPongInterval: keepAlive, PayloadReadLimit: &limit,
	})
	api.AddTransport(transport.SSE{KeepAlivePingInterval: keepAlive})
	api.AddTransport(transport.Options{})
	api.AddTransport(transport.GET{})
	api.AddTransport(transport.POST{})
	api.Use(streamsOnly{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Until accounts exist, whoever reaches the service is its person.
		ctx := actor.With(r.Context(), actor.Actor{Kind: actor.Person})
		if !takeBody(w, r) {
			return
		}
		if isUpgrade(r) || isEventStream(r) {
			var cancel context.CancelFunc
			ctx, cancel = context.WithCancel(context.WithValue(ctx, streamKey{}, true))
			defer cancel()
			defer context.AfterFunc(ends, cancel)()
		}
		if isEventStream(r) {
			w = newStream(w)
		}
		api.ServeHTTP(w, r.WithContext(ctx))
	})
}

// streamKey marks the contexts of streams.
type streamKey struct{}

// streamsOnly refuses a subscription that comes as a plain request: that would
// wait for the first event, and say nothing more.
type streamsOnly struct{}

// ExtensionName names the extension to gqlgen.
func (streamsOnly) ExtensionName() string { return "StreamsOnly" }

// Validate has nothing to look at.
func (streamsOnly) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext is gqlgen's hook before an operation is executed.
func (streamsOnly) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	if operation.Operation.Operation == ast.Subscription && ctx.Value(streamKey{}) == nil {
		return &gqlerror.Error{
			Message:    "A subscription needs a WebSocket (graphql-transport-ws), or server-sent events: Accept: text/event-stream.",
			Extensions: map[string]any{"code": errcode.ValidationFailed},
		}
	}
	return nil
}

// unreadable answers what is no request of GraphQL.
const unreadable = `{"errors":[{"message":"The body is not the JSON of a GraphQL request.","extensions":{"code":"` + errcode.ParseFailed + `"}}],"data":null}`

func isEventStream(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

// takeBody reads the body before anything else, so that a stream has no limit
// on its reading left, which would end it.
func takeBody(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPost {
		return true
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxQuery))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok && tooLarge != nil {
		http.Error(w, "The query is longer than 1 MiB.", http.StatusRequestEntityTooLarge)
		return false
	}
	if err != nil {
		http.Error(w, "The query could not be read.", http.StatusBadRequest)
		return false
	}
	// gqlgen would repeat what it cannot read in its answer and in the log: a
	// password may be in it.
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if decoder.Decode(&graphql.RawParams{}) != nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, unreadable) // The asker has gone.
		return false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return true
}

// stream is an answer without an end: instead of one time limit for all of it,
// each write has one.
type stream struct {
	http.ResponseWriter
	control *http.ResponseController
}

func newStream(w http.ResponseWriter) *stream {
	s := &stream{w, http.NewResponseController(w)}
	_ = s.control.SetReadDeadline(time.Time{}) // A writer without deadlines has none to lift.
	return s
}

// Write implements http.ResponseWriter.
func (s *stream) Write(p []byte) (int, error) {
	_ = s.control.SetWriteDeadline(time.Now().Add(streamWrite)) // As above.
	return s.ResponseWriter.Write(p)                            //nolint:wrapcheck // The error is net/http's to the handler above.
}

// Flush implements http.Flusher.
func (s *stream) Flush() { _ = s.control.Flush() } // The reader has gone.

// Unwrap lets a ResponseController reach the connection.
func (s *stream) Unwrap() http.ResponseWriter { return s.ResponseWriter }

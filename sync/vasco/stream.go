package vasco

import (
	"context"
	"io"
	"sync/atomic"
	"time"
)

const (
	// maxStream bounds a list that is passed on while it arrives, in bytes.
	maxStream = 1 << 30
	// streamTime bounds all waiting for one such list.
	streamTime = 10 * time.Minute
)

// stream is a list that is passed on while it arrives. A call's time limit holds
// for each wait of it, not for the whole: that takes as long as the list is, and
// as who gets it needs. A nil stream is none.
type stream struct {
	begun bool
	late  atomic.Bool

	patience, left time.Duration
	timer          *time.Timer
}

// hasBegun tells that something was passed on, so that the call cannot be repeated.
func (s *stream) hasBegun() bool { return s != nil && s.begun }

func (s *stream) isLate() bool { return s != nil && s.late.Load() }

// deadline is the context of one call.
func (s *stream) deadline(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	if s == nil {
		return context.WithTimeout(ctx, timeout)
	}
	ctx, cancel := context.WithCancel(ctx)
	s.patience, s.left = timeout, streamTime
	s.timer = time.AfterFunc(timeout, func() {
		s.late.Store(true)
		cancel()
	})
	return ctx, func() {
		s.timer.Stop()
		cancel()
	}
}

// timed is an answer's body, with the time limit on each wait for it.
func (s *stream) timed(body io.Reader) io.Reader {
	if s == nil {
		return body
	}
	s.timer.Stop()
	return &timedReader{s, body}
}

type timedReader struct {
	stream *stream
	from   io.Reader
}

func (t *timedReader) Read(p []byte) (int, error) {
	began := time.Now()
	t.stream.timer.Reset(min(t.stream.patience, t.stream.left))
	n, err := t.from.Read(p)
	t.stream.timer.Stop()
	t.stream.left -= time.Since(began)
	return n, err //nolint:wrapcheck // A reader says io.EOF as it is.
}

// perRow bounds each row of a list instead of the whole.
type perRow struct {
	from io.Reader
	read int
}

func (r *perRow) Read(p []byte) (int, error) {
	if r.read > maxObject {
		return 0, errTooLong
	}
	n, err := r.from.Read(p)
	r.read += n
	return n, err //nolint:wrapcheck // A reader says io.EOF as it is.
}

// next begins a row.
func (r *perRow) next() { r.read = 0 }

// stopped is the error with which who gets a list ended it. It hides that error
// from what judges the call: it says nothing about the server.
type stopped struct{ err error }

func (e *stopped) Error() string { return e.err.Error() }

package vasco

import (
	"errors"
	"fmt"
	"io"
)

// boundedReader reads a foreign body: it ends with an error after left bytes,
// and remembers when the connection, not the content, failed.
type boundedReader struct {
	from   io.Reader
	left   int
	failed error
}

// errTooLong: the body was longer than anything we asked for.
var errTooLong = errors.New("it is too long")

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		// One byte more tells a body that just fits from one that does not.
		n, err := b.from.Read(make([]byte, 1))
		if n > 0 {
			return 0, errTooLong
		}
		return 0, b.noted(err)
	}
	n, err := b.from.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, b.noted(err)
}

func (b *boundedReader) noted(err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed = err
	}
	return err
}

// capture keeps a body's beginning for the record, somewhat more than is
// recorded, so that a secret at the end is whole when it is cut out.
type capture struct{ kept []byte }

const (
	maxRecorded = 16 << 10
	maxCaptured = maxRecorded + 8<<10
)

func (c *capture) Write(p []byte) (int, error) {
	if room := maxCaptured - len(c.kept); room > 0 {
		c.kept = append(c.kept, p[:min(len(p), room)]...)
	}
	return len(p), nil
}

// Bytes returns what was kept.
func (c *capture) Bytes() []byte { return c.kept }

// wholeObject reads the body of an answer that is one value.
func wholeObject(take func(body []byte) error) func(io.Reader) error {
	return func(from io.Reader) error {
		body, err := io.ReadAll(from)
		if err != nil {
			return fmt.Errorf("read it: %w", err)
		}
		return take(body)
	}
}

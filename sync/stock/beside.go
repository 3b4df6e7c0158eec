package stock

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// beside takes the parts of a list in while the next ones come. Where one of both
// fails the other ends.
func beside[T any](
	ctx context.Context, read func(ctx context.Context, pass func(T) error) error, take func(ctx context.Context, parts <-chan T) error,
) error {
	both, ctx := errgroup.WithContext(ctx)
	parts := make(chan T)
	both.Go(func() (err error) {
		defer close(parts)
		defer caught(&err)
		return read(ctx, func(part T) error {
			select {
			case parts <- part:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	both.Go(func() (err error) {
		defer caught(&err)
		return take(ctx, parts)
	})
	return both.Wait() //nolint:wrapcheck // It is that of read or take.
}

// caught makes a panic an error. The job queue does so for the job's own goroutine
// alone; anywhere else it would end the whole process.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

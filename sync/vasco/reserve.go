package vasco

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrNoTurn: as many calls as are allowed were under way for as long as the
// caller waited. It asked nothing of the server.
var ErrNoTurn = errors.New("other calls to VASCO took all the time")

// reserved marks a context whose calls have their turn already.
type reserved struct{}

// Reserve waits until a call may be made and keeps that turn until release is
// called: calls with the returned context, one after the other, need no other.
// A write whose time is limited from a certain moment reserves before it. It
// answers ErrNoTurn after patience, and ctx's error when that ends.
func (c *Client) Reserve(ctx context.Context, patience time.Duration) (turn context.Context, release func(), err error) {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case c.slots <- struct{}{}:
		return context.WithValue(ctx, reserved{}, c), sync.OnceFunc(func() { <-c.slots }), nil
	case <-timer.C:
		return nil, nil, ErrNoTurn
	case <-ctx.Done():
		return nil, nil, fmt.Errorf("wait for a call's turn: %w", ctx.Err())
	}
}

// hasTurn: the context's calls have their turn.
func (c *Client) hasTurn(ctx context.Context) bool {
	holder, _ := ctx.Value(reserved{}).(*Client)
	return holder == c
}

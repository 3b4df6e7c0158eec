package vasco

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

const (
	breakerFailures = 5
	readTries       = 2
	firstBackoff    = 100 * time.Millisecond
	lastBackoff     = time.Second
)

// newBreaker opens after failures in a row and lets one call try after delay.
func newBreaker(delay time.Duration, onReachable func(bool)) circuitbreaker.CircuitBreaker[any] {
	builder := circuitbreaker.NewBuilder[any]().
		WithFailureThreshold(breakerFailures).WithSuccessThreshold(1).WithDelay(delay)
	if onReachable == nil {
		return builder.Build()
	}
	n := &notifier{tell: onReachable}
	n.breaker = builder.OnStateChanged(func(e circuitbreaker.StateChangedEvent) {
		if e.NewState != circuitbreaker.HalfOpenState {
			n.changed()
		}
	}).Build()
	return n.breaker
}

func readRetries() failsafe.Executor[any] {
	return failsafe.With[any](retrypolicy.NewBuilder[any]().
		HandleIf(func(_ any, err error) bool { return worthRepeating(err) }).
		WithBackoff(firstBackoff, lastBackoff).WithMaxRetries(readTries).ReturnLastFailure().Build())
}

// notifier tells how the breaker stands, in order, without holding up a call:
// who listens writes to a database.
type notifier struct {
	tell    func(reachable bool)
	breaker circuitbreaker.CircuitBreaker[any]

	mu               sync.Mutex
	telling, pending bool
}

func (n *notifier) changed() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pending = true
	if !n.telling {
		n.telling = true
		go n.run()
	}
}

func (n *notifier) run() {
	for {
		n.mu.Lock()
		if !n.pending {
			n.telling = false
			n.mu.Unlock()
			return
		}
		n.pending = false
		n.mu.Unlock()
		n.tell(n.breaker.IsClosed())
	}
}

// errOpen is why a call was not made.
var errOpen = errors.New("it did not answer several times in a row and is left alone for a moment")

// guarded makes an authorised call behind the breaker.
func (c *Client) guarded(ctx context.Context, r request) error {
	if !c.breaker.TryAcquirePermit() {
		return &Unavailable{Err: errOpen}
	}
	err := c.authorized(ctx, r)
	switch {
	case errors.Is(ctx.Err(), context.Canceled) || errors.Is(err, errNoSlot) || errors.Is(err, errTooLate):
		// It says nothing about the server; a breaker that tries needs an end, though.
		if c.breaker.IsHalfOpen() {
			c.breaker.RecordFailure()
		}
	case isAway(err):
		c.breaker.RecordFailure()
	default:
		c.breaker.RecordSuccess()
	}
	return err
}

// isAway tells that the server, or what it needs, is not there. A write's plain
// 500 is not counted: one order VASCO stumbles over must not stop the others.
func isAway(err error) bool {
	_, unavailable := errors.AsType[*Unavailable](err)
	_, unclear := errors.AsType[*Unclear](err)
	if !unavailable && !unclear {
		return false
	}
	answer, answered := errors.AsType[*answered](err)
	switch {
	case !answered:
		return true
	case unavailable:
		return answer.status != http.StatusTooManyRequests
	default:
		return answer.status == http.StatusBadGateway || answer.status == http.StatusServiceUnavailable ||
			answer.status == http.StatusGatewayTimeout
	}
}

// worthRepeating: a server that says when to come back is left alone until then.
func worthRepeating(err error) bool {
	away, ok := errors.AsType[*Unavailable](err)
	return ok && away.RetryAfter == 0 && !errors.Is(err, errOpen) && isAway(err)
}

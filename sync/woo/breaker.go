package woo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

const (
	// breakerFailures in a row open the breaker: a shop that hangs holds a worker
	// for the whole time of each call.
	breakerFailures = 2
	// defaultBreaker is long because Probe closes the breaker as soon as the shop
	// answers. An ordinary call only tries where nobody probes.
	defaultBreaker = 5 * time.Minute
	// probeTimeout bounds the call that asks whether a shop is back.
	probeTimeout = 10 * time.Second
)

// errOpen is why a call was not made.
var errOpen = errors.New("it did not answer several times in a row and is left alone for a moment")

// errOurTime is that the caller had no time left for the answer.
var errOurTime = errors.New("there was no time left for the answer")

// Spared tells that a call says nothing new about the shop: it was left alone,
// the call's turn did not come, or our own time ended.
func Spared(err error) bool {
	return errors.Is(err, errOpen) || errors.Is(err, errNoSlot) || errors.Is(err, errOurTime)
}

// Answered tells that the shop is there and failed at one thing: it said so, in
// JSON or about one resource, or wants to be asked later.
func Answered(err error) bool {
	away, ok := errors.AsType[*Unavailable](err)
	return ok && away.answered
}

func newBreaker(delay time.Duration, onReachable func(bool)) circuitbreaker.CircuitBreaker[*answer] {
	builder := circuitbreaker.NewBuilder[*answer]().
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

// notifier tells how the breaker stands, in order, without holding up a call:
// who listens writes to a database.
type notifier struct {
	tell    func(reachable bool)
	breaker circuitbreaker.CircuitBreaker[*answer]

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

// weight is how much a call asks for. That a heavy one failed may be its own doing:
// a lighter one tells whether the shop is there.
type weight int

const (
	light weight = iota
	heavy
)

// weightOf weighs a call about so many things.
func weightOf(things int) weight {
	if things > lightBatch {
		return heavy
	}
	return light
}

// unreached tells that not even a connection was made.
func unreached(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// guarded makes a call, with its repetitions, behind the breaker and within the
// time of one call: whoever has a lease on something relies on that.
func (c *Client) guarded(ctx context.Context, w weight, call func(context.Context) (*answer, error)) (*answer, error) {
	if !c.breaker.TryAcquirePermit() {
		return nil, &Unavailable{Err: errOpen}
	}
	inTime, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	a, err := call(inTime)
	if _, typed := errors.AsType[*Unavailable](err); !typed && errors.Is(err, context.DeadlineExceeded) {
		err = &Unavailable{Err: fmt.Errorf("no answer in time: %w", err)} // It ended between two tries.
	}
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = &Unavailable{Err: fmt.Errorf("%w: %w", errOurTime, err)}
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled) || Spared(err) || (w == heavy && isAway(err) && !unreached(err)):
		// It says nothing about the shop; a breaker that tries needs an end, though.
		if c.breaker.IsHalfOpen() {
			c.breaker.RecordFailure()
		}
	case isAway(err):
		c.breaker.RecordFailure()
	default:
		c.breaker.RecordSuccess()
	}
	return a, err
}

// isAway tells that the shop is not there. A 429 is an answer; and PHP stumbling
// over one order, which WordPress still says in JSON, must not stop the others.
func isAway(err error) bool {
	_, unavailable := errors.AsType[*Unavailable](err)
	return unavailable && !Answered(err)
}

// Away tells that the shop is left alone, until Probe finds it back.
func (c *Client) Away() bool { return !c.breaker.IsClosed() }

// Probe asks, past the breaker and without repeating, whether the shop is there,
// and closes the breaker when it is: an answer we cannot use is one too. One
// probe is made at a time.
func (c *Client) Probe(ctx context.Context) {
	if !c.probing.CompareAndSwap(false, true) {
		return
	}
	defer c.probing.Store(false)
	inTime, cancel := context.WithTimeout(ctx, min(c.config.Timeout, probeTimeout))
	defer cancel()
	_, err := c.call(inTime, "probe", http.MethodGet, "orders", oneOrder(), nil)
	if !isAway(err) && ctx.Err() == nil {
		c.breaker.Close()
	}
}

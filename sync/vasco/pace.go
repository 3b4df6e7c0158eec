package vasco

import (
	"sync"
	"time"
)

const (
	// paceOver is over about how many calls the pace is taken.
	paceOver = 8
	// quickPart is the part of a call's time limit that quick calls stay below.
	quickPart = 50
)

// pace is how long a call takes of late.
type pace struct {
	mu    sync.Mutex
	known bool
	mean  time.Duration
}

func (p *pace) add(took time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.known {
		p.known, p.mean = true, took
		return
	}
	p.mean += (took - p.mean) / paceOver
}

// Quick tells that the server answers so quickly that more callers than turns may
// work beside each other: each waits for the calls of several others, many times.
// It is not as long as nothing is known.
func (c *Client) Quick() bool {
	c.pace.mu.Lock()
	defer c.pace.mu.Unlock()
	return c.pace.known && c.pace.mean < c.config.Timeout/quickPart
}

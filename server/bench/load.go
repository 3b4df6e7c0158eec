package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// sender posts signed deliveries over one kept connection. It writes requests
// by hand: a full HTTP client would take the processor that is being measured.
type sender struct {
	conn   net.Conn
	reader *bufio.Reader
	head   string
}

func dial(ctx context.Context, address string) (*sender, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("reach the service: %w", err)
	}
	return &sender{
		conn: conn, reader: bufio.NewReader(conn),
		head: "POST /webhooks/woocommerce/" + shopKey + " HTTP/1.1\r\nHost: " + address + "\r\nContent-Type: application/json\r\n" +
			"X-WC-Webhook-Source: " + homeURL + "/\r\nX-WC-Webhook-Topic: order.created\r\nX-WC-Webhook-ID: 1\r\nX-WC-Webhook-Delivery-ID: bench\r\n",
	}, nil
}

// request makes the bytes of a delivery, signature included: making them is not measured.
func (s *sender) request(body []byte) []byte {
	return fmt.Appendf(nil, "%sX-WC-Webhook-Signature: %s\r\nContent-Length: %d\r\n\r\n%s", s.head, woo.Sign(webhookSecret, body), len(body), body)
}

func (s *sender) send(request []byte) error {
	if _, err := s.conn.Write(request); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	response, err := http.ReadResponse(s.reader, nil)
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %d", response.StatusCode)
	}
	return nil
}

// client does the measured thing again and again.
type client struct {
	do    func() error
	close func()
}

// posting makes clients that post deliveries.
func posting(ctx context.Context, address string, made *bodies) func() (client, error) {
	return func() (client, error) {
		s, err := dial(ctx, address)
		if err != nil {
			return client{}, err
		}
		return client{func() error { return s.send(s.request(made.next())) }, func() { _ = s.conn.Close() }}, nil
	}
}

// closedLoop lets so many clients do one thing after the other and returns how
// many were done in a second.
func closedLoop(ctx context.Context, clients int, length time.Duration, open func() (client, error)) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	var done atomic.Int64
	var group sync.WaitGroup
	failures := make(chan error, clients)
	started := time.Now()
	for range clients {
		group.Go(func() {
			c, err := open()
			if err != nil {
				failures <- err
				return
			}
			defer c.close()
			for ctx.Err() == nil {
				if err := c.do(); err != nil {
					failures <- err
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	close(failures)
	return float64(done.Load()) / time.Since(started).Seconds(), <-failures
}

// openLoop does a thing at a fixed rate, whether answers come or not, and
// returns the latencies in order. Each counts from when it was due, so that a
// stall is not measured as one slow answer.
func openLoop(perSecond int, length time.Duration, open func() (client, error)) ([]time.Duration, error) {
	const clients = 64
	total := int(length.Seconds() * float64(perSecond))
	due := make(chan time.Time, total)
	started := time.Now().Add(100 * time.Millisecond)
	for i := range total {
		due <- started.Add(time.Duration(i) * time.Second / time.Duration(perSecond))
	}
	close(due)
	latencies := make([][]time.Duration, clients)
	errs := make([]error, clients)
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() { latencies[i], errs[i] = paced(due, open) })
	}
	group.Wait()
	all := slices.Concat(latencies...)
	slices.Sort(all)
	return all, errors.Join(errs...)
}

func paced(due <-chan time.Time, open func() (client, error)) ([]time.Duration, error) {
	c, err := open()
	if err != nil {
		return nil, err
	}
	defer c.close()
	var latencies []time.Duration
	for at := range due {
		time.Sleep(time.Until(at))
		if err := c.do(); err != nil {
			return nil, err
		}
		latencies = append(latencies, time.Since(at))
	}
	return latencies, nil
}

// quantile is in milliseconds.
func quantile(sorted []time.Duration, q float64) float64 {
	at := min(len(sorted)-1, int(q*float64(len(sorted))))
	return milliseconds(sorted[at])
}

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"
)

// nobody is an address where nothing listens: an ERP that is away.
const nobody = "http://127.0.0.1:9"

// measureIntake measures the webhook's way to the disk while no worker works:
// the ERP is away, so that the queue is paused.
func measureIntake(ctx context.Context, binary string, length time.Duration, rawPerSecond float64) (err error) {
	around, err := newServers()
	if err != nil {
		return err
	}
	defer around.close()
	s, err := start(ctx, binary, around.shopURL, nobody)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	// Orders from before the shop's connection are not sent.
	orders, _, err := around.place(1)
	if err != nil {
		return err
	}
	rest, err := s.memory("VmRSS")
	if err != nil {
		return err
	}
	say("rss_mb", rest, "MB")
	if err := sayIdle(ctx, s); err != nil {
		return err
	}
	if err := pauseWorkers(ctx, s, orders[0]); err != nil {
		return err
	}
	made := newBodies(orders[0])
	for _, clients := range []int{1, 16, 64} {
		perSecond, err := closedLoop(ctx, s.address, clients, length, made)
		if err != nil {
			return fmt.Errorf("intake with %d clients: %w", clients, err)
		}
		say(fmt.Sprintf("intake_rps_%d", clients), perSecond, "deliveries/s")
		if clients == rawClients {
			say("intake_vs_raw_insert", perSecond/rawPerSecond, "ratio")
		}
	}
	latencies, err := openLoop(ctx, s.address, 1000, length, made)
	if err != nil {
		return fmt.Errorf("intake at 1000/s: %w", err)
	}
	say("intake_p99_ms", quantile(latencies, 0.99), "ms")
	most, err := s.memory("VmHWM")
	say("rss_load_mb", most, "MB")
	return err
}

func sayIdle(ctx context.Context, s *service) error {
	const idle = 10 * time.Second
	before, err := s.cpu()
	if err != nil {
		return err
	}
	select {
	case <-time.After(idle):
	case <-ctx.Done():
		return ctx.Err()
	}
	after, err := s.cpu()
	say("idle_cpu_percent", 100*float64(after-before)/float64(idle), "% of one core")
	return err
}

// pauseWorkers sends an order to the ERP that is away and waits until the
// service has noticed.
func pauseWorkers(ctx context.Context, s *service, order []byte) error {
	client, err := dial(ctx, s.address)
	if err != nil {
		return err
	}
	defer func() { _ = client.conn.Close() }()
	if err := client.send(client.request(order)); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(s.dir, "vasco.db")+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		return fmt.Errorf("open the database for reading: %w", err)
	}
	defer func() { _ = db.Close() }()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		var paused int
		err := db.QueryRowContext(ctx, "SELECT count(*) FROM river_queue WHERE name LIKE 'vasco_%' AND paused_at IS NOT NULL").Scan(&paused)
		if err == nil && paused == 1 {
			return nil
		}
	}
	return errors.New("the workers did not pause although the ERP is away")
}

// measureBusyIntake measures the webhook's way while workers send what it takes in.
func measureBusyIntake(ctx context.Context, binary string, length time.Duration, _ float64) (err error) {
	around, err := newServers()
	if err != nil {
		return err
	}
	defer around.close()
	s, err := start(ctx, binary, around.shopURL, around.erpURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	// Orders from before the shop's connection are not sent.
	orders, _, err := around.place(1)
	if err != nil {
		return err
	}
	latencies, err := openLoop(ctx, s.address, 1000, length, newBodies(orders[0]))
	if err != nil {
		return fmt.Errorf("busy intake at 1000/s: %w", err)
	}
	say("intake_busy_p99_ms", quantile(latencies, 0.99), "ms")
	say("intake_busy_orders_per_second", float64(around.count.Load())/length.Seconds(), "orders/s")
	return nil
}

// measureOrders measures orders from the webhook's first byte to the ERP: one
// at a time, then as many as the service can.
func measureOrders(ctx context.Context, binary string, _ time.Duration, _ float64) (err error) {
	around, err := newServers()
	if err != nil {
		return err
	}
	defer around.close()
	s, err := start(ctx, binary, around.shopURL, around.erpURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if err := sayEndToEnd(ctx, s, around); err != nil {
		return err
	}
	return sayThroughput(ctx, s, around)
}

func sayEndToEnd(ctx context.Context, s *service, around *servers) error {
	const warm, measured = 10, 200
	requests, numbers, err := around.place(warm + measured)
	if err != nil {
		return err
	}
	client, err := dial(ctx, s.address)
	if err != nil {
		return err
	}
	defer func() { _ = client.conn.Close() }()
	var took []time.Duration
	for i, body := range requests {
		request := client.request(body)
		started := time.Now()
		if err := client.send(request); err != nil {
			return err
		}
		at, err := around.wait(ctx, numbers[i])
		if err != nil {
			return err
		}
		if i >= warm {
			took = append(took, at.Sub(started))
		}
		time.Sleep(20 * time.Millisecond) // The order's end in the service is not part of the next one.
	}
	slices.Sort(took)
	say("order_end_to_end_p50_ms", quantile(took, 0.5), "ms")
	say("order_end_to_end_p99_ms", quantile(took, 0.99), "ms")
	return nil
}

// wait returns when the order stood in the ERP.
func (s *servers) wait(ctx context.Context, number string) (time.Time, error) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline) && ctx.Err() == nil; time.Sleep(200 * time.Microsecond) {
		s.mu.Lock()
		at, ok := s.arrived[number]
		s.mu.Unlock()
		if ok {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("order %s did not reach the ERP", number)
}

func sayThroughput(ctx context.Context, s *service, around *servers) error {
	const orders, clients = 3000, 8
	requests, _, err := around.place(orders)
	if err != nil {
		return err
	}
	before := around.count.Load()
	cpuBefore, err := s.cpu()
	if err != nil {
		return err
	}
	work := make(chan []byte, orders)
	for _, r := range requests {
		work <- r
	}
	close(work)
	started := time.Now()
	errs := make(chan error, clients)
	for range clients {
		go func() { errs <- sendAll(ctx, s.address, work) }()
	}
	for range clients {
		if err := <-errs; err != nil {
			return err
		}
	}
	for around.count.Load()-before < orders {
		if time.Since(started) > 5*time.Minute {
			return fmt.Errorf("only %d of %d orders reached the ERP", around.count.Load()-before, orders)
		}
		time.Sleep(time.Millisecond)
	}
	say("orders_per_second", orders/time.Since(started).Seconds(), "orders/s")
	// Unlike the rate it does not depend on what else the machine does.
	cpuAfter, err := s.cpu()
	say("order_cpu_ms", float64((cpuAfter-cpuBefore).Microseconds())/1000/orders, "ms of one core for each order")
	return err
}

func sendAll(ctx context.Context, address string, work <-chan []byte) error {
	s, err := dial(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = s.conn.Close() }()
	for body := range work {
		if err := s.send(s.request(body)); err != nil {
			return err
		}
	}
	return nil
}

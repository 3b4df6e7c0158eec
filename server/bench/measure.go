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
func measureIntake(ctx context.Context, binary string, length time.Duration, l limits) (err error) {
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
	say(figure{name: "rss_mb", value: rest, unit: "MB", aim: "<= 60"})
	if err := sayIdle(ctx, s); err != nil {
		return err
	}
	if err := pauseWorkers(ctx, s, orders[0]); err != nil {
		return err
	}
	made := posting(ctx, s.address, newBodies(orders[0]))
	for _, clients := range loads {
		if err := sayIntake(ctx, s, clients, length, l, made); err != nil {
			return fmt.Errorf("intake with %d clients: %w", clients, err)
		}
	}
	latencies, err := openLoop(intakeRate, length, made)
	if err != nil {
		return fmt.Errorf("intake at %d/s: %w", intakeRate, err)
	}
	say(figure{"intake_p99_ms", quantile(latencies, 0.99), "ms", l.p99, "plain insert", "<= 10"})
	most, err := s.memory("VmHWM")
	say(figure{name: "rss_load_mb", value: most, unit: "MB"})
	return err
}

func sayIntake(ctx context.Context, s *service, clients int, length time.Duration, l limits, made func() (client, error)) error {
	cpu, err := s.meter()
	if err != nil {
		return err
	}
	perSecond, err := closedLoop(ctx, clients, length, made)
	if err != nil {
		return err
	}
	used, ours, err := cpu.used()
	if err != nil {
		return err
	}
	aim := ""
	const compared = 16
	if clients == compared {
		aim = ">= 5000"
	}
	say(figure{fmt.Sprintf("intake_rps_%d", clients), perSecond, "deliveries/s", l.perSecond[clients], "plain inserts/s", aim})
	if clients == compared {
		deliveries := perSecond * length.Seconds()
		say(figure{name: "delivery_cpu_us", value: 1000 * milliseconds(used) / deliveries, unit: "us of one core for each delivery"})
		say(figure{name: "delivery_bench_cpu_us", value: 1000 * milliseconds(ours) / deliveries, unit: "us of one core for each delivery, of the clients"})
		say(figure{name: "intake_vs_raw_insert", value: perSecond / l.perSecond[clients], unit: "ratio", aim: ">= 0.35"})
	}
	return nil
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
	say(figure{name: "idle_cpu_percent", value: 100 * float64(after-before) / float64(idle), unit: "% of one core", aim: "<= 2"})
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
func measureBusyIntake(ctx context.Context, binary string, length time.Duration, l limits) (err error) {
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
	latencies, err := openLoop(intakeRate, length, posting(ctx, s.address, newBodies(orders[0])))
	if err != nil {
		return fmt.Errorf("busy intake at %d/s: %w", intakeRate, err)
	}
	say(figure{"intake_busy_p99_ms", quantile(latencies, 0.99), "ms", l.p99, "plain insert", "<= 60"})
	say(figure{name: "intake_busy_orders_per_second", value: float64(around.count.Load()) / length.Seconds(), unit: "orders/s"})
	return nil
}

// measureOrders measures orders from the webhook's first byte to the ERP: one
// at a time, then as many as the service can.
func measureOrders(ctx context.Context, binary string, length time.Duration, _ limits) (err error) {
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
	return sayThroughput(ctx, s, around, length)
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
	direct, err := around.postAlone(ctx, measured)
	if err != nil {
		return err
	}
	say(figure{"order_end_to_end_p50_ms", quantile(took, 0.5), "ms", quantile(direct, 0.5), "a post to the ERP alone", "<= 15"})
	say(figure{"order_end_to_end_p99_ms", quantile(took, 0.99), "ms", quantile(direct, 0.99), "a post to the ERP alone", ""})
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

func sayThroughput(ctx context.Context, s *service, around *servers, length time.Duration) error {
	const orders, clients = 3000, 8
	requests, _, err := around.place(orders)
	if err != nil {
		return err
	}
	before := around.count.Load()
	cpu, err := s.meter()
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
	perSecond := orders / time.Since(started).Seconds()
	used, ours, err := cpu.used()
	if err != nil {
		return err
	}
	const workers = 4 // As many orders as a connection takes at once.
	direct, err := closedLoop(ctx, workers, length, around.poster(ctx))
	if err != nil {
		return err
	}
	say(figure{"orders_per_second", perSecond, "orders/s", direct, "posts/s to the ERP alone", ">= 500"})
	// Unlike the rate they do not depend on what else the machine does.
	say(figure{name: "order_cpu_ms", value: milliseconds(used) / orders, unit: "ms of one core for each order"})
	say(figure{name: "order_bench_cpu_ms", value: milliseconds(ours) / orders, unit: "ms of one core for each order, of the shop and the ERP"})
	return nil
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

// Bench measures the service on this machine: each figure stands beside a limit
// of the same run, because the machine is noisy and only ratios can be compared.
//
//	go run ./server/bench -binary bin/vasco
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	binary := flag.String("binary", "bin/vasco", "the program to measure")
	seconds := flag.Int("seconds", 5, "how long each load lasts")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *binary, time.Duration(*seconds)*time.Second)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, binary string, length time.Duration) error {
	rawPerSecond, err := rawInserts(ctx, length)
	if err != nil {
		return fmt.Errorf("plain inserts: %w", err)
	}
	say("raw_insert_per_second", rawPerSecond, "rows/s")
	for _, part := range []func(context.Context, string, time.Duration, float64) error{
		measureIntake, measureBusyIntake, measureOrders,
	} {
		if err := part(ctx, binary, length, rawPerSecond); err != nil {
			return err
		}
	}
	return nil
}

// say prints one figure: name, value, unit.
func say(name string, value float64, unit string) { fmt.Printf("%s %.4g %s\n", name, value, unit) }

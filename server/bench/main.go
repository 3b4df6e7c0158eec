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
	err := measure(ctx, *binary, time.Duration(*seconds)*time.Second)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, binary string, length time.Duration) error {
	l, err := measureLimits(ctx, length)
	if err != nil {
		return fmt.Errorf("plain inserts: %w", err)
	}
	for _, part := range []func(context.Context, string, time.Duration, limits) error{
		measureIntake, measureBusyIntake, measureOrders, measureStock,
	} {
		if err := part(ctx, binary, length, l); err != nil {
			return err
		}
	}
	return nil
}

// figure is one line of the output. What the machine itself does in the same
// run stands beside it: only their ratio says something on another machine.
type figure struct {
	name  string
	value float64
	unit  string
	// limit, with what it is, is 0 where there is none but the aim.
	limit   float64
	limitOf string
	// aim as in ">= 5000"; empty where none is set.
	aim string
}

func say(f figure) {
	line := fmt.Sprintf("%s %.4g %s", f.name, f.value, f.unit)
	if f.limit != 0 {
		line += fmt.Sprintf(" | %s %.4g, ratio %.3g", f.limitOf, f.limit, f.value/f.limit)
	}
	if f.aim != "" {
		line += " | aim " + f.aim
	}
	fmt.Println(line)
}

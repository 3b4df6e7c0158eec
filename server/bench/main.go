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
	"slices"
	"time"
)

func main() {
	binary := flag.String("binary", "bin/vasco", "the program to measure")
	seconds := flag.Int("seconds", 5, "how long each load lasts")
	only := flag.String("only", "", "measure this alone: intake, busy, orders or stock")
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	err := measure(ctx, *binary, time.Duration(*seconds)*time.Second, *only)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type part struct {
	name    string
	measure func(context.Context, string, time.Duration, limits) error
}

func measure(ctx context.Context, binary string, length time.Duration, only string) error {
	parts := []part{{"intake", measureIntake}, {"busy", measureBusyIntake}, {"orders", measureOrders}, {"stock", measureStock}}
	if only != "" {
		parts = slices.DeleteFunc(parts, func(p part) bool { return p.name != only })
	}
	if len(parts) == 0 {
		return fmt.Errorf("there is no part named %s", only)
	}
	var l limits
	if slices.ContainsFunc(parts, func(p part) bool { return p.name == "intake" || p.name == "busy" }) {
		var err error
		if l, err = measureLimits(ctx, length); err != nil {
			return fmt.Errorf("plain inserts: %w", err)
		}
	}
	for _, p := range parts {
		if err := p.measure(ctx, binary, length, l); err != nil {
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

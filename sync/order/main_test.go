package order_test

import (
	"flag"
	"log/slog"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets many tests run side by side: they wait more than they compute.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	if !testing.Verbose() {
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
	code := m.Run()
	if code == 0 {
		if err := goleak.Find(); err != nil {
			slog.Error("goroutines were left behind", "error", err)
			code = 1
		}
	}
	os.Exit(code)
}

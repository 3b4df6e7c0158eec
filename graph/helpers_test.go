package graph_test

import (
	"context"
	"strconv"
	"testing"
)

// contextOf lives longer than the test's own, which ends before its clean-up.
func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(context.WithoutCancel(t.Context()))
}

func itoa(n int) string { return strconv.Itoa(n) }

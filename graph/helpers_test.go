package graph_test

import (
	"context"
	"testing"
)

// contextOf lives longer than the test's own, which ends before its clean-up.
func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithCancel(context.WithoutCancel(t.Context()))
}

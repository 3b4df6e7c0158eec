package job

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/riverqueue/river/rivertype"
)

func TestRetriesDoubleToFiveMinutes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for failures, want := range []time.Duration{
			time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second,
			64 * time.Second, 128 * time.Second, 256 * time.Second, 5 * time.Minute, 5 * time.Minute,
		} {
			row := &rivertype.JobRow{Errors: make([]rivertype.AttemptError, failures)}
			if got := time.Until(retryPolicy{}.NextRetry(row)); got != want {
				t.Errorf("after %d failures: %v, want %v", failures, got, want)
			}
		}
	})
}

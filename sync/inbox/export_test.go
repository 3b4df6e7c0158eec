package inbox

import (
	"testing"
	"time"
)

// WaitingLimit is how many deliveries may wait to be written.
const WaitingLimit = waitingLimit

// Waiting waits until so many deliveries wait to be written.
func (s *Service) Waiting(t *testing.T, count int) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for s.writer.Waiting() < count {
		if time.Now().After(deadline) {
			t.Fatalf("%d wait, want %d", s.writer.Waiting(), count)
		}
		<-tick.C
	}
}

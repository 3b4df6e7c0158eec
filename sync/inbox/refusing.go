package inbox

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
)

// refusing is since when deliveries have been refused because they cannot be
// stored. It cannot be kept in the database, which is what fails.
type refusing struct{ since atomic.Pointer[time.Time] }

// RefusingSince is nil when the last delivery could be stored. Each replica
// knows its own.
func (s *Service) RefusingSince() *time.Time { return s.refusing.since.Load() }

// note takes how the writing of a delivery ended. A sender who has gone says
// nothing about the disk.
func (r *refusing) note(err error) {
	known := r.since.Load()
	switch {
	case err == nil && known != nil:
		r.since.Store(nil)
	case err != nil && known == nil && !errors.Is(err, context.Canceled):
		now := store.Now()
		r.since.Store(&now)
	}
}

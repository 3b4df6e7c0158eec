package push

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

// Ended lets a test stand between a run's last look and its end.
func (s *Service) Ended(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
	return s.ended(ctx, tx, row)
}

package order

import (
	"context"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// checkBlacklist keeps orders of listed addresses out; an entry counts each order once.
func (s *Service) checkBlacklist(ctx context.Context, w *work) (verdict, bool, error) {
	entry, err := blacklisted(ctx, s.store.Reader(), w.shop.ID, w.order.Email)
	if err != nil || entry == nil {
		return verdict{}, false, err
	}
	if w.push.BlacklistID != entry.ID {
		if err := s.countBlacklisted(ctx, w, entry); err != nil {
			return verdict{}, false, err
		}
	}
	return blacklistedBy(w, entry), true, nil
}

func blacklistedBy(w *work, entry *ent.BlacklistEntry) verdict {
	return verdict{
		state: push.StateBLACKLISTED, params: map[string]string{"pattern": entry.Pattern, "email": w.order.Email},
		ref: blacklistRef(entry.ID), kind: event.OrderBlacklisted, level: event.Warning,
	}
}

func blacklisted(ctx context.Context, client *ent.Client, shopID int, email string) (*ent.BlacklistEntry, error) {
	if email == "" {
		return nil, nil
	}
	patterns := []string{email}
	if at := strings.LastIndexByte(email, '@'); at >= 0 {
		patterns = append(patterns, "*"+email[at:])
	}
	entry, err := client.BlacklistEntry.Query().
		Where(blacklistentry.ShopID(shopID), blacklistentry.PatternIn(patterns...)).
		Order(ent.Desc(blacklistentry.FieldPattern)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look into the blacklist: %w", err)
	}
	return entry, nil
}

func (s *Service) countBlacklisted(ctx context.Context, w *work, entry *ent.BlacklistEntry) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		if w.push, err = tx.Push.UpdateOne(w.push).SetBlacklistID(entry.ID).Save(ctx); err != nil {
			return fmt.Errorf("note the blacklist entry: %w", err)
		}
		return tx.BlacklistEntry.UpdateOneID(entry.ID).
			AddBlockedCount(1).SetLastBlockedAt(store.Now()).SetLastOrder(w.order.Number).Exec(ctx)
	})
}

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

// checkBlacklist keeps orders of listed addresses out.
func (s *Service) checkBlacklist(ctx context.Context, w *work) (verdict, bool, error) {
	entry, err := blacklisted(ctx, s.store.Reader(), w.shop.ID, w.order.Email)
	if err != nil || entry == nil {
		return verdict{}, false, err
	}
	return blacklistedBy(w, entry), true, nil
}

func blacklistedBy(w *work, entry *ent.BlacklistEntry) verdict {
	return verdict{
		state: push.StateBLACKLISTED, params: map[string]string{"pattern": entry.Pattern, "email": w.order.Email},
		ref: blacklistRef(entry.ID), entry: entry, kind: event.OrderBlacklisted, level: event.Warning,
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

// countBlacklisted counts an order with its entry, once; false when the entry
// has been taken off meanwhile.
func countBlacklisted(ctx context.Context, tx *store.Tx, w *work, entry *ent.BlacklistEntry) (bool, error) {
	if w.push.BlacklistID == entry.ID {
		if err := tx.Share(ctx, blacklistentry.Table, entry.ID); err != nil {
			return false, err
		}
		return tx.BlacklistEntry.Query().Where(blacklistentry.ID(entry.ID)).Exist(ctx)
	}
	changed, err := tx.BlacklistEntry.Update().Where(blacklistentry.ID(entry.ID)).
		AddBlockedCount(1).SetLastBlockedAt(store.Now()).SetLastOrder(w.order.Number).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("count the order with its blacklist entry: %w", err)
	}
	return changed == 1, nil
}

package order

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// checkBlacklist keeps orders of listed addresses out, and those that were kept
// out by an entry that has been taken off without releasing them.
func (s *Service) checkBlacklist(ctx context.Context, w *work) (verdict, bool, error) {
	client := s.store.Reader()
	entry, err := blacklisted(ctx, client, w.shop.ID, w.order.Email)
	if err != nil {
		return verdict{}, false, err
	}
	if entry != nil {
		return blacklistedBy(w, entry), true, nil
	}
	stays, err := staysOut(ctx, client, w.push)
	if err != nil || !stays {
		return verdict{}, false, err
	}
	return keptOut(w.push.ReasonParams, w.push.ReasonRef, nil), true, nil
}

// staysOut: the entry that kept the order out is gone, and nobody has asked for
// the order since.
func staysOut(ctx context.Context, client *ent.Client, p *ent.Push) (bool, error) {
	if p.State != push.StateBLACKLISTED {
		return false, nil
	}
	listed, err := client.BlacklistEntry.Query().Where(blacklistentry.ID(p.BlacklistID)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the entry that kept the order out: %w", err)
	}
	return !listed, nil
}

func blacklistedBy(w *work, entry *ent.BlacklistEntry) verdict {
	return keptOut(map[string]string{"pattern": entry.Pattern, "email": w.order.Email}, blacklistRef(entry.ID), entry)
}

// keptOut is the verdict of a blacklist's entry, nil for one that is gone.
func keptOut(params map[string]string, ref string, entry *ent.BlacklistEntry) verdict {
	return verdict{state: push.StateBLACKLISTED, params: params, ref: ref, entry: entry, kind: event.OrderBlacklisted, level: event.Warning}
}

func blacklisted(ctx context.Context, client *ent.Client, shopID int, email string) (*ent.BlacklistEntry, error) {
	if email == "" {
		return nil, nil
	}
	patterns := []string{email}
	if at := strings.LastIndexByte(email, '@'); at >= 0 {
		patterns = append(patterns, "*"+email[at:])
	}
	entries, err := client.BlacklistEntry.Query().
		Where(blacklistentry.ShopID(shopID), blacklistentry.PatternIn(patterns...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look into the blacklist: %w", err)
	}
	if len(entries) == 0 {
		return nil, nil
	}
	// The address itself comes before all of its domain.
	return slices.MaxFunc(entries, func(a, b *ent.BlacklistEntry) int { return cmp.Compare(a.Pattern, b.Pattern) }), nil
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

// notReleased tells whether an order that stays out still does, and keeps it so.
func notReleased(ctx context.Context, tx *store.Tx, p *ent.Push) (bool, error) {
	if err := tx.Share(ctx, push.Table, p.ID); err != nil {
		return false, err
	}
	return tx.Push.Query().Where(push.ID(p.ID), push.StateEQ(push.StateBLACKLISTED)).Exist(ctx)
}

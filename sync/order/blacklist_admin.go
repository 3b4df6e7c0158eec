package order

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	maxPattern = 254
	// MaxNote bounds an entry's note, in characters.
	MaxNote = 500
	// MaxBlacklist bounds what one call may name.
	MaxBlacklist = 5000
)

// AddToBlacklist keeps orders of an address, or of a domain by "*@domain", out
// of VASCO; orders that wait are looked at again. An entry that is there
// already gets the note and keeps its counts.
func (s *Service) AddToBlacklist(ctx context.Context, shopID int, pattern, note string) (row *ent.BlacklistEntry, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err = s.AddToBlacklistIn(ctx, tx, shopID, pattern, note)
		return err
	})
	return row, err
}

// AddToBlacklistIn is AddToBlacklist in the caller's transaction.
func (s *Service) AddToBlacklistIn(ctx context.Context, tx *store.Tx, shopID int, pattern, note string) (*ent.BlacklistEntry, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	folded, ok := FoldPattern(pattern)
	var bad connection.InvalidInput
	if !ok {
		bad = append(bad, badPattern("pattern", pattern))
	}
	if len([]rune(note)) > MaxNote {
		bad = append(bad, connection.Invalid{Field: "note", Code: connection.CodeTooLong, Message: fmt.Sprintf("it is longer than %d characters", MaxNote)})
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return s.addPattern(ctx, tx, shop, folded, strings.TrimSpace(note))
}

func badPattern(field, pattern string) connection.Invalid {
	code := connection.CodeInvalid
	if strings.TrimSpace(pattern) == "" {
		code = connection.CodeRequired
	}
	return connection.Invalid{Field: field, Code: code, Message: fmt.Sprintf("%.60q is neither an e-mail address nor *@domain", pattern)}
}

// FoldPattern checks a pattern of the blacklist and writes it as orders' addresses are kept.
func FoldPattern(text string) (string, bool) {
	text = foldEmail(text)
	at := strings.LastIndexByte(text, '@')
	if at <= 0 || len(text) > maxPattern || strings.ContainsAny(text, " \t\r\n,;<>\"") {
		return "", false
	}
	domain := text[at+1:]
	if domain == "" || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") || strings.Contains(domain, "*") {
		return "", false
	}
	if text[:at] == "*" {
		return text, true
	}
	if strings.ContainsRune(text, '*') {
		return "", false
	}
	_, err := mail.ParseAddress(text)
	return text, err == nil
}

func (s *Service) addPattern(ctx context.Context, tx *store.Tx, shop *connection.Shop, pattern, note string) (*ent.BlacklistEntry, error) {
	err := tx.BlacklistEntry.Create().SetShopID(shop.ID).SetPattern(pattern).SetNote(note).
		OnConflictColumns(blacklistentry.FieldShopID, blacklistentry.FieldPattern).
		Update(func(u *ent.BlacklistEntryUpsert) {
			u.SetUpdatedAt(store.Now())
			if note != "" {
				u.SetNote(note)
			}
		}).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("put %s on the blacklist: %w", pattern, err)
	}
	row, err := tx.BlacklistEntry.Query().Where(blacklistentry.ShopID(shop.ID), blacklistentry.Pattern(pattern)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the blacklist entry %s: %w", pattern, err)
	}
	s.tellBlacklist(ctx, tx, shop.ID, pattern, "ADDED")
	return row, s.catchWaiting(ctx, tx, shop, pattern)
}

// catchWaiting looks again at the address's orders that wait for something
// else. Those that are queued meet the blacklist by themselves.
func (s *Service) catchWaiting(ctx context.Context, tx *store.Tx, shop *connection.Shop, pattern string) error {
	rows, err := tx.Push.Query().
		Where(push.ShopID(shop.ID), push.StateIn(push.StateBLOCKED, push.StateFAILED), push.HasOrderWith(emailMatches(pattern))).
		WithOrder(withoutBody).Order(push.ByOrderID()).All(ctx)
	if err != nil {
		return fmt.Errorf("list the waiting orders of %s: %w", pattern, err)
	}
	return s.request(ctx, tx, shop, rows, "BLACKLIST")
}

func emailMatches(pattern string) predicate.Order {
	if domain, all := strings.CutPrefix(pattern, "*"); all {
		return entorder.EmailHasSuffix(domain)
	}
	return entorder.Email(pattern)
}

func (s *Service) tellBlacklist(ctx context.Context, tx *store.Tx, shopID int, pattern, action string) {
	s.log.Add(ctx, tx, event.Event{
		Kind: event.BlacklistChanged, Level: event.Info, ShopID: shopID, Params: map[string]string{"pattern": pattern, "action": action},
	})
}

// RemoveFromBlacklist takes an entry off and, with release, asks again for the
// orders it kept out. It answers store.ErrNotFound when there is none.
func (s *Service) RemoveFromBlacklist(ctx context.Context, id int, release bool) (Released, error) {
	row, err := s.store.Reader().BlacklistEntry.Get(ctx, id)
	if ent.IsNotFound(err) {
		return Released{}, fmt.Errorf("blacklist entry %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return Released{}, fmt.Errorf("read blacklist entry %d: %w", id, err)
	}
	shop, err := s.registry.Shop(ctx, row.ShopID)
	if err != nil {
		return Released{}, err
	}
	var released Released
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.removeEntry(ctx, tx, row); err != nil {
			return err
		}
		if !release {
			return nil
		}
		released, err = s.Release(ctx, tx, shop, blacklistRef(id), false)
		return err
	})
	return released, err
}

func (s *Service) removeEntry(ctx context.Context, tx *store.Tx, row *ent.BlacklistEntry) error {
	if err := tx.BlacklistEntry.DeleteOneID(row.ID).Exec(ctx); err != nil {
		return fmt.Errorf("take %s off the blacklist: %w", row.Pattern, err)
	}
	s.tellBlacklist(ctx, tx, row.ShopID, row.Pattern, "REMOVED")
	return nil
}

// SetBlacklist makes the shop's blacklist exactly the patterns: entries that
// stay keep their notes and counts, what those that go kept out stays out.
func (s *Service) SetBlacklist(ctx context.Context, shopID int, patterns []string) ([]*ent.BlacklistEntry, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	wanted, err := foldPatterns(patterns)
	if err != nil {
		return nil, err
	}
	var rows []*ent.BlacklistEntry
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		before, err := tx.BlacklistEntry.Query().Where(blacklistentry.ShopID(shopID)).All(ctx)
		if err != nil {
			return fmt.Errorf("read the blacklist: %w", err)
		}
		known := make(map[string]bool, len(before))
		for _, row := range before {
			known[row.Pattern] = true
			if !slices.Contains(wanted, row.Pattern) {
				if err := s.removeEntry(ctx, tx, row); err != nil {
					return err
				}
			}
		}
		for _, pattern := range wanted {
			if known[pattern] {
				continue
			}
			if _, err := s.addPattern(ctx, tx, shop, pattern, ""); err != nil {
				return err
			}
		}
		rows, err = tx.BlacklistEntry.Query().Where(blacklistentry.ShopID(shopID)).Order(blacklistentry.ByPattern()).All(ctx)
		return err
	})
	return rows, err
}

// foldPatterns checks a whole list; the same pattern twice counts once.
func foldPatterns(patterns []string) ([]string, error) {
	if len(patterns) > MaxBlacklist {
		return nil, connection.Bad("patterns", connection.CodeTooLong, "there are more than %d", MaxBlacklist)
	}
	var bad connection.InvalidInput
	wanted := make([]string, 0, len(patterns))
	for i, text := range patterns {
		folded, ok := FoldPattern(text)
		if !ok {
			bad = append(bad, badPattern(fmt.Sprint("patterns.", i), text))
			continue
		}
		wanted = append(wanted, folded)
	}
	if len(bad) > 0 {
		return nil, bad
	}
	slices.Sort(wanted)
	return slices.Compact(wanted), nil
}

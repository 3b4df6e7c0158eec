package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/lease"
)

// Lease is the right of one worker to one thing, until Expires.
type Lease struct {
	Name    string
	Owner   string
	Fence   int64
	Expires time.Time
}

// acquireSQL takes a free or expired lease. Times are bound as both drivers store them.
const acquireSQL = `INSERT INTO leases (name, owner, fence, expires_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = leases.fence + 1, expires_at = excluded.expires_at
WHERE leases.expires_at < $5 RETURNING fence`

// Acquire takes the lease called name for ttl. It answers nil when somebody has it.
func Acquire(ctx context.Context, tx *Tx, name string, ttl time.Duration) (*Lease, error) {
	now := Now()
	l := &Lease{Name: name, Owner: rand.Text(), Expires: now.Add(ttl)}
	err := tx.SQL.QueryRowContext(ctx, acquireSQL, name, l.Owner, now.UnixMicro(), l.Expires, now).Scan(&l.Fence)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("take lease %s: %w", name, err)
	}
	return l, nil
}

// AcquireOne takes one of the leases called prefix with 0 to n-1 for ttl. It
// answers nil when somebody has each of them, and who has what under the prefix.
func AcquireOne(ctx context.Context, tx *Tx, prefix string, n int, ttl time.Duration) (*Lease, []*ent.Lease, error) {
	held, err := tx.Lease.Query().Where(lease.NameHasPrefix(prefix), lease.ExpiresAtGTE(Now())).All(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("list leases %s: %w", prefix, err)
	}
	taken := make(map[string]bool, len(held))
	for _, row := range held {
		taken[row.Name] = true
	}
	for i := range n {
		name := fmt.Sprint(prefix, i)
		if taken[name] {
			continue
		}
		if l, err := Acquire(ctx, tx, name, ttl); err != nil || l != nil {
			return l, held, err
		}
	}
	return nil, held, nil
}

// Extend checks that the lease is still the caller's and lets it last ttl from
// now. Every write of a worker does so in its own transaction: the row lock
// keeps a successor out until the commit. It answers ErrLeaseLost otherwise.
func (l *Lease) Extend(ctx context.Context, tx *Tx, ttl time.Duration) error {
	now := Now()
	expires := now.Add(ttl)
	changed, err := tx.Lease.Update().
		Where(lease.Name(l.Name), lease.Owner(l.Owner), lease.Fence(l.Fence), lease.ExpiresAtGTE(now)).
		SetExpiresAt(expires).Save(ctx)
	if err != nil {
		return fmt.Errorf("extend lease %s: %w", l.Name, err)
	}
	if changed != 1 {
		return fmt.Errorf("lease %s: %w", l.Name, ErrLeaseLost)
	}
	l.Expires = expires
	return nil
}

// Release gives the lease back; ErrLeaseLost when it was not the caller's any more.
func (l *Lease) Release(ctx context.Context, tx *Tx) error {
	gone, err := tx.Lease.Delete().
		Where(lease.Name(l.Name), lease.Owner(l.Owner), lease.Fence(l.Fence), lease.ExpiresAtGTE(Now())).Exec(ctx)
	if err != nil {
		return fmt.Errorf("release lease %s: %w", l.Name, err)
	}
	if gone != 1 {
		return fmt.Errorf("lease %s: %w", l.Name, ErrLeaseLost)
	}
	return nil
}

// Expired lists leases under a prefix whose owners have died, oldest first.
func Expired(ctx context.Context, client *ent.Client, prefix string, limit int) ([]*ent.Lease, error) {
	rows, err := client.Lease.Query().
		Where(lease.NameHasPrefix(prefix), lease.ExpiresAtLT(Now())).
		Order(lease.ByExpiresAt()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list expired leases: %w", err)
	}
	return rows, nil
}

// ReleaseExpired deletes a lease if it is still the expired one that was listed.
func ReleaseExpired(ctx context.Context, tx *Tx, row *ent.Lease) (bool, error) {
	gone, err := tx.Lease.Delete().
		Where(lease.Name(row.Name), lease.Owner(row.Owner), lease.Fence(row.Fence), lease.ExpiresAtLT(Now())).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("release expired lease %s: %w", row.Name, err)
	}
	return gone == 1, nil
}

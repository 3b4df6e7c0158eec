package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/ent/meta"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

var errOurs = errors.New("ours")

func put(ctx context.Context, client *ent.Client, key, value string) error {
	return client.Meta.Create().SetKey(key).SetValue(value).Exec(ctx)
}

// keys reads what is committed.
func keys(t *testing.T, s *store.Store) []string {
	t.Helper()
	found, err := s.Reader().Meta.Query().Order(meta.ByKey()).Select(meta.FieldKey).Strings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func wantKeys(t *testing.T, s *store.Store, want ...string) {
	t.Helper()
	if got := keys(t, s); !slices.Equal(got, want) {
		t.Fatalf("committed: %q, want %q", got, want)
	}
}

func TestInTxCommits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if tx.Store() != s {
				t.Error("the transaction has another store")
			}
			if err := put(ctx, tx.Client, "a", "1"); err != nil {
				return err
			}
			wantKeys(t, s) // Nobody sees it yet.
			return put(ctx, tx.Client, "b", "2")
		})
		if err != nil {
			t.Fatal(err)
		}
		wantKeys(t, s, "a", "b")
	})
}

func TestInTxRollsBack(t *testing.T) {
	t.Parallel()
	write := func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, "a", "1") }
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, fn := range map[string]func(context.Context, *store.Tx) error{
			"an error of the function": func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(write(ctx, tx), errOurs)
			},
			"an error of the last step": func(ctx context.Context, tx *store.Tx) error {
				tx.BeforeCommit(func(context.Context) error { return errOurs })
				tx.AfterCommit(func() { t.Error("it ran after no commit") })
				return write(ctx, tx)
			},
			"an error in a nested transaction": func(ctx context.Context, tx *store.Tx) error {
				if err := write(ctx, tx); err != nil {
					return err
				}
				nested, err := tx.Tx(ctx)
				if err != nil {
					return err
				}
				return errors.Join(nested.Rollback(), errOurs)
			},
		} {
			if err := s.InTx(t.Context(), fn); !errors.Is(err, errOurs) {
				t.Errorf("%s: %v", name, err)
			}
			wantKeys(t, s)
		}
	})
}

func TestInTxRollsBackAPanic(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		func() {
			defer func() { _ = recover() }()
			_ = s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := put(ctx, tx.Client, "a", "1"); err != nil {
					t.Error(err)
				}
				panic("a bug")
			})
		}()
		// The one write connection of SQLite must be free again.
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, "b", "2") })
		if err != nil {
			t.Fatal(err)
		}
		wantKeys(t, s, "b")
	})
}

func TestInTxEndsWithItsContext(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		err := s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := put(ctx, tx.Client, "a", "1"); err != nil {
				return err
			}
			cancel()
			return put(ctx, tx.Client, "b", "2")
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
		wantKeys(t, s)
	})
}

// Ent's own transactions (bulk writes begin one) join the one they are in.
func TestEntJoinsTheTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			nested, err := tx.Tx(ctx)
			if err != nil {
				return err
			}
			if err := put(ctx, nested.Client(), "nested", "1"); err != nil {
				return err
			}
			if err := nested.Commit(); err != nil {
				return err
			}
			wantKeys(t, s) // The inner commit commits nothing.
			return tx.Meta.CreateBulk(tx.Meta.Create().SetKey("bulk").SetValue("2")).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		wantKeys(t, s, "bulk", "nested")
	})
}

func TestStepsAroundTheCommit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var ran []string
		note := func(name string) func(context.Context) error {
			return func(context.Context) error { ran = append(ran, name); return nil }
		}
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			tx.AfterCommit(func() {
				wantKeys(t, s, "a", "step")
				ran = append(ran, "after 1")
			})
			tx.AfterCommit(func() { ran = append(ran, "after 2") })
			tx.BeforeCommit(note("before 1"))
			tx.BeforeCommit(func(ctx context.Context) error {
				tx.BeforeCommit(note("before 3, of before 2"))
				ran = append(ran, "before 2")
				return put(ctx, tx.Client, "step", "1")
			})
			ran = append(ran, "body")
			return put(ctx, tx.Client, "a", "1")
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"body", "before 1", "before 2", "before 3, of before 2", "after 1", "after 2"}
		if !slices.Equal(ran, want) {
			t.Errorf("ran %q, want %q", ran, want)
		}
	})
}

// Rows and jobs stand or fall together.
func TestJobsShareTheTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		client, err := job.New(s, nil, job.Options{InsertOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		jobs := func() (n int) {
			if err := s.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job").Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		insert := func(end error) error {
			return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := put(ctx, tx.Client, "order", "1"); err != nil {
					return err
				}
				if err := client.Insert(ctx, tx, job.Insertion{Args: job.SyncOrder{ShopOrderID: 1}, Queue: "q", Priority: 1}); err != nil {
					return err
				}
				if n := jobs(); n != 0 {
					t.Errorf("%d jobs are visible before the commit", n)
				}
				return end
			})
		}
		if err := insert(errOurs); !errors.Is(err, errOurs) {
			t.Fatal(err)
		}
		if wantKeys(t, s); jobs() != 0 {
			t.Fatal("a job survived its transaction")
		}
		if err := insert(nil); err != nil {
			t.Fatal(err)
		}
		if wantKeys(t, s, "order"); jobs() != 1 {
			t.Fatalf("%d jobs after the commit", jobs())
		}
	})
}

// SQLite's driver keeps the caller's zone, and text in several zones sorts wrongly.
func TestTimesAreUTC(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 29, 0, 30, 0, 123_456_789, time.UTC)
	zones := map[string]time.Time{
		"1": at.In(time.FixedZone("far west", -11*60*60)),
		"2": at.Add(time.Second).In(time.FixedZone("far east", 14*60*60)),
		"3": at.Add(2 * time.Second),
		"4": at.Add(3 * time.Second).Local(), //nolint:gosmopolitan // That is the test.
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for name, expires := range zones {
				if err := tx.Lease.Create().SetName(name).SetOwner("o").SetFence(1).SetExpiresAt(expires).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.Reader().Lease.Query().Where(lease.ExpiresAtGTE(at.Truncate(time.Microsecond))).
			Order(lease.ByExpiresAt()).All(t.Context())
		if err != nil || len(rows) != len(zones) {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for i, row := range rows {
			want := at.Add(time.Duration(i) * time.Second).Truncate(time.Microsecond)
			if row.Name != string(rune('1'+i)) || row.ExpiresAt != want {
				t.Errorf("place %d: %s at %v, want %v", i, row.Name, row.ExpiresAt, want)
			}
		}
	})
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
)

// groupLimit bounds the callers of one commit, so that the job queue gets its
// turn on the connection too.
const groupLimit = 64

// group is a SQLite transaction that callers of InTx share. A commit is a wait
// for the disk; there is one writer anyway, so those who came while the last
// one wrote go into one commit. Each has a savepoint: it fails alone.
type group struct {
	sql *sql.Tx
	// durable says that the commit waits for the disk.
	durable bool
	members int
	// done is closed when err tells how the commit ended.
	done chan struct{}
	err  error
}

// inGroup is InTx on SQLite.
func (s *Store) inGroup(ctx context.Context, durable bool, fn func(ctx context.Context, tx *Tx) error) error {
	g, after, err := s.join(ctx, durable, fn)
	if err != nil {
		return err
	}
	<-g.done
	if g.err != nil {
		return g.err
	}
	for _, done := range after {
		done()
	}
	return nil
}

// join runs fn as a member of the open group, or of a new one.
func (s *Store) join(ctx context.Context, durable bool, fn func(ctx context.Context, tx *Tx) error) (*group, []func(), error) {
	s.takeTurn(ctx)
	defer s.endTurn()
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("begin transaction: %w", err)
	}
	// Ending with ctx, the driver would roll back what others have written.
	ctx, ended := context.WithoutCancel(ctx), ctx.Err
	g, err := s.openGroup(ctx, durable)
	if err != nil {
		return nil, nil, err
	}
	tx := &Tx{Client: clientOf(s.Dialect, g.sql), SQL: g.sql, store: s}
	kept := false
	defer func() {
		if !kept {
			s.undo(ctx, g)
		}
	}()
	if err := tx.run(ctx, fn); err != nil {
		return nil, nil, err
	}
	if err := ended(); err != nil {
		return nil, nil, fmt.Errorf("end transaction: %w", err)
	}
	if err := g.keep(ctx); err != nil {
		return nil, nil, err
	}
	kept = true
	return g, tx.after, nil
}

// takeTurn waits for the turn. Also a caller that gives up has to take it:
// others may have left their commit to it.
func (s *Store) takeTurn(ctx context.Context) {
	s.waiting.Add(1)
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		s.turn <- struct{}{}
	}
	s.waiting.Add(-1)
}

// openGroup begins a transaction, or a member's part of the one that is open.
func (s *Store) openGroup(ctx context.Context, durable bool) (*group, error) {
	if g := s.group; g != nil && durable && !g.durable {
		s.commitGroup()
	}
	if g := s.group; g != nil {
		if _, err := g.sql.ExecContext(ctx, "SAVEPOINT member"); err != nil {
			return nil, fmt.Errorf("begin transaction: %w", translate(err))
		}
		return g, nil
	}
	if err := s.waitForDisk(ctx, durable); err != nil {
		return nil, err
	}
	sqlTx, err := s.Write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin transaction: %w", translate(err))
	}
	s.group = &group{sql: sqlTx, durable: durable, done: make(chan struct{})}
	return s.group, nil
}

// waitForDisk says whether commits from here on wait for the disk. A new
// connection does, whatever was said.
func (s *Store) waitForDisk(ctx context.Context, wait bool) error {
	if s.hurried == !wait {
		return nil
	}
	level := "NORMAL"
	if wait {
		level = "FULL"
	}
	if _, err := s.Write.ExecContext(ctx, "PRAGMA synchronous = "+level); err != nil {
		return fmt.Errorf("set how commits wait for the disk: %w", translate(err))
	}
	s.hurried = !wait
	return nil
}

func (g *group) keep(ctx context.Context) error {
	if g.members > 0 {
		if _, err := g.sql.ExecContext(ctx, "RELEASE member"); err != nil {
			return fmt.Errorf("end transaction: %w", translate(err))
		}
	}
	g.members++
	return nil
}

// undo takes back what the member at work wrote. Where SQLite has given up the
// whole transaction, a full disk for example, all its members have failed.
func (s *Store) undo(ctx context.Context, g *group) {
	if g.members > 0 {
		_, err := g.sql.ExecContext(ctx, "ROLLBACK TO member; RELEASE member")
		if err == nil {
			return
		}
		g.err = fmt.Errorf("commit transaction: %w: %w", ErrBusy, err)
	}
	s.group = nil
	if err := g.sql.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		slog.WarnContext(ctx, "transaction could not be rolled back", "error", err)
	}
	close(g.done)
}

// endTurn commits the open group unless somebody waits who will join it.
func (s *Store) endTurn() {
	if s.group != nil && (s.waiting.Load() == 0 || s.group.members >= groupLimit) {
		s.commitGroup()
	}
	<-s.turn
}

func (s *Store) commitGroup() {
	g := s.group
	if g == nil {
		return
	}
	s.group = nil
	if err := g.sql.Commit(); err != nil {
		g.err = fmt.Errorf("commit transaction: %w", translate(err))
	}
	close(g.done)
}

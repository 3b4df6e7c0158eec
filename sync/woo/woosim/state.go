package woosim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

// state is what a shop keeps over restarts.
type state struct {
	NextID   int64              `json:"nextId"`
	OrderIDs []int64            `json:"orderIds"`
	Orders   map[int64]object   `json:"orders"`
	Products map[int64]*product `json:"products"`
	Hooks    map[int64]*hook    `json:"hooks"`
	Notes    map[int64][]object `json:"notes"`
}

const saveEvery = time.Second

func (s *Shop) path() string { return filepath.Join(s.opts.DataDir, "woo.json") }

func (s *Shop) load() error {
	if err := os.MkdirAll(s.opts.DataDir, 0o700); err != nil {
		return fmt.Errorf("make the simulator's folder: %w", err)
	}
	raw, err := os.ReadFile(s.path())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the shop's state: %w", err)
	}
	var st state
	if err := json.Unmarshal(raw, &st); err != nil {
		return fmt.Errorf("read the shop's state: %w", err)
	}
	s.nextID, s.orderIDs, s.orders, s.products, s.hooks = st.NextID, st.OrderIDs, st.Orders, st.Products, st.Hooks
	if st.Notes != nil {
		s.notes = st.Notes
	}
	for id, h := range s.hooks {
		h.Fields["id"] = id
	}
	for id, o := range s.orders {
		at, err := time.Parse("2006-01-02T15:04:05", text(o["date_modified_gmt"]))
		if err != nil {
			return fmt.Errorf("read the shop's state: order %d: %w", id, err)
		}
		s.lastModified[id] = at
	}
	return nil
}

func (s *Shop) keepSaving(ctx context.Context) {
	tick := time.NewTicker(saveEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.saveIfDirty()
		case <-ctx.Done():
			s.saveIfDirty()
			return
		}
	}
}

func (s *Shop) saveIfDirty() {
	s.mu.Lock()
	if !s.dirty {
		s.mu.Unlock()
		return
	}
	raw, err := json.Marshal(state{s.nextID, s.orderIDs, s.orders, s.products, s.hooks, s.notes})
	s.dirty = false
	s.mu.Unlock()
	if err == nil {
		temporary := s.path() + ".new"
		if err = os.WriteFile(temporary, raw, 0o600); err == nil {
			err = os.Rename(temporary, s.path())
		}
	}
	if err != nil {
		slog.Error("the simulated shop's state was not kept", "error", err)
	}
}

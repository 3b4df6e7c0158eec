package woosim

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
)

// journal keeps the state as one JSON line for each thing that was written,
// before it is answered or delivered: a kill loses nothing that anybody heard of.
type journal struct {
	path string
	file *os.File
	// size is of the file, compactAt where it is written anew.
	size, compactAt int64
}

type entry struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
	// Next is the next id the shop gives out.
	Next  int64           `json:"next"`
	Value json.RawMessage `json:"value,omitempty"`
}

// leastCompact is the size below which a journal is never written anew.
const leastCompact = 16 << 20

// write appends to the journal; the caller holds the lock.
func (s *Shop) write(kind string, id int64, value any) {
	if s.journal == nil {
		return
	}
	err := s.journal.append(s.entry(kind, id, value))
	if err == nil && s.journal.size > s.journal.compactAt {
		err = s.compact()
	}
	if err != nil {
		slog.Error("the simulated shop's state was not kept", "error", err)
	}
}

func (s *Shop) entry(kind string, id int64, value any) []byte {
	e := entry{Kind: kind, ID: id, Next: s.nextID}
	if value != nil {
		e.Value = encoded(value)
	}
	return append(encoded(e), '\n')
}

func (j *journal) append(line []byte) error {
	n, err := j.file.Write(line)
	j.size += int64(n)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

func (s *Shop) load() error {
	if err := os.MkdirAll(s.opts.DataDir, 0o700); err != nil {
		return fmt.Errorf("make the simulator's folder: %w", err)
	}
	path := filepath.Join(s.opts.DataDir, "woo.jsonl")
	if err := s.replay(path); err != nil {
		return fmt.Errorf("read the shop's journal: %w", err)
	}
	// Written anew at every start: what a kill cut off in the middle never happened.
	s.journal = &journal{path: path}
	return s.compact()
}

// Close ends the journal; call it after Run has ended.
func (s *Shop) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return nil
	}
	err := s.journal.file.Close()
	s.journal = nil
	return err
}

// replay applies every whole line. Seeded goods give way to those that were kept.
func (s *Shop) replay(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open it: %w", err)
	}
	defer func() { _ = file.Close() }()
	reader := bufio.NewReaderSize(file, 1<<16)
	for n := 1; ; n++ {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if n == 1 {
			clear(s.products)
			s.seeds = newSeeds()
		}
		if err := s.apply(e); err != nil {
			return fmt.Errorf("line %d, %s: %w", n, e.Kind, err)
		}
		s.nextID = max(s.nextID, e.Next)
	}
}

func (s *Shop) apply(e entry) error {
	switch e.Kind {
	case "begin":
		return nil
	case "order":
		if !json.Valid(e.Value) {
			return errors.New("it is no JSON")
		}
		s.store(e.ID, e.Value)
		return nil
	case "order gone":
		s.drop(e.ID)
		return nil
	case "companion":
		s.companion = nil
		return json.Unmarshal(e.Value, &s.companion)
	case "status":
		return into(e, s.custom)
	case "before trash":
		return into(e, s.before)
	case "product":
		return into(e, s.products)
	case "product gone":
		s.removeProduct(e.ID)
		return nil
	case "seeds":
		var row bulk
		err := json.Unmarshal(e.Value, &row)
		s.seeds.rows = append(s.seeds.rows, row)
		return err
	case "seed":
		var fields object
		err := json.Unmarshal(e.Value, &fields)
		if err == nil {
			s.changeSeed(e.ID, e.Value)
		}
		return err
	case "hook":
		return into(e, s.hooks)
	case "hook gone":
		delete(s.hooks, e.ID)
		return nil
	case "notes":
		return into(e, s.notes)
	case "refunds":
		return into(e, s.refunds)
	case "delivery":
		return s.delivery.waits(e.Value)
	case "delivered":
		s.delivery.delivered(e.ID)
		return nil
	default:
		return errors.New("it is of no kind this version knows")
	}
}

func into[T any](e entry, all map[int64]T) error {
	var value T
	if err := json.Unmarshal(e.Value, &value); err != nil {
		return err
	}
	all[e.ID] = value
	return nil
}

// compact writes the journal anew: what is, not how it came to be.
func (s *Shop) compact() error {
	j := s.journal
	fresh, err := os.OpenFile(j.path+".new", os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("open a new journal: %w", err)
	}
	out := bufio.NewWriter(fresh)
	var size int64
	for line := range s.snapshot() {
		n, writeErr := out.Write(line)
		size += int64(n)
		err = errors.Join(err, writeErr)
	}
	if err = errors.Join(err, out.Flush()); err == nil {
		err = os.Rename(j.path+".new", j.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the journal anew: %w", err), fresh.Close())
	}
	old := j.file
	j.file, j.size, j.compactAt = fresh, size, max(leastCompact, 4*size)
	if old == nil {
		return nil
	}
	return old.Close()
}

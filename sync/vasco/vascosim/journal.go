package vascosim

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// journal keeps the state as one JSON line for each thing that was written.
type journal struct{ file *os.File }

type entry struct {
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
}

func (j *journal) close() error { return j.file.Close() }

// write appends to the journal; the caller holds the lock.
func (s *Server) write(kind string, value any) {
	if s.journal == nil {
		return
	}
	raw, err := json.Marshal(value)
	if err == nil {
		raw, err = json.Marshal(entry{kind, raw})
	}
	if err == nil {
		_, err = s.journal.file.Write(append(raw, '\n'))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "vascosim: state not kept:", err)
	}
}

func (s *Server) load(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the simulator's folder: %w", err)
	}
	path := filepath.Join(dir, "vasco.jsonl")
	if err := s.replay(path); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open the simulator's journal: %w", err)
	}
	s.journal = &journal{file}
	return nil
}

func (s *Server) replay(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the simulator's journal: %w", err)
	}
	defer func() { _ = file.Close() }()
	reader := bufio.NewReader(file)
	for {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil // A line without its end was cut off by a kill: it never happened.
		}
		if err != nil {
			return fmt.Errorf("read the simulator's journal: %w", err)
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("read the simulator's journal: %w", err)
		}
		if err := s.apply(e); err != nil {
			return err
		}
	}
}

func (s *Server) apply(e entry) error {
	var err error
	switch e.Kind {
	case "order":
		o := new(Order)
		if err = json.Unmarshal(e.Value, o); err == nil {
			s.orders = append(s.orders, o)
			s.numbers[o.Year]++
		}
	case "partner":
		var p Partner
		if err = json.Unmarshal(e.Value, &p); err == nil {
			s.partners = append(s.partners, p)
		}
	case "article":
		var a Article
		if err = json.Unmarshal(e.Value, &a); err == nil {
			s.articles[a.Code] = a
		}
	case "stock":
		var row Stock
		if err = json.Unmarshal(e.Value, &row); err == nil {
			s.setStock(row)
		}
	}
	if err != nil {
		return fmt.Errorf("read %s from the simulator's journal: %w", e.Kind, err)
	}
	return nil
}

package vascosim

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The journal keeps the state as one JSON line for each thing that was
// written, before it is answered: a kill loses nothing that was acknowledged.
type entry struct {
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
}

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
		_, err = s.journal.Write(append(raw, '\n'))
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
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the simulator's journal: %w", err)
	}
	good, err := s.replay(file)
	if err == nil {
		// What a kill cut off in the middle never happened.
		err = file.Truncate(good)
	}
	if err == nil {
		_, err = file.Seek(good, io.SeekStart)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("read the simulator's journal: %w", err), file.Close())
	}
	s.journal = file
	return nil
}

// replay applies every whole line and tells where the last one ends.
func (s *Server) replay(file io.Reader) (good int64, err error) {
	reader := bufio.NewReader(file)
	for {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return good, nil
		}
		if err != nil {
			return good, fmt.Errorf("after %d bytes: %w", good, err)
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return good, err
		}
		if err := s.apply(e); err != nil {
			return good, err
		}
		good += int64(len(line))
	}
}

func (s *Server) apply(e entry) error {
	var err error
	switch e.Kind {
	case "order":
		o := new(Order)
		if err = json.Unmarshal(e.Value, o); err == nil {
			s.store(o)
		}
	case "partner":
		var p Partner
		if err = json.Unmarshal(e.Value, &p); err == nil {
			s.partners = append(s.partners, p)
		}
	case "partner removed":
		var p Partner
		if err = json.Unmarshal(e.Value, &p); err == nil {
			s.removePartner(p.Code)
		}
	case "article":
		var a Article
		if err = json.Unmarshal(e.Value, &a); err == nil {
			s.articles.put(a)
		}
	case "stock":
		var row Stock
		if err = json.Unmarshal(e.Value, &row); err == nil {
			s.stock.set(row)
		}
	case "stock removed":
		var row Stock
		if err = json.Unmarshal(e.Value, &row); err == nil {
			s.stock.remove(row)
		}
	default:
		err = errors.New("it is of no kind this version knows")
	}
	if err != nil {
		return fmt.Errorf("%s: %w", e.Kind, err)
	}
	return nil
}

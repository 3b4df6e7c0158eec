package vascosim

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Settings can be changed while the server runs; nil leaves one as it is.
type Settings struct {
	// Rounding is perRate, perLine or unrounded.
	Rounding         *string `json:"rounding"`
	EnforceLimits    *bool   `json:"enforceLimits"`
	AlwaysExtra      *bool   `json:"alwaysExtra"`
	AcceptAnyArticle *bool   `json:"acceptAnyArticle"`
	OmitZeroStock    *bool   `json:"omitZeroStock"`
	CaseSensitive    *bool   `json:"caseSensitive"`
	SegmentShift     *int    `json:"segmentShift"`
	MergeArticles    *bool   `json:"mergeArticles"`
	// DuplicateStatus is 400 or 409.
	DuplicateStatus *int `json:"duplicateStatus"`
	// TokenSeconds is how long tokens last that are given from now on.
	TokenSeconds *int `json:"tokenSeconds"`
}

// Change changes settings.
func (s *Server) Change(to Settings) error {
	if to.Rounding != nil {
		if err := checkRounding(*to.Rounding); err != nil {
			return err
		}
	}
	if to.DuplicateStatus != nil && *to.DuplicateStatus != http.StatusConflict && *to.DuplicateStatus != http.StatusBadRequest {
		return fmt.Errorf("duplicates are refused with 400 or 409, not with %d", *to.DuplicateStatus)
	}
	if to.TokenSeconds != nil && *to.TokenSeconds < 1 {
		return fmt.Errorf("tokens last a second at least, not %d", *to.TokenSeconds)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if to.TokenSeconds != nil {
		s.opts.TokenLife = time.Duration(*to.TokenSeconds) * time.Second
	}
	set(&s.opts.Rounding, to.Rounding)
	set(&s.opts.EnforceLimits, to.EnforceLimits)
	set(&s.opts.AlwaysExtra, to.AlwaysExtra)
	set(&s.opts.AcceptAnyArticle, to.AcceptAnyArticle)
	set(&s.opts.OmitZeroStock, to.OmitZeroStock)
	set(&s.opts.CaseSensitive, to.CaseSensitive)
	set(&s.opts.SegmentShift, to.SegmentShift)
	set(&s.opts.MergeArticles, to.MergeArticles)
	set(&s.opts.DuplicateStatus, to.DuplicateStatus)
	return nil
}

func checkRounding(rounding string) error {
	if !slices.Contains([]string{perRate, perLine, unrounded}, rounding) {
		return fmt.Errorf("rounding %q: there are %s, %s and %s", rounding, perRate, perLine, unrounded)
	}
	return nil
}

func set[T any](setting, to *T) {
	if to != nil {
		*setting = *to
	}
}

// SetRounding changes how documents are added up. One that does not exist is a
// mistake in the caller.
func (s *Server) SetRounding(rounding string) {
	if err := s.Change(Settings{Rounding: &rounding}); err != nil {
		panic(err)
	}
}

// settings are the options as they are now.
func (s *Server) settings() Options {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts
}

// AddFaults injects failures. A kind that does not exist is a mistake in the caller.
func (s *Server) AddFaults(list ...Fault) {
	for _, f := range list {
		if err := f.check(); err != nil {
			panic(err)
		}
	}
	s.faults.add(list)
}

// ClearFaults ends all failures; writes that are to come late still come.
func (s *Server) ClearFaults() { s.faults.clear() }

// Calls counts the calls by method and path after /api/v1/, the refused ones too.
func (s *Server) Calls(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[name]
}

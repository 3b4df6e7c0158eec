package vascosim

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Fault is a failure to inject. Kinds of single calls:
//
//	slow          waits Millis first, or until the client has gone
//	drop_before   drops the connection, nothing is written
//	drop_after    writes, then drops the connection
//	commit_late   drops the connection, and writes Millis later
//	status        answers Status with Body; with AfterWrite, writes first
//	empty_200     writes, answers 200 without a body
//	html_200      writes, answers 200 with a page
//	half_list     answers the first half of what it should, cut off
//	half_rows     answers the first half of a list's rows, as if they were all
//	slow_rows     waits Millis after every hundred rows of a list
//	retry_after   answers 429 with Retry-After: Millis/1000
//	expired_token ends all tokens and answers 401
//
// Kinds that last: ignore_filter (filters do nothing), no_extra_fields (none
// are returned), double_rows (articles and stock come twice), invisible (new orders are not found for Millis), closed_year
// (orders dated in Year, or in any when that is 0, are refused: as a validation
// error, or with Body in plain text).
type Fault struct {
	Kind string `json:"kind"`
	// Method is empty for all.
	Method string `json:"method"`
	// Path is a prefix after /api/v1/.
	Path string `json:"path"`
	// Times is how often; 0 is until removed.
	Times int `json:"times"`
	// Chance is in per cent; 0 is always.
	Chance     int    `json:"chance"`
	Millis     int    `json:"millis"`
	Status     int    `json:"status"`
	Body       string `json:"body"`
	AfterWrite bool   `json:"afterWrite"`
	Year       int    `json:"year"`
}

const (
	slow          = "slow"
	dropBefore    = "drop_before"
	dropAfter     = "drop_after"
	commitLate    = "commit_late"
	ownStatus     = "status"
	empty200      = "empty_200"
	html200       = "html_200"
	halfList      = "half_list"
	halfRows      = "half_rows"
	slowRows      = "slow_rows"
	tooMany       = "retry_after"
	expiredToken  = "expired_token"
	ignoreFilter  = "ignore_filter"
	noExtraFields = "no_extra_fields"
	doubleRows    = "double_rows"
	invisible     = "invisible"
	closedYear    = "closed_year"
)

// kinds tells of every kind whether it lasts.
var kinds = map[string]bool{
	slow: false, dropBefore: false, dropAfter: false, commitLate: false, ownStatus: false, empty200: false,
	html200: false, halfList: false, halfRows: false, slowRows: false, tooMany: false, expiredToken: false,
	ignoreFilter: true, noExtraFields: true, doubleRows: true, invisible: true, closedYear: true,
}

func (f *Fault) check() error {
	if _, known := kinds[f.Kind]; !known {
		return fmt.Errorf("fault %q: there are %s", f.Kind, strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))
	}
	if f.Kind == ownStatus && (f.Status < 200 || f.Status > 599) {
		return fmt.Errorf("a fault cannot answer the status %d", f.Status)
	}
	return nil
}

func (f *Fault) meets(r *http.Request) bool {
	return (f.Method == "" || f.Method == r.Method) && strings.HasPrefix(apiPath(r), f.Path)
}

func apiPath(r *http.Request) string { return strings.TrimPrefix(r.URL.Path, apiPrefix) }

type faults struct {
	mu   sync.Mutex
	list []*Fault
	late []*time.Timer
}

func (f *faults) add(list []Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range list {
		f.list = append(f.list, &one)
	}
}

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = nil
}

func (f *faults) active(kind string, r *http.Request) bool { return f.lasting(kind, r) != nil }

func (f *faults) lasting(kind string, r *http.Request) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.list {
		if one.Kind == kind && one.meets(r) {
			found := *one
			return &found
		}
	}
	return nil
}

// take finds the fault of a call and counts it.
func (f *faults) take(r *http.Request) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, one := range f.list {
		if kinds[one.Kind] || !one.meets(r) {
			continue
		}
		if one.Chance > 0 && rand.IntN(100) >= one.Chance { //nolint:gosec // Chaos needs no secret randomness.
			continue
		}
		taken := *one
		if one.Times > 0 {
			if one.Times--; one.Times == 0 {
				f.list = append(f.list[:i:i], f.list[i+1:]...)
			}
		}
		return &taken
	}
	return nil
}

// later runs a write that comes after its connection was dropped.
func (f *faults) later(after time.Duration, write func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.late = append(f.late, time.AfterFunc(after, write))
}

// stop gives up the writes that have not come yet, as the end of the process does.
func (f *faults) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, timer := range f.late {
		timer.Stop()
	}
	f.late = nil
}

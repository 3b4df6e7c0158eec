package connection

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// FindingLevel is how bad a finding is.
type FindingLevel string

// The levels of findings.
const (
	FindingOK      FindingLevel = "OK"
	FindingWarning FindingLevel = "WARNING"
	FindingError   FindingLevel = "ERROR"
)

// Finding is one thing a test found out: a code with what its words need.
type Finding struct {
	Code   string
	Level  FindingLevel
	Params map[string]string
}

// findings gathers what a test finds out.
type findings []Finding

func (f *findings) add(level FindingLevel, code string, pairs ...string) {
	params := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		params[pairs[i]] = shortened(pairs[i+1])
	}
	*f = append(*f, Finding{Code: code, Level: level, Params: params})
}

// ok tells that nothing found is an error.
func (f *findings) ok() bool {
	for _, one := range *f {
		if one.Level == FindingError {
			return false
		}
	}
	return true
}

func (f *findings) has(code string) bool {
	return slices.ContainsFunc(*f, func(one Finding) bool { return one.Code == code })
}

// wrong lists the codes of what is not OK.
func (f *findings) wrong() string {
	var all []string
	for _, one := range *f {
		if one.Level != FindingOK {
			all = append(all, one.Code)
		}
	}
	return strings.Join(all, ", ")
}

// tell keeps a test's outcome in the event log.
func (f *findings) tell(ctx context.Context, r *Registry, e event.Event) error {
	e.Level = event.Info
	if !f.ok() {
		e.Level = event.Warning
	}
	e.Params["action"], e.Params["findings"] = "TESTED", f.wrong()
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		r.log.Add(ctx, tx, e)
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the test's outcome: %w", err)
	}
	return nil
}

// shortened bounds words that come from elsewhere.
func shortened(text string) string {
	const limit = 500
	text = strings.ToValidUTF8(text, "")
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

package model_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/kiwwwi/vasco/graph/model"
)

func written(m graphql.Marshaler) string {
	var b strings.Builder
	m.MarshalGQL(&b)
	return b.String()
}

func TestTimesAreUTC(t *testing.T) {
	t.Parallel()
	ljubljana := time.FixedZone("", 3600)
	if got := written(model.MarshalTime(time.Date(2026, 1, 1, 0, 30, 0, 0, ljubljana))); got != `"2025-12-31T23:30:00Z"` {
		t.Errorf("written %s", got)
	}
	at, err := model.UnmarshalTime("2026-01-01T00:30:00+01:00")
	if err != nil || at.Location() != time.UTC || at.Hour() != 23 {
		t.Errorf("read %s, %v", at, err)
	}
	for _, bad := range []any{"", "yesterday", "2026-01-01", json.Number("5"), true} {
		if at, err := model.UnmarshalTime(bad); err == nil {
			t.Errorf("%v is the time %s", bad, at)
		}
	}
}

func TestDecimals(t *testing.T) {
	t.Parallel()
	for in, want := range map[any]string{"9.5": "9.5", "22.0": "22", json.Number("0.1"): "0.1", int64(5): "5", 9.5: "9.5"} {
		if got, err := model.UnmarshalDecimal(in); err != nil || got != want {
			t.Errorf("%v reads as %s, %v", in, got, err)
		}
	}
	for _, bad := range []any{"", "a", "1e999999999", strings.Repeat("9", 100), true, nil} {
		if got, err := model.UnmarshalDecimal(bad); err == nil {
			t.Errorf("%v reads as %s", bad, got)
		}
	}
}

func TestJSONKeepsEveryDigit(t *testing.T) {
	t.Parallel()
	const raw = `{"id":12345678901234567890123,"cena":49.9900,"x":1e400,"html":"<b>"}`
	if got := written(model.MarshalJSON(json.RawMessage(raw))); got != raw {
		t.Errorf("written %s", got)
	}
	for _, none := range []string{"", "{", "not json"} {
		if got := written(model.MarshalJSON(json.RawMessage(none))); got != "null" {
			t.Errorf("%q is written %s", none, got)
		}
	}
	got, err := model.UnmarshalJSON(map[string]any{"a": json.Number("1.10")})
	if err != nil || string(got) != `{"a":1.10}` {
		t.Errorf("read %s, %v", got, err)
	}
}

package graph

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/kiwwwi/vasco/sync/store"
)

// TestPresent shows what becomes of errors that no request can cause at will.
func TestPresent(t *testing.T) {
	t.Parallel()
	stranger := gqlerror.Errorf("secret words of a library")
	stranger.Extensions = map[string]any{"code": "SOMETHING_ELSE"}
	for name, one := range map[string]struct {
		err  error
		code string
	}{
		"busy":           {fmt.Errorf("write: %w: database is locked", store.ErrBusy), codeUnavailable},
		"full":           {fmt.Errorf("write: %w", store.ErrFull), codeUnavailable},
		"gone":           {fmt.Errorf("read: %w", context.Canceled), codeUnavailable},
		"our fault":      {errors.New("secret words of ours"), codeInternal},
		"a foreign code": {stranger, codeInternal},
		"a panic":        {recovered(t.Context(), "secret words of a panic"), codeInternal},
	} {
		got := present(t.Context(), one.err)
		if got.Extensions["code"] != one.code || strings.Contains(got.Message, "secret") || strings.Contains(got.Message, "locked") {
			t.Errorf("%s: %q %v, want %s", name, got.Message, got.Extensions, one.code)
		}
		if id, _ := got.Extensions["requestId"].(string); (one.code == codeInternal) != (id != "" && strings.Contains(got.Message, id)) {
			t.Errorf("%s: the request's id is %q in %q", name, id, got.Message)
		}
	}
}

func TestFailedQueryKeepsToTheCodes(t *testing.T) {
	t.Parallel()
	if got := present(t.Context(), failedQuery(store.ErrNotFound, "id")); got.Extensions["code"] != codeNotFound {
		t.Errorf("not found is %v", got.Extensions)
	}
	if got := present(t.Context(), failedQuery(errors.New("x"), "id")); got.Extensions["code"] != codeInternal {
		t.Errorf("an unknown failure is %v", got.Extensions)
	}
}

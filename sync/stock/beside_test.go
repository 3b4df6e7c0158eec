package stock_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/stock"
)

// Whichever of both ends early, the other ends too, and the cause is told: also
// that of a panic, which must not end the process.
func TestBeside(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	for name, c := range map[string]struct {
		// read and take are what happens at the third part; nil is nothing.
		read, take func(part int) error
		want       string
	}{
		"both to the end":    {want: ""},
		"the list fails":     {read: func(int) error { return refused }, want: "refused"},
		"taking in fails":    {take: func(int) error { return refused }, want: "refused"},
		"the list panics":    {read: func(int) error { panic("a bug") }, want: "panic: a bug"},
		"taking in panics":   {take: func(int) error { panic("a bug") }, want: "panic: a bug"},
		"both in one moment": {read: func(int) error { return refused }, take: func(int) error { return refused }, want: "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const parts, at = 5, 2
			taken := 0
			err := stock.Beside(t.Context(), func(_ context.Context, pass func(int) error) error {
				for i := range parts {
					if i == at && c.read != nil {
						return c.read(i)
					}
					if err := pass(i); err != nil {
						return err
					}
				}
				return nil
			}, func(_ context.Context, all <-chan int) error {
				for i := range all {
					if i == at && c.take != nil {
						return c.take(i)
					}
					taken++
				}
				return nil
			})
			switch {
			case c.want == "" && (err != nil || taken != parts):
				t.Errorf("took %d, %v", taken, err)
			case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)):
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

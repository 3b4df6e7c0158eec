package vasco_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// slowList answers every read of stock with a list of parts, a thousand rows each,
// with a pause before each part. Other lists are empty.
type slowList struct {
	parts int
	pause time.Duration
}

func (l *slowList) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r}
	if r.Method == http.MethodPost {
		answer.Body = io.NopCloser(strings.NewReader(`{"apiKey":"token"}`))
		return answer, nil
	}
	if r.URL.Path != stockCall {
		answer.Body = io.NopCloser(strings.NewReader(`[]`))
		return answer, nil
	}
	answer.Body = io.NopCloser(&slowBody{slowList: *l, ctx: r.Context()})
	return answer, nil
}

type slowBody struct {
	slowList

	ctx  context.Context //nolint:containedctx // It is one request's.
	sent int
	rest []byte
}

func (b *slowBody) Read(p []byte) (int, error) {
	if len(b.rest) == 0 {
		if b.sent > b.parts {
			return 0, io.EOF
		}
		select {
		case <-time.After(b.pause):
		case <-b.ctx.Done():
			return 0, b.ctx.Err()
		}
		b.rest = b.part()
		b.sent++
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

func (b *slowBody) part() []byte {
	if b.sent == b.parts {
		return []byte("]")
	}
	var out bytes.Buffer
	for i := range 1000 {
		comma := ","
		if b.sent == 0 && i == 0 {
			comma = "["
		}
		_, _ = fmt.Fprintf(&out, `%s{"sifra":"A%d"}`, comma, b.sent*1000+i)
	}
	return out.Bytes()
}

// The time limit holds for each wait of a list: neither for the whole of it, nor
// for who gets the rows. All waiting has a limit too.
func TestALongListTakesItsTime(t *testing.T) {
	t.Parallel()
	const patience = 20 * time.Second
	for _, c := range []struct {
		name   string
		list   slowList
		yields time.Duration
		rows   int
		want   string
	}{
		{"longer than one wait may be", slowList{30, 10 * time.Second}, 0, 30_000, "ok"},
		{"to a slow reader", slowList{3, time.Second}, time.Hour, 3000, "ok"},
		{"that hangs", slowList{3, patience + time.Second}, 0, 0, "unavailable"},
		{"that never ends", slowList{1000, 11 * time.Second}, 0, 54_000, "unavailable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, err := vasco.New(vasco.Config{BaseURL: "http://erp", Profile: vasco.KiwwwiProfile(), Timeout: patience, Transport: &c.list})
				if err != nil {
					t.Fatal(err)
				}
				rows := 0
				err = client.EachStock(t.Context(), nil, func(some []vasco.StockRow) error {
					rows += len(some)
					time.Sleep(c.yields)
					return nil
				})
				if kindOf(err) != c.want || rows != c.rows || errors.Is(err, context.DeadlineExceeded) != (c.want == "unavailable") {
					t.Errorf("%d rows, %v", rows, err)
				}
			})
		})
	}
}

// A connection test reads a list only as far as it takes to see that it is long.
func TestAListTooLongForATest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		list slowList
		long bool
		rows int
	}{
		{"short", slowList{3, time.Second}, false, 3000},
		{"slow", slowList{10, 2 * time.Second}, true, 7000},
		{"hanging", slowList{1, time.Hour}, true, 0},
		{"endless", slowList{1_000_000, time.Microsecond}, true, 251_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, err := vasco.New(vasco.Config{BaseURL: "http://erp", Profile: vasco.KiwwwiProfile(), Transport: &c.list})
				if err != nil {
					t.Fatal(err)
				}
				report := client.Test(t.Context())
				if s := report.Stock; s.Long != c.long || s.Rows != c.rows || !s.Readable || s.Took > 16*time.Second || !report.SearchPossible {
					t.Errorf("got %+v, %v", s, report.Problem)
				}
			})
		})
	}
}

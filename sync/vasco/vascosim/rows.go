package vascosim

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// flushEvery is how many rows a slow list sends at once.
const flushEvery = 100

// writeRows answers a list row by row: the whole of it may be large.
func writeRows[T any](w http.ResponseWriter, r *http.Request, rows []T, encode func(T) any) {
	fault := faultOf(r)
	if fault != nil && fault.Kind == halfRows {
		rows = rows[:len(rows)/2]
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	_ = out.WriteByte('[')
	for i, row := range rows {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		if e.Encode(encode(row)) != nil {
			return // The client has gone: nobody is left to tell.
		}
		if fault != nil && fault.Kind == slowRows && i%flushEvery == flushEvery-1 {
			_, _ = out.Flush(), http.NewResponseController(w).Flush()
			wait(r.Context(), fault.wait())
		}
	}
	_ = out.WriteByte(']')
	_ = out.Flush() // The client has gone.
}

// doubled has each row twice.
func doubled[T any](rows []T) []T {
	all := make([]T, 0, 2*len(rows))
	for _, row := range rows {
		all = append(all, row, row)
	}
	return all
}

// numeric answers stored text as a number where it is one.
func numeric(text string) any {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if _, ok := rational(text); !ok || !json.Valid([]byte(text)) {
		return text
	}
	return json.Number(text)
}

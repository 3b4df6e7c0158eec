package vasco

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	articlesPath = "FASifranti/artikel"
	// codesPerCall is what was seen in the field (reference §3.3).
	codesPerCall = 100
	unknownVAT   = -1
)

// Articles reads articles by their codes, which VASCO compares in any case;
// those that do not exist are missing. extra names the extra fields to return.
func (c *Client) Articles(ctx context.Context, codes, extra []string) ([]Article, error) {
	for _, code := range codes {
		if strings.Contains(code, ",") {
			return nil, fmt.Errorf("article code %q has a comma: VASCO takes lists of codes by commas", code)
		}
	}
	var all []Article
	for chunk := range slices.Chunk(wanted(codes), codesPerCall) {
		query := articleQuery(extra)
		query.Set("Sifra", strings.Join(chunk, ","))
		found, err := readList(ctx, c, "read articles", articlesPath, query, articleOf)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			// A server that ignores the filter answers others as well.
			if isOneOf(a.Code, chunk) {
				all = append(all, a)
			}
		}
	}
	return all, nil
}

// wanted drops blanks and doubles.
func wanted(codes []string) []string {
	seen := make(map[string]bool, len(codes))
	var kept []string
	for _, code := range codes {
		if code = strings.TrimSpace(code); code != "" && !seen[code] {
			seen[code] = true
			kept = append(kept, code)
		}
	}
	return kept
}

func articleQuery(extra []string) url.Values {
	query := url.Values{}
	if len(extra) > 0 {
		query.Set("DodatnaPolja", strings.Join(extra, ","))
	}
	return query
}

// EachArticle reads all articles segment by segment and yields each once. An
// error of yield ends it and is returned.
func (c *Client) EachArticle(ctx context.Context, segmentSize int, extra []string, yield func([]Article) error) error {
	return eachSegment(ctx, c, segments[Article]{
		operation: "read articles", path: articlesPath, query: articleQuery(extra), size: segmentSize,
		convert: articleOf, key: func(a Article) string { return a.Code }, yield: yield,
	})
}

func articleOf(r row) Article {
	return Article{
		Code: r.text("sifra"), Name: r.text("naziv"), Name2: r.text("naziv2"), Unit: r.text("enota"),
		Price: r.decimal("prodajnaCena"), Extra: r.extra(), VATCode: r.smallInt("stopnjaDDV", unknownVAT),
	}
}

// segments is a code list to be read page by page (reference §3.2).
type segments[T any] struct {
	operation, path string
	query           url.Values
	size            int
	convert         func(row) T
	key             func(T) string
	yield           func([]T) error
}

// errRepeats: the server takes the size of a page, but not which.
var errRepeats = errors.New("the server answers the same page again and again")

// eachSegment asks for segments from 1 on until one is not full. Order is not
// promised, so that rows may come twice: each is yielded once.
func eachSegment[T any](ctx context.Context, c *Client, s segments[T]) error {
	seen := make(map[string]bool)
	for segment := 1; ; segment++ {
		s.query.Set("Segment", strconv.Itoa(segment))
		s.query.Set("SegmentSize", strconv.Itoa(s.size))
		rows, err := readList(ctx, c, s.operation, s.path, s.query, s.convert)
		if err != nil {
			return err
		}
		var fresh []T
		for _, row := range rows {
			if key := s.key(row); !seen[key] {
				seen[key] = true
				fresh = append(fresh, row)
			}
		}
		if len(fresh) > 0 {
			if err := s.yield(fresh); err != nil {
				return err
			}
		}
		// More than asked for: the server does not page, it has told all.
		if len(rows) != s.size {
			return nil
		}
		if len(fresh) == 0 {
			return &Malformed{What: "answer to " + s.operation, Err: errRepeats}
		}
	}
}

// readList reads a list and converts its rows.
func readList[T any](ctx context.Context, c *Client, operation, path string, query url.Values, convert func(row) T) ([]T, error) {
	var all []T
	err := c.read(ctx, request{operation: operation, path: path, query: query, limit: maxList, decode: listOf(convert, &all)})
	return all, err
}

// listOf reads a list row by row: the whole of it may be large.
func listOf[T any](convert func(row) T, into *[]T) func(io.Reader) error {
	return func(from io.Reader) error {
		*into = nil // A repeated read begins anew.
		return eachRow(from, func(r row) { *into = append(*into, convert(r)) })
	}
}

package vasco

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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
	if err := checkCodes(codes); err != nil {
		return nil, err
	}
	var all []Article
	for chunk := range slices.Chunk(wanted(codes), codesPerCall) {
		query := articleQuery(extra)
		query.Set("Sifra", strings.Join(chunk, ","))
		asked := foldedSet(chunk)
		var found []Article
		err := c.read(ctx, request{
			operation: "read articles", path: articlesPath, query: query, limit: maxList,
			decode: func(from io.Reader) error {
				found = nil // A repeated read begins anew.
				return eachObject(from, func(raw map[string]json.RawMessage) error {
					a := articleOf(folded(raw))
					// A server that ignores the filter answers others as well.
					if asked[strings.ToLower(a.Code)] {
						a.Raw = bounded(raw)
						found = append(found, a)
					}
					return nil
				})
			},
		})
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// maxRaw bounds an article's object that is kept, in bytes.
const maxRaw = 256 << 10

// bounded writes an object again as it was, nil when it is too long.
func bounded(object map[string]json.RawMessage) json.RawMessage {
	size := 0
	for name, value := range object {
		size += len(name) + len(value)
	}
	var raw bytes.Buffer
	if size > maxRaw || writeJSON(&raw, object) != nil {
		return nil
	}
	return raw.Bytes()
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

// EachArticle reads all articles segment by segment, from 1 on, and yields each
// once, with the segment's number. An error of yield ends it and is returned; with
// any other the list is incomplete. A segment that is not full is believed to be
// the last only when nothing new follows it.
func (c *Client) EachArticle(ctx context.Context, segmentSize int, extra []string, yield func(segment int, articles []Article) error) error {
	return eachSegment(ctx, c, segments[Article]{
		operation: "read articles", path: articlesPath, query: articleQuery(extra), size: segmentSize,
		convert: articleOf, key: func(a Article) string { return a.Code }, yield: yield, toTheEnd: true,
	})
}

func articleOf(r row) Article {
	return Article{
		Code: r.text("sifra"), Name: r.text("naziv"), Name2: r.text("naziv2"), Unit: r.text("enota"), Group: r.text("grupa"),
		Price: r.decimal("prodajnaCena"), HasStock: r.flag("karticaArtikla"), Extra: r.extra(),
		VATCode: r.smallInt("stopnjaDDV", unknownVAT),
	}
}

// segments is a code list to be read page by page (reference §3.2).
type segments[T any] struct {
	operation, path string
	query           url.Values
	size            int
	convert         func(row) T
	key             func(T) string
	yield           func(segment int, rows []T) error
	// toTheEnd asks on after a segment that is not full.
	toTheEnd bool
}

var (
	// errRepeats: the server takes the size of a page, but not which.
	errRepeats = errors.New("the server answers the same page again and again")
	// errGoesOn: a page was cut short, or rows moved while they were read.
	errGoesOn = errors.New("something follows a page that was not full")
)

// eachSegment asks for segments from 1 on until one is not full. Order is not
// promised, so that rows may come twice: each is yielded once.
//
// To the end, a first segment that is not full may also be as much as the server
// gives at once: what follows is asked for in segments of that size.
func eachSegment[T any](ctx context.Context, c *Client, s segments[T]) error {
	short := false
	seen := make(map[string]bool)
	for segment := 1; ; segment++ {
		s.query.Set("Segment", strconv.Itoa(segment))
		s.query.Set("SegmentSize", strconv.Itoa(s.size))
		rows, err := readList(ctx, c, s.operation, s.path, s.query, s.convert)
		if _, refused := errors.AsType[*Rejected](err); refused && short {
			return nil // It has no such segment: the one before was the last.
		}
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
			if short && segment > 2 {
				return &Malformed{What: "answer to " + s.operation, Err: errGoesOn}
			}
			if err := s.yield(segment, fresh); err != nil {
				return err
			}
		}
		switch {
		case len(rows) > s.size, len(rows) < s.size && (len(fresh) == 0 || !s.toTheEnd), len(fresh) == 0 && short:
			return nil // More than asked for: the server does not page, it has told all.
		case len(fresh) == 0:
			return &Malformed{What: "answer to " + s.operation, Err: errRepeats}
		}
		short = len(rows) < s.size
		if short && segment == 1 {
			s.size = len(rows)
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
		return eachRow(from, func(r row) error {
			*into = append(*into, convert(r))
			return nil
		})
	}
}

package woo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// perPage is the most a shop lists at once.
const perPage = 100

// fewerPerPage divides a page that was too much for the shop.
const fewerPerPage = 10

// errRepeats: a cache before the shop does not look at the page's number.
var errRepeats = errors.New("it answers the same page again and again")

// list is what is to be read page by page, from the page first on.
type list struct {
	operation, path string
	query           url.Values
	first           int
	// divisible lists have rows that may be large: a page which the shop cannot
	// make, or that is longer than is read, is read in parts.
	divisible bool
	// moved is called when there are fewer rows than there were a page before: then
	// some have moved up, past the page that is read next.
	moved func()
}

// eachPage reads a list page by page until one is not full. visit gets the
// rows of a page and returns their ids.
func eachPage[T any](ctx context.Context, c *Client, l list, visit func([]T) ([]int64, error)) error {
	seen := make(map[int64]bool)
	l.query.Set("orderby", "id") // Every other order skips and repeats rows.
	l.query.Set("order", "asc")
	pages := pages[T]{c: c, list: l}
	for page := max(1, l.first); ; page++ {
		rows, err := pages.read(ctx, page)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		ids, err := visit(rows)
		if err != nil {
			return err
		}
		fresh := false
		for _, id := range ids {
			fresh = fresh || !seen[id]
			seen[id] = true
		}
		switch {
		case len(rows) < perPage:
			return nil
		case !fresh:
			return &Malformed{What: answerTo(l.operation), Err: fmt.Errorf("page %d: %w", page, errRepeats)}
		}
	}
}

// pages reads the pages of a list. After one that had to be divided it divides the
// next at once, and then tries a whole one again.
type pages[T any] struct {
	list

	c       *Client
	divided bool
	// total is how many rows there were at the last page.
	total int
}

func (p *pages[T]) read(ctx context.Context, page int) ([]T, error) {
	if p.divided {
		p.divided = false
		return p.parts(ctx, page)
	}
	rows, err := p.ofSize(ctx, perPage, page)
	if p.divisible && tooMuch(err) {
		p.divided = true
		return p.parts(ctx, page)
	}
	return rows, err
}

func (p *pages[T]) parts(ctx context.Context, page int) ([]T, error) {
	const parts = perPage / fewerPerPage
	var all []T
	for part := range parts {
		rows, err := p.ofSize(ctx, fewerPerPage, (page-1)*parts+part+1)
		if err != nil {
			return nil, err
		}
		if all = append(all, rows...); len(rows) < fewerPerPage {
			break
		}
	}
	return all, nil
}

func (p *pages[T]) ofSize(ctx context.Context, size, page int) ([]T, error) {
	p.query.Set("per_page", strconv.Itoa(size))
	p.query.Set("page", strconv.Itoa(page))
	var rows []T
	answer, err := p.c.get(ctx, p.operation, p.path, p.query, &rows)
	if err == nil {
		p.count(answer.header)
	}
	return rows, err
}

// count looks whether rows have left the list.
func (p *pages[T]) count(header http.Header) {
	total, err := strconv.Atoi(header.Get("X-WP-Total"))
	if err != nil {
		return
	}
	if total < p.total && p.moved != nil {
		p.moved()
	}
	p.total = total
}

// tooMuch tells that a page failed in a way in which a smaller one may not.
func tooMuch(err error) bool {
	if errors.Is(err, errTooLong) {
		return true
	}
	away, ok := errors.AsType[*Unavailable](err)
	return ok && away.RetryAfter == 0 && !Spared(err) && !unreached(err)
}

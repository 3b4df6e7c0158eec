package woo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
)

// perPage is the most a shop lists at once.
const perPage = 100

// errRepeats: a cache before the shop does not look at the page's number.
var errRepeats = errors.New("it answers the same page again and again")

// list is what is to be read page by page, from the page first on.
type list struct {
	operation, path string
	query           url.Values
	first           int
}

// eachPage reads a list page by page until one is not full. visit gets the
// rows of a page and returns their ids.
func eachPage[T any](ctx context.Context, c *Client, l list, visit func([]T) ([]int64, error)) error {
	seen := make(map[int64]bool)
	l.query.Set("per_page", strconv.Itoa(perPage))
	l.query.Set("orderby", "id") // Every other order skips and repeats rows.
	l.query.Set("order", "asc")
	for page := max(1, l.first); ; page++ {
		l.query.Set("page", strconv.Itoa(page))
		var rows []T
		if _, err := c.get(ctx, l.operation, l.path, l.query, &rows); err != nil {
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

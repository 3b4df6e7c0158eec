package vasco

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"
)

// Search is a window of dates, both included. It goes back into past years.
type Search struct {
	From, To time.Time
	// Partner narrows the search to a partner's orders; empty is everybody's.
	Partner string
}

// SearchResult is what a search found, each order once and without its lines.
type SearchResult struct {
	Orders []Order
	// Complete says that the list was read to its end and that every row
	// carried the shop's number: only then "not there" means anything.
	Complete bool
}

const (
	maxBlocks = 1000
	// searchTries: a list that moved while it was read is read again.
	searchTries = 3
)

// SearchOrders lists the orders of a window of dates.
func (c *Client) SearchOrders(ctx context.Context, s Search) (SearchResult, error) {
	if s.From.IsZero() || s.To.IsZero() {
		return SearchResult{}, errors.New("search orders: the window of dates has no beginning or no end")
	}
	var result SearchResult
	for range searchTries {
		r, moved, err := c.readBlocks(ctx, s)
		if err != nil {
			return SearchResult{}, err
		}
		result = r
		if !moved {
			return result, nil
		}
	}
	result.Complete = false
	return result, nil
}

// readBlocks reads the list block by block, from 0 on. moved says that a row
// came twice: then another may have been missed.
//
// A first block that is short may be all there is, or as much as the server gives
// at once: nobody has seen its limit. What follows is asked for in blocks of that
// size, wherever such a server takes the next one to begin.
func (c *Client) readBlocks(ctx context.Context, s Search) (result SearchResult, moved bool, err error) {
	result.Complete = true
	seen := make(map[OrderRef]bool)
	size := c.block
	for block := range maxBlocks {
		found, err := readList(ctx, c, "search orders", ordersPath, blockQuery(s, size, block), orderOf)
		if _, refused := errors.AsType[*Rejected](err); refused && size < c.block {
			return result, moved, nil // It has nothing there: the first block was all.
		}
		if err != nil {
			return SearchResult{}, false, err
		}
		fresh := result.take(found, seen)
		if len(found) > 0 && fresh == 0 {
			// The same block again. A short one was all there is; of a full one the
			// size is taken, but not which, and what is beyond it cannot be seen.
			result.Complete = result.Complete && size < c.block
			return result, moved, nil
		}
		moved = moved || fresh < len(found)
		switch {
		case len(found) == size:
		case block == 0 && len(found) > 0 && len(found) < size:
			size = len(found)
		default:
			// The end, or more than asked for: the server does not page, it has told all.
			return result, moved, nil
		}
	}
	result.Complete = false
	return result, false, nil
}

// take adds the orders of a block and counts those that are new.
func (r *SearchResult) take(found []Order, seen map[OrderRef]bool) (fresh int) {
	for _, o := range found {
		if o.Ref.Number == "" || o.Ref.Year == "" || o.ShopNumber == nil {
			r.Complete = false
		}
		if !seen[o.Ref] {
			seen[o.Ref] = true
			fresh++
			r.Orders = append(r.Orders, o)
		}
	}
	return fresh
}

func blockQuery(s Search, size, block int) url.Values {
	query := url.Values{
		"DatumOd": {queryDate(s.From)}, "DatumDo": {queryDate(s.To)},
		"VrniPostavke": {"0"}, "DodatnaPolja": {headerExtras},
		"BlockSize": {strconv.Itoa(size)}, "BlockIndex": {strconv.Itoa(block)},
	}
	if s.Partner != "" {
		query.Set("Partner", s.Partner)
	}
	return query
}

func queryDate(at time.Time) string { return at.Format(time.DateOnly) + midnight }

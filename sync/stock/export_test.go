package stock

import (
	"context"

	"github.com/kiwwwi/vasco/sync/store"
)

// Beside is how a list is read and taken in.
func Beside(ctx context.Context, read func(ctx context.Context, pass func(int) error) error, take func(ctx context.Context, parts <-chan int) error) error {
	return beside(ctx, read, take)
}

// Sizes are those of so many calls to a shop that fails at some sizes.
func Sizes(calls int, fails func(size int) bool) []int {
	b := newBatchSize()
	var sizes []int
	for range calls {
		sizes = append(sizes, b.size)
		if fails(b.size) {
			b.shrink()
		} else {
			b.went()
		}
	}
	return sizes
}

// Named are the articles that products of these codes name, and that are found.
func Named(hash func(string) uint64, codes ...string) []string {
	a := newArticles()
	if hash != nil {
		a.hash = hash
	}
	for _, code := range codes {
		if a.find(code) == nil {
			a.spell(a.name(code), code)
		}
	}
	var all []string
	for one := range a.all() {
		if code := a.spelled(one); a.find(code) == one && a.name(code) == one {
			all = append(all, code)
		}
	}
	return all
}

// KeepLate keeps that all of a shop's products are to have so many thousandths,
// after something else was done since they were read.
func (s *Service) KeepLate(ctx context.Context, shopID int, target int64, do func()) error {
	read := <-s.page(ctx, shopID, 0)
	if read.err != nil {
		return read.err
	}
	rows := make([]reckoned, len(read.rows))
	for i, before := range read.rows {
		rows[i] = reckoned{row: before, keep: "\nkept"}
		rows[i].state, rows[i].target = due, nullable(&target)
	}
	do()
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return keepReckoned(ctx, tx, rows) })
}

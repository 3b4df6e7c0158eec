package stock

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

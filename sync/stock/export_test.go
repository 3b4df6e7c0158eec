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

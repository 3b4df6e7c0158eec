package main

import "testing"

func TestHowMuchTheHeapMayGrow(t *testing.T) {
	t.Parallel()
	for alive, want := range map[uint64]int{0: 300, 4 << 20: 300, 8 << 20: 300, 16 << 20: 150, 24 << 20: 100, 32 << 20: 75, 200 << 20: 50} {
		if got := percentFor(alive); got != want {
			t.Errorf("%d MB alive: %d %%, want %d", alive>>20, got, want)
		}
	}
}

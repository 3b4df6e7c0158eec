package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap may grow to four times of what is alive before it is collected: that is
// little, some 8 MB. It takes 8 % off the processor time of an order, for 12 MB
// under load. A run over 100,000 products holds more for a while: four times of
// that would be memory for nothing, so that beside it there may be as much as
// else, or half of it.
const (
	gcPercent  = 300
	leastSpare = 24 << 20
)

// spareMemory sets how much the heap may grow, now and after each collection.
func spareMemory() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(gcPercent)
	afterEach(new(gcPacer).adjust)
}

// afterEach calls a function after each collection.
func afterEach(do func()) {
	type sentinel struct{ _ [64]byte }
	runtime.AddCleanup(new(sentinel), func(do func()) {
		do()
		afterEach(do)
	}, do)
}

type gcPacer struct{ percent int }

func (p *gcPacer) adjust() {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if percent := percentFor(sample[0].Value.Uint64()); percent != p.percent {
		p.percent = percent
		debug.SetGCPercent(percent)
	}
}

// percentFor is how much the heap may grow over what is alive, in steps.
func percentFor(alive uint64) int {
	const step = 25
	spare := max(leastSpare, alive/2)
	percent := int(100*spare/max(1, alive)) / step * step
	return max(step, min(gcPercent, percent))
}

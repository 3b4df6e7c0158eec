package app_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/partner"
)

// killPoints in the order in which an order's way meets them.
var killPoints = []string{
	cutIntakeInFlight, cutIntakeAfterAnswer,
	partner.CutAfterIntent, cutPartnerAfterWrite, partner.CutAfterAnswer,
	order.CutAfterIntent, cutAfterWrite, order.CutAfterPost, order.CutAfterCommit, order.CutInReadBack, order.CutInAdoption,
}

// atRandom is no point: the process dies wherever it is.
const atRandom = "at random"

// randomShare of the kills is at random, in per cent.
const randomShare = 15

// tally counts the hits of every point.
type tally struct {
	points []string
	hits   map[string]int
	// want is how often every point has to be hit.
	want int
	// hitsFile is where children write theirs; seen of its lines are counted.
	hitsFile string
	seen     int
}

// next is a point that needs hits, the neediest most often; "" when none does.
func (y *tally) next() string {
	if rand.IntN(100) < randomShare && y.missing() > 0 {
		return atRandom
	}
	var tickets []string
	for _, point := range y.points {
		for range y.want - y.hits[point] {
			tickets = append(tickets, point)
		}
	}
	if len(tickets) == 0 {
		return ""
	}
	return tickets[rand.IntN(len(tickets))]
}

func (y *tally) missing() int {
	missing := 0
	for _, point := range y.points {
		missing += max(0, y.want-y.hits[point])
	}
	return missing
}

// hit is what a child wrote down before it died.
type hit struct{ point, detail string }

// read counts what children have written since.
func (y *tally) read(t *testing.T) []hit {
	t.Helper()
	raw, err := os.ReadFile(y.hitsFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var fresh []hit
	lines := strings.Split(string(raw), "\n")
	for _, line := range lines[y.seen : len(lines)-1] {
		point, detail, _ := strings.Cut(line, " ")
		y.hits[point]++
		fresh = append(fresh, hit{point, detail})
	}
	y.seen = len(lines) - 1
	return fresh
}

// String is the table of hits.
func (y *tally) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s %s\n", "killed", "times")
	for _, point := range append(slices.Clip(y.points), atRandom) {
		fmt.Fprintf(&b, "%-24s %5d\n", point, y.hits[point])
	}
	return b.String()
}

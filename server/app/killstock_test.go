package app_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestKillStock kills the service in the middle of its stock runs, at every point
// where one can be cut in half and at random, while the shop sells and VASCO's
// stock changes. After each kill and one more run the shop has exactly the right
// numbers, told by what the test itself put into VASCO and the shop. Then it kills
// imports and pushes of products; see killProducts.
//
// On SQLite the one process is killed and started again; on PostgreSQL there
// are two, of which one is killed and the other goes on with its run.
func TestKillStock(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		killStock(t, storetest.SQLite(t), 1)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		killStock(t, storetest.Postgres(t), 2)
	})
}

// stockPoints in the order in which a run meets them.
var stockPoints = []string{
	cutInRefresh, cutInArticles, cutInStock, stock.CutAfterPlan, stock.CutBeforeWrite, cutStockUnanswered, stock.CutAfterWrite, stock.CutInSettling,
}

// randomKills come on top of one at each point; mostKills are more than it takes.
const (
	randomKills = 2
	mostKills   = 40
)

// stockTiming: a dead worker's run is free soon; calls have all the time.
var stockTiming = timing{CallTimeout: 20 * time.Second, LeaseFor: 2 * time.Second}

// stockKilling is one run of the test.
type stockKilling struct {
	killing
	goods
	newcomers

	// points are those of stock runs, productPoints those of imports and pushes.
	points, productPoints []string

	front   *shopFront
	selling sync.Mutex
	// open says that the shop's doors are: orders come while batches are on their way.
	open atomic.Bool
	// heirs is how long it took until another process had ended a dead one's run.
	heirs []time.Duration
}

func killStock(t *testing.T, databaseURL string, replicas int) {
	began := time.Now()
	k := &stockKilling{killing: killing{
		t: t, dir: t.TempDir(), databaseURL: databaseURL, timing: stockTiming, replicas: make([]*child, replicas),
	}}
	k.killing.front = newFront(t)
	k.points, k.productPoints = stockPoints, productPoints
	k.tally = &tally{hits: make(map[string]int), want: 1, hitsFile: filepath.Join(k.dir, "hits")}
	if testing.Short() {
		k.points, k.productPoints = []string{stock.CutAfterPlan, cutStockUnanswered}, []string{cutInImport, push.CutAfterWrite}
	}
	k.tally.points = slices.Concat(k.points, k.productPoints)
	k.shop, k.erp = k.simulator(roleShop), k.simulator(roleERP)
	k.front = newShopFront(t, k.shop.url)
	k.front.onBatch = func() {
		if k.open.Load() && rand.IntN(3) == 0 {
			k.sell()
		}
	}
	k.shopURL = k.front.URL
	k.stockGoods()
	k.setUp()
	k.writePrices()
	k.remember()
	k.reader = k.openReader()

	k.firstRun()
	k.killAll()
	k.killProducts()
	killed := time.Since(began)
	k.sendAll()
	k.checkRuns()
	k.checkWords()
	t.Logf("\n%s\n%d wares, %d products not to be touched, %d orders, %d elements written; another process ended the run after %v; kills took %s, all %s",
		k.tally, len(k.wares), len(k.untouched), len(k.sales), k.front.written(), k.heirs, killed.Round(time.Second), time.Since(began).Round(time.Second))
	if wasted := k.front.wasted; len(wasted) > 0 {
		t.Errorf("written though the shop had it: %s", shorten(wasted))
	}
	if k.tally.hits[atRandom] < randomKills {
		t.Errorf("killed %d times at random while a run was open, want %d", k.tally.hits[atRandom], randomKills)
	}
	for _, point := range k.tally.points {
		if k.tally.hits[point] < k.tally.want {
			t.Errorf("killed %d times at %s, want %d", k.tally.hits[point], point, k.tally.want)
		}
	}
}

// killAll kills stock runs at every point, and at random.
func (k *stockKilling) killAll() {
	k.t.Helper()
	points := append(slices.Clone(k.points), slices.Repeat([]string{atRandom}, randomKills)...)
	k.untilMet(points, func(turn int, point string) {
		k.killRun(turn, point)
		k.oneMoreRun(point)
	})
}

// untilMet kills at points, in no order; one that was not met comes again.
func (k *stockKilling) untilMet(points []string, killAt func(turn int, point string)) {
	k.t.Helper()
	rand.Shuffle(len(points), func(i, j int) { points[i], points[j] = points[j], points[i] })
	for turn := 0; turn < len(points) && turn < mostKills; turn++ {
		point := points[turn]
		before := k.tally.hits[point]
		killAt(turn, point)
		if k.tally.hits[point] == before {
			points = append(points, point)
		}
	}
}

// firstRun imports the shop, and is confirmed by a person.
func (k *stockKilling) firstRun() {
	k.t.Helper()
	for i := range k.replicas {
		k.start(i)
	}
	k.tell(0, "register")
	k.tell(0, "stock")
	k.until("the first run waits for a person", func() bool { return k.runsWhere("kind = 'STOCK' AND state = 'AWAITING_CONFIRMATION'") == 1 }, k.runs)
	if written := k.front.written(); written > 0 {
		k.t.Fatalf("%d products were written before anybody confirmed it", written)
	}
	k.tell(0, "confirm")
	k.until("the first run ends", func() bool { return k.ended() == 1 }, k.runs)
	k.checkNumbers("the first run")
}

func (k *stockKilling) tell(i int, command string) {
	k.t.Helper()
	if !k.replicas[i].waitReady(k.t) {
		k.t.Fatalf("%s ended by itself: %s\n%s", k.replicas[i].name, k.replicas[i].state, k.tail(k.replicas[i].name))
	}
	k.replicas[i].tell(command)
}

// How much changes in VASCO between two runs, how often the shop sells, and how
// many orders there are to a kill, besides those that come while it is written to.
const (
	changes   = 40
	sellEvery = 200 * time.Millisecond
	salesEach = 4
	// longestRandom is how long a run lives at most that is killed at random.
	longestRandom = time.Second
)

// killRun starts a stock run and kills who works on it, at a point or at random.
func (k *stockKilling) killRun(turn int, point string) {
	k.t.Helper()
	k.keepHooks()
	k.change(changes)
	k.sell()
	before := k.sold()
	k.open.Store(true)
	dead := k.untilDead(turn, point, errand{kind: "STOCK", command: "stock", meanwhile: func() {
		if k.sold()-before < salesEach {
			k.sell()
		}
	}})
	k.open.Store(false)
	k.goOn(turn, point, dead)
}

// goOn counts a kill, and lets the run come to its end.
func (k *stockKilling) goOn(turn int, point string, dead []int) {
	k.t.Helper()
	killed, open := time.Now(), !k.noOpenRun()
	for _, i := range dead {
		if !k.replicas[i].wasKilled() {
			k.t.Fatalf("%s ended by itself: %s\n%s", k.replicas[i].name, k.replicas[i].state, k.tail(k.replicas[i].name))
		}
	}
	// At random nobody wrote down where it was: it counts if it was in a run.
	if fresh := k.tally.read(k.t); len(fresh) == 0 && open && point == atRandom {
		k.tally.hits[atRandom]++
	}
	if len(dead) < len(k.replicas) && turn%2 == 0 {
		k.until("the other process ends the run", k.noOpenRun, k.runs)
		k.heirs = append(k.heirs, time.Since(killed).Round(100*time.Millisecond))
	}
	for _, i := range dead {
		k.start(i)
	}
	k.until("the run ends", k.noOpenRun, k.runs)
}

// nth: some points are met at every batch.
func nth(point string) int {
	switch point {
	case stock.CutBeforeWrite, stock.CutAfterWrite, cutStockUnanswered:
		return 1 + rand.IntN(3)
	case cutInImport, push.CutAfterWrite, cutArticleUnanswered:
		return 2 // In the middle.
	default:
		return 1
	}
}

// errand is what a process is told to do, the kind of the run that this makes, and
// what happens beside it, again and again.
type errand struct {
	kind, command string
	meanwhile     func()
}

// untilDead has a process do an errand, until one is dead: by itself at the point,
// or, at random, by our hand some time after the run was begun.
func (k *stockKilling) untilDead(turn int, point string, e errand) (dead []int) {
	k.t.Helper()
	victim := turn % len(k.replicas)
	for i := range k.replicas {
		if point != atRandom {
			k.tell(i, fmt.Sprintf("arm %s %d", point, nth(point)))
		}
	}
	before, longest := k.endedOf(e.kind), killPatience
	k.tell(victim, e.command)
	if point == atRandom {
		longest = rand.N(longestRandom)
		k.until("the run begins", func() bool { return !k.noOpenRun() || k.endedOf(e.kind) > before }, k.runs)
	}
	end := time.NewTimer(longest)
	defer end.Stop()
	tick := time.NewTicker(sellEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if k.endedOf(e.kind) > before {
				k.replicas[victim].kill() // It was not met.
			} else if e.meanwhile != nil {
				e.meanwhile()
			}
		case <-end.C:
			k.replicas[victim].kill()
		}
		if dead = k.dead(); len(dead) > 0 {
			return dead
		}
	}
}

// dead are the processes that have ended; where one has, the others may live.
func (k *stockKilling) dead() (all []int) {
	k.t.Helper()
	for i, c := range k.replicas {
		select {
		case <-c.died:
			all = append(all, i)
		default:
		}
	}
	if len(all) > 0 {
		for _, c := range k.replicas {
			c.tell("arm nowhere 1")
		}
	}
	return all
}

// oneMoreRun after a kill: then the shop has the right numbers.
func (k *stockKilling) oneMoreRun(after string) {
	k.t.Helper()
	ended := k.ended()
	k.tell(0, "stock")
	k.until("one more run ends", func() bool { return k.ended() > ended }, k.runs)
	k.checkNumbers("a kill " + after)
}

func (k *stockKilling) checkNumbers(after string) {
	k.t.Helper()
	if wrong := k.wrong(); len(wrong) > 0 {
		k.t.Fatalf("after %s the shop has wrong numbers, %s\n%s", after, shorten(wrong), k.runs())
	}
}

// runsWhere counts runs; two of the shop's are never open at once.
func (k *stockKilling) runsWhere(where string) (count int) {
	k.t.Helper()
	var open int
	k.must(k.reader.QueryRowContext(k.t.Context(), "SELECT count(*) FROM sync_runs WHERE kind = 'STOCK' AND finished_at IS NULL").Scan(&open))
	if open > 1 {
		k.t.Fatalf("%d runs are open:\n%s", open, k.runs())
	}
	k.must(k.reader.QueryRowContext(k.t.Context(), "SELECT count(*) FROM sync_runs WHERE "+where).Scan(&count))
	return count
}

// ended is how many stock runs have come to their end.
func (k *stockKilling) ended() int { return k.endedOf("STOCK") }

func (k *stockKilling) endedOf(kind string) int {
	k.t.Helper()
	return k.runsWhere("kind = '" + kind + "' AND finished_at IS NOT NULL")
}

func (k *stockKilling) noOpenRun() bool {
	k.t.Helper()
	return k.runsWhere("finished_at IS NULL") == 0
}

// runs tells about all runs.
func (k *stockKilling) runs() string {
	k.t.Helper()
	var b strings.Builder
	for _, r := range k.allRuns() {
		fmt.Fprintf(&b, "%+v\n", r)
	}
	return b.String()
}

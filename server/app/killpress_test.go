package app_test

import (
	"math/rand/v2"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
)

// rehearsals are the kills before the shop goes live; pressing is the longest a
// replica lives after a button was pressed. A shop's fees have no article at first.
const (
	rehearsals = 4
	pressing   = 300 * time.Millisecond
	feeName    = "Strošek povzetja"
)

// goLive takes orders in PREVIEW, of which the plugin before sends some, turns the
// switch, and kills in between and while it turns.
func (k *killing) goLive() {
	k.t.Helper()
	for i := range k.replicas {
		k.start(i)
	}
	for range rehearsals {
		for range 3 {
			k.place()
		}
		k.placeFormer()
		k.feedUntilDead(k.replicas[0], rand.N(time.Second))
		k.count(atRandom, nil)
		k.start(0)
	}
	if books := k.books(); len(books.Orders) != k.formers() {
		k.t.Fatalf("VASCO has %d orders while nothing may be sent, %d of them are the plugin's before", len(books.Orders), k.formers())
	}
	k.turn(0, connection.Live)
	// Since the first order with a fee, all such wait for its article.
	k.press(0, "fees", func() bool { return strings.Contains(k.settingsNow(), feeName) })
}

// hold stops the sending while orders come, and lets it go on.
func (k *killing) hold(i int) {
	k.t.Helper()
	k.turn(i, connection.Hold)
	for range 4 {
		k.place()
	}
	k.turn(i, connection.Live)
}

// turn turns the shop's switch.
func (k *killing) turn(i int, to connection.Sending) {
	k.t.Helper()
	k.press(i, "turn "+string(to), func() bool {
		var now string
		k.must(k.reader.QueryRowContext(k.t.Context(), "SELECT sending_orders FROM shops").Scan(&now))
		return now == string(to)
	})
}

// press is a person at a replica that is killed while it does what it is told, or
// right after; the person presses until it is done.
func (k *killing) press(i int, button string, done func() bool) {
	k.t.Helper()
	for !done() {
		victim := k.replicas[i]
		if victim.waitReady(k.t) {
			victim.tell(button)
		}
		k.feedUntilDead(victim, rand.N(pressing))
		k.count(atRandom, nil)
		k.start(i)
	}
}

func (k *killing) settingsNow() string {
	k.t.Helper()
	var raw []byte
	k.must(k.reader.QueryRowContext(k.t.Context(), "SELECT settings FROM shops").Scan(&raw))
	return string(raw)
}

func (k *killing) formers() (count int) {
	for _, p := range k.placed {
		if p.former {
			count++
		}
	}
	return count
}

package product

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestWhereTheNextListBegins(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	at := func(d time.Duration) *time.Time { moment := ago(d); return &moment }
	for name, c := range map[string]struct {
		before mark
		newest *time.Time
		want   time.Time
	}{
		"the first":                          {mark{}, at(time.Hour), ago(time.Hour + saving)},
		"what may be under way":              {mark{Since: ago(2 * time.Hour), Newest: ago(time.Hour), At: ago(time.Hour)}, at(time.Second), ago(time.Second + saving)},
		"nothing new":                        {mark{Since: ago(time.Hour + saving), Newest: ago(time.Hour), At: ago(10 * time.Minute)}, at(time.Hour), ago(time.Hour)},
		"nothing new, but just looked":       {mark{Since: ago(time.Hour + saving), Newest: ago(time.Hour), At: ago(saving)}, at(time.Hour), ago(time.Hour + saving)},
		"little new":                         {mark{Since: ago(2 * time.Hour), Newest: ago(time.Hour), At: ago(time.Hour)}, at(time.Hour - time.Second), ago(time.Hour)},
		"no products":                        {mark{}, &time.Time{}, time.Time{}},
		"no products any more":               {mark{Since: ago(time.Hour), Newest: ago(time.Hour), At: ago(time.Hour)}, &time.Time{}, ago(time.Hour)},
		"no dates":                           {mark{Since: ago(2 * time.Hour), At: ago(time.Hour)}, nil, ago(clockOverlap)},
		"a date in the future":               {mark{Since: ago(2 * time.Hour), At: ago(time.Hour)}, at(-24 * time.Hour), ago(clockOverlap)},
		"one in the future that was deleted": {mark{Since: ago(2 * time.Hour), Newest: now.AddDate(1, 0, 0), At: ago(time.Hour)}, at(time.Hour), ago(time.Hour + saving)},
		"the newest was deleted":             {mark{Since: ago(time.Hour), Newest: ago(time.Hour), At: ago(time.Hour)}, at(24 * time.Hour), ago(time.Hour)},
	} {
		if got := c.before.next(c.newest, now); !got.Since.Equal(c.want) || !got.At.Equal(now) {
			t.Errorf("%s: %+v, want %s", name, got, c.want)
		}
	}
}

// save is a product's change: it has its time by the shop's clock, and is seen in
// lists after a while. Times are ours.
type save struct {
	stamped time.Time
	seen    time.Time
}

// TestNoSaveIsMissed: whatever the shop's clock says, and however long saves and
// lists take, each save is in a list that was read after it was seen.
func TestNoSaveIsMissed(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-24 * time.Hour, -20 * time.Minute, -time.Second, 0} {
		for round := range 50 {
			checkSaves(t, rand.New(rand.NewPCG(uint64(round), 1)), skew)
		}
	}
}

func checkSaves(t *testing.T, random *rand.Rand, skew time.Duration) {
	t.Helper()
	upTo := func(d time.Duration) time.Duration { return time.Duration(random.Int64N(int64(d))) }
	start := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	clock := func(at time.Time) time.Time { return at.Add(skew).Truncate(time.Second) }
	var saves []save
	for range 300 {
		at := start.Add(upTo(3 * time.Hour))
		if random.IntN(3) > 0 {
			at = start.Add(upTo(3*time.Hour) / 20 * 20) // Some at the same time.
		}
		saves = append(saves, save{clock(at), at.Add(upTo(saving - 2*time.Second))})
	}
	missed := make(map[int]bool)
	for i := range saves {
		missed[i] = true
	}
	var m mark
	for at := start; at.Before(start.Add(5 * time.Hour)); at = at.Add(time.Second + upTo(20*time.Minute)) {
		var newest time.Time
		for _, s := range saves {
			if !s.seen.After(at) && s.stamped.After(newest) {
				newest = s.stamped
			}
		}
		took := upTo(5 * time.Minute)
		for i, s := range saves {
			// Its page is read some time in between.
			if read := at.Add(upTo(took + 1)); s.stamped.After(m.Since) && !s.seen.After(read) {
				delete(missed, i)
			}
		}
		m = m.next(&newest, at)
		at = at.Add(took)
	}
	if len(missed) > 0 {
		t.Errorf("with the shop's clock %s off, %d saves are in no list", skew, len(missed))
	}
}

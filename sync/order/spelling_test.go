package order_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// spelling is a VAT number as one order has it.
type spelling struct{ vat, country string }

var (
	prefixed  = spelling{"HR 123 456 789 03", "SI"}
	bare      = spelling{"12345678903", "SI"}
	danish    = spelling{"DK98765432", "DK"}
	slovenian = spelling{"98765432", "SI"}
)

const companyEmail = "info@tvrtka.example"

func (s spelling) order() woosim.Draft {
	d := from(companyEmail)
	d.Company, d.VAT, d.Country = "Tvrtka d.o.o.", s.vat, s.country
	return d
}

// trusting is a connection whose filters by tax number are relied on, or not.
func trusting(yes string) func(*connection.NewVasco) {
	return func(v *connection.NewVasco) { v.ProfileOverrides = []byte(`{"trustPartnerFilters":` + yes + `}`) }
}

// wantPartners waits for the orders to be synced and counts the company's partners.
func wantPartners(t *testing.T, f *ordertest.Fixture, want int, ids ...int64) {
	t.Helper()
	for _, id := range ids {
		f.Synced(id)
	}
	if got := partnersOf(f, companyEmail); got != want {
		t.Errorf("there are %d partners, want %d: %+v", got, want, f.ERP.Partners())
	}
}

// TestSpellingsOneAfterTheOther: a partner that was just created is found under
// the other spelling too, though no filter finds it by that.
func TestSpellingsOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for name, spellings := range map[string][2]spelling{"with its prefix first": {prefixed, bare}, "without it first": {bare, prefixed}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{Vasco: trusting("true")})
				for _, one := range spellings {
					wantPartners(t, f, 1, f.Place(one.order()))
				}
			})
		})
	}
}

// TestSpellingsAtOnce: of two first orders of one company the second comes while
// the first creates the partner. Companies of two countries with the same digits
// wait for one another, and stay two.
func TestSpellingsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, second spelling
		lost          bool
		partners      int
	}{
		"with its prefix first":             {prefixed, bare, false, 1},
		"without it first":                  {bare, prefixed, false, 1},
		"with its prefix, the answer lost":  {prefixed, bare, true, 1},
		"without it, the answer lost":       {bare, prefixed, true, 1},
		"Danish and Slovenian":              {danish, slovenian, false, 2},
		"Slovenian and Danish":              {slovenian, danish, false, 2},
		"Slovenian, answer lost and Danish": {slovenian, danish, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{NoReplica: true})
				if c.lost {
					f.ERP.AddFaults(vascosim.Fault{Kind: "commit_late", Method: http.MethodPost, Path: ordertest.PartnersPath, Times: 1, Millis: 500})
				}
				g := newGate(partner.CutAfterIntent)
				f.AddReplica(ordertest.ReplicaOptions{Cut: g.cut})
				first := f.Place(c.first.order())
				<-g.reached
				second := f.Place(c.second.order())
				ordertest.Until(t, "its hook came", func() bool { return f.HooksOf(second) > 0 })
				f.WaitUntil(second, "it waits for the first", func(p *ent.Push) bool { return p.Reason == order.ReasonPartnerPending || p.Number != "" })
				close(g.open)
				wantPartners(t, f, c.partners, first, second)
			})
		})
	}
}

// lastSearch holds the answer of the first search among all partners back.
type lastSearch struct {
	http.RoundTripper
	*gate
}

func (l lastSearch) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.RoundTripper.RoundTrip(r)
	if r.Method == http.MethodGet && r.URL.Path == "/api/v1/"+ordertest.PartnersPath && r.URL.Query().Get("Davcna") == "" {
		l.cut(l.point)
	}
	return answer, err
}

// TestSpellingAfterTheSearch: the partner is created, and done with, between the
// other order's search and its create.
func TestSpellingAfterTheSearch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, second spelling
		partners      int
	}{
		"with its prefix first": {prefixed, bare, 1},
		"without it first":      {bare, prefixed, 1},
		"two countries":         {danish, slovenian, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				// Without trust in filters each search reads all partners, at last.
				f := ordertest.New(t, s, ordertest.Options{NoReplica: true, Vasco: trusting("false")})
				own := &http.Transport{}
				t.Cleanup(own.CloseIdleConnections)
				held := lastSearch{own, newGate("")}
				f.AddReplica(ordertest.ReplicaOptions{Transport: held, CallTimeout: 10 * time.Second})
				second := f.Place(c.second.order())
				<-held.reached
				first := f.Place(c.first.order())
				f.Synced(first)
				close(held.open)
				wantPartners(t, f, c.partners, first, second)
			})
		})
	}
}

package order

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// aDay is the time of the filled database's order number i minutes after its start.
func aDay(day int) time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day) }

// filters are the combinations a person uses.
var filters = map[string]Filter{
	"none":                        {},
	"large shop":                  {ShopID: 1},
	"small shop":                  {ShopID: 3},
	"synced":                      {States: []push.State{push.StateSYNCED}},
	"blocked":                     {States: []push.State{push.StateBLOCKED}},
	"blocked of a small shop":     {ShopID: 3, States: []push.State{push.StateBLOCKED}},
	"what needs a person":         {States: []push.State{push.StateBLOCKED, push.StateFAILED, push.StateUNCERTAIN}},
	"synced or waiting of a shop": {ShopID: 1, States: []push.State{push.StateSYNCED, push.StateWAITING}},
	"reason":                      {Reasons: []string{"ARTICLE_CODE_MISSING"}},
	"reasons of a shop":           {ShopID: 2, Reasons: []string{"PAYMENT_UNMAPPED", "ARTICLE_CODE_MISSING"}, States: []push.State{push.StateBLOCKED}},
	"ref":                         {Ref: "payment:3"},
	"ref of a shop":               {ShopID: 1, Ref: "payment:3", States: []push.State{push.StateBLOCKED}},
	"changed":                     {Changed: true},
	"changed of a shop":           {ShopID: 2, Changed: true},
	"different in VASCO":          {Differs: true},
	"different of a shop":         {ShopID: 2, Differs: true},
	"compared":                    {Compared: []push.Compared{push.ComparedDIFFERS}},
	"compared, of a shop":         {ShopID: 2, Compared: []push.Compared{push.ComparedDIFFERS, push.ComparedSAME}},
	"number":                      {Search: "#1234"},
	"e-mail":                      {Search: "BUYER777"},
	"customer":                    {Search: "Žana 4321"},
	"VASCO number":                {Search: "NK-100042"},
	"nothing":                     {Search: "nobody"},
	"number, shop and state":      {ShopID: 1, Search: "12", States: []push.State{push.StateBLOCKED}},
	"old days":                    {PlacedFrom: aDay(3), PlacedTo: aDay(4)},
	"old days, state, shop":       {PlacedFrom: aDay(3), PlacedTo: aDay(4), ShopID: 1, States: []push.State{push.StateBLOCKED, push.StateFAILED}},
	"search in old days":          {PlacedFrom: aDay(3), PlacedTo: aDay(4), Search: "buyer5"},
}

// TestFilterPlans looks that no page of orders is found by reading whole tables.
func TestFilterPlans(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Fill(t, s, 100_000)
		for name, f := range filters {
			for way, seek := range map[string]Seek{
				"first": {Limit: 51}, "next": {After: 60_000, Limit: 51}, "last": {Backward: true, Limit: 51},
			} {
				q, err := (&Service{store: s}).finder(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				query, args := q.page(seek)
				if _, err := readInts(t.Context(), s.Read, query, args); err != nil {
					t.Fatalf("%s: %v\n%s", name, err, query)
				}
				// Without a filter the newest are read from the table's end.
				if plan := storetest.Plan(t, s, query, args); strings.Contains(plan, "WASTE") && name != "none" {
					t.Errorf("%s, %s page reads much in vain:\n%s\n%s", name, way, query, plan)
				}
			}
		}
	})
}

// fits says in plain words what a filter means.
func fits(f Filter, o *ent.Order) bool {
	p := o.Edges.Pushes[0]
	begins := strings.HasPrefix
	search := strings.TrimPrefix(f.Search, "#")
	folded := strings.ToLower(search)
	return (f.ShopID == 0 || o.ShopID == f.ShopID) &&
		(len(f.States) == 0 || slices.Contains(f.States, p.State)) &&
		(len(f.Reasons) == 0 || slices.Contains(f.Reasons, p.Reason)) &&
		(f.Ref == "" || p.ReasonRef == f.Ref) &&
		(!f.Changed || p.Changed != "") &&
		(!f.Differs || p.ReadBackNote != "") &&
		(len(f.Compared) == 0 || slices.Contains(f.Compared, p.Compared)) &&
		(f.PlacedFrom.IsZero() || !o.PlacedAt.Before(f.PlacedFrom)) &&
		(f.PlacedTo.IsZero() || o.PlacedAt.Before(f.PlacedTo)) &&
		(search == "" || begins(o.Number, search) || begins(o.Email, folded) || begins(strings.ToLower(o.Customer), folded) ||
			p.Number == strings.TrimPrefix(search, "NK-"))
}

// TestFindMeansWhatTheFilterSays pages through random filters, both ways, and
// compares with a plain loop over all orders.
func TestFindMeansWhatTheFilterSays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Fill(t, s, 1500)
		all, err := s.Reader().Order.Query().WithPushes().Order(entorder.ByID()).All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		service := &Service{store: s}
		random := rand.New(rand.NewPCG(1, 2))
		for range 150 {
			f := randomFilter(random)
			var want []int
			for _, o := range all {
				if fits(f, o) {
					want = append(want, o.ID)
				}
			}
			if got := walk(t, service, f, true); !slices.Equal(got, want) {
				t.Fatalf("%+v from the oldest: %d orders, want %d", f, len(got), len(want))
			}
			slices.Reverse(want)
			if got := walk(t, service, f, false); !slices.Equal(got, want) {
				t.Fatalf("%+v from the newest: %d orders, want %d", f, len(got), len(want))
			}
			if count, err := service.Count(t.Context(), f); err != nil || count != len(want) {
				t.Fatalf("%+v: counted %d, want %d (%v)", f, count, len(want), err)
			}
		}
	})
}

// walk reads all pages of a filter.
func walk(t *testing.T, s *Service, f Filter, backward bool) []int {
	t.Helper()
	var all []int
	seek := Seek{Limit: 37, Backward: backward}
	for {
		ids, err := s.Find(t.Context(), f, seek)
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		all = append(all, ids...)
		if len(ids) < seek.Limit {
			return all
		}
		if backward {
			seek.Before = ids[len(ids)-1]
		} else {
			seek.After = ids[len(ids)-1]
		}
	}
}

func randomFilter(r *rand.Rand) Filter {
	var f Filter
	if r.IntN(2) == 0 {
		f.ShopID = 1 + r.IntN(3)
	}
	states := []push.State{push.StateSYNCED, push.StateBLOCKED, push.StateFAILED, push.StateWAITING, push.StateSKIPPED, push.StateUNCERTAIN}
	for range r.IntN(3) {
		f.States = append(f.States, states[r.IntN(len(states))])
	}
	switch r.IntN(8) {
	case 0:
		f.Reasons = []string{"PAYMENT_UNMAPPED", "STATUS"}
	case 1:
		f.Ref = fmt.Sprint("payment:", 1+r.IntN(7))
	case 2:
		f.Changed = true
	case 3:
		f.Differs = true
	case 4:
		f.Compared = []push.Compared{push.ComparedDIFFERS, push.ComparedNOT_FOUND}
	}
	searches := []string{"", "", "", "1", "#12", "BUYER3", "Žana 4", "žana", "NK-100123", "100123", "nobody", "10_%"}
	f.Search = searches[r.IntN(len(searches))]
	minute := func() time.Time { return aDay(0).Add(time.Duration(r.IntN(1500)) * time.Minute) }
	if r.IntN(4) == 0 {
		f.PlacedFrom = minute()
	}
	if r.IntN(4) == 0 {
		f.PlacedTo = minute()
	}
	return f
}

package vascotest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func recorder(keep func(vasco.Call)) func(context.Context, vasco.Call) {
	return func(_ context.Context, c vasco.Call) { keep(c) }
}

func (s *suite) connectionTest(t *testing.T) {
	t.Parallel()
	report := s.client(t, false).Test(t.Context())
	if !report.Reachable || !report.LoggedIn || !report.ArticlesReadable || !report.SearchPossible || report.Problem != nil {
		t.Errorf("the test says %+v", report)
	}
	if report.ProposedProfile != "" && report.ProposedProfile != s.options.Profile.Name {
		t.Errorf("the server describes itself as %s, the profile is %s", report.ProposedProfile, s.options.Profile.Name)
	}
}

var errEnough = errors.New("enough was read")

const (
	segment  = 2
	segments = 3
	// nonsense is a code nobody has.
	nonsense = "KONFORM-NI-GA"
)

// articles are paged through and then asked for by their codes: both must tell
// the same.
func (s *suite) articles(t *testing.T) {
	t.Parallel()
	client := s.client(t, false)
	byCode := make(map[string]vasco.Article)
	pages := 0
	err := client.EachArticle(t.Context(), segment, []string{"PROSTO_C9"}, func(_ int, page []vasco.Article) error {
		for _, a := range page {
			if _, twice := byCode[a.Code]; twice || a.Code == "" {
				t.Errorf("article %q came twice, or has no code", a.Code)
			}
			byCode[a.Code] = a
		}
		if pages++; pages == segments {
			return errEnough
		}
		return nil
	})
	if (err != nil && !errors.Is(err, errEnough)) || len(byCode) == 0 {
		t.Fatalf("%d articles, %v", len(byCode), err)
	}
	codes := []string{nonsense}
	for code := range byCode {
		if !strings.Contains(code, ",") {
			codes = append(codes, code)
		}
	}
	found, err := client.Articles(t.Context(), codes, []string{"PROSTO_C9"})
	if err != nil || len(found) != len(codes)-1 {
		t.Errorf("%d of %d articles by their codes, %v", len(found), len(codes)-1, err)
	}
	for _, a := range found {
		if same := byCode[a.Code]; same.Name != a.Name || same.VATCode != a.VATCode || same.Extra["PROSTO_C9"] != a.Extra["PROSTO_C9"] {
			t.Errorf("article %s is %+v in the list and %+v by its code", a.Code, same, a)
		}
	}
	if s.options.Article != "" {
		if found, err := client.Articles(t.Context(), []string{s.options.Article}, nil); err != nil || len(found) != 1 {
			t.Errorf("article %s: %v, %v", s.options.Article, found, err)
		}
	}
}

func (s *suite) partners(t *testing.T) {
	t.Parallel()
	client := s.client(t, false)
	if found, err := client.PartnersByTaxNumber(t.Context(), vasco.ReadTaxNumber("SI99999999", "")); err != nil || len(found) != 0 {
		t.Errorf("a tax number nobody has: %v, %v", found, err)
	}
	if found, err := client.PartnersByEmail(t.Context(), nonsense+"@example.invalid"); err != nil || len(found) != 0 {
		t.Errorf("an address nobody has: %v, %v", found, err)
	}
	if s.options.Partner == "" {
		return
	}
	p, err := client.PartnerByCode(t.Context(), s.options.Partner)
	if err != nil || p == nil || p.Code != s.options.Partner {
		t.Fatalf("partner %s: %+v, %v", s.options.Partner, p, err)
	}
	for _, number := range p.TaxNumbers() {
		found, err := client.PartnersByTaxNumber(t.Context(), number)
		if err != nil || !holds(found, p.Code) {
			t.Errorf("by the tax number %s: %v, %v", number, found, err)
		}
	}
	if p.Email != "" {
		found, err := client.PartnersByEmail(t.Context(), " "+strings.ToUpper(p.Email)+" ")
		if err != nil || !holds(found, p.Code) {
			t.Errorf("by the address %s: %v, %v", p.Email, found, err)
		}
	}
}

func holds(partners []vasco.Partner, code string) bool {
	for _, p := range partners {
		if p.Code == code {
			return true
		}
	}
	return false
}

// search lists the orders of a month; what it finds can be read by its number.
func (s *suite) search(t *testing.T) {
	t.Parallel()
	client := s.client(t, false)
	now := time.Now()
	found, err := client.SearchOrders(t.Context(), vasco.Search{From: now.AddDate(0, -1, 0), To: now.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range found.Orders {
		if o.Ref.Number == "" || o.Ref.Year == "" || o.Date.IsZero() || o.Partner == "" {
			t.Errorf("an order of the search is %+v", o)
		}
	}
	if len(found.Orders) > 0 {
		first := found.Orders[0]
		same, err := client.ReadOrder(t.Context(), first.Ref)
		if err != nil || same.Ref != first.Ref || same.Partner != first.Partner || !same.Gross.Equal(*first.Gross) {
			t.Errorf("order %v is %+v, %v", first.Ref, same, err)
		}
	}
	_, err = client.ReadOrder(t.Context(), vasco.OrderRef{Number: "99999", Year: "2001"})
	if _, missing := errors.AsType[*vasco.NotFound](err); !missing {
		t.Errorf("an order that is not there: %v", err)
	}
}

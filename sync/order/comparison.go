package order

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Comparison is what VASCO has under a shop's order number, beside what we
// would send. It is stored with the push while nothing is sent.
type Comparison struct {
	Result push.Compared `json:"result"`
	// Number and Year are VASCO's; empty when it has none, or several.
	Number string `json:"number,omitempty"`
	Year   string `json:"year,omitempty"`
	// Detail says what is unclear, or names the several orders.
	Detail      string       `json:"detail,omitempty"`
	Differences []Difference `json:"differences,omitempty"`
}

// Difference is one thing that is not the same. Field is partner, date, total,
// quantity or value; of the last two, Article says of which article.
type Difference struct {
	Field   string `json:"field"`
	Article string `json:"article,omitempty"`
	Ours    string `json:"ours"`
	Theirs  string `json:"theirs"`
}

// ComparisonOf reads the stored comparison; nil when there is none.
func ComparisonOf(p *ent.Push) (*Comparison, error) {
	if len(p.Comparison) == 0 {
		return nil, nil
	}
	var c Comparison
	if err := json.Unmarshal(p.Comparison, &c); err != nil {
		return nil, fmt.Errorf("read the comparison of push %d: %w", p.ID, err)
	}
	return &c, nil
}

// level: a difference is to be looked at before the shop goes live.
func (c *Comparison) level() event.Level {
	switch c.Result {
	case push.ComparedDIFFERS, push.ComparedSEVERAL:
		return event.Warning
	case push.ComparedSAME:
		return event.Success
	default:
		return event.Info
	}
}

// missing stands for what one side has not.
const missing = "—"

// compareDocuments lists what differs between what we would send and what VASCO
// has. What it did not return cannot differ.
func compareDocuments(p *Preview, theirs *vasco.Order, dated rules.DocumentDay) []Difference {
	var all []Difference
	note := func(field, ours, others string) {
		if ours != others {
			all = append(all, Difference{Field: field, Ours: ours, Theirs: others})
		}
	}
	if !samePartner(p.PartnerCode, theirs.Partner) {
		ours := p.PartnerCode
		if ours == "" {
			ours = missing // A new one would be made.
		}
		note("partner", ours, theirs.Partner)
	}
	if !theirs.Date.IsZero() && dated != rules.SendingDay {
		// We would have sent it on another day than we look.
		note("date", p.document.Date.Format(time.DateOnly), theirs.Date.Format(time.DateOnly))
	}
	if theirs.Gross != nil {
		note("total", p.Gross.StringFixed(2), theirs.Gross.StringFixed(2))
	}
	if len(theirs.Lines) == 0 {
		return all
	}
	return append(all, compareLines(p.document.Lines, theirs.Lines)...)
}

// sum is what a document has of one article, over all its lines. The value is
// nil when it is not known of one of them.
type sum struct {
	quantity decimal.Decimal
	value    *decimal.Decimal
	known    bool
}

var wholeDiscount = decimal.NewFromInt(100)

// add adds a line up: quantity times price less its discount.
func (s sum) add(quantity, price, discount *decimal.Decimal) sum {
	first := !s.known
	s.known = true
	if quantity == nil || price == nil {
		s.value = nil
		if quantity != nil {
			s.quantity = s.quantity.Add(*quantity)
		}
		return s
	}
	s.quantity = s.quantity.Add(*quantity)
	value := quantity.Mul(*price)
	if discount != nil {
		value = value.Mul(wholeDiscount.Sub(*discount)).Shift(-2)
	}
	switch {
	case first:
		s.value = &value
	case s.value != nil:
		both := s.value.Add(value)
		s.value = &both
	}
	return s
}

// compareLines compares what both have of each article.
func compareLines(ours []vasco.Line, theirs []vasco.OrderLine) []Difference {
	mine, others := make(map[string]sum), make(map[string]sum)
	for _, l := range ours {
		mine[l.ArticleCode] = mine[l.ArticleCode].add(&l.Quantity, &l.UnitPrice, &l.Discount)
	}
	for _, l := range theirs {
		code := strings.TrimSpace(l.ArticleCode)
		others[code] = others[code].add(l.Quantity, l.UnitPrice, l.Discount)
	}
	codes := slices.Sorted(maps.Keys(mine))
	for _, code := range slices.Sorted(maps.Keys(others)) {
		if !mine[code].known {
			codes = append(codes, code)
		}
	}
	var all []Difference
	for _, code := range codes {
		all = append(all, compareSums(code, mine[code], others[code])...)
	}
	return all
}

func compareSums(article string, ours, theirs sum) []Difference {
	if !ours.known || !theirs.known || !ours.quantity.Equal(theirs.quantity) {
		return []Difference{{Field: "quantity", Article: article, Ours: ours.pieces(), Theirs: theirs.pieces()}}
	}
	if ours.value == nil || theirs.value == nil || ours.value.Round(2).Equal(theirs.value.Round(2)) {
		return nil
	}
	return []Difference{{Field: "value", Article: article, Ours: ours.value.StringFixed(2), Theirs: theirs.value.StringFixed(2)}}
}

func (s sum) pieces() string {
	if !s.known {
		return missing
	}
	return s.quantity.String()
}

// Compared counts a shop's orders by what the comparison found.
func (s *Service) Compared(ctx context.Context, shopID int) (map[push.Compared]int, error) {
	if _, err := s.registry.Shop(ctx, shopID); err != nil {
		return nil, err
	}
	var rows []struct {
		Compared push.Compared `sql:"compared"`
		Count    int           `sql:"count"`
	}
	err := s.store.Reader().Push.Query().Where(push.ShopID(shopID), comparedSet).
		GroupBy(push.FieldCompared).Aggregate(ent.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count the comparisons of shop %d: %w", shopID, err)
	}
	counts := make(map[push.Compared]int, len(rows))
	for _, row := range rows {
		counts[row.Compared] = row.Count
	}
	return counts, nil
}

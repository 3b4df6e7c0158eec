package mapping

import (
	"slices"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// none stands for no container that is sent.
const none = -1

// container is one of an order's bundles, and where among the lines that are sent
// it is; none where it is not.
type container struct {
	line woo.LineItem
	at   int
}

// bundled are the lines that are sent, of bundles those that the settings want.
func (m *maker) bundled(lines []woo.LineItem) []woo.LineItem {
	mode := m.in.Settings.Bundles
	var sent []woo.LineItem
	var met []container
	// before is the container that the next parts follow.
	before := none
	for _, line := range lines {
		isOff := line.Quantity.IsZero() // It was taken off the order altogether.
		switch {
		case line.IsBundle():
			before = len(sent)
			isLeftOut := !isPriced(line) && (mode == rules.BundlesChildren || (mode == rules.BundlesBoth && m.in.article(line) == ""))
			if isOff || isLeftOut {
				before = none
			}
			met = append(met, container{line, before})
			if before == none {
				continue
			}
		case !line.InBundle():
			before = none
		case mode == rules.BundlesParent && !isOff:
			if at := containerOf(line, met, before); at != none && joins(sent[at], line) {
				sent[at] = joined(sent[at], line)
				continue
			}
		}
		if !isOff {
			sent = append(sent, line)
		}
	}
	return sent
}

// containerOf is where a part's container is: the one that it names, also when
// another bundle stands between them, or one that was taken off the order; of several
// the nearest. A part that names none of the order's follows the container before it.
func containerOf(part woo.LineItem, met []container, before int) int {
	for _, one := range slices.Backward(met) {
		if part.Names(&one.line) {
			return one.at
		}
	}
	return before
}

func isPriced(line woo.LineItem) bool { return !line.Subtotal.IsZero() || !line.Total.IsZero() }

// joins tells whether a part's money can be its container's: it has none, or the
// same tax. What is taxed otherwise stays a line of its own.
func joins(whole, part woo.LineItem) bool {
	return !isPriced(part) || !isPriced(whole) || slices.Equal(taxIDs(whole), taxIDs(part))
}

// taxIDs are the ids of the rates that a line was taxed with.
func taxIDs(line woo.LineItem) []int64 {
	var ids []int64
	for _, tax := range line.Taxes {
		if !tax.Total.IsZero() {
			ids = append(ids, tax.ID)
		}
	}
	return ids
}

// joined is the container with a part's money.
func joined(container, part woo.LineItem) woo.LineItem {
	if !isPriced(part) {
		return container
	}
	add := func(to *woo.Amount, more woo.Amount) { to.Decimal = to.Add(more.Decimal) }
	add(&container.Subtotal, part.Subtotal)
	add(&container.SubtotalTax, part.SubtotalTax)
	add(&container.Total, part.Total)
	add(&container.TotalTax, part.TotalTax)
	taxes := slices.Clone(container.Taxes)
	for _, tax := range part.Taxes {
		at := slices.IndexFunc(taxes, func(t woo.LineTax) bool { return t.ID == tax.ID })
		if at < 0 {
			taxes = append(taxes, tax)
			continue
		}
		add(&taxes[at].Total, tax.Total)
		add(&taxes[at].Subtotal, tax.Subtotal)
	}
	container.Taxes = taxes
	return container
}

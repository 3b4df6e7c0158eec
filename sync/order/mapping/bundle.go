package mapping

import (
	"slices"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// bundled are the lines that are sent, of bundles those that the settings want. A
// bundle's parts follow their container, also one that was taken off the order:
// they are not the parts of the bundle before it.
func (m *maker) bundled(lines []woo.LineItem) []woo.LineItem {
	mode := m.in.Settings.Bundles
	var sent []woo.LineItem
	container := -1
	for _, line := range lines {
		switch {
		case line.Quantity.IsZero(): // It was taken off the order altogether.
			if !line.InBundle() {
				container = -1
			}
			continue
		case line.IsBundle():
			container = len(sent)
			if !isPriced(line) && (mode == rules.BundlesChildren || (mode == rules.BundlesBoth && m.in.article(line) == "")) {
				container = -1
				continue
			}
		case !line.InBundle():
			container = -1
		case mode == rules.BundlesParent && container >= 0 && joins(sent[container], line):
			sent[container] = joined(sent[container], line)
			continue
		}
		sent = append(sent, line)
	}
	return sent
}

func isPriced(line woo.LineItem) bool { return !line.Subtotal.IsZero() || !line.Total.IsZero() }

// joins tells whether a part's money can be its container's: it has none, or the
// same tax. What is taxed otherwise stays a line of its own.
func joins(container, part woo.LineItem) bool {
	return !isPriced(part) || !isPriced(container) || slices.Equal(taxIDs(container), taxIDs(part))
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

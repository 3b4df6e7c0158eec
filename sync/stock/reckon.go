package stock

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/stock/level"
)

// figures are what a read of VASCO says of a product's article.
type figures struct {
	// Invalid is unknown.
	supplier, own, ordered, reserved sql.NullInt64
	// words are what is in the supplier's field where that is no number.
	words                       string
	supplierSegment, ownSegment int64
}

// figuresOf are nil where VASCO does not have the article, or no product named it
// when VASCO was read.
func (r *reading) figuresOf(one *entry) *figures {
	if one == nil || !one.known {
		return nil
	}
	return &figures{
		supplier: one.supplier, own: one.own, ordered: one.ordered, reserved: one.reserved,
		words: r.words.text(one.words), supplierSegment: int64(one.supplierSegment), ownSegment: int64(one.ownSegment),
	}
}

// reckoned is a product with what its stock is to be, or why nobody knows.
type reckoned struct {
	row
	params map[string]string
	// keep is what is to be kept of its article's warehouses; empty leaves it.
	keep string
	// changed says that it is not as it was stored.
	changed bool
}

// shells are types, beside the variable ones, whose products hold others and have no stock of their own,
// unless the shop manages one.
var shells = []string{"grouped", "external", "bundle", "composite"}

const (
	managed  = "YES"
	onParent = "PARENT"
)

// isShell tells that a product is none of those a run is about.
func (r *row) isShell() bool {
	return (product.IsVariable(r.kind) || slices.Contains(shells, r.kind)) && r.manage != managed
}

// reckon says what the product's stock is to be. f is nil where nobody knows its
// article, or VASCO does not have it.
func reckon(before row, f *figures, sold int64, s rules.Stock) reckoned {
	r := reckoned{row: before}
	r.state, r.reason = skipped, outOfScope(&before)
	if f != nil {
		r.supplier, r.own = f.supplier, f.own
		// What is not taken off is no part of the sum that a person is shown.
		r.ordered, r.reserved = where(s.SubtractOrdered, f.ordered), where(s.SubtractReserved, f.reserved)
		r.words, r.supplierSegment, r.ownSegment = f.words, f.supplierSegment, f.ownSegment
	} else {
		r.supplier, r.own, r.ordered, r.reserved = nullable(nil), nullable(nil), nullable(nil), nullable(nil)
		r.words, r.supplierSegment, r.ownSegment = "", 0, 0
	}
	r.pending, r.buffer = sold, int64(s.Buffer)*level.Piece
	r.target = nullable(nil)
	if r.reason == "" {
		r.decide(f, s)
	}
	if r.reason == ReasonNoStockType {
		r.params = map[string]string{"type": r.kind}
	}
	r.changed = r.differsFrom(&before)
	return r
}

func where(counts bool, value sql.NullInt64) sql.NullInt64 {
	if !counts {
		return sql.NullInt64{}
	}
	return value
}

func outOfScope(r *row) string {
	switch {
	case r.excluded:
		return ReasonExcluded
	case r.virtual:
		return ReasonVirtual
	case r.isShell():
		return ReasonNoStockType
	case r.manage == onParent:
		return ReasonOnParent
	case r.code == "":
		return ReasonEANMissing
	case r.manage != managed:
		return ReasonNotManaged
	default:
		return ""
	}
}

func (r *reckoned) decide(f *figures, s rules.Stock) {
	if f == nil {
		r.reason, r.params = ReasonArticleUnknown, map[string]string{"code": r.code}
		return
	}
	figures := level.Figures{
		Supplier: pointer(f.supplier), Own: pointer(f.own), Ordered: pointer(f.ordered), Reserved: pointer(f.reserved), Pending: r.pending,
	}
	target, unknown := level.Of(figures, level.Written{Stock: pointer(r.written), Supplier: pointer(r.writtenSupplier)}, s)
	switch unknown {
	case level.UnknownSupplier:
		r.reason, r.params = ReasonSupplierUnknown, map[string]string{}
		if f.words != "" {
			r.params["text"] = f.words
		}
		return
	case level.UnknownOwn:
		r.reason = ReasonOwnUnknown
		return
	}
	r.target = nullable(&target)
	r.state = same
	if !r.stock.Valid || r.stock.Int64 != target || r.metaDiffers(s) {
		r.state = due
	}
}

// metaDiffers: the parts that the shop's product shows beside its stock.
func (r *reckoned) metaDiffers(s rules.Stock) bool {
	return (s.SupplierMetaKey != "" && s.SupplierField != "" && r.supplier.Valid && r.writtenSupplier != r.supplier) ||
		(s.OwnMetaKey != "" && r.mine != r.own)
}

func (r *reckoned) differsFrom(before *row) bool {
	return r.row != *before
}

const longestWords = 40

func shortWords(text string) string {
	if runes := []rune(text); len(runes) > longestWords {
		return string(runes[:longestWords])
	}
	return text
}

// paramsJSON writes a reason's parameters as ent reads them; null for none.
func paramsJSON(params map[string]string) (any, error) {
	if len(params) == 0 {
		return nil, nil
	}
	raw, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("write the parameters of a reason: %w", err)
	}
	return string(raw), nil
}

func merged(params, more map[string]string) map[string]string {
	all := maps.Clone(params)
	if all == nil {
		all = make(map[string]string, len(more))
	}
	maps.Copy(all, more)
	return all
}

package vasco

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"
)

// Roundings are the ways VASCO may add a document up.
func Roundings() []Rounding { return []Rounding{RoundPerRate, RoundPerLine, RoundNot} }

// SentLines reads back from a payload of EncodeOrder what decides about its total.
// rates are the VAT rates, in per cent, by VASCO's code.
func (p Profile) SentLines(payload json.RawMessage, rates map[int]decimal.Decimal) ([]Line, error) {
	document, err := decodeObject(payload)
	if err != nil {
		return nil, fmt.Errorf("read a document that was sent: %w", err)
	}
	var lines []Line
	for i, r := range document.rows("postavke") {
		quantity, price, discount := r.decimal("kolicina"), r.decimal(p.LinePrice), r.decimal(p.LineDiscount)
		code := r.smallInt(p.LineVATCode, -1)
		rate, known := rates[code]
		if quantity == nil || price == nil || !known {
			return nil, fmt.Errorf("line %d of a document that was sent does not tell its quantity, price or VAT", i+1)
		}
		line := Line{ArticleCode: r.text(p.LineArticle), Quantity: *quantity, UnitPrice: *price, NoDiscount: discount == nil, VATCode: code, VATRate: rate}
		if discount != nil {
			line.Discount = *discount
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil, errors.New("a document that was sent has no lines")
	}
	return lines, nil
}

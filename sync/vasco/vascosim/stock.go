package vascosim

import (
	"net/http"
	"slices"
	"strings"
)

// stockOut is a row as it is answered.
type stockOut struct {
	Ordered   any `json:"narKupKolicina"`
	Reserved  any `json:"rezervirano"`
	Code      any `json:"sifra"`
	Warehouse any `json:"skladisce"`
	OnHand    any `json:"zaloga"`
}

// listStock answers one row for each article and warehouse.
func (s *Server) listStock(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, in := q.codes("Sifra"), q.codes("Skladisce")
	if s.faults.active(ignoreFilter, r) {
		codes, in = nil, nil
	}
	s.mu.Lock()
	rows, omitZero, exact := s.stock.of(codes), s.opts.OmitZeroStock, s.opts.CaseSensitive && codes != nil
	s.mu.Unlock()
	rows = slices.DeleteFunc(rows, func(row *Stock) bool {
		return (exact && !q.spelled("Sifra", row.Code)) || (in != nil && !in[strings.ToLower(row.Warehouse)]) || (omitZero && row.isZero())
	})
	if s.faults.active(doubleRows, r) {
		rows = doubled(rows)
	}
	writeRows(w, r, rows, func(row *Stock) any {
		return stockOut{
			Code: row.Code, Warehouse: row.Warehouse, OnHand: numeric(row.OnHand),
			Reserved: numeric(row.Reserved), Ordered: numeric(row.Ordered),
		}
	})
}

// SetStock sets one row of stock.
func (s *Server) SetStock(row Stock) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stock.set(row)
	s.write("stock", row)
}

// RemoveStock takes a row away: an article without stock may be missing from the list.
func (s *Server) RemoveStock(code, warehouse string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	gone := Stock{Code: code, Warehouse: warehouse}
	s.stock.remove(gone)
	s.write("stock removed", gone)
}

func (row Stock) sameRow(other Stock) bool {
	return row.Code == other.Code && row.Warehouse == other.Warehouse
}

func (row Stock) isZero() bool {
	if row.OnHand == "" || row.OnHand == "0" {
		return true
	}
	n, isNumber := rational(row.OnHand)
	return isNumber && n.Sign() == 0
}

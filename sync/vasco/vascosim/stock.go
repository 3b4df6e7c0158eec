package vascosim

import (
	"net/http"
	"slices"
	"strings"
)

// listStock answers one row for each article and warehouse.
func (s *Server) listStock(w http.ResponseWriter, r *http.Request, _ session) {
	q := queryOf(r.URL)
	codes, warehouses := q.codes("Sifra"), q.codes("Skladisce")
	if s.faults.active(ignoreFilter, r) {
		codes, warehouses = nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []map[string]any{}
	for _, row := range s.stock {
		if (codes != nil && !codes[strings.ToLower(row.Code)]) || (warehouses != nil && !warehouses[strings.ToLower(row.Warehouse)]) {
			continue
		}
		out = append(out, map[string]any{
			"sifra": row.Code, "skladisce": row.Warehouse, "zaloga": numeric(row.OnHand),
			"rezervirano": numeric(row.Reserved), "narKupKolicina": numeric(row.Ordered),
		})
	}
	answer(w, http.StatusOK, out)
}

// SetStock sets one row of stock.
func (s *Server) SetStock(row Stock) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setStock(row)
	s.write("stock", row)
}

func (s *Server) setStock(row Stock) {
	at := slices.IndexFunc(s.stock, row.sameRow)
	if at < 0 {
		s.stock = append(s.stock, row)
		return
	}
	s.stock[at] = row
}

func (row Stock) sameRow(other Stock) bool {
	return row.Code == other.Code && row.Warehouse == other.Warehouse
}

// RemoveStock takes a row away: an article without stock may be missing from the list.
func (s *Server) RemoveStock(code, warehouse string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	gone := Stock{Code: code, Warehouse: warehouse}
	s.stock = slices.DeleteFunc(s.stock, gone.sameRow)
	s.write("stock removed", gone)
}

package vascosim

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"maps"
	"net/http"
	"slices"
)

// mostSeeded bounds the articles that are seeded.
const mostSeeded = 1_000_000

// controlRoutes are for tests and people, without a login.
func (s *Server) controlRoutes() {
	s.mux.HandleFunc("POST /sim/faults", steer(func(list []Fault) error {
		for _, f := range list {
			if err := f.check(); err != nil {
				return err
			}
		}
		s.AddFaults(list...)
		return nil
	}))
	s.mux.HandleFunc("DELETE /sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("POST /sim/settings", steer(s.Change))
	s.mux.HandleFunc("POST /sim/articles", steer(each(s.PutArticle)))
	s.mux.HandleFunc("POST /sim/partners", steer(each(func(p Partner) { s.AddPartner(p) })))
	s.mux.HandleFunc("POST /sim/orders", s.enterOrder)
	s.mux.HandleFunc("POST /sim/stock", steer(each(s.SetStock)))
	s.mux.HandleFunc("DELETE /sim/stock", steer(each(func(row Stock) { s.RemoveStock(row.Code, row.Warehouse) })))
	s.mux.HandleFunc("POST /sim/seed", steer(func(seed struct {
		Articles int `json:"articles"`
	},
	) error {
		if seed.Articles < 0 || seed.Articles > mostSeeded {
			return fmt.Errorf("%d articles: there are 0 to %d", seed.Articles, mostSeeded)
		}
		s.SeedArticles(seed.Articles)
		return nil
	}))
	s.mux.HandleFunc("POST /sim/tokens", func(w http.ResponseWriter, _ *http.Request) {
		s.ExpireTokens()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("GET /sim/state", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		calls := maps.Clone(s.calls)
		s.mu.Unlock()
		answer(w, http.StatusOK, map[string]any{"orders": s.Orders(), "partners": s.Partners(), "calls": calls})
	})
	s.mux.HandleFunc("GET /{$}", s.page)
}

// steer reads a body and does what it says.
func steer[T any](do func(T) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body T
		err := json.NewDecoder(io.LimitReader(r.Body, maxBody)).Decode(&body)
		if err == nil {
			err = do(body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

func each[T any](do func(T)) func([]T) error {
	return func(list []T) error {
		for _, one := range list {
			do(one)
		}
		return nil
	}
}

var ordersPage = template.Must(template.New("orders").Parse(`<!doctype html>
<html lang="sl"><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>VASCO (simulator)</title>
<style>body{font:15px/1.5 system-ui;margin:2rem;color:#1f2933;background:#f7f8fa}table{border-collapse:collapse;width:100%;background:#fff}
th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid #e4e7eb}td.n{text-align:right;font-variant-numeric:tabular-nums}</style>
<h1>VASCO — naročila kupcev</h1><p>A simulator. {{len .}} orders.</p>
<table><tr><th>Številka<th>Datum<th>Partner<th>Opombe<th>Naročilo trgovine<th>Znesek z DDV</tr>
{{range .}}<tr><td>{{.Number}}/{{.Year}}<td>{{.Date}}<td>{{.Partner}}<td>{{.Notes}}<td>{{.ShopNumber}}<td class="n">{{.Gross}}</tr>{{end}}</table></html>`))

// page shows people the newest orders.
func (s *Server) page(w http.ResponseWriter, _ *http.Request) {
	const newest = 100
	orders := s.Orders()
	slices.Reverse(orders)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = ordersPage.Execute(w, orders[:min(len(orders), newest)]) // The reader has gone.
}

// describe answers a part of an OpenAPI document, true to the dialect's names.
func (s *Server) describe(w http.ResponseWriter, _ *http.Request) {
	line := map[string]any{"kolicina": map[string]string{"type": "number"}, "naziv": map[string]string{"type": "string"}}
	for _, n := range map[Dialect][]names{Kiwwwi: {kiwwwiNames}, FA: {faNames}, Lenient: {kiwwwiNames, faNames}}[s.opts.Dialect] {
		for _, name := range []string{"kolicina", n.article, n.price, n.discount, n.vat} {
			line[name] = map[string]string{"type": "string"}
		}
	}
	answer(w, http.StatusOK, map[string]any{
		"openapi": "3.0.1", "info": map[string]string{"title": "VASCO", "version": "v1"},
		"components": map[string]any{"schemas": map[string]any{"NarociloKupcaPostavka": map[string]any{"type": "object", "properties": line}}},
	})
}

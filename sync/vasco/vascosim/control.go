package vascosim

import (
	"encoding/json"
	"html/template"
	"io"
	"net/http"
	"slices"
)

// controlRoutes are for tests and people, without a login.
func (s *Server) controlRoutes() {
	s.mux.HandleFunc("POST /sim/faults", func(w http.ResponseWriter, r *http.Request) {
		var list []Fault
		if accept(w, r, &list) {
			s.AddFaults(list...)
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("DELETE /sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("POST /sim/articles", func(w http.ResponseWriter, r *http.Request) {
		var list []Article
		if accept(w, r, &list) {
			for _, a := range list {
				s.AddArticle(a)
			}
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("POST /sim/partners", func(w http.ResponseWriter, r *http.Request) {
		var list []Partner
		if accept(w, r, &list) {
			for _, p := range list {
				s.AddPartner(p)
			}
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("POST /sim/stock", func(w http.ResponseWriter, r *http.Request) {
		var list []Stock
		if accept(w, r, &list) {
			for _, row := range list {
				s.SetStock(row)
			}
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("GET /sim/state", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]any{"orders": s.Orders(), "partners": s.Partners()})
	})
	s.mux.HandleFunc("GET /{$}", s.page)
}

func accept(w http.ResponseWriter, r *http.Request, target any) bool {
	if err := json.NewDecoder(io.LimitReader(r.Body, maxBody)).Decode(target); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	return true
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
	line := map[string]any{}
	for _, n := range map[Dialect][]names{Kiwwwi: {kiwwwiNames}, FA: {faNames}, Lenient: {kiwwwiNames, faNames}}[s.opts.Dialect] {
		for _, name := range []string{n.article, n.price, n.discount, n.vat} {
			line[name] = map[string]string{"type": "string"}
		}
	}
	answer(w, http.StatusOK, map[string]any{
		"openapi": "3.0.1", "info": map[string]string{"title": "VASCO", "version": "v1"},
		"components": map[string]any{"schemas": map[string]any{"NarociloKupcaPostavka": map[string]any{"type": "object", "properties": line}}},
	})
}

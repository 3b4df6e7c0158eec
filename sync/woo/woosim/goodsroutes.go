package woosim

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// mostSeeded bounds what one call seeds.
const mostSeeded = 10_000_000

// goodsRoutes steer the shop's goods.
func (s *Shop) goodsRoutes() {
	s.mux.HandleFunc("POST /sim/products", steer(func(w http.ResponseWriter, _ *http.Request, ask struct {
		Count int `json:"count"`
	},
	) error {
		if ask.Count < 1 || ask.Count > mostSeeded {
			return fmt.Errorf("count must be from 1 to %d", mostSeeded)
		}
		s.send(w, "", reply{status: http.StatusCreated, value: object{"first": s.SeedProducts(ask.Count), "ean": SeededEAN(0)}})
		return nil
	}))
	s.mux.HandleFunc("GET /sim/products/{id}", steerProduct(func(w http.ResponseWriter, id int64, _ object) error {
		p, err := s.Product(id)
		if err == nil {
			s.send(w, "", ok(p))
		}
		return err
	}))
	s.mux.HandleFunc("POST /sim/products/{id}", steerProduct(func(w http.ResponseWriter, id int64, fields object) error {
		return done(w, s.SaveProduct(id, fields))
	}))
	s.mux.HandleFunc("PUT /sim/products/{id}", steerProduct(func(w http.ResponseWriter, id int64, fields object) error {
		return done(w, s.EditProduct(id, func(have map[string]any) { maps.Copy(have, fields) }))
	}))
	s.mux.HandleFunc("DELETE /sim/products/{id}", steerProduct(func(w http.ResponseWriter, id int64, _ object) error {
		return done(w, s.DeleteProduct(id))
	}))
	s.mux.HandleFunc("POST /sim/products/{id}/variations", steerProduct(func(w http.ResponseWriter, id int64, options []Option) error {
		ids, err := s.AddVariations(id, options...)
		if err == nil {
			s.send(w, "", reply{status: http.StatusCreated, value: object{"ids": ids}})
		}
		return err
	}))
}

func steerProduct[T any](do func(w http.ResponseWriter, id int64, body T) error) http.HandlerFunc {
	return steer(func(w http.ResponseWriter, r *http.Request, body T) error {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err != nil {
			return fmt.Errorf("id of the product: %w", err)
		}
		return do(w, id, body)
	})
}

// done answers what was done without words.
func done(w http.ResponseWriter, err error) error {
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

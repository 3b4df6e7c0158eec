package woosim

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"
)

// controlRoutes are for tests and people, without keys.
func (s *Shop) controlRoutes() {
	s.mux.HandleFunc("POST /demo/orders", steer(func(w http.ResponseWriter, _ *http.Request, d Draft) error {
		o, err := s.PlaceOrder(d)
		if err == nil {
			s.send(w, "", reply{status: http.StatusCreated, value: o})
		}
		return err
	}))
	s.mux.HandleFunc("POST /sim/checkouts", steer(func(w http.ResponseWriter, _ *http.Request, d Draft) error {
		id, err := s.OpenCheckout(d)
		if err == nil {
			s.sendOrder(w, http.StatusCreated, id)
		}
		return err
	}))
	s.mux.HandleFunc("POST /sim/checkouts/{id}", s.steerOrder(s.PlaceCheckout))
	s.mux.HandleFunc("POST /sim/orders/{id}/restore", s.steerOrder(s.Restore))
	s.goodsRoutes()
	s.mux.HandleFunc("POST /sim/statuses", steer(s.addStatus))
	s.mux.HandleFunc("POST /sim/faults", steer(func(w http.ResponseWriter, _ *http.Request, list []Fault) error {
		s.AddFaults(list...)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}))
	s.mux.HandleFunc("DELETE /sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("POST /sim/deliveries", steer(func(w http.ResponseWriter, _ *http.Request, m DeliveryMode) error {
		s.SetDeliveries(m)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}))
	s.mux.HandleFunc("POST /sim/plugins", steer(func(w http.ResponseWriter, _ *http.Request, others []Plugin) error {
		s.SetPlugins(others)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}))
	s.mux.HandleFunc("PUT /sim/companion", steer(func(w http.ResponseWriter, _ *http.Request, c *Companion) error {
		s.SetCompanion(c)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}))
	s.mux.HandleFunc("DELETE /sim/companion", func(w http.ResponseWriter, _ *http.Request) {
		s.SetCompanion(nil)
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("GET /sim/state", func(w http.ResponseWriter, _ *http.Request) { s.send(w, "", ok(s.state())) })
	s.mux.HandleFunc("GET /{$}", s.front)
}

// steer reads a JSON body, none at all being an empty one, and does what it says.
func steer[T any](do func(http.ResponseWriter, *http.Request, T) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body T
		raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err == nil && len(raw) > 0 {
			err = json.Unmarshal(raw, &body)
		}
		if err == nil {
			err = do(w, r, body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	}
}

func (s *Shop) steerOrder(do func(id int64) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		if err == nil {
			err = do(id)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.sendOrder(w, http.StatusOK, id)
	}
}

func (s *Shop) sendOrder(w http.ResponseWriter, status int, id int64) {
	s.mu.Lock()
	raw := s.orders[id].raw
	s.mu.Unlock()
	s.send(w, "", reply{status: status, value: raw})
}

// state is what a test in another process wants to know.
func (s *Shop) state() object {
	s.mu.Lock()
	defer s.mu.Unlock()
	orders, hooks := []any{}, []any{}
	for _, id := range s.orderIDs {
		o, _ := s.read(id)
		orders = append(orders, object{
			"id": id, "number": o["number"], "status": o["status"], "total": o["total"], "vasco": metaOf(o, vascoNumber)["value"], "notes": len(s.notes[id]),
		})
	}
	for _, id := range sortedIDs(s.hooks) {
		h := s.hooks[id]
		hooks = append(hooks, object{"id": id, "topic": h.topic(), "status": h.Fields["status"], "url": h.target(), "failures": h.Failures})
	}
	return object{"orders": orders, "hooks": hooks, "waiting": s.Waiting()}
}

// vascoNumber is where our service writes an order's number in VASCO.
const vascoNumber = "_vasco_order_number"

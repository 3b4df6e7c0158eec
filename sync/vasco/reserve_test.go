package vasco_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// A turn that is kept serves calls one after the other, and nobody else meanwhile.
func TestReserve(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("POST "+ordersCall, reply(http.StatusCreated, `{"stevilka":"1","leto":2026,"sifra":1}`))
	client := s.client(func(c *vasco.Config) { c.MaxConcurrent = 1 })
	turn, release, err := client.Reserve(t.Context(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := client.CreateOrder(turn, payload); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := client.Reserve(t.Context(), time.Millisecond); !errors.Is(err, vasco.ErrNoTurn) {
		t.Errorf("a second turn: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := client.Reserve(ended, time.Minute); !errors.Is(err, context.Canceled) {
		t.Errorf("a second turn for somebody who has left: %v", err)
	}
	if _, err := client.CreateOrder(ended, payload); kindOf(err) != "unavailable" {
		t.Errorf("a call without a turn ended with %v", err)
	}
	release()
	release()
	if _, err := client.CreateOrder(t.Context(), payload); err != nil {
		t.Errorf("after the turn: %v", err)
	}
	if n := s.count("POST " + ordersCall); n != 3 {
		t.Errorf("%d calls", n)
	}
}

// Another client's turn counts for nothing.
func TestATurnIsOneClients(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("POST "+ordersCall, reply(http.StatusCreated, `{"stevilka":"1","leto":2026,"sifra":1}`))
	one, other := s.client(func(c *vasco.Config) { c.MaxConcurrent = 1 }), s.client(func(c *vasco.Config) { c.MaxConcurrent = 1 })
	turn, release, err := one.Reserve(t.Context(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	_, releaseOther, err := other.Reserve(t.Context(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer releaseOther()
	turn, cancel := context.WithTimeout(turn, 50*time.Millisecond)
	defer cancel()
	if _, err := other.CreateOrder(turn, payload); kindOf(err) != "unavailable" || s.count("POST "+ordersCall) != 0 {
		t.Errorf("the call ended with %v", err)
	}
}

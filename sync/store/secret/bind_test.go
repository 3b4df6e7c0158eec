package secret_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestTheDatabaseKeepsToItsKey(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		path := keyFile(t)
		box := open(t, path)
		for range 2 { // The first start, and every later one.
			if err := secret.Bind(t.Context(), s, box); err != nil {
				t.Fatal(err)
			}
		}
		other := open(t, keyFile(t))
		err := secret.Bind(t.Context(), s, other)
		if !errors.Is(err, secret.ErrOtherKey) {
			t.Fatalf("got %v", err)
		}
		for _, word := range []string{box.Fingerprint(), other.Fingerprint(), "VASCO_SECRET_KEY_FILE"} {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("%q does not say %s", err, word)
			}
		}
		if err := secret.Bind(t.Context(), s, open(t, path)); err != nil {
			t.Errorf("the right key after a wrong one: %v", err)
		}
	})
}

func TestReplicasBindTogether(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var replicas sync.WaitGroup
		refused := make(chan error, 4)
		for range cap(refused) {
			box := open(t, keyFile(t))
			replicas.Go(func() { refused <- secret.Bind(t.Context(), s, box) })
		}
		replicas.Wait()
		bound := 0
		for range cap(refused) {
			if err := <-refused; err == nil {
				bound++
			} else if !errors.Is(err, secret.ErrOtherKey) {
				t.Error(err)
			}
		}
		if bound != 1 {
			t.Errorf("%d of 4 keys were taken", bound)
		}
	})
}

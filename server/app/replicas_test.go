package app_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// Two replicas over one database: both take hooks and work, every order comes
// once, what one does the other tells live, and one writes the log files.
func TestTwoReplicas(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.DatabaseURL = storetest.Postgres(t)
	first := open(t, o)

	o2 := options(t)
	o2.Demo, o2.DatabaseURL, o2.SecretKeyFile = false, o.DatabaseURL, filepath.Join(o.DataDir, "secret.key")
	second := open(t, o2)

	wake, cancel := second.Hub.Subscribe()
	defer cancel()
	<-wake
	ids := make([]int64, 30)
	for i := range ids {
		ids[i] = first.place(card())
	}
	<-wake // Of what the first replica took in.
	for _, id := range ids {
		first.synced(id)
	}
	ordertest.Until(t, "both replicas worked", func() bool {
		return worked(first) && worked(second)
	})
	second.stop()
	id := first.place(card())
	first.synced(id)
	first.stop()
	written := logLines(t, o.DataDir) + logLines(t, o2.DataDir)
	if got := strings.Count(written, "→ VASCO order NK-"); got != len(ids)+1 {
		t.Errorf("%d orders are told in the log files, want %d", got, len(ids)+1)
	}
}

func worked(r *running) bool {
	_, figures := r.get(r.URL() + "/metrics")
	return strings.Contains(figures, `vasco_order_jobs_total{outcome="SYNCED"}`)
}

package webhook

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
)

// New makes the handler; its counters go to metrics.
func New(registry *connection.Registry, in *inbox.Service, reg prometheus.Registerer) *Handler {
	return &Handler{registry: registry, inbox: in, metrics: newMetrics(reg), unknown: &sparing{interval: unknownLogged}}
}

// unknownLogged is how often a delivery for an unknown shop is logged.
const unknownLogged = 10 * time.Second

type metrics struct {
	deliveries *prometheus.CounterVec
	took       prometheus.Histogram
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vasco_deliveries_total", Help: "Webhook deliveries by answer and, for refused ones, cause.",
		}, []string{"status", "cause"}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "vasco_delivery_seconds", Help: "Time until an accepted webhook delivery had its answer.",
			Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .25, .5, 1, 5},
		}),
	}
	reg.MustRegister(m.deliveries, m.took)
	return m
}

func (m *metrics) count(d *delivered) {
	m.deliveries.WithLabelValues(strconv.Itoa(d.status), d.cause).Inc()
	if d.cause == "" {
		m.took.Observe(time.Since(d.started).Seconds())
	}
}

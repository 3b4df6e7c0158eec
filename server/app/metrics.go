package app

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// metrics are the figures of the work behind the requests.
type metrics struct {
	orders *prometheus.CounterVec
	took   prometheus.Histogram
	calls  *prometheus.HistogramVec
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		orders: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "vasco_order_jobs_total", Help: "Jobs that looked at an order, by how they ended.",
		}, []string{"outcome"}),
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "vasco_order_job_seconds", Help: "Time a job looked at an order.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
		}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "vasco_call_seconds", Help: "Calls to shops and to VASCO; the status is 0 when there was no answer.",
			Buckets: []float64{.01, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"system", "operation", "status"}),
	}
	reg.MustRegister(m.orders, m.took, m.calls, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) order(outcome string, took time.Duration) {
	m.orders.WithLabelValues(outcome).Inc()
	m.took.Observe(took.Seconds())
}

func (m *metrics) call(system, operation string, status int, took time.Duration) {
	m.calls.WithLabelValues(system, operation, strconv.Itoa(status)).Observe(took.Seconds())
}

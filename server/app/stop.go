package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// How long each step of the end may take: 20 seconds together.
const (
	requestsEnd = 4 * time.Second
	jobsEnd     = 9 * time.Second
)

// Close stops the service: no new requests, jobs finished or given back, what
// waits is written, the database closed. What was begun is never lost: whoever
// starts next takes it up.
func (a *App) Close() error {
	began := time.Now()
	a.stopping.Store(true)
	var errs []error
	if a.Demo != nil {
		a.Demo.hold()
	}
	errs = append(errs, a.stopRequests())
	a.sources.stop()
	if a.working {
		ctx, cancel := context.WithTimeout(context.Background(), jobsEnd)
		if err := a.Jobs.Stop(ctx); err != nil {
			errs = append(errs, fmt.Errorf("stop the job queue: %w", err))
		}
		cancel()
	}
	a.writers.stop()
	if a.Registry != nil {
		a.Registry.Close()
	}
	if a.Demo != nil {
		errs = append(errs, a.Demo.close())
	}
	for _, closeIt := range a.closers {
		closeIt()
	}
	if a.Store != nil {
		errs = append(errs, a.Store.Close())
	}
	err := errors.Join(errs...)
	if a.server != nil {
		slog.Info("stopped", "took", time.Since(began))
	}
	return err
}

func (a *App) stopRequests() error {
	a.endStreams()
	if a.server == nil {
		if a.listener != nil {
			return a.listener.Close()
		}
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), requestsEnd)
	defer cancel()
	return a.server.Stop(ctx)
}

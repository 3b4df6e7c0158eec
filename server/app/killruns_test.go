package app_test

import (
	"context"
	"database/sql"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// ranOnce is a run as the database has it.
type ranOnce struct {
	id                                                      int
	kind, state, reason, phase                              string
	total, seen, updated, unchanged, skipped, failed, folds int
	created                                                 time.Time
	finished                                                sql.NullTime
}

func (k *stockKilling) allRuns() (all []ranOnce) {
	k.t.Helper()
	rows, err := k.reader.QueryContext(k.t.Context(), `SELECT id, kind, state, reason, phase, total, seen, updated, unchanged, skipped, failed, folded, created_at, finished_at
FROM sync_runs ORDER BY id`)
	k.must(err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r ranOnce
		k.must(rows.Scan(&r.id, &r.kind, &r.state, &r.reason, &r.phase, &r.total, &r.seen, &r.updated, &r.unchanged, &r.skipped, &r.failed, &r.folds, &r.created, &r.finished))
		all = append(all, r)
	}
	k.must(rows.Err())
	return all
}

// checkRuns: each has an end before the next one's beginning, went well however
// often its worker was killed, and its counts add up.
func (k *stockKilling) checkRuns() {
	k.t.Helper()
	before := make(map[string]ranOnce)
	for _, r := range k.allRuns() {
		switch last, is := before[r.kind]; {
		case !r.finished.Valid:
			k.t.Errorf("run %+v has no end", r)
		case is && r.created.Before(last.finished.Time):
			k.t.Errorf("run %+v began before the end of %+v", r, last)
		}
		before[r.kind] = r
		if r.state != "SUCCEEDED" || r.failed > 0 {
			k.t.Errorf("run %+v did not succeed", r)
		}
		if r.total != r.seen || (r.kind != "IMPORT" && r.seen != r.updated+r.unchanged+r.skipped) {
			k.t.Errorf("the counts of run %+v do not add up", r)
		}
	}
}

// sendAll turns the shop's switch: VASCO gets the orders it can get, beside a run.
// Then the numbers are right again, and another run has nothing to write.
func (k *stockKilling) sendAll() {
	k.t.Helper()
	for _, c := range k.replicas {
		c.kill()
	}
	k.timing = timing{}
	service, err := app.Open(k.t.Context(), k.settings("last").options())
	k.must(err)
	defer func() { k.must(service.Close()) }()
	live := connection.Live
	_, _, err = service.Registry.SetSending(k.t.Context(), k.shopID, connection.SendingChange{Orders: &live, Consent: "demo"})
	k.must(err)
	// What no hook has told, because nobody was there to hear it.
	k.must(service.Store.InTx(k.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return service.Jobs.Insert(ctx, tx, job.Insertion{Args: job.ReadRecent{ShopID: k.shopID}, Queue: job.ShopQueue(k.shopID)})
	}))
	k.change(changes)
	k.run(service)
	k.until("VASCO has every order it can get", func() bool { return k.synced() == (len(k.sales)+1)/2 }, func() string {
		return k.unfinished(service.Store, push.StateNEQ(push.StateSYNCED))
	})
	k.run(service)
	k.checkNumbers("the orders came to VASCO")
	written := k.front.written()
	k.run(service)
	if more := k.front.written() - written; more > 0 {
		k.t.Errorf("%d products were written though nothing had changed", more)
	}
	k.checkNumbers("a run without changes")
}

// run runs the shop's stock once.
func (k *stockKilling) run(service *app.App) {
	k.t.Helper()
	row, _, err := service.Stock.Start(k.t.Context(), k.shopID, false)
	k.must(err)
	k.until("the run ends", func() bool {
		now, err := service.Store.Reader().SyncRun.Get(k.t.Context(), row.ID)
		k.must(err)
		return now.FinishedAt != nil
	}, k.runs)
}

package job

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/sync/store"
)

// sqliteDriver is River's SQLite driver with notifications that stay in the
// process. River's own poll a table every 50 ms, and write to it; here the one
// write connection makes it safe to wake a worker before the commit: its fetch
// waits for that connection, so it sees what was committed.
type sqliteDriver struct {
	*riversqlite.Driver
	store *store.Store
	bus   *bus
}

func newSQLiteDriver(s *store.Store) *sqliteDriver {
	return &sqliteDriver{Driver: riversqlite.New(s.Write), store: s, bus: &bus{}}
}

func (d *sqliteDriver) GetExecutor() riverdriver.Executor {
	return &executor{Executor: d.Driver.GetExecutor(), driver: d}
}

func (d *sqliteDriver) GetListener(*riverdriver.GetListenenerParams) riverdriver.Listener {
	return &listener{bus: d.bus}
}

func (d *sqliteDriver) UnwrapExecutor(tx *sql.Tx) riverdriver.ExecutorTx {
	return &executorTx{ExecutorTx: d.Driver.UnwrapExecutor(tx), bus: d.bus}
}

func (d *sqliteDriver) UnwrapTx(tx riverdriver.ExecutorTx) *sql.Tx {
	if ours, ok := tx.(*executorTx); ok {
		tx = ours.ExecutorTx
	}
	return d.Driver.UnwrapTx(tx)
}

type executor struct {
	riverdriver.Executor
	driver *sqliteDriver
}

// JobGetAvailable and JobSetStateIfRunningMany are what River writes most, and
// share their commits with others. That a job runs, or has run, need not outlive
// a power cut: it runs again and finds what it did.
func (e *executor) JobGetAvailable(ctx context.Context, params *riverdriver.JobGetAvailableParams) (found *riverdriver.JobGetAvailableResult, err error) {
	err = e.driver.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err = e.fetch(ctx, tx, params)
		return err
	})
	if err == nil {
		return found, nil
	}
	// River tells apart what cannot be read of a job.
	err = e.driver.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err = e.driver.UnwrapExecutor(tx.SQL).JobGetAvailable(ctx, params)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fetch jobs: %w", err)
	}
	return found, nil
}

// fetchSQL does what River's own statement does. SQLite compiles that one anew for
// each call, which takes longer than to run it, because its plan depends on its
// parameters: on the limit, and on what a column is compared with unless that is
// an expression.
const fetchSQL = `UPDATE river_job SET attempt = attempt + 1, attempted_at = $1, state = 'running',
attempted_by = jsonb_insert(CASE WHEN json_array_length(attempted_by) >= $2 THEN jsonb_remove(attempted_by, '$[0]')
 ELSE coalesce(attempted_by, jsonb('[]')) END, '$[#]', $3)
WHERE id IN (SELECT id FROM river_job WHERE state = 'available' AND queue = +$4 AND priority >= 0 AND scheduled_at <= $1
 ORDER BY priority, scheduled_at, id LIMIT `

// riverTime is how River writes times into SQLite.
const riverTime = "2006-01-02 15:04:05.000"

// fetch takes the jobs that are next.
func (e *executor) fetch(ctx context.Context, tx *store.Tx, params *riverdriver.JobGetAvailableParams) (*riverdriver.JobGetAvailableResult, error) {
	now := time.Now()
	if params.Now != nil {
		now = *params.Now
	}
	ids, err := takeJobs(ctx, tx, params.MaxToLock, now.UTC().Round(time.Millisecond).Format(riverTime),
		params.MaxAttemptedBy, params.ClientID, params.Queue)
	if err != nil {
		return nil, fmt.Errorf("take jobs: %w", err)
	}
	if len(ids) == 0 {
		return &riverdriver.JobGetAvailableResult{}, nil
	}
	jobs, err := e.driver.UnwrapExecutor(tx.SQL).JobGetByIDMany(ctx, &riverdriver.JobGetByIDManyParams{ID: ids, Schema: params.Schema})
	if err != nil {
		return nil, fmt.Errorf("read the jobs taken: %w", err)
	}
	slices.SortFunc(jobs, func(a, b *rivertype.JobRow) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), a.ScheduledAt.Compare(b.ScheduledAt), cmp.Compare(a.ID, b.ID))
	})
	return &riverdriver.JobGetAvailableResult{Jobs: jobs}, nil
}

func takeJobs(ctx context.Context, tx *store.Tx, limit int, args ...any) (ids []int64, err error) {
	rows, err := tx.SQL.QueryContext(ctx, fetchSQL+strconv.Itoa(limit)+") RETURNING id", args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// JobSetStateIfRunningMany: see JobGetAvailable.
func (e *executor) JobSetStateIfRunningMany(ctx context.Context, params *riverdriver.JobSetStateIfRunningManyParams) (jobs []*rivertype.JobRow, err error) {
	err = e.driver.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		jobs, err = e.driver.UnwrapExecutor(tx.SQL).JobSetStateIfRunningMany(ctx, params)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("note how jobs ended: %w", err)
	}
	return jobs, nil
}

func (e *executor) Begin(ctx context.Context) (riverdriver.ExecutorTx, error) {
	tx, err := e.Executor.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin a transaction of the job queue: %w", err)
	}
	return &executorTx{ExecutorTx: tx, bus: e.driver.bus}, nil
}

func (e *executor) NotifyMany(_ context.Context, params *riverdriver.NotifyManyParams) error {
	e.driver.bus.send(params)
	return nil
}

type executorTx struct {
	riverdriver.ExecutorTx
	bus *bus
}

func (e *executorTx) Begin(ctx context.Context) (riverdriver.ExecutorTx, error) {
	tx, err := e.ExecutorTx.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin a transaction of the job queue: %w", err)
	}
	return &executorTx{ExecutorTx: tx, bus: e.bus}, nil
}

func (e *executorTx) NotifyMany(_ context.Context, params *riverdriver.NotifyManyParams) error {
	e.bus.send(params)
	return nil
}

// bus carries notifications to the listeners of one process.
type bus struct {
	mu        sync.Mutex
	listeners []*listener
}

func (b *bus) send(params *riverdriver.NotifyManyParams) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.listeners {
		l.offer(params)
	}
}

func (b *bus) join(l *listener) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.listeners = append(b.listeners, l)
}

func (b *bus) leave(l *listener) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.listeners = slices.DeleteFunc(b.listeners, func(other *listener) bool { return other == l })
}

// listenerBuffer bounds notifications that wait; a lost one costs at most the
// poll interval, because River polls as well.
const listenerBuffer = 1024

type listener struct {
	bus *bus

	mu      sync.Mutex
	topics  map[string]bool
	waiting chan *riverdriver.Notification
}

func (l *listener) offer(params *riverdriver.NotifyManyParams) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.topics[params.Topic] {
		return
	}
	for _, payload := range params.Payload {
		select {
		case l.waiting <- &riverdriver.Notification{Topic: params.Topic, Payload: payload}:
		default:
			return
		}
	}
}

func (l *listener) Connect(context.Context) error {
	l.mu.Lock()
	l.topics = make(map[string]bool)
	l.waiting = make(chan *riverdriver.Notification, listenerBuffer)
	l.mu.Unlock()
	l.bus.join(l)
	return nil
}

func (l *listener) Close(context.Context) error {
	l.bus.leave(l)
	return nil
}

func (l *listener) Listen(_ context.Context, topic string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.topics[topic] = true
	return nil
}

func (l *listener) Unlisten(_ context.Context, topic string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.topics, topic)
	return nil
}

func (l *listener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	select {
	case notification := <-l.waiting:
		return notification, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *listener) Ping(context.Context) error { return nil }
func (l *listener) Schema() string             { return "" }

// SetAfterConnectExec is for River's own tests; there is no connection here.
func (l *listener) SetAfterConnectExec(string) {}

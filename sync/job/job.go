// Package job holds the durable jobs of the service: their arguments, their
// queues and how they are inserted into the transaction that causes them.
// River works them, on SQLite and on PostgreSQL alike.
package job

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/sync/store"
)

// SyncOrder looks at one order of a shop and takes it as far as it can.
type SyncOrder struct {
	ShopID      int   `json:"shop_id"`
	ShopOrderID int64 `json:"shop_order_id"`
}

// Kind names the job in the database.
func (SyncOrder) Kind() string { return "sync_order" }

// WriteBack writes a VASCO number into the shop's order.
type WriteBack struct {
	PushID int `json:"push_id"`
	// Again says that it was given up before: that job may still be there.
	Again bool `json:"again,omitempty"`
}

// ReadRecent reads the shop's recently changed orders: what a hook that was
// lost, or that named no order, was about.
type ReadRecent struct {
	ShopID int `json:"shop_id"`
}

// Kind names the job in the database.
func (ReadRecent) Kind() string { return "read_recent" }

// Kind names the job in the database.
func (WriteBack) Kind() string { return "write_back" }

// WorkRun works one run over a shop's products: see ent's SyncRun.
type WorkRun struct {
	RunID int `json:"run_id"`
}

// Kind names the job in the database.
func (WorkRun) Kind() string { return "work_run" }

// ShowFields tells a shop's companion plugin which fields of products it shows.
type ShowFields struct {
	ShopID int `json:"shop_id"`
}

// Kind names the job in the database.
func (ShowFields) Kind() string { return "show_fields" }

// MirrorProduct looks at one product of a shop.
type MirrorProduct struct {
	ShopID        int   `json:"shop_id"`
	ShopProductID int64 `json:"shop_product_id"`
	// Read says that it must be read from the shop, whatever bodies say.
	Read bool `json:"read,omitempty"`
}

// Kind names the job in the database.
func (MirrorProduct) Kind() string { return "mirror_product" }

// Chunk is the longest a job may work in one piece.
const Chunk = 60 * time.Second

// Priorities: what people and shops wait for comes before the rest.
const (
	PriorityOrder     = 1
	PriorityWriteBack = 2
	// PriorityProduct is for the many products a stock run touches.
	PriorityProduct = 3
)

// UnassignedQueue takes orders of shops without a VASCO connection.
const UnassignedQueue = "unassigned"

// OrderQueue is the queue of a connection's orders: one each, so that a dead
// ERP holds up nobody else.
func OrderQueue(connectionID int) string {
	if connectionID == 0 {
		return UnassignedQueue
	}
	return "vasco_" + strconv.Itoa(connectionID)
}

// ShopQueue is the queue of writes back into a shop.
func ShopQueue(shopID int) string { return "shop_" + strconv.Itoa(shopID) }

// RunQueue is the queue of a shop's runs: they take long, and what a buyer or a
// person waits for does not stand behind them.
func RunQueue(shopID int) string { return "runs_" + strconv.Itoa(shopID) }

// Options of a client. The zero value is for production.
type Options struct {
	// ID names this replica; a random one when empty.
	ID string
	// Logger takes River's own words; nil is slog's default.
	Logger *slog.Logger
	// Lines takes the line about each job; nil is slog's default.
	Lines *slog.Logger
	// InsertOnly makes a client that works no jobs.
	InsertOnly bool
}

// Client inserts jobs and works them.
type Client struct {
	river   *river.Client[*sql.Tx]
	replica *replica
	// insertOnly clients work no queues.
	insertOnly bool

	// early are the queues that were added before the start, nil after it: River
	// would wait for ever for a queue of its start that is removed right then,
	// and never stop.
	mu    sync.Mutex
	early map[string]int
}

// New makes a client over the store. Queues may be added at any time.
func New(s *store.Store, workers *river.Workers, opts Options) (*Client, error) {
	if opts.ID == "" {
		opts.ID = rand.Text()
	}
	config := &river.Config{
		ID:     opts.ID,
		Logger: opts.Logger,
		// River's default (100 ms) caps ten workers at a hundred jobs a second. Less
		// than this asks for every job alone: 1 ms took 7 % more processor an order.
		FetchCooldown:               5 * time.Millisecond,
		FetchPollInterval:           time.Second,
		JobTimeout:                  Chunk + 15*time.Second,
		RescueStuckJobsAfter:        2 * Chunk,
		CompletedJobRetentionPeriod: time.Hour,
		CancelledJobRetentionPeriod: 24 * time.Hour,
		RetryPolicy:                 retryPolicy{},
		SkipUnknownJobCheck:         true,
		Middleware:                  []rivertype.Middleware{&lines{logger: opts.Lines}},
		Hooks:                       []rivertype.Hook{river.HookInsertBeginFunc(dueAtOnce)},
	}
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	if !opts.InsertOnly {
		config.Workers = workers
		config.Queues = map[string]river.QueueConfig{UnassignedQueue: {MaxWorkers: 4}}
	}
	client, err := river.NewClient(driverOf(s), config)
	if err != nil {
		return nil, fmt.Errorf("set up the job queue: %w", err)
	}
	return &Client{
		river: client, replica: &replica{store: s, id: opts.ID}, insertOnly: opts.InsertOnly, early: make(map[string]int),
	}, nil
}

func driverOf(s *store.Store) riverdriver.Driver[*sql.Tx] {
	if s.IsPostgres() {
		return riverdatabasesql.NewWithPgxListener(s.Write, s.Listen)
	}
	return newSQLiteDriver(s)
}

// Start begins to work jobs.
func (c *Client) Start(ctx context.Context) error {
	if err := c.replica.start(ctx); err != nil {
		return fmt.Errorf("start the job queue: %w", err)
	}
	if err := c.river.Start(ctx); err != nil {
		err = fmt.Errorf("start the job queue: %w", err)
		return errors.Join(err, c.replica.stop(context.WithoutCancel(ctx)))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	early := c.early
	c.early = nil
	for name, workers := range early {
		if err := c.addQueue(name, workers); err != nil {
			return err
		}
	}
	return nil
}

// Stop lets running jobs end until ctx does, then cancels them: what they held
// is taken up again from their leases.
func (c *Client) Stop(ctx context.Context) error {
	err := c.river.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		cancelled, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		err = c.river.StopAndCancel(cancelled)
	}
	if err = errors.Join(err, c.replica.stop(context.WithoutCancel(ctx))); err != nil {
		return fmt.Errorf("stop the job queue: %w", err)
	}
	return nil
}

// Insertion is one job with where and when it is to run.
type Insertion struct {
	Args     river.JobArgs
	Queue    string
	Priority int
	// At is when it may run and its place in the queue; zero is now.
	At time.Time
}

// Insert adds jobs in the caller's transaction.
func (c *Client) Insert(ctx context.Context, tx *store.Tx, jobs ...Insertion) error {
	if len(jobs) == 0 {
		return nil
	}
	params := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		params[i] = river.InsertManyParams{Args: j.Args, InsertOpts: &river.InsertOpts{
			Queue: j.Queue, Priority: j.Priority, ScheduledAt: j.At, MaxAttempts: maxAttempts,
		}}
	}
	if _, err := c.river.InsertManyFastTx(ctx, tx.SQL, params); err != nil {
		return fmt.Errorf("insert %d jobs: %w", len(jobs), err)
	}
	return nil
}

// schedulerInterval is how often River's scheduler looks for jobs that are due.
const schedulerInterval = 5 * time.Second

// dueAtOnce makes a job whose time comes before River's scheduler looks again
// ready to be fetched, as River does with one that is snoozed: none is before its time.
func dueAtOnce(_ context.Context, params *rivertype.JobInsertParams) error {
	if params.State == rivertype.JobStateScheduled && !params.ScheduledAt.After(time.Now().Add(schedulerInterval)) {
		params.State = rivertype.JobStateAvailable
	}
	return nil
}

// AddQueue begins to work a queue with so many jobs at once.
func (c *Client) AddQueue(name string, workers int) error {
	if c.insertOnly {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.early != nil {
		if _, known := c.early[name]; !known {
			c.early[name] = workers
		}
		return nil
	}
	return c.addQueue(name, workers)
}

func (c *Client) addQueue(name string, workers int) error {
	err := c.river.Queues().Add(name, river.QueueConfig{MaxWorkers: workers})
	if _, known := errors.AsType[*river.QueueAlreadyAddedError](err); err != nil && !known {
		return fmt.Errorf("work queue %s: %w", name, err)
	}
	return nil
}

// RemoveQueue stops working a queue.
func (c *Client) RemoveQueue(ctx context.Context, name string) error {
	c.mu.Lock()
	early := c.early != nil
	delete(c.early, name)
	c.mu.Unlock()
	if early {
		return nil
	}
	if err := c.river.Queues().Remove(ctx, name); err != nil {
		return fmt.Errorf("stop working queue %s: %w", name, err)
	}
	return nil
}

// Pause stops a queue on all replicas, Resume lets it go on. A queue that no
// replica has worked yet needs neither.
func (c *Client) Pause(ctx context.Context, queue string) error {
	if err := c.river.QueuePause(ctx, queue, nil); err != nil && !errors.Is(err, rivertype.ErrNotFound) {
		return fmt.Errorf("pause queue %s: %w", queue, err)
	}
	return nil
}

// Resume lets a paused queue go on, on all replicas.
func (c *Client) Resume(ctx context.Context, queue string) error {
	if err := c.river.QueueResume(ctx, queue, nil); err != nil && !errors.Is(err, rivertype.ErrNotFound) {
		return fmt.Errorf("resume queue %s: %w", queue, err)
	}
	return nil
}

const maxAttempts = 20

// retryPolicy is for failures of our own (a locked database, a bug): what the
// other side does is never an attempt. It doubles from one second to five minutes.
type retryPolicy struct{}

func (retryPolicy) NextRetry(row *rivertype.JobRow) time.Time {
	wait := time.Second << min(len(row.Errors), 9)
	return time.Now().Add(min(wait, 5*time.Minute))
}

// LastAttempt tells whether a failing job will not be tried again.
func LastAttempt(row *rivertype.JobRow) bool { return row.Attempt >= row.MaxAttempts }

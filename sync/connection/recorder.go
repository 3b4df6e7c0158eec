package connection

import (
	"context"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/sync/store"
)

// recorded is a call as either client tells it: redacted and bounded.
type recorded struct {
	Operation, Method, Path string
	Status                  int
	Started                 time.Time
	Duration                time.Duration
	Request, Response       []byte
	Err                     error
}

type callRow struct {
	recorded
	system                        apicall.System
	shopID, connectionID, orderID int
}

// Recorder writes calls down in the background, many in one commit. Calls are
// told for people; when the disk cannot keep up they are dropped, and said so,
// rather than slowing orders down.
type Recorder struct {
	store *store.Store
	queue chan callRow
}

const (
	recorderQueue  = 4096
	recorderCommit = 200
	recorderPause  = 50 * time.Millisecond
)

// NewRecorder makes a recorder; Run writes.
func NewRecorder(s *store.Store) *Recorder {
	return &Recorder{store: s, queue: make(chan callRow, recorderQueue)}
}

type orderKey struct{}

// ForOrder marks the calls made under the context as an order's.
func ForOrder(ctx context.Context, orderID int) context.Context {
	return context.WithValue(ctx, orderKey{}, orderID)
}

func (r *Recorder) add(ctx context.Context, system apicall.System, shopID, connectionID int, call recorded) {
	orderID, _ := ctx.Value(orderKey{}).(int)
	select {
	case r.queue <- callRow{recorded: call, system: system, shopID: shopID, connectionID: connectionID, orderID: orderID}:
	default:
		slog.WarnContext(ctx, "call not recorded: the disk does not keep up", "operation", call.Operation, "path", call.Path)
	}
}

// Run writes calls until ctx ends, then those that still wait.
func (r *Recorder) Run(ctx context.Context) {
	for {
		select {
		case first := <-r.queue:
			r.gather(ctx, first)
		case <-ctx.Done():
			r.drain(context.WithoutCancel(ctx))
			return
		}
	}
}

// gather waits a moment for more, so that a busy time makes few commits.
func (r *Recorder) gather(ctx context.Context, first callRow) {
	batch := []callRow{first}
	pause := time.NewTimer(recorderPause)
	defer pause.Stop()
	for len(batch) < recorderCommit {
		select {
		case next := <-r.queue:
			batch = append(batch, next)
			continue
		case <-pause.C:
		case <-ctx.Done():
		}
		break
	}
	r.write(context.WithoutCancel(ctx), batch)
}

func (r *Recorder) drain(ctx context.Context) {
	var batch []callRow
	for {
		select {
		case next := <-r.queue:
			batch = append(batch, next)
			continue
		default:
		}
		break
	}
	if len(batch) > 0 {
		r.write(ctx, batch)
	}
}

func (r *Recorder) write(ctx context.Context, batch []callRow) {
	err := r.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		builders := make([]*ent.ApiCallCreate, len(batch))
		for i, row := range batch {
			builders[i] = tx.ApiCall.Create().SetSystem(row.system).
				SetShopID(row.shopID).SetConnectionID(row.connectionID).SetOrderID(row.orderID).
				SetOperation(row.Operation).SetMethod(row.Method).SetPath(row.Path).SetStatus(row.Status).
				SetDurationMs(int(row.Duration.Milliseconds())).SetRequest(row.Request).SetResponse(row.Response).SetAt(row.Started)
			if row.Err != nil {
				builders[i].SetError(row.Err.Error())
			}
		}
		return tx.ApiCall.CreateBulk(builders...).Exec(ctx)
	})
	if err != nil {
		slog.ErrorContext(ctx, "calls could not be written down", "count", len(batch), "error", err)
	}
}

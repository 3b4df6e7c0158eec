package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// line is what a worker adds to the line that is logged of its job.
type line struct{ outcome string }

type lineKey struct{}

// Outcome names, for the job's line, how the job at hand ended in the words of
// its kind.
func Outcome(ctx context.Context, outcome string) {
	if l, ok := ctx.Value(lineKey{}).(*line); ok {
		l.outcome = outcome
	}
}

// The ways in which a job ends.
const (
	worked    = "worked"
	snoozed   = "snoozed"
	cancelled = "cancelled"
	failed    = "error"
)

// lines logs one wide line for every job that was worked.
type lines struct {
	river.MiddlewareDefaults
	logger *slog.Logger
}

// Work implements rivertype.WorkerMiddleware.
func (m *lines) Work(ctx context.Context, row *rivertype.JobRow, inner func(context.Context) error) error {
	began := time.Now()
	l := &line{}
	err := errors.New("the worker panicked")
	defer func() { m.log(ctx, row, l, began, err) }()
	err = inner(context.WithValue(ctx, lineKey{}, l))
	return err
}

func (m *lines) log(ctx context.Context, row *rivertype.JobRow, l *line, began time.Time, err error) {
	logger := m.logger
	if logger == nil {
		logger = slog.Default()
	}
	attrs := append([]slog.Attr{slog.String("kind", row.Kind)}, ids(row.EncodedArgs)...)
	attrs = append(attrs, slog.Int64("job_id", row.ID), slog.Int("attempt", row.Attempt), slog.String("queue", row.Queue),
		slog.Duration("waited", max(0, began.Sub(row.ScheduledAt))), slog.Duration("took", time.Since(began)))
	end, level := worked, slog.LevelInfo
	if later, ok := errors.AsType[*river.JobSnoozeError](err); ok {
		end = snoozed
		attrs = append(attrs, slog.Duration("snooze", later.Duration))
	} else if _, ok := errors.AsType[*river.JobCancelError](err); ok {
		end, level = cancelled, slog.LevelWarn
	} else if err != nil {
		end, level = failed, slog.LevelError
	}
	if level > slog.LevelInfo {
		attrs = append(attrs, slog.Any("error", err))
	}
	attrs = append(attrs, slog.String("end", end), slog.String("outcome", cmp.Or(l.outcome, end)))
	logger.LogAttrs(ctx, level, "job", attrs...)
}

// ids are the arguments of a job: nothing but ids, by design.
func ids(args []byte) []slog.Attr {
	var named map[string]int64
	if err := json.Unmarshal(args, &named); err != nil {
		return []slog.Attr{slog.String("args", "not readable")}
	}
	attrs := make([]slog.Attr, 0, len(named))
	for _, name := range slices.Sorted(maps.Keys(named)) {
		attrs = append(attrs, slog.Int64(name, named[name]))
	}
	return attrs
}

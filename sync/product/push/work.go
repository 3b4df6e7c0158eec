package push

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// PhaseWriting is what a push says it is doing.
const PhaseWriting = "WRITING"

// atOnce is how many products are taken, and asked for in VASCO, at once.
const atOnce = 100

// work is a run in the hands of this worker.
type work struct {
	*run.Work

	target
	until time.Time
	// told is how many products the run has told of one by one.
	told int
}

// target is where a shop's products go.
type target struct {
	shop  *connection.Shop
	vasco *connection.Vasco
	erp   *vasco.Client
}

func (s *Service) target(ctx context.Context, shopID int) (t target, err error) {
	if t.shop, err = s.registry.Shop(ctx, shopID); err != nil {
		return t, err
	}
	if t.shop.ConnectionID == 0 {
		return t, ErrNoConnection
	}
	if t.vasco, err = s.registry.Vasco(ctx, t.shop.ConnectionID); err != nil {
		return t, err
	}
	t.erp, err = s.registry.VascoClient(t.vasco)
	return t, err
}

// checkpoint is what a run remembers besides the products that are QUEUED.
type checkpoint struct {
	Told int `json:"told"`
}

// Push works a run: it pushes products until none is QUEUED.
func (s *Service) Push(ctx context.Context, r *run.Work) error {
	w := &work{Work: r, until: time.Now().Add(s.pieceFor)}
	var err error
	if w.target, err = s.target(ctx, r.Row.ShopID); err != nil {
		return failure(err)
	}
	if len(r.Row.Checkpoint) > 0 {
		var at checkpoint
		if err := json.Unmarshal(r.Row.Checkpoint, &at); err != nil {
			return fmt.Errorf("read the checkpoint of run %d: %w", r.Row.ID, err)
		}
		w.told = at.Told
	}
	for {
		count, err := s.queued(w.shop.ID).Count(ctx)
		if err != nil {
			return fmt.Errorf("count the products to push: %w", err)
		}
		if count == 0 {
			return nil
		}
		if err := w.Do(ctx, run.Step{Phase: PhaseWriting, Total: w.Row.Seen + count, Checkpoint: checkpoint{w.told}}); err != nil {
			return err
		}
		if err := s.pushQueued(ctx, w); err != nil {
			return failure(err)
		}
	}
}

func (s *Service) queued(shopID int) *ent.ProductQuery {
	return s.store.Reader().Product.Query().Where(entproduct.ShopID(shopID), entproduct.PushStateEQ(entproduct.PushStateQUEUED),
		func(q *entsql.Selector) { q.Where(entsql.ExprP("push_state <> 'NEVER'")) }) // It lets the index be used.
}

// pushQueued pushes what is queued now.
func (s *Service) pushQueued(ctx context.Context, w *work) error {
	for after := 0; ; {
		if time.Now().After(w.until) {
			return run.ErrGoesOn
		}
		rows, err := s.queued(w.shop.ID).Where(entproduct.IDGT(after)).Order(entproduct.ByID()).Limit(atOnce).All(ctx)
		if err != nil {
			return fmt.Errorf("read the products to push: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		after = rows[len(rows)-1].ID
		if err := s.pushSome(ctx, w, rows); err != nil {
			return err
		}
	}
}

// pushSome pushes some products. Those that need no call are kept together, each
// other as soon as VASCO has it.
func (s *Service) pushSome(ctx context.Context, w *work, rows []*ent.Product) error {
	var done []outcome
	var items []*item
	for _, row := range rows {
		i, known := w.item(row)
		if known {
			done = append(done, i.outcome)
		} else {
			items = append(items, i)
		}
	}
	if err := s.keep(ctx, w, done); err != nil {
		return err
	}
	if len(items) == 0 {
		return nil
	}
	if err := s.markShared(ctx, w.target, items); err != nil {
		return err
	}
	s.cut(CutBeforeAsked)
	if err := w.look(ctx, items); err != nil {
		return err
	}
	for _, i := range items {
		if time.Now().After(w.until) {
			return run.ErrGoesOn
		}
		if i.result == "" {
			if err := w.push(ctx, i); err != nil {
				return err
			}
			s.cut(CutAfterWrite)
		}
		if err := s.keep(ctx, w, []outcome{i.outcome}); err != nil {
			return err
		}
	}
	return nil
}

// look asks VASCO for the articles of products. A list that VASCO refuses is
// asked for one by one: a code it does not take concerns one product.
func (t target) look(ctx context.Context, items []*item) error {
	codes := make([]string, len(items))
	for i, one := range items {
		codes[i] = one.document.Code
	}
	found, err := t.articles(ctx, codes)
	if refused, ok := errors.AsType[*vasco.Rejected](err); ok && len(items) == 1 {
		items[0].refused(refused)
		return nil
	} else if ok {
		for i := range items {
			if err := t.look(ctx, items[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		return err
	}
	byCode := make(map[string]*vasco.Article, len(found))
	for i := range found {
		if key := strings.ToLower(strings.TrimSpace(found[i].Code)); byCode[key] == nil {
			byCode[key] = &found[i]
		}
	}
	for _, one := range items {
		one.there = byCode[strings.ToLower(one.document.Code)]
	}
	return nil
}

// articles reads articles by their codes. A server that puts an update in place of
// the record keeps only the extra fields that were asked for: where articles are
// updated, all free text fields are. One that refuses that has not all of them.
func (t target) articles(ctx context.Context, codes []string) ([]vasco.Article, error) {
	s := t.shop.Settings
	used := without([]string{s.Products.LinkField, s.Products.EANField, s.Stock.SupplierField}, "")
	if len(s.Products.UpdateFields) == 0 {
		return t.erp.Articles(ctx, codes, used)
	}
	found, err := t.erp.Articles(ctx, codes, append(used, without(vasco.ArticleTexts(), used...)...))
	if _, refused := errors.AsType[*vasco.Rejected](err); refused {
		return t.erp.Articles(ctx, codes, used)
	}
	return found, err
}

// without are names, each once, but for some.
func without(names []string, some ...string) []string {
	var kept []string
	for _, name := range names {
		if !slices.Contains(some, name) && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// failure turns what VASCO answers into what becomes of the run.
func failure(err error) error {
	ended := func(reason string) error {
		return &run.Ended{Reason: reason, Params: map[string]string{"detail": shortened(err.Error())}}
	}
	if errors.Is(err, ErrNoConnection) {
		return &run.Ended{Reason: run.ReasonNoConnection}
	}
	if away, ok := errors.AsType[*vasco.Unavailable](err); ok {
		return &run.Away{Reason: run.ReasonVascoAway, After: away.RetryAfter, Err: err}
	}
	if _, ok := errors.AsType[*vasco.Unauthorized](err); ok {
		return ended(run.ReasonVascoLogin)
	}
	if _, ok := errors.AsType[*vasco.Malformed](err); ok {
		return ended(run.ReasonIncomplete)
	}
	return err
}

const longestDetail = 300

func shortened(text string) string {
	if runes := []rune(text); len(runes) > longestDetail {
		return string(runes[:longestDetail]) + "…"
	}
	return text
}

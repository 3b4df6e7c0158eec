package push

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Action is what a push does with a product.
type Action string

// The actions; Failed is only known after a push.
const (
	Create    Action = "CREATE"
	Update    Action = "UPDATE"
	Unchanged Action = "UNCHANGED"
	Blocked   Action = "BLOCKED"
	Failed    Action = "FAILED"
)

// item is a product on its way into VASCO.
type item struct {
	outcome

	document vasco.ArticleDocument
	// payload is that of a new article.
	payload json.RawMessage
	// there is the article as VASCO has it; nil is none.
	there *vasco.Article
	// shared says that another product has the same article.
	shared bool
}

// outcome is what became of a product.
type outcome struct {
	row *ent.Product
	// result is empty while nothing has become of it.
	result Action
	reason *Reason
	// hash is of what VASCO has now, or has refused.
	hash string
	// asked says that VASCO was.
	asked bool
}

// item begins with a product. known says that nothing has to be asked of VASCO:
// it cannot be pushed, or is as it was pushed last.
func (t target) item(row *ent.Product) (i *item, known bool) {
	i = &item{outcome: outcome{row: row}}
	document, err := Article(row, t.shop.Settings, t.vasco.Profile)
	if err == nil {
		i.document = document
		i.payload, err = t.erp.EncodeArticle(document)
	}
	if err != nil {
		i.blocked(err)
		return i, true
	}
	i.hash = t.hash(i.payload)
	if row.PushHash == i.hash && row.PushReason == "" {
		i.result = Unchanged
		return i, true
	}
	i.asked = true
	return i, false
}

// hash is of all that decides what VASCO gets: the payload, where it goes, and
// what of an article that is there may be changed.
func (t target) hash(payload json.RawMessage) string {
	fields := slices.Sorted(slices.Values(t.shop.Settings.Products.UpdateFields))
	of := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s\x00%s\x00%q\x00%s", t.vasco.ID, t.vasco.BaseURL, t.vasco.TaxNumber, fields, payload))
	return hex.EncodeToString(of[:])
}

func (i *item) blocked(err error) {
	i.result = Blocked
	if reason, ok := errors.AsType[*Reason](err); ok {
		i.reason = reason
		return
	}
	detail := err.Error()
	if unwritable, ok := errors.AsType[*vasco.Unwritable](err); ok {
		detail = unwritable.Err.Error()
	}
	i.reason = &Reason{Code: product.ReasonUnwritable, Params: map[string]string{"detail": shortened(detail)}}
}

// mostFields bounds the fields of a refusal that are kept.
const mostFields = 10

// refused keeps VASCO's own words.
func (i *item) refused(refusal *vasco.Rejected) {
	params := make(map[string]string)
	for _, field := range slices.Sorted(maps.Keys(refusal.Fields)) {
		if messages := refusal.Fields[field]; len(messages) > 0 && len(params) < mostFields {
			params[shortened(field)] = shortened(messages[0])
		}
	}
	// After the fields: a server may have fields of these names.
	params["status"], params["detail"] = strconv.Itoa(refusal.Status), shortened(refusal.Title)
	i.result, i.reason = Blocked, &Reason{Code: product.ReasonRefused, Params: params}
}

func (i *item) lost(err error) {
	i.result, i.reason = Failed, &Reason{Code: product.ReasonUnclear, Params: map[string]string{"detail": shortened(err.Error())}}
}

// push brings a product into VASCO that it was asked about.
func (t target) push(ctx context.Context, i *item) error {
	if i.there == nil {
		return t.create(ctx, i)
	}
	return t.update(ctx, i)
}

// writes bounds how often an answer that was lost is followed by another try.
const writes = 2

// create posts a new article. Only VASCO's word that it is not there lets it be
// posted again.
func (t target) create(ctx context.Context, i *item) error {
	for try := 1; ; try++ {
		err := t.erp.CreateArticle(ctx, i.payload)
		if err == nil {
			i.result = Create
			return nil
		}
		refusal, refused := errors.AsType[*vasco.Rejected](err)
		_, unclear := errors.AsType[*vasco.Unclear](err)
		if !refused && !unclear {
			return err
		}
		if err := t.look(ctx, []*item{i}); err != nil || i.result != "" {
			return err
		}
		switch {
		case refused && i.there != nil: // Somebody was faster.
			return t.update(ctx, i)
		case refused:
			i.refused(refusal)
			return nil
		case i.there != nil && arrived(i.document, i.there, t.shop.Settings.Products, nil):
			i.result = Create
			return nil
		case i.there != nil, try == writes:
			i.lost(err)
			return nil
		}
	}
}

// update puts what the shop may decide and what differs into an article that is there.
func (t target) update(ctx context.Context, i *item) error {
	settings := t.shop.Settings.Products
	parts := toWrite(i.document, i.there, settings)
	if len(parts) == 0 {
		i.result = Unchanged
		return nil
	}
	if i.shared {
		i.blockShared()
		return nil
	}
	for try := 1; ; try++ {
		payload, err := t.erp.EncodeArticleUpdate(*i.there, i.document, parts)
		if err != nil {
			i.blocked(err)
			return nil
		}
		err = t.erp.UpdateArticle(ctx, i.there.Code, payload)
		if err == nil {
			i.result = Update
			return nil
		}
		if refusal, refused := errors.AsType[*vasco.Rejected](err); refused {
			i.refused(refusal)
			return nil
		}
		if _, unclear := errors.AsType[*vasco.Unclear](err); !unclear {
			return err
		}
		before := i.there
		if err := t.look(ctx, []*item{i}); err != nil || i.result != "" {
			return err
		}
		switch {
		case i.there != nil && arrived(i.document, i.there, settings, parts):
			i.result = Update
			return nil
		case i.there == nil, string(before.Raw) != string(i.there.Raw), try == writes:
			i.lost(err)
			return nil
		}
	}
}

package model_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
)

func TestIDs(t *testing.T) {
	t.Parallel()
	text := model.ID(model.KindOrder, 42)
	if text != "T3JkZXI6NDI" {
		t.Errorf("the id of order 42 is %s: ids stay what they are", text)
	}
	if kind, id, ok := model.ParseID(text); kind != model.KindOrder || id != 42 || !ok {
		t.Errorf("%s reads as %s %d %v", text, kind, id, ok)
	}
	cursor := model.Cursor(model.KindOrder, 42)
	if id, ok := model.ParseCursor(model.KindOrder, cursor); id != 42 || !ok {
		t.Errorf("%s reads as %d %v", cursor, id, ok)
	}
	if _, ok := model.ParseCursor(model.KindEvent, cursor); ok {
		t.Error("a cursor of orders is one of events")
	}
	if kind, _, ok := model.ParseID(cursor); ok && kind == model.KindOrder {
		t.Error("a cursor is an id")
	}
}

func TestRefs(t *testing.T) {
	t.Parallel()
	for _, ref := range []string{"shop:1", "connection:2", "payment:3", "blacklist:4", "order:5"} {
		id := model.RefID(ref)
		if id == nil {
			t.Errorf("%s has no id", ref)
			continue
		}
		kind, number, _ := model.ParseID(*id)
		if back, ok := model.Ref(kind, number); back != ref || !ok {
			t.Errorf("%s comes back as %s", ref, back)
		}
	}
	for _, ref := range []string{"", "shop", "shop:", "shop:0", "unicorn:1"} {
		if id := model.RefID(ref); id != nil {
			t.Errorf("%q has the id %s", ref, *id)
		}
	}
	if _, ok := model.Ref(model.KindEvent, 1); ok {
		t.Error("something waits for an event")
	}
}

// FuzzParseID: whatever is an id is written in one way only.
func FuzzParseID(f *testing.F) {
	for _, seed := range []string{"T3JkZXI6NDI", "T3JkZXI6NDI=", "", "Order:42", "T3JkZXI6LTE"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		kind, id, ok := model.ParseID(text)
		if ok && model.ID(kind, id) != text {
			t.Errorf("%q reads as %s %d, which is written %q", text, kind, id, model.ID(kind, id))
		}
	})
}

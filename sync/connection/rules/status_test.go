package rules_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// TestSettingsOfBeforeStatusesHadRules: documents that only name what is sent
// keep their meaning, and are written anew with rules.
func TestSettingsOfBeforeStatusesHadRules(t *testing.T) {
	t.Parallel()
	read := func(document string) rules.Shop {
		settings := rules.Default()
		if err := json.Unmarshal([]byte(document), &settings); err != nil {
			t.Fatal(err)
		}
		return settings
	}
	old := read(`{"sendStatuses":["completed","priprava"],"currency":"USD"}`)
	for status, want := range map[string]rules.Status{
		"completed": rules.Send, "priprava": rules.Send, "processing": rules.Wait, "on-hold": rules.Wait,
		"pending": rules.Wait, "cancelled": rules.Never, "unheard-of": rules.Unclassified,
	} {
		if got := old.Status(status); got != want {
			t.Errorf("%s is %s, want %s", status, got, want)
		}
	}
	raw, err := json.Marshal(old)
	if err != nil {
		t.Fatal(err)
	}
	if again := read(string(raw)); !reflect.DeepEqual(again, old) {
		t.Errorf("written and read again: %+v, want %+v", again, old)
	}
	if got := read(`{"currency":"USD"}`); !reflect.DeepEqual(got.Statuses, rules.Default().Statuses) {
		t.Errorf("a document without statuses has %v", got.Statuses)
	}
}

// TestAChangeLeavesTheOldRulesAlone: whoever compares before and after needs both.
func TestAChangeLeavesTheOldRulesAlone(t *testing.T) {
	t.Parallel()
	before := rules.Default()
	after := before.With(rules.Change{Statuses: map[string]rules.Status{"pending": rules.Send}})
	if before.Status("pending") != rules.Wait || after.Status("pending") != rules.Send {
		t.Errorf("pending is %s before and %s after", before.Status("pending"), after.Status("pending"))
	}
}

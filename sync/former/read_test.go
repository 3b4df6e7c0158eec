package former_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/former"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/woo"
)

// understood is what becomes of options, one part a line.
func understood(t *testing.T, options string) string {
	t.Helper()
	told, err := woo.ParseFormerSettings([]byte(`{"settings":` + options + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines(former.Read(told)), "; ")
}

func lines(read former.Settings) []string {
	var all []string
	for _, p := range read.Payments {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", p.Method, p.Status, p.PaymentID, p.Title)))
	}
	for _, e := range read.Blacklist {
		all = append(all, strings.TrimSpace(e.Pattern+" "+e.Note))
	}
	if read.Schedule != nil {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s%s", read.Schedule.Every, read.Schedule.At, read.Schedule.Cron)))
	}
	for _, u := range read.Unread {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", u.Reason, u.Name, u.Value)))
	}
	return all
}

func TestPayments(t *testing.T) {
	t.Parallel()
	for options, want := range map[string]string{
		`{"bacs":"3","cod":7}`: "bacs ACTIVE 3; cod ACTIVE 7",
		`{"cod":{"id":7,"active":true},"x":{"ID":"8","active":"0"}}`:           "cod ACTIVE 7; x OFF 8",
		`[{"method":"bacs","id":"3","title":"Predračun"}]`:                     "bacs ACTIVE 3 Predračun",
		`{"2":{"gateway":"bacs","code":" 3 "},"5":{"gateway":"cod","code":4}}`: "bacs ACTIVE 3; cod ACTIVE 4",
		`{"17":"3"}`:                         "17 ACTIVE 3",
		`{"cod":{"active":false}}`:           "cod OFF",
		`[]`:                                 "",
		`""`:                                 "",
		`"3"`:                                "WRONG_FORM kiwwwi_payment_map 3",
		`{"bacs":""}`:                        "NO_PAYMENT_ID kiwwwi_payment_map.bacs",
		`{"bacs":{"active":true}}`:           `NO_PAYMENT_ID kiwwwi_payment_map.bacs {"active":true}`,
		`{"bacs":true}`:                      "WRONG_FORM kiwwwi_payment_map.bacs true",
		`{"bacs":7.5}`:                       "WRONG_FORM kiwwwi_payment_map.bacs 7.5",
		`{"bacs":{"id":[1]}}`:                `WRONG_FORM kiwwwi_payment_map.bacs {"id":[1]}`,
		`{"bacs":{"id":1,"active":"maybe"}}`: `WRONG_FORM kiwwwi_payment_map.bacs {"active":"maybe","id":1}`,
		`{"bacs":"123456789012345678901"}`:   "WRONG_PAYMENT kiwwwi_payment_map.bacs 123456789012345678901",
		`["bacs"]`:                           "WRONG_FORM kiwwwi_payment_map.0 bacs",
		`[{"method":"bacs","id":1},{"method":"bacs","id":2}]`: `bacs ACTIVE 1; ANOTHER_IS_USED kiwwwi_payment_map.1 {"id":2,"method":"bacs"}`,
	} {
		if got := understood(t, `{"kiwwwi_payment_map":`+options+`}`); got != want {
			t.Errorf("%s\n got  %s\n want %s", options, got, want)
		}
	}
}

func TestBlacklist(t *testing.T) {
	t.Parallel()
	for options, want := range map[string]string{
		`["Ana@Example.com","*@spam.example","@bad.example"]`:                  "*@bad.example; *@spam.example; ana@example.com",
		`"a@example.com\r\nb@example.com, c@example.com;d"`:                    "a@example.com; b@example.com; c@example.com; NO_ADDRESS kiwwwi_blacklist d",
		`[{"email":"a@example.com","note":"ne plača"},{"note":"x"},7]`:         `a@example.com ne plača; NO_ADDRESS kiwwwi_blacklist.1 {"note":"x"}; NO_ADDRESS kiwwwi_blacklist.2 7`,
		`{"a@example.com":"ne plača","b@example.com":1,"c@example.com":false}`: "a@example.com ne plača; b@example.com",
		`{"1":"a@example.com","4":"A@example.com"}`:                            "a@example.com",
		`{"emails":["a@example.com"]}`:                                         "NO_ADDRESS kiwwwi_blacklist.emails emails",
		`7`:                                                                    "WRONG_FORM kiwwwi_blacklist 7",
	} {
		if got := understood(t, `{"kiwwwi_blacklist":`+options+`}`); got != want {
			t.Errorf("%s\n got  %s\n want %s", options, got, want)
		}
	}
}

func TestSchedule(t *testing.T) {
	t.Parallel()
	for option, want := range map[string]string{
		`"hourly"`: "HOUR", `"twicedaily"`: "HOURS_12", `"every_15_minutes"`: "MINUTES_15", `"30min"`: "MINUTES_30",
		`"every 6 hours"`: "HOURS_6", `"2h"`: "HOURS_2", `"off"`: "OFF", `false`: "OFF", `"0"`: "NO_SUCH_PERIOD kiwwwi_schedule 0",
		`15`: "MINUTES_15", `900`: "MINUTES_15", `"3600"`: "HOUR", `720`: "HOURS_12", `43200`: "HOURS_12",
		`"daily"`:                                "TIME_MISSING kiwwwi_schedule daily",
		`1440`:                                   "TIME_MISSING kiwwwi_schedule 1440",
		`86400`:                                  "TIME_MISSING kiwwwi_schedule 86400",
		`{"recurrence":"daily","time":"3:30"}`:   "DAY 03:30",
		`{"interval":"1 day","at":"23:05:00"}`:   "DAY 23:05",
		`{"interval":"1 day","at":"25:00"}`:      `TIME_MISSING kiwwwi_schedule {"at":"25:00","interval":"1 day"}`,
		`{"recurrence":"hourly","enabled":"no"}`: "OFF",
		`{"cron":"30 3 * * 1-5"}`:                "CRON 30 3 * * 1-5",
		`"30  3 * * *"`:                          "CRON 30 3 * * *",
		`"0 0 31 2 *"`:                           "NO_SUCH_PERIOD kiwwwi_schedule 0 0 31 2 *",
		`"every_45_minutes"`:                     "NO_SUCH_PERIOD kiwwwi_schedule every_45_minutes",
		`"99999d"`:                               "NO_SUCH_PERIOD kiwwwi_schedule 99999d",
		`[1]`:                                    "WRONG_FORM kiwwwi_schedule [1]",
		`{"x":1}`:                                `WRONG_FORM kiwwwi_schedule {"x":1}`,
	} {
		if got := understood(t, `{"kiwwwi_schedule":`+option+`}`); got != want {
			t.Errorf("%s\n got  %s\n want %s", option, got, want)
		}
	}
}

func TestWhereOptionsStand(t *testing.T) {
	t.Parallel()
	for options, want := range map[string]string{
		// What is not known may hold anything: only its name is told.
		`{"kiwwwi_pwd":"geheim"}`:                                            "UNKNOWN_OPTION kiwwwi_pwd",
		`{"kiwwwi_nothing":"","kiwwwi_none":[]}`:                             "",
		`{"kiwwwi_payments":{"bacs":1},"kiwwwi_payment_map":{"bacs":2}}`:     `bacs ACTIVE 2; ANOTHER_IS_USED kiwwwi_payments {"bacs":1}`,
		`{"kiwwwi_settings":{"payment_map":{"bacs":1},"url":"https://erp"}}`: "bacs ACTIVE 1; UNKNOWN_OPTION kiwwwi_settings.url",
		`{"kiwwwi_Stock-Schedule":"hourly"}`:                                 "HOUR",
	} {
		if got := understood(t, options); got != want {
			t.Errorf("%s\n got  %s\n want %s", options, got, want)
		}
	}
}

func TestWhatIsTooMuchIsTold(t *testing.T) {
	t.Parallel()
	list, methods := make([]string, order.MaxBlacklist+300), make(map[string]string)
	for i := range list {
		list[i] = fmt.Sprintf("a%d@example.com", i)
	}
	for i := range 250 {
		methods[fmt.Sprint("m", i)] = "1"
	}
	raw, err := json.Marshal(map[string]any{"kiwwwi_blacklist": list, "kiwwwi_payment_map": methods})
	if err != nil {
		t.Fatal(err)
	}
	told, err := woo.ParseFormerSettings(slices.Concat([]byte(`{"settings":`), raw, []byte("}")))
	if err != nil {
		t.Fatal(err)
	}
	read := former.Read(told)
	if len(read.Blacklist) != order.MaxBlacklist || len(read.Payments) != 200 || len(read.Unread) != 200 || read.Unread[0].Reason != former.TooMany {
		t.Errorf("%d entries, %d payments, %d not understood", len(read.Blacklist), len(read.Payments), len(read.Unread))
	}
}

// FuzzRead: whatever the shop tells, what is offered can be stored, and nothing is endless.
func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile(filepath.Join("..", "woo", "companion", "testdata", "answers.json"))
	if err != nil {
		f.Fatal(err)
	}
	var cases []struct {
		Answer json.RawMessage `json:"answer"`
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		f.Fatal(err)
	}
	for _, c := range cases {
		f.Add([]byte(c.Answer))
	}
	f.Add([]byte(`{"settings":{"kiwwwi_payment_map":[{"method":"a\u0000","id":"1"}],"kiwwwi_blacklist":"@a.si|b@c","kiwwwi_schedule":{"cron":"* * * * *"}}}`))
	f.Add([]byte(`{"settings":{"kiwwwi_schedule":{"every":"1 day","at":"7"},"kiwwwi_blacklist":{"0":"a@b.si","1":{"email":"x@y"}}}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		told, err := woo.ParseFormerSettings(raw)
		if err != nil {
			return
		}
		read := former.Read(told)
		for _, p := range read.Payments {
			in := order.PaymentInput{Method: p.Method, Title: &p.Title, PaymentID: &p.PaymentID, Status: p.Status}
			if in.Check() != nil || p.Status == paymentmapping.StatusNEW || !storable(p.Method+p.Title+p.PaymentID) {
				t.Errorf("payment %+v: %v", p, in.Check())
			}
		}
		for _, e := range read.Blacklist {
			if pattern, ok := order.FoldPattern(e.Pattern); !ok || pattern != e.Pattern || len([]rune(e.Note)) > order.MaxNote || !storable(e.Pattern+e.Note) {
				t.Errorf("entry %+q", e)
			}
		}
		if read.Schedule != nil && read.Schedule.Check() != nil {
			t.Errorf("schedule %+v", read.Schedule)
		}
		for _, u := range read.Unread {
			if u.Reason == "" || len([]rune(u.Value)) > 121 || len([]rune(u.Name)) > 121 || !storable(u.Name+u.Value) {
				t.Errorf("not understood: %+q", u)
			}
		}
		if len(read.Unread) > 200 || len(read.Blacklist) > order.MaxBlacklist {
			t.Errorf("%d not understood, %d on the blacklist", len(read.Unread), len(read.Blacklist))
		}
	})
}

func storable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' })
}

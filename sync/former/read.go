package former

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/woo"
)

// UnreadReason is why a setting was not understood.
type UnreadReason string

// The reasons.
const (
	// UnknownOption: nothing here is set by it.
	UnknownOption UnreadReason = "UNKNOWN_OPTION"
	// AnotherIsUsed: another option, or row, says the same thing.
	AnotherIsUsed UnreadReason = "ANOTHER_IS_USED"
	// WrongForm: it is neither a list nor a map of what it should hold.
	WrongForm UnreadReason = "WRONG_FORM"
	// NoPaymentID: the payment method has no id in VASCO.
	NoPaymentID UnreadReason = "NO_PAYMENT_ID"
	// WrongPayment: a name or an id that no payment has.
	WrongPayment UnreadReason = "WRONG_PAYMENT"
	// NoAddress: it is neither an e-mail address nor a domain.
	NoAddress UnreadReason = "NO_ADDRESS"
	// NoSuchPeriod: stock cannot be synced in such a rhythm.
	NoSuchPeriod UnreadReason = "NO_SUCH_PERIOD"
	// TimeMissing: once a day, and nothing says when.
	TimeMissing UnreadReason = "TIME_MISSING"
	// TooMany: more than can be taken over at once.
	TooMany UnreadReason = "TOO_MANY"
)

// Unread is a setting that was not understood.
type Unread struct {
	// Name is where it stands, with dots between.
	Name   string
	Reason UnreadReason
	// Value is what stands there, cut; empty for an option we know nothing of,
	// which may hold anything.
	Value string
}

const (
	prefix   = "kiwwwi_"
	maxValue = 120
	// maxUnread bounds what is told of what was not understood.
	maxUnread = 200
)

// What the former plugin's options may be called, the likeliest first.
var (
	paymentNames   = []string{"payment_map", "payment_mapping", "payment_mappings", "payments"}
	blacklistNames = []string{"blacklist", "email_blacklist", "blacklist_emails", "blacklisted_emails"}
	scheduleNames  = []string{"schedule", "stock_schedule", "sync_schedule", "sync_interval"}
)

// Settings are the former plugin's, as far as they were understood.
type Settings struct {
	Payments  []Payment
	Blacklist []Entry
	Schedule  *Schedule
	Unread    []Unread
}

// Read understands the former plugin's options.
func Read(told *woo.FormerSettings) Settings {
	r := &reader{}
	options := r.options(told.Settings)
	if name, value, found := r.pick(options, paymentNames); found {
		r.payments(name, value)
	}
	if name, value, found := r.pick(options, blacklistNames); found {
		r.blacklist(name, value)
	}
	if name, value, found := r.pick(options, scheduleNames); found {
		r.schedule(name, value)
	}
	for _, name := range slices.Sorted(maps.Keys(options)) {
		r.leave(name, UnknownOption, nil)
	}
	return r.read
}

// reader gathers what is understood and what is not.
type reader struct {
	read Settings
	// seen are the patterns of the blacklist so far.
	seen map[string]bool
}

// options are all of them by name; those that stand within a list of settings
// by the list's name and their own. What is empty says nothing.
func (r *reader) options(told map[string]json.RawMessage) map[string]any {
	all := make(map[string]any, len(told))
	for name, raw := range told {
		value := decoded(raw)
		if isEmpty(value) {
			continue
		}
		if inner, isMap := value.(map[string]any); isMap && partOf(name) == "settings" {
			for key, part := range inner {
				if !isEmpty(part) {
					all[name+"."+key] = part
				}
			}
			continue
		}
		all[name] = value
	}
	return all
}

// partOf is what an option's name says, without the plugin's own.
func partOf(name string) string {
	name = strings.ToLower(name)
	if at := strings.LastIndexByte(name, '.'); at >= 0 {
		name = name[at+1:]
	}
	return strings.TrimPrefix(strings.ReplaceAll(name, "-", "_"), prefix)
}

// pick takes an option of one of the names; of several the likeliest.
func (r *reader) pick(options map[string]any, names []string) (name string, value any, found bool) {
	for _, wanted := range names {
		for _, candidate := range slices.Sorted(maps.Keys(options)) {
			if partOf(candidate) != wanted {
				continue
			}
			if found {
				r.leave(candidate, AnotherIsUsed, options[candidate])
			} else {
				name, value, found = candidate, options[candidate], true
			}
			delete(options, candidate)
		}
	}
	return name, value, found
}

// leave notes what was not understood.
func (r *reader) leave(name string, why UnreadReason, value any) {
	if len(r.read.Unread) >= maxUnread {
		return
	}
	r.read.Unread = append(r.read.Unread, Unread{Name: short(name), Reason: why, Value: short(shown(value))})
}

func shown(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if encoder.Encode(v) != nil {
			return ""
		}
		return strings.TrimSpace(out.String())
	}
}

// short cuts a text for people, which stays text.
func short(text string) string {
	text = clean(text)
	if runes := []rune(text); len(runes) > maxValue {
		return string(runes[:maxValue]) + "…"
	}
	return text
}

// clean leaves out what neither database nor people take.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// decoded keeps numbers as they are written. What is no JSON is nothing.
func decoded(raw json.RawMessage) any {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	default:
		return false
	}
}

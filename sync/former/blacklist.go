package former

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kiwwwi/vasco/sync/order"
)

// Entry is an entry of the former plugin's blacklist.
type Entry struct{ Pattern, Note string }

// blacklist reads addresses in a text, a list of them or of rows, or notes by address.
func (r *reader) blacklist(name string, value any) {
	switch v := value.(type) {
	case string:
		for _, text := range split(v) {
			r.entry(name, text, "")
		}
	case []any:
		r.entries(name, v)
	case map[string]any:
		if list, isNumbered := numbered(v); isNumbered {
			r.entries(name, list)
			break
		}
		for _, text := range slices.Sorted(maps.Keys(v)) {
			r.noted(name+"."+text, text, v[text])
		}
	default:
		r.leave(name, WrongForm, value)
	}
	slices.SortFunc(r.read.Blacklist, func(a, b Entry) int { return cmp.Compare(a.Pattern, b.Pattern) })
}

func split(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == ',' || c == ';' || c == '|' })
}

func (r *reader) entries(name string, list []any) {
	for i, each := range list {
		place := name + "." + strconv.Itoa(i)
		row, isRow := each.(map[string]any)
		text, isText := each.(string)
		email, named := field(row, "email", "pattern", "address", "value", "domain")
		switch {
		case isText && !isEmpty(each):
			r.entry(place, text, "")
		case isRow && named:
			note, _ := field(row, "note", "reason", "comment")
			text, _ = word(email)
			words, _ := word(note)
			r.entry(place, text, words)
		default:
			r.leave(place, NoAddress, each)
		}
	}
}

// noted reads what stands under an address: its note, or whether it holds at all.
func (r *reader) noted(place, text string, value any) {
	if row, isRow := value.(map[string]any); isRow {
		value, _ = field(row, "note", "reason", "comment")
	}
	if holds, isAnswer := answer(value); isAnswer {
		if !holds {
			return // It was switched off.
		}
		value = nil
	}
	note, _ := word(value)
	r.entry(place, text, note)
}

// entry keeps an entry as orders' addresses are compared. "@domain" is all of it.
func (r *reader) entry(place, text, note string) {
	wanted := strings.TrimSpace(text)
	if strings.HasPrefix(wanted, "@") {
		wanted = "*" + wanted
	}
	pattern, ok := order.FoldPattern(wanted)
	if !ok || pattern != clean(pattern) {
		r.leave(place, NoAddress, text)
		return
	}
	if len(r.read.Blacklist) >= order.MaxBlacklist {
		r.leave(place, TooMany, text)
		return
	}
	if runes := []rune(note); len(runes) > order.MaxNote {
		note = string(runes[:order.MaxNote])
	}
	if r.seen == nil {
		r.seen = make(map[string]bool)
	}
	if r.seen[pattern] {
		return // Twice is once.
	}
	r.seen[pattern] = true
	r.read.Blacklist = append(r.read.Blacklist, Entry{Pattern: pattern, Note: note})
}

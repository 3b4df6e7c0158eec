package former

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// field is the first of a map's fields that is there and says something.
func field(row map[string]any, names ...string) (value any, found bool) {
	for _, name := range names {
		for _, key := range slices.Sorted(maps.Keys(row)) {
			if strings.EqualFold(key, name) && !isEmpty(row[key]) {
				return row[key], true
			}
		}
	}
	return nil, false
}

// word is a text, or a whole number as text.
func word(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(clean(v)), true
	case json.Number:
		_, err := strconv.ParseInt(v.String(), 10, 64)
		return v.String(), err == nil
	default:
		return "", false
	}
}

// answer is a yes or a no as PHP's people write it.
func answer(value any) (yes, understood bool) {
	if is, isBool := value.(bool); isBool {
		return is, true
	}
	text, _ := word(value)
	switch strings.ToLower(text) {
	case "1", "yes", "on", "true", "active", "enabled":
		return true, true
	case "0", "no", "off", "false", "inactive", "disabled":
		return false, true
	default:
		return false, false
	}
}

// numbered are the values of a map whose keys are all numbers, which PHP writes
// for a list with gaps, in the order of the numbers.
func numbered(all map[string]any) ([]any, bool) {
	keys := make([]int, 0, len(all))
	for key := range all {
		n, err := strconv.Atoi(key)
		if err != nil || strconv.Itoa(n) != key {
			return nil, false
		}
		keys = append(keys, n)
	}
	slices.Sort(keys)
	list := make([]any, len(keys))
	for i, key := range keys {
		list[i] = all[strconv.Itoa(key)]
	}
	return list, true
}

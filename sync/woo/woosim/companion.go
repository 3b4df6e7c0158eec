package woosim

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Companion is our companion plugin in the shop, as sync/woo/companion has it:
// what both answer is held to the same file.
type Companion struct {
	Version string `json:"version"`
	// Options are WordPress's, by name.
	Options map[string]any `json:"options"`
	// Fields are those that were set; nil is the plugin's own.
	Fields []CompanionField `json:"fields"`
	// NoRights: the key is of somebody who may not manage WooCommerce.
	NoRights bool `json:"noRights,omitempty"`
	// Posts: the orders are kept as posts, not in tables of their own.
	Posts bool `json:"posts,omitempty"`
}

// CompanionField is a field the companion shows on products.
type CompanionField struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

const (
	companionNamespace = "kiwwwi-vasco/v1"
	companionPrefix    = "/wp-json/" + companionNamespace + "/"
	formerPrefix       = "kiwwwi_"
	companionOption    = "kiwwwi_vasco_companion_fields"
	mostOptions        = 500
	deepestOption      = 10
	mostFields         = 20
	maxLabel           = 200
)

var (
	secretWords    = []string{"password", "secret", "token", "key", "geslo"}
	serializedForm = regexp.MustCompile(`^([aOsid]:\d|b:[01];|N;)`)
	fieldForm      = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)
	blanks         = regexp.MustCompile(`[\r\n\t ]+`)
	htmlTags       = regexp.MustCompile(`<[^>]*>`)
)

// SetCompanion installs the companion, or with nil takes it out.
func (s *Shop) SetCompanion(c *Companion) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.companion = c
	s.write("companion", 0, c)
}

// CompanionFields are what the companion shows; nil without one, or where none were set.
func (s *Shop) CompanionFields() []CompanionField {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.companion == nil {
		return nil
	}
	return slices.Clone(s.companion.Fields)
}

func (s *Shop) companionRoutes() {
	s.companionRoute("status", http.MethodGet, s.companionStatus)
	s.companionRoute("settings", http.MethodGet, s.companionSettings)
	s.companionRoute("fields", http.MethodPut, s.companionFields)
}

// companionRoute serves one route of the companion. WordPress looks for the
// route first: where there is none, keys do not matter.
func (s *Shop) companionRoute(path, method string, handle handler) {
	s.mux.HandleFunc(companionPrefix+path, s.withFaults(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		installed := s.companion != nil
		s.mu.Unlock()
		if !installed || r.Method != method {
			s.sendToAnybody(w, noRoute(call{}))
			return
		}
		s.serve(w, r, method, func(c call) reply {
			if s.companion == nil {
				return noRoute(c)
			}
			if s.companion.NoRights {
				return refuse(http.StatusForbidden, "rest_forbidden", notAllowed)
			}
			return handle(c)
		})
	}))
}

const notAllowed = "Sorry, you are not allowed to do that."

func (s *Shop) companionStatus(call) reply {
	version := decoded[struct {
		Environment struct {
			Version string `json:"version"`
		} `json:"environment"`
	}](s.recorded("system_status")).Environment.Version
	old := []any{}
	for _, p := range s.plugins {
		named := strings.Contains(strings.ToLower(p.File+" "+p.Name), "vasco")
		if named && p.File != "kiwwwi-vasco/kiwwwi-vasco.php" {
			old = append(old, object{"file": p.File, "name": p.Name, "version": p.Version})
		}
	}
	return ok(object{
		"version": s.companion.Version, "woocommerce": version, "hpos": !s.companion.Posts, "old_plugins": old, "fields": s.companion.shown(),
	})
}

func (c *Companion) shown() []CompanionField {
	if c.Fields == nil {
		return []CompanionField{{Key: "zaloga_pri_dobavitelju"}, {Key: "nasa_zaloga"}}
	}
	return c.Fields
}

func (s *Shop) companionSettings(call) reply {
	settings, leftOut := object{}, []string{}
	names := slices.Sorted(maps.Keys(s.companion.Options))
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(name, formerPrefix) || name == companionOption })
	for _, name := range names[:min(len(names), mostOptions)] {
		if value := withoutSecrets(name, name, s.companion.Options[name], &leftOut, 0); value != nil {
			settings[name] = value
		}
	}
	return ok(object{"settings": settings, "left_out": leftOut, "complete": len(names) <= mostOptions})
}

// withoutSecrets is a value without what is secret in it; nil when nothing of it may be shown.
func withoutSecrets(place, name string, value any, leftOut *[]string, depth int) any {
	if depth > deepestOption || isSecret(name) {
		*leftOut = append(*leftOut, place)
		return nil
	}
	if words, isText := value.(string); isText {
		if serializedForm.MatchString(strings.TrimSpace(words)) {
			*leftOut = append(*leftOut, place)
			return nil
		}
		value = listed(words)
	}
	switch v := value.(type) {
	case map[string]any:
		shown := object{}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if part := withoutSecrets(place+"."+key, key, v[key], leftOut, depth+1); part != nil {
				shown[key] = part
			}
		}
		if len(shown) == 0 {
			return []any{} // PHP knows no difference.
		}
		return shown
	case []any:
		return listWithoutSecrets(place, v, leftOut, depth)
	default:
		return value
	}
}

// listWithoutSecrets keeps the numbers of what is left, which makes it a map
// where something before is missing.
func listWithoutSecrets(place string, list []any, leftOut *[]string, depth int) any {
	shown, numbered := []any{}, object{}
	for i, part := range list {
		key := strconv.Itoa(i)
		if part = withoutSecrets(place+"."+key, key, part, leftOut, depth+1); part != nil {
			shown = append(shown, part)
			numbered[key] = part
		}
	}
	for i := range shown {
		if numbered[strconv.Itoa(i)] == nil {
			return numbered
		}
	}
	return shown
}

// listed is the list or map that a text holds as JSON, else the text.
func listed(words string) any {
	var value any
	if json.Unmarshal([]byte(words), &value) != nil {
		return words
	}
	switch value.(type) {
	case map[string]any, []any:
		return value
	default:
		return words
	}
}

func isSecret(name string) bool {
	return slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(strings.ToLower(name), word) })
}

func (s *Shop) companionFields(c call) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	fields, why := checkedFields(body["fields"])
	if why != "" {
		return refuse(http.StatusBadRequest, "kiwwwi_vasco_invalid_fields", why)
	}
	changed := *s.companion
	changed.Fields = fields
	s.companion = &changed
	s.write("companion", 0, s.companion)
	return ok(object{"fields": fields})
}

// checkedFields are fields as they may be stored, or why they may not.
func checkedFields(value any) (fields []CompanionField, why string) {
	list, isList := value.([]any)
	if !isList {
		return nil, "fields must be a list"
	}
	if len(list) > mostFields {
		return nil, "there are too many fields"
	}
	fields = []CompanionField{}
	for _, each := range list {
		one, _ := each.(map[string]any)
		label, given := one["label"]
		if label == nil {
			given = false
		}
		key, words := text(one["key"]), text(label)
		_, isText := label.(string)
		switch {
		case !fieldForm.MatchString(key):
			return nil, "a key has 1 to 100 letters, digits, _ or -"
		case (given && !isText) || len(words) > maxLabel:
			return nil, "a label is a text of at most 200 bytes"
		case slices.ContainsFunc(fields, func(f CompanionField) bool { return f.Key == key }):
			return nil, "a key comes twice"
		}
		words = strings.TrimSpace(blanks.ReplaceAllString(htmlTags.ReplaceAllString(words, ""), " "))
		fields = append(fields, CompanionField{Key: key, Label: words})
	}
	return fields, ""
}

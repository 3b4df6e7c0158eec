package woosim

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// shapes are a recorded shop's objects, with neutral values: what the simulator
// answers has the same fields.
//
//go:embed shape/*.json
var shapes embed.FS

// object is a JSON object of the shop.
type object = map[string]any

func shape(name string) []byte {
	raw, err := shapes.ReadFile("shape/" + name + ".json")
	if err != nil {
		panic(err) // Embedded: a missing one is a mistake in this package.
	}
	return raw
}

// decoded reads JSON of our own, which is sound by construction.
func decoded[T any](raw []byte) T {
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		panic(err)
	}
	return value
}

// encoded writes JSON of our own, which is sound by construction, with HTML's
// letters as they are.
func encoded(value any) json.RawMessage {
	if raw, done := value.(json.RawMessage); done {
		return raw
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// recorded is a resource as it was recorded, with the shop's own address.
func (s *Shop) recorded(name string) json.RawMessage {
	return json.RawMessage(strings.ReplaceAll(string(shape(name)), "{home}", s.opts.Home))
}

// fresh is a new object of a shape.
func (s *Shop) fresh(name string) object { return cloned(s.shapes[name]) }

// cloned copies an object with all that is in it.
func cloned(o object) object {
	out := make(object, len(o))
	for key, value := range o {
		out[key] = clonedValue(value)
	}
	return out
}

func clonedValue(value any) any {
	switch v := value.(type) {
	case object:
		return cloned(v)
	case []any:
		list := make([]any, len(v))
		for i, each := range v {
			list[i] = clonedValue(each)
		}
		return list
	default:
		return v
	}
}

const timeLayout = "2006-01-02T15:04:05"

// stamp writes a time under name, in the shop's zone and in GMT.
func (s *Shop) stamp(o object, name string, at time.Time) {
	o[name] = at.In(s.opts.Location).Format(timeLayout)
	o[name+"_gmt"] = at.UTC().Format(timeLayout)
}

// link is a link to a resource under wc/v3, with the methods it takes.
func (s *Shop) link(path string, allow ...string) []any {
	l := object{"href": s.opts.Home + apiPrefix + path}
	if len(allow) > 0 {
		l["targetHints"] = object{"allow": allow}
	}
	return []any{l}
}

func (s *Shop) links(kind string, id int64) object {
	return object{"self": s.link(fmt.Sprintf("%s/%d", kind, id), "GET", "POST", "PUT", "PATCH", "DELETE"), "collection": s.link(kind)}
}

func text(value any) string {
	t, _ := value.(string)
	return t
}

func objects(value any) []object {
	list, _ := value.([]any)
	var all []object
	for _, each := range list {
		if o, ok := each.(object); ok {
			all = append(all, o)
		}
	}
	return all
}

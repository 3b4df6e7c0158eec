package vascosim

import (
	"bytes"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const maxBody = 4 << 20

// fields is a JSON object with its names folded, as ASP.NET Core binds them.
type fields map[string]json.RawMessage

func readObject(w http.ResponseWriter, r *http.Request) (fields, bool) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return nil, false
	}
	f, ok := parseObject(body)
	if !ok {
		refuse(w, http.StatusBadRequest, "One or more validation errors occurred.", map[string][]string{"$": {"The JSON value could not be converted."}})
	}
	return f, ok
}

func parseObject(body []byte) (fields, bool) {
	var raw map[string]json.RawMessage
	if json.Unmarshal(body, &raw) != nil || raw == nil {
		return nil, false
	}
	f := make(fields, len(raw))
	for name, value := range raw {
		f[strings.ToLower(name)] = value
	}
	return f, true
}

func (f fields) has(name string) bool {
	raw, ok := f[strings.ToLower(name)]
	return ok && string(raw) != "null"
}

// text reads text, a number or a boolean.
func (f fields) text(name string) string {
	raw := bytes.TrimSpace(f[strings.ToLower(name)])
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if raw[0] == '"' {
		var s string
		_ = json.Unmarshal(raw, &s) // It is valid JSON: the object was parsed.
		return s
	}
	return string(raw)
}

func (f fields) integer(name string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(f.text(name)))
	return n, err == nil
}

// maxNumber bounds numbers before they are parsed.
const maxNumber = 40

// rational reads a decimal number, written as a number or as text.
func rational(text string) (*big.Rat, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxNumber || strings.ContainsAny(text, "eE/_xXpP") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

func (f fields) isObject(name string) bool {
	return bytes.HasPrefix(bytes.TrimSpace(f[strings.ToLower(name)]), []byte("{"))
}

func (f fields) isList(name string) bool {
	return bytes.HasPrefix(bytes.TrimSpace(f[strings.ToLower(name)]), []byte("["))
}

func (f fields) list(name string) ([]fields, bool) {
	var raws []json.RawMessage
	if json.Unmarshal(f[strings.ToLower(name)], &raws) != nil {
		return nil, false
	}
	out := make([]fields, 0, len(raws))
	for _, raw := range raws {
		item, ok := parseObject(raw)
		if !ok {
			return nil, false
		}
		out = append(out, item)
	}
	return out, true
}

// extras reads extra fields in either encoding.
func (f fields) extras() map[string]string {
	out := make(map[string]string)
	if f.isObject("dodatnaPolja") {
		var raw map[string]json.RawMessage
		_ = json.Unmarshal(f["dodatnapolja"], &raw) // It is an object: it was looked at.
		for name, value := range raw {
			out[strings.ToUpper(name)] = fields{"v": value}.text("v")
		}
		return out
	}
	list, _ := f.list("dodatnaPolja")
	for _, entry := range list {
		if name := entry.text("naziv"); name != "" {
			out[strings.ToUpper(name)] = entry.text("vrednost")
		}
	}
	return out
}

// query reads query parameters in any case.
type query map[string]string

func queryOf(u *url.URL) query {
	q := make(query)
	for name, values := range u.Query() {
		q[strings.ToLower(name)] = strings.TrimSpace(strings.Join(values, ","))
	}
	return q
}

func (q query) codes(name string) map[string]bool {
	value := q[strings.ToLower(name)]
	if value == "" {
		return nil
	}
	set := make(map[string]bool)
	for code := range strings.SplitSeq(value, ",") {
		set[strings.ToLower(strings.TrimSpace(code))] = true
	}
	return set
}

// spelled tells whether a list of codes has one in just these letters.
func (q query) spelled(name, code string) bool {
	for one := range strings.SplitSeq(q[strings.ToLower(name)], ",") {
		if strings.TrimSpace(one) == code {
			return true
		}
	}
	return false
}

func (q query) integer(name string, otherwise int) int {
	n, err := strconv.Atoi(q[strings.ToLower(name)])
	if err != nil {
		return otherwise
	}
	return n
}

// page cuts a list: index counts from base. Beyond the end it is empty.
func page[T any](all []T, size, index, base int) []T {
	if size <= 0 {
		return all
	}
	start := (index - base) * size
	if start < 0 || start >= len(all) {
		return []T{}
	}
	return all[start:min(start+size, len(all))]
}

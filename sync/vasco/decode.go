package vasco

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// wrappers are names under which lists were seen instead of a bare array.
var wrappers = []string{"data", "items", "value", "result", "results"}

// wrapperDepth bounds wrappers in wrappers.
const wrapperDepth = 3

// eachRow visits the objects of a list, bare or wrapped. Without an error the
// list was well-formed to its end. An error of visit ends it.
func eachRow(from io.Reader, visit func(row) error) error {
	return eachObject(from, func(raw map[string]json.RawMessage) error { return visit(folded(raw)) })
}

// eachObject is eachRow with the objects' names as they are.
func eachObject(from io.Reader, visit visitor) error {
	d := json.NewDecoder(from)
	start, err := d.Token()
	if errors.Is(err, io.EOF) {
		return errors.New("it is empty instead of a list")
	}
	if err != nil {
		return notJSON(err)
	}
	switch start {
	case json.Delim('['):
		err = elements(d, visit)
	case json.Delim('{'):
		var found bool
		found, err = wrapped(d, visit, wrapperDepth)
		if err == nil && !found {
			err = errors.New("it is an object instead of a list")
		}
	default:
		err = errors.New("it is a single value instead of a list")
	}
	if err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the list")
	}
	return nil
}

// notJSON does not repeat what was read: a web page, at times a whole one.
func notJSON(err error) error {
	if _, syntax := errors.AsType[*json.SyntaxError](err); syntax {
		return errors.New("it is not JSON")
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("it cannot be read: %w", err)
}

type visitor func(raw map[string]json.RawMessage) error

func elements(d *json.Decoder, visit visitor) error {
	for n := 0; d.More(); n++ {
		var raw map[string]json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return fmt.Errorf("row %d: %w", n, notJSON(err))
		}
		if raw == nil {
			return fmt.Errorf("row %d is null", n)
		}
		if err := visit(raw); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return notJSON(err)
	}
	return nil
}

// wrapped looks for the first list under a known name and reads the object to its end.
func wrapped(d *json.Decoder, visit visitor, depth int) (found bool, err error) {
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return false, notJSON(err)
		}
		key, _ := name.(string)
		if found || depth == 0 || !isOneOf(key, wrappers) {
			if err := skip(d); err != nil {
				return false, err
			}
			continue
		}
		start, err := d.Token()
		if err != nil {
			return false, notJSON(err)
		}
		switch start {
		case json.Delim('['):
			found, err = true, elements(d, visit)
		case json.Delim('{'):
			found, err = wrapped(d, visit, depth-1)
		}
		if err != nil {
			return false, err
		}
	}
	if _, err := d.Token(); err != nil {
		return false, notJSON(err)
	}
	return found, nil
}

// skip passes over the next value.
func skip(d *json.Decoder) error {
	var value json.RawMessage
	if err := d.Decode(&value); err != nil {
		return notJSON(err)
	}
	return nil
}

// decodeOne reads an answer that is one object: bare, wrapped, or the only one
// of a list.
func decodeOne(body []byte) (row, error) {
	object, err := decodeObject(body)
	if err == nil {
		for _, name := range wrappers {
			if inner := bytes.TrimSpace(object[name]); len(inner) > 0 && (inner[0] == '{' || inner[0] == '[') {
				return onlyOne(inner)
			}
		}
		return object, nil
	}
	return onlyOne(body)
}

func onlyOne(body []byte) (row, error) {
	if object, err := decodeObject(body); err == nil {
		return object, nil
	}
	var all []row
	err := eachRow(bytes.NewReader(body), func(r row) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(all) != 1 {
		return nil, fmt.Errorf("%d objects instead of one", len(all))
	}
	return all[0], nil
}

func decodeObject(body []byte) (row, error) {
	raw, err := decodeNamed(body)
	if err != nil {
		return nil, err
	}
	return folded(raw), nil
}

// decodeNamed reads an object with its names as they are.
func decodeNamed(body []byte) (map[string]json.RawMessage, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, errors.New("it is empty instead of an object")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, notJSON(err)
	}
	if raw == nil {
		return nil, errors.New("it is null instead of an object")
	}
	return raw, nil
}

func folded(raw map[string]json.RawMessage) row {
	out := make(row, len(raw))
	for name, value := range raw {
		low := strings.ToLower(name)
		if _, taken := out[low]; taken && name != low {
			continue // Of names that differ in case only, the lower one wins.
		}
		out[low] = value
	}
	return out
}

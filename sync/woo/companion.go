package woo

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
)

// The companion plugin's routes: see companion/kiwwwi-vasco/readme.txt. A shop
// without it answers NotFound.
const (
	companionNamespace = "kiwwwi-vasco/v1"
	companionPath      = "/wp-json/" + companionNamespace + "/"
)

// noRoute is WordPress's code for a route that no plugin has.
const noRoute = "rest_no_route"

// HasCompanion tells whether the companion plugin is active.
func (i *Index) HasCompanion() bool { return slices.Contains(i.Namespaces, companionNamespace) }

// NoCompanion tells whether a call to the companion found nothing there.
func NoCompanion(err error) bool {
	missing, ok := errors.AsType[*NotFound](err)
	return ok && missing.Code == noRoute
}

// FormerSettings are the options of the plugin that sent before, as the
// companion tells them: what they hold is for others to understand.
type FormerSettings struct {
	// Settings are the options by name; a list that was stored as JSON text is a list.
	Settings map[string]json.RawMessage
	// LeftOut names what the companion keeps: secrets, and what it cannot read.
	LeftOut []string
	// Complete is false where there are more options than it tells.
	Complete bool
}

// FormerSettings reads the former plugin's settings. Only the key of somebody
// who may manage WooCommerce may.
func (c *Client) FormerSettings(ctx context.Context) (*FormerSettings, error) {
	const operation = "read the former plugin's settings"
	var raw json.RawMessage
	if _, err := c.get(ctx, operation, companionPath+"settings", nil, &raw); err != nil {
		return nil, err
	}
	settings, err := ParseFormerSettings(raw)
	if err != nil {
		return nil, &Malformed{What: answerTo(operation), Err: err}
	}
	return settings, nil
}

// ParseFormerSettings reads the companion's answer. PHP writes a map without
// entries as a list, where a filter of another plugin has touched it.
func ParseFormerSettings(raw []byte) (*FormerSettings, error) {
	var answer struct {
		Settings json.RawMessage `json:"settings"`
		LeftOut  json.RawMessage `json:"left_out"`
		Complete bool            `json:"complete"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}
	read := &FormerSettings{Complete: answer.Complete}
	if err := json.Unmarshal(answer.Settings, &read.Settings); err != nil || read.Settings == nil {
		var none []json.RawMessage
		if json.Unmarshal(answer.Settings, &none) != nil || none == nil || len(none) > 0 {
			return nil, errors.New("it has no settings")
		}
		read.Settings = make(map[string]json.RawMessage)
	}
	// What it says beside them is for people: a form nobody expects loses no settings.
	if json.Unmarshal(answer.LeftOut, &read.LeftOut) != nil {
		read.LeftOut = nil
	}
	return read, nil
}

// CompanionField is a meta field of products that the companion shows. Without a
// label it has the companion's own words.
type CompanionField struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// CompanionFields reads which fields the companion shows.
func (c *Client) CompanionFields(ctx context.Context) ([]CompanionField, error) {
	var status struct {
		Fields []CompanionField `json:"fields"`
	}
	_, err := c.get(ctx, "read the companion's status", companionPath+"status", nil, &status)
	return status.Fields, err
}

// SetCompanionFields says which fields the companion shows.
func (c *Client) SetCompanionFields(ctx context.Context, fields []CompanionField) error {
	body := struct {
		Fields []CompanionField `json:"fields"`
	}{fields}
	if fields == nil {
		body.Fields = []CompanionField{}
	}
	return c.write(ctx, "set the companion's fields", http.MethodPut, companionPath+"fields", nil, body, nil)
}

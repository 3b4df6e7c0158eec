package woosim

import "strings"

// writeMeta follows the recordings. By key: changes the value, adds what is
// missing, deletes further entries of the key. By id and key: that entry, or a
// new one in its place. By id alone: nothing. A null removes. A key that is a
// built-in field writes the field.
func (s *Shop) writeMeta(o, body object) {
	for _, m := range objects(body["meta_data"]) {
		key := text(m["key"])
		field, builtIn := strings.CutPrefix(key, "_")
		switch {
		case key == "":
		case builtIn && (field == "sku" || field == "regular_price"):
			o[field] = text(m["value"])
		case builtIn && field == "stock":
			o["stock_quantity"] = asNumber(s.quantityOf(m["value"]))
		case m["id"] != nil:
			s.setMetaByID(o, amountOf(m["id"]).IntPart(), key, m["value"])
		default:
			s.setMeta(o, key, m["value"])
		}
	}
}

func (s *Shop) setMeta(o object, key string, value any) {
	kept := []any{}
	found := false
	for _, m := range objects(o["meta_data"]) {
		if m["key"] == key {
			if found || value == nil {
				continue
			}
			found = true
			m["value"] = value
		}
		kept = append(kept, m)
	}
	if !found && value != nil {
		kept = append(kept, object{"id": s.id(), "key": key, "value": value})
	}
	o["meta_data"] = kept
}

func (s *Shop) setMetaByID(o object, id int64, key string, value any) {
	kept := []any{}
	found := false
	for _, m := range objects(o["meta_data"]) {
		if amountOf(m["id"]).IntPart() == id {
			found = true
			if value == nil {
				continue
			}
			m["key"], m["value"] = key, value
		}
		kept = append(kept, m)
	}
	if !found && value != nil {
		kept = append(kept, object{"id": s.id(), "key": key, "value": value})
	}
	o["meta_data"] = kept
}

package model

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// Kind is what an id names.
type Kind string

// The kinds of ids, named as the schema's types.
const (
	KindShop            Kind = "Shop"
	KindVascoConnection Kind = "VascoConnection"
	KindOrder           Kind = "Order"
	KindPaymentMapping  Kind = "PaymentMapping"
	KindArticleMapping  Kind = "ArticleMapping"
	KindPartnerBinding  Kind = "PartnerBinding"
	KindBlacklistEntry  Kind = "BlacklistEntry"
	KindDelivery        Kind = "Delivery"
	KindEvent           Kind = "Event"
	KindApiCall         Kind = "ApiCall"
	KindTask            Kind = "Task"
	KindProduct         Kind = "Product"
	KindSyncRun         Kind = "SyncRun"
	KindRunItem         Kind = "RunItem"
)

// ID is the opaque id of a row: see docs/adr/0001-opaque-ids.md.
func ID(kind Kind, id int) string { return encode(string(kind), id) }

// ParseID returns what an id names; ok is false for text that is none.
func ParseID(text string) (kind Kind, id int, ok bool) {
	name, id, ok := decode(text)
	return Kind(name), id, ok
}

// cursorPrefix keeps cursors and ids apart.
const cursorPrefix = "after-"

// Cursor is the opaque position of a row in the lists of its kind.
func Cursor(kind Kind, id int) string { return encode(cursorPrefix+string(kind), id) }

// ParseCursor returns the row that a cursor of the kind names.
func ParseCursor(kind Kind, text string) (id int, ok bool) {
	name, id, ok := decode(text)
	return id, ok && name == cursorPrefix+string(kind)
}

func encode(name string, id int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(name + ":" + strconv.Itoa(id)))
}

func decode(text string) (name string, id int, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return "", 0, false
	}
	name, number, found := strings.Cut(string(raw), ":")
	id, err = strconv.Atoi(number)
	// The text must be the one we would write: no signs, no leading zeros.
	return name, id, found && err == nil && id >= 0 && encode(name, id) == text
}

// refKinds are the kinds of what an order can wait for, as pushes keep them: see sync/order.
var refKinds = map[string]Kind{
	"shop": KindShop, "connection": KindVascoConnection, "payment": KindPaymentMapping,
	"article":   KindArticleMapping,
	"blacklist": KindBlacklistEntry, "order": KindOrder,
}

// RefID is the id of what an order waits for; nil for nothing of ours.
func RefID(ref string) *string {
	name, number, _ := strings.Cut(ref, ":")
	kind, known := refKinds[name]
	id, err := strconv.Atoi(number)
	if !known || err != nil || id == 0 {
		return nil
	}
	text := ID(kind, id)
	return &text
}

// Ref is RefID's way back; ok is false for a kind that nothing waits for.
func Ref(kind Kind, id int) (ref string, ok bool) {
	for name, k := range refKinds {
		if k == kind {
			return name + ":" + strconv.Itoa(id), true
		}
	}
	return "", false
}

package woo

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// DeliveryKind is what a webhook body is.
type DeliveryKind int

// The kinds of bodies: a whole object, a hint that names one, an error.
const (
	DeliveryObject DeliveryKind = iota + 1
	DeliveryNudge
	DeliveryError
)

// Delivery is what a webhook body says about itself.
type Delivery struct {
	Kind DeliveryKind
	// ResourceID is the order's or product's id; 0 when the body names none.
	ResourceID int64
	// Modified is date_modified_gmt, zero without one.
	Modified time.Time
	Status   string
	// Action is the name of an action.* delivery.
	Action string
	// ErrorCode and ErrorStatus are of an error object, which the shop sends
	// signed in place of an object that is gone or must not be seen.
	ErrorCode   string
	ErrorStatus int
}

// ErrNotJSON means that a webhook body is no JSON object.
var ErrNotJSON = errors.New("the body is not a JSON object")

// ParseDelivery reads what a webhook body is. Whatever is JSON gets an answer.
func ParseDelivery(topic string, body []byte) (Delivery, error) {
	fields, ok := parts(withoutNUL(body))
	if !ok {
		return Delivery{}, ErrNotJSON
	}
	if strings.HasPrefix(topic, "action.") {
		return Delivery{Kind: DeliveryNudge, ResourceID: number(fields.arg), Action: text(fields.action)}, nil
	}
	id := number(fields.id)
	if id == 0 && fields.code != nil {
		var data struct {
			Status json.Number `json:"status"`
		}
		_ = json.Unmarshal(fields.data, &data) // Without a status it is an error all the same.
		status, _ := strconv.Atoi(data.Status.String())
		return Delivery{Kind: DeliveryError, ErrorCode: text(fields.code), ErrorStatus: status}, nil
	}
	d := Delivery{Kind: DeliveryObject, ResourceID: id, Status: text(fields.status)}
	var modified Time
	if json.Unmarshal(fields.modified, &modified) == nil {
		d.Modified = modified.Time
	}
	if strings.HasSuffix(topic, ".deleted") || d.Modified.IsZero() {
		d.Kind = DeliveryNudge
	}
	return d, nil
}

// deliveryParts are the parts of a body that decide, as they were written.
type deliveryParts struct {
	id, status, modified, action, arg, code, data json.RawMessage
}

// parts are looked at before the shop gets its answer, and a body is twenty
// times as long: what stands between them is stepped over.
func parts(body []byte) (p deliveryParts, ok bool) {
	if !isJSON(body) {
		return p, false
	}
	object := gjson.ParseBytes(body)
	wanted := map[string]*json.RawMessage{
		"id": &p.id, "status": &p.status, "date_modified_gmt": &p.modified, "action": &p.action, "arg": &p.arg, "code": &p.code, "data": &p.data,
	}
	object.ForEach(func(key, value gjson.Result) bool {
		if part, decides := wanted[key.Str]; decides {
			*part = json.RawMessage(value.Raw)
		}
		return true
	})
	return p, object.IsObject()
}

// deepest is how deep the standard library reads JSON.
const deepest = 10_000

// isJSON takes less than half the time of json.Valid, but goes as deep as it is led.
func isJSON(body []byte) bool {
	if bytes.Count(body, []byte("{"))+bytes.Count(body, []byte("[")) > deepest {
		return json.Valid(body)
	}
	return gjson.ValidBytes(body)
}

// number reads a positive id, written as a number or as text.
func number(raw json.RawMessage) int64 {
	id, err := strconv.ParseInt(string(bytes.Trim(raw, `"`)), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}

func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// OrderTopics are the hooks that orders need; the three actions tell of
// statuses that merged order.updated deliveries hide.
func OrderTopics() []string {
	return []string{
		"order.created", "order.updated", "order.deleted", "order.restored",
		"action.woocommerce_order_status_processing", "action.woocommerce_order_status_completed", "action.woocommerce_order_status_on-hold",
	}
}

// ProductTopics are the hooks that products need.
func ProductTopics() []string {
	return []string{"product.created", "product.updated", "product.deleted", "product.restored"}
}

// TopicKnown tells whether deliveries of a topic are about orders or products.
func TopicKnown(topic string) bool {
	return slices.Contains(OrderTopics(), topic) || strings.HasPrefix(topic, "product.")
}

// IsPing recognises the unsigned form a shop sends when a hook is saved.
func IsPing(contentType string, body []byte) (webhookID int64, ok bool) {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "application/x-www-form-urlencoded" || len(body) > 64 {
		return 0, false
	}
	values, err := url.ParseQuery(string(body))
	if err != nil || len(values) != 1 {
		return 0, false
	}
	id, err := strconv.ParseInt(values.Get("webhook_id"), 10, 64)
	return id, err == nil && id > 0
}

package mapping

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// noteValues are what the placeholders of the notes stand for, each on one line.
func noteValues(in Input) map[string]string {
	o := in.Order
	values := map[string]string{
		rules.NoteNumber:         string(o.Number),
		rules.NoteID:             strconv.FormatInt(o.ID, 10),
		rules.NoteLocker:         lockerOf(o, in.Settings.LockerMetaKeys),
		rules.NoteAddress:        deliveryOf(o),
		rules.NotePhone:          firstOf(string(o.Shipping.Phone), string(o.Billing.Phone)),
		rules.NoteBuyer:          o.CustomerNote,
		rules.NoteDeliveryMethod: listOf(o.ShippingLines, func(l woo.ShipLine) string { return l.MethodTitle }),
		rules.NotePayment:        firstOf(o.PaymentTitle, o.PaymentMethod),
		rules.NoteTransaction:    o.TransactionID,
		rules.NoteCoupons:        listOf(o.CouponLines, func(c woo.Coupon) string { return c.Code }),
		rules.NoteCurrency:       foreignCurrency(in),
	}
	for name, value := range values {
		values[name] = oneLine(value)
	}
	return values
}

// oneLine takes out of foreign text what is not to be printed: control and
// format characters, ends of lines.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsGraphic(r):
			return -1
		default:
			return r
		}
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if oneLine(text) != "" {
			return text
		}
	}
	return ""
}

// listOf names each thing once.
func listOf[T any](all []T, name func(T) string) string {
	var names []string
	for _, one := range all {
		if text := oneLine(name(one)); text != "" && !slices.Contains(names, text) {
			names = append(names, text)
		}
	}
	return strings.Join(names, ", ")
}

// deliveryOf is the address the goods go to; empty when it is the buyer's own.
func deliveryOf(o *woo.Order) string {
	to, from := o.Shipping, o.Billing
	if oneLine(to.Address1+to.City) == "" {
		return ""
	}
	parts := func(a woo.Address) []string {
		return []string{a.FirstName + " " + a.LastName, a.Company, a.Address1, a.Address2, string(a.Postcode) + " " + a.City, a.Country}
	}
	theirs := parts(from)
	var texts []string
	differs := false
	for i, part := range parts(to) {
		text := oneLine(part)
		same := strings.EqualFold(text, oneLine(theirs[i]))
		differs = differs || !same
		country := i == len(theirs)-1
		if text != "" && (!country || !same) {
			texts = append(texts, text)
		}
	}
	if !differs {
		return ""
	}
	return strings.Join(texts, ", ")
}

// lockerOf is the parcel locker, under the first of the keys that the order or
// its delivery has.
func lockerOf(o *woo.Order, keys []string) string {
	all := slices.Clone(o.MetaData)
	for _, line := range o.ShippingLines {
		all = append(all, line.MetaData...)
	}
	for _, key := range keys {
		for _, meta := range all {
			if text := oneLine(lockerText(meta.Value)); meta.Key == key && text != "" {
				return text
			}
		}
	}
	return ""
}

// lockerText reads what a plugin keeps of a locker: a text, an object, or a text
// that holds an object. Of an object its name and code tell which one it is.
func lockerText(raw json.RawMessage) string {
	var text woo.Text
	if err := json.Unmarshal(raw, &text); err == nil && !strings.HasPrefix(strings.TrimSpace(string(text)), "{") {
		return string(text)
	} else if err == nil {
		raw = json.RawMessage(text)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return ""
	}
	var parts []string
	for _, name := range []string{"name", "title", "address", "street", "city", "id", "code"} {
		var part woo.Text
		if err := json.Unmarshal(fields[name], &part); err == nil && oneLine(string(part)) != "" {
			parts = append(parts, oneLine(string(part)))
		}
	}
	return strings.Join(parts, ", ")
}

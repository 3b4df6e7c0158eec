package former

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/order"
)

// maxPayments is more methods than any shop has.
const maxPayments = 200

// Payment is a payment method as the former plugin had it.
type Payment struct {
	Method, Title, PaymentID string
	// Status is ACTIVE, or OFF where its orders were not sent.
	Status paymentmapping.Status
}

// payments reads ids by method, rows by method, or a list of rows.
func (r *reader) payments(name string, value any) {
	list, isList := value.([]any)
	byMethod, isMap := value.(map[string]any)
	if isMap {
		if rows, isNumbered := numbered(byMethod); isNumbered && slices.ContainsFunc(rows, namesMethod) {
			list, isList = rows, true
		}
	}
	switch {
	case isList:
		for i, row := range list {
			r.payment(name+"."+strconv.Itoa(i), "", row)
		}
	case isMap:
		for _, method := range slices.Sorted(maps.Keys(byMethod)) {
			r.payment(name+"."+method, method, byMethod[method])
		}
	default:
		r.leave(name, WrongForm, value)
	}
	slices.SortStableFunc(r.read.Payments, func(a, b Payment) int { return cmp.Compare(a.Method, b.Method) })
}

func namesMethod(value any) bool {
	row, _ := value.(map[string]any)
	_, named := field(row, methodFields...)
	return named
}

// What the fields of a row may be called.
var (
	methodFields = []string{"method", "gateway", "payment_method", "method_id"}
	idFields     = []string{"payment_id", "vasco_id", "id", "vasco", "code", "value"}
	onFields     = []string{"active", "enabled", "send"}
	titleFields  = []string{"title", "name", "label"}
)

func (r *reader) payment(place, method string, value any) {
	if isEmpty(value) {
		r.leave(place, NoPaymentID, value)
		return
	}
	p := Payment{Method: method, Status: paymentmapping.StatusACTIVE}
	id, understood := word(value)
	if row, isRow := value.(map[string]any); isRow {
		if p, understood = paymentOf(method, row); understood {
			id = p.PaymentID
		}
	}
	p.PaymentID = id
	switch {
	case !understood, p.Method == "":
		r.leave(place, WrongForm, value)
	case p.PaymentID == "" && p.Status == paymentmapping.StatusACTIVE:
		r.leave(place, NoPaymentID, value)
	case p.Method != clean(p.Method), (order.PaymentInput{Method: p.Method, Title: &p.Title, PaymentID: &p.PaymentID, Status: p.Status}).Check() != nil:
		r.leave(place, WrongPayment, value)
	case slices.ContainsFunc(r.read.Payments, func(other Payment) bool { return other.Method == p.Method }):
		r.leave(place, AnotherIsUsed, value)
	case len(r.read.Payments) >= maxPayments:
		r.leave(place, TooMany, value)
	default:
		r.read.Payments = append(r.read.Payments, p)
	}
}

// paymentOf reads a row. The method it names comes before the one it stands under.
func paymentOf(method string, row map[string]any) (p Payment, understood bool) {
	p = Payment{Method: method, Status: paymentmapping.StatusACTIVE}
	if named, found := field(row, methodFields...); found {
		if p.Method, understood = word(named); !understood {
			return p, false
		}
	}
	if id, found := field(row, idFields...); found {
		if p.PaymentID, understood = word(id); !understood {
			return p, false
		}
	}
	if title, found := field(row, titleFields...); found {
		p.Title, _ = word(title) // Without one the shop's own is shown.
	}
	if on, found := field(row, onFields...); found {
		yes, understood := answer(on)
		if !understood {
			return p, false
		}
		if !yes {
			p.Status = paymentmapping.StatusOFF
		}
	}
	return p, true
}

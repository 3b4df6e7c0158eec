package mapping_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// forWarehouse is an order with all that notes may tell.
func forWarehouse() mapping.Input {
	o := orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1))
	o.Billing = woo.Address{FirstName: "Ana", LastName: "Zupan", Address1: "Cesta 1", Postcode: "1000", City: "Ljubljana", Country: "SI", Phone: "041 123 456"}
	o.Shipping = woo.Address{FirstName: "Bor", LastName: "Zupan", Company: "Zupan d.o.o.", Address1: "Trg 2", Postcode: "2000", City: "Maribor", Country: "SI"}
	o.CustomerNote = "Prosim,\r\nne zvonite.\x00\u202e"
	o.PaymentTitle, o.TransactionID = "Kartica", "tr_123"
	o.ShippingLines = []woo.ShipLine{{MethodTitle: "GLS paketomat"}, {MethodTitle: "GLS paketomat"}}
	o.CouponLines = []woo.Coupon{{Code: "poletje"}, {Code: "novo"}}
	o.MetaData = append(o.MetaData, woo.Meta{Key: "_gls_pickup_info", Value: json.RawMessage(`"{\"id\":\"SI-44\",\"name\":\"Paketomat Center\",\"contact\":{}}"`)})
	return inputOf(o)
}

const everything = "WC Order #{number}\nPaketomat: {parcel_locker}\nDostava: {delivery_address}\nTel.: {phone}\nKupec: {buyer_note}\n" +
	"{delivery_method}\nPlačilo: {payment} {transaction}\nKuponi: {coupons}"

func TestNotes(t *testing.T) {
	t.Parallel()
	full := "WC Order #1284\nPaketomat: Paketomat Center, SI-44\nDostava: Bor Zupan, Zupan d.o.o., Trg 2, 2000 Maribor\nTel.: 041 123 456\n" +
		"Kupec: Prosim, ne zvonite.\nGLS paketomat\nPlačilo: Kartica tr_123\nKuponi: poletje, novo"
	for name, c := range map[string]struct {
		template string
		change   func(in *mapping.Input)
		want     string
	}{
		"everything":            {everything, nil, full},
		"the brief's":           {rules.Default().NotesTemplate, nil, "WC Order #1284"},
		"the brief's, not paid": {rules.Default().NotesTemplate, func(in *mapping.Input) { in.Terms.MarkUnpaid = true }, "WC Order #1284\nNEPLAČANO"},
		"nothing to tell": {everything, func(in *mapping.Input) {
			in.Order = orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1))
		}, "WC Order #1284"},
		"the buyer's own address": {"{number}\n{delivery_address}", func(in *mapping.Input) {
			in.Order.Shipping = in.Order.Billing
			in.Order.Shipping.City = " LJUBLJANA"
		}, "1284"},
		"another country":            {"{delivery_address}", func(in *mapping.Input) { in.Order.Billing.Country = "HR" }, "Bor Zupan, Zupan d.o.o., Trg 2, 2000 Maribor, SI"},
		"what a line lacks":          {"{delivery_method}, {parcel_locker}", func(in *mapping.Input) { in.Order.MetaData = nil }, "GLS paketomat"},
		"the phone of the delivery":  {"{phone}", func(in *mapping.Input) { in.Order.Shipping.Phone = "031 7" }, "031 7"},
		"a locker of the delivery":   {"{parcel_locker}", lockerAt("_paketomat", `"BTC 7"`), "BTC 7"},
		"a locker that is an object": {"{parcel_locker}", lockerAt("_paketomat", `{"code":77,"name":" BTC \n","x":[1]}`), "BTC, 77"},
		"a locker that is nonsense":  {"1\n{parcel_locker}", lockerAt("_paketomat", `["a"]`), "1"},
		"braces of no placeholder":   {"{ {number} }", nil, "{ 1284 }"},
		"another currency":           {rules.Default().NotesTemplate, inCHF, "WC Order #1284\nValuta: CHF"},
		"another currency, not paid": {rules.Default().NotesTemplate, func(in *mapping.Input) {
			inCHF(in)
			in.Terms.MarkUnpaid, in.BuyerName = true, "Ana Zupan"
		}, "WC Order #1284\nValuta: CHF\nKupec: Ana Zupan\nNEPLAČANO"},
		"another currency, by the template": {"{currency} #{number}", inCHF, "CHF #1284"},
		"the currency of the books":         {"#{number} {currency}", nil, "#1284"},
		"a line without placeholders":       {"Hvala\n\n{coupons}", nil, "Hvala\n\npoletje, novo"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := forWarehouse()
			in.Settings.NotesTemplate = c.template
			if c.change != nil {
				c.change(&in)
			}
			got := mustBuild(t, in)
			if got.Document.Notes != c.want || got.NotesLost != "" {
				t.Errorf("got %q, lost %q\nwant %q", got.Document.Notes, got.NotesLost, c.want)
			}
		})
	}
}

func inCHF(in *mapping.Input) {
	in.Order.Currency, in.Settings.AllowedCurrencies = "CHF", []string{"EUR", "CHF"}
}

func lockerAt(key, value string) func(in *mapping.Input) {
	return func(in *mapping.Input) {
		in.Order.MetaData, in.Settings.LockerMetaKeys = nil, []string{"_none", key}
		in.Order.ShippingLines[0].MetaData = []woo.Meta{{Key: key, Value: json.RawMessage(value)}}
	}
}

// TestNotesAreCut: what matters least goes first, and the cut is shown.
func TestNotesAreCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit      int
		unpaid     bool
		want, lost string
	}{
		{300, false, "WC Order #1284\nTel.: 041 123 456\nKupec: Prosim, ne zvonite.\nKuponi: poletje, novo", ""},
		{70, false, "WC Order #1284\nTel.: 041 123 456\nKupec: Prosim, ne zvonite. …", "Kuponi: poletje, novo"},
		{51, false, "WC Order #1284\nTel.: 041 123 456\nKupec: Prosim, ne…", "zvonite. Kuponi: poletje, novo"},
		{36, false, "WC Order #1284\nTel.: 041 123 456 …", "Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
		{25, false, "WC Order #1284 …", "Tel.: 041 123 456 Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
		{45, true, "WC Order #1284\nTel.: 041 123 456 …\nNEPLAČANO", "Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
		{24, true, "WC Order #1284\nNEPLAČANO", "Tel.: 041 123 456 Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
		{15, true, "WC O…\nNEPLAČANO", "rder #1284 Tel.: 041 123 456 Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
		{9, true, "NEPLAČANO", "WC Order #1284 Tel.: 041 123 456 Kupec: Prosim, ne zvonite. Kuponi: poletje, novo"},
	} {
		in := forWarehouse()
		in.Settings.NotesTemplate = "WC Order #{number}\nTel.: {phone}\nKupec: {buyer_note}\nKuponi: {coupons}"
		in.Terms.MarkUnpaid, in.Profile.NotesLimit = c.unpaid, c.limit
		got := mustBuild(t, in)
		if got.Document.Notes != c.want || got.NotesLost != c.lost {
			t.Errorf("%d: got %q, lost %q\nwant %q, lost %q", c.limit, got.Document.Notes, got.NotesLost, c.want, c.lost)
		}
	}
}

// hostile are texts of people who mean harm, or know no better.
var hostile = []string{
	"", " ", "Ana", "Čšž Đć", "👩‍👩‍👧‍👦🇸🇮", "e\u0301\u0301\u0301", "\x00\x07\x1b[31m", "\u202egnp.exe", "a\r\nb\nc\u2028d", "{number}{phone}", "NEPLAČANO",
	strings.Repeat("ž", 3000), strings.Repeat("😀", 700), strings.Repeat("x y ", 900), "\xff\xfe", "…", "\ufffd", "<b>&amp;</b>", "{", "}", "\n\n\n",
}

// TestNotesNeverPassTheLimit for any order, template and limit: what VASCO gets is
// within it, what matters most is there, and what is missing is told.
func TestNotesNeverPassTheLimit(t *testing.T) {
	t.Parallel()
	const runs = 3000
	random := rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano())))
	for range runs {
		in := randomNotes(random)
		got := mustBuild(t, in)
		notes, limit := got.Document.Notes, in.Profile.NotesLimit
		raw, err := in.Profile.EncodeOrder(got.Document)
		if err != nil {
			t.Fatal(err)
		}
		sent := notesIn(t, raw)
		fail := func(what string) {
			t.Fatalf("%s: limit %d, template %q\nnotes %q\nsent %q\nlost %q", what, limit, in.Settings.NotesTemplate, notes, sent, got.NotesLost)
		}
		switch first, _, _ := strings.Cut(notes, "\n"); {
		case limit > 0 && utf8.RuneCountInString(sent) > limit:
			fail("too long")
		case !utf8.ValidString(sent), strings.ContainsFunc(sent, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' }):
			fail("not clean")
		case in.Terms.MarkUnpaid && (limit == 0 || limit >= len([]rune("NEPLAČANO"))) && !strings.HasSuffix(sent, "NEPLAČANO"):
			fail("it does not say that it is not paid")
		case (limit == 0 || limit > 40) && first != "WC Order #1284" && first != "WC Order #1284 …":
			fail("the first line is not whole")
		case limit == 0 && got.NotesLost != "":
			fail("lost without a limit")
		case got.NotesLost != "" && limit > 40 && !strings.Contains(notes, "…"):
			fail("the cut is not shown")
		case got.NotesLost == "" && strings.Count(notes, "\n") > strings.Count(in.Settings.NotesTemplate, "\n")+1:
			fail("foreign text made a line of its own")
		}
	}
}

func randomNotes(random *rand.Rand) mapping.Input {
	foreign := func() string { return hostile[random.IntN(len(hostile))] }
	in := forWarehouse()
	o := in.Order
	o.CustomerNote, o.PaymentTitle, o.TransactionID, o.Billing.Phone = foreign(), foreign(), foreign(), woo.Text(foreign())
	o.Shipping.Address1, o.Shipping.Company, o.ShippingLines[0].MethodTitle, o.CouponLines[0].Code = foreign(), foreign(), foreign(), foreign()
	value, err := json.Marshal(foreign())
	if err != nil {
		panic(err)
	}
	o.MetaData = []woo.Meta{{Key: "_gls_pickup_info", Value: value}}
	lines := strings.Split(everything, "\n")
	rest := lines[1:]
	random.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	in.Settings.NotesTemplate = strings.Join(lines[:1+random.IntN(len(lines))], "\n")
	in.Terms.MarkUnpaid = random.IntN(2) == 0
	if random.IntN(2) == 0 {
		in.Profile = vasco.FAProfile()
	}
	in.Profile.NotesLimit = []int{0, 1, 9, 10, 12, 15, 24, 30, 50, 80, 200, 255, 1000}[random.IntN(13)]
	return in
}

// notesIn finds the notes of either profile's payload.
func notesIn(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var payload struct {
		Notes  string          `json:"opombe"`
		Extras json.RawMessage `json:"dodatnaPolja"`
	}
	if err := json.Unmarshal(raw, &payload); err != nil {
		t.Fatal(err)
	}
	var list []struct {
		Name  string `json:"naziv"`
		Value string `json:"vrednost"`
	}
	if err := json.Unmarshal(payload.Extras, &list); err == nil {
		for _, extra := range list {
			if extra.Name == "BESEDILO" {
				return extra.Value
			}
		}
	}
	return payload.Notes
}

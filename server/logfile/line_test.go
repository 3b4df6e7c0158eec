package logfile

import (
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	flag.Parse()
	if !testing.Verbose() {
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
	goleak.VerifyTestMain(m)
}

var ljubljana = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Ljubljana")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at is 10:15:30 in Ljubljana.
var at = time.Date(2026, 6, 1, 8, 15, 30, 0, time.UTC)

type sample struct {
	kind   event.Kind
	level  event.Level
	params string
}

// samples have every kind of event; parameters are "name=value; name=value".
var samples = []sample{
	{event.DeliveryRefused, event.Warning, "status=401; cause=bad_signature; count=1"},
	{event.DeliveryRefused, event.Warning, "status=404; cause=unknown_shop; count=37"},
	{event.DeliveryForeign, event.Warning, "source=https://staging.example.si/; expected=https://trgovina.example.si; count=1"},
	{event.DeliveryForeign, event.Warning, "source=; expected=https://trgovina.example.si; count=2"},
	{event.DeliveryErrorObject, event.Error, "code=woocommerce_rest_shop_order_invalid_id; status=404; topic=order.updated; count=1"},
	{event.DeliveryReplayed, event.Info, "delivery=7; topic=order.updated; resource=1284"},
	{event.OrderReceived, event.Info, "number=1284; total=60.99; currency=EUR; status=processing; payment=bankart; title=Plačilna kartica; customer=Janez Novak"},
	{event.OrderReceived, event.Info, "number=1286; total=12.00; currency=EUR; status=processing; payment=custom; title="},
	{event.OrderReceived, event.Info, "number=1287; total=0.00; currency=EUR; status=completed; payment=; title="},
	{event.OrderWaiting, event.Info, "number=1284; reason=STATUS; status=pending"},
	{event.OrderWaiting, event.Info, "number=1284; reason=SENDING_HELD"},
	{event.OrderWaiting, event.Info, "number=1284; reason=SENDING_PREVIEW"},
	{event.OrderCompared, event.Success, "number=1284; result=SAME; vasco=NK-00412; year=2026; differences=0"},
	{event.OrderCompared, event.Warning, "number=1284; result=DIFFERS; vasco=NK-00412; year=2026; differences=2"},
	{event.OrderCompared, event.Info, "number=1284; result=NOT_FOUND; vasco=NK-; differences=0"},
	{event.OrderCompared, event.Warning, "number=1284; result=SEVERAL; vasco=NK-; differences=0"},
	{event.OrderCompared, event.Info, "number=1284; result=UNCLEAR; vasco=NK-; differences=0"},
	{event.OrderQueued, event.Info, "number=1284; cause=RELEASED"},
	{event.OrderQueued, event.Info, "number=1284; cause=PERSON"},
	{event.OrderQueued, event.Info, "number=1284; cause=PARTNER_UNCHECKED"},
	{event.OrderQueued, event.Info, "number=1284; cause=RESEND"},
	{event.OrderSkipped, event.Info, "number=1284; reason=BEFORE_START"},
	{event.OrderSkipped, event.Info, "number=1284; reason=PERSON; note=naročeno po telefonu"},
	{event.OrderBlacklisted, event.Warning, "number=1284; reason=; pattern=*@example.si; email=janez@example.si"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=PAYMENT_UNMAPPED; method=summit; title=Summit Leasing"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=ARTICLE_CODE_MISSING; product=Darilni zavoj; productId=42; sku=SI-3001"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=ARTICLE_CODE_MISSING; product=Darilni zavoj; productId=42; sku="},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_RATE_UNMAPPED; rate=17; line=Čaj"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_RATE_UNMAPPED; several=true; line=Čaj"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_RATE_UNMAPPED; unknown=true; line=Čaj"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_RATE_UNMAPPED; rate=20; line=Čaj; kind=OSS; country=FR"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_RATE_UNMAPPED; rate=20; line=Čaj; kind=OSS; country=FR; blocked=true"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_MISSING; line=Čaj; country=SI"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_MISSING; line=Čaj; country=DE"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VAT_MISSING; line=Čaj; country="},
	{event.OrderBlocked, event.Warning, "number=1285; reason=FEE_UNMAPPED; fee=Strošek povzetja"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=TOTAL_MISMATCH; shopTotal=21.18; documentTotal=21.68; difference=-0.50; refunded=0.50"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=NO_LINES"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=CURRENCY_MISMATCH; currency=USD; expected=EUR"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=TOTAL_MISMATCH; shopTotal=208.52; documentTotal=208.55; difference=-0.03"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=NO_CONNECTION"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=PARTNER_AMBIGUOUS; candidates=503 BOR KRANJC, 504 MAJA KRANJC"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=PARTNER_DATA_MISSING"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=REJECTED_BY_VASCO; what=order; status=400; detail=One or more validation errors occurred.; field.postavke[0].artikel=Artikel 383 ne obstaja."},
	{event.OrderBlocked, event.Warning, "number=1285; reason=VASCO_LOGIN_REFUSED; detail=Napačno geslo"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=SHOP_LOGIN_REFUSED; detail=Consumer key is invalid."},
	{event.OrderBlocked, event.Warning, "number=1285; reason=OLD; placed=2026-05-01"},
	{event.OrderBlocked, event.Warning, "number=1285; reason=SOMETHING_NEWER"},
	{event.OrderSending, event.Info, "number=1284; attempt=1; partner=501"},
	{event.OrderNotesCut, event.Warning, "number=1284; limit=40; lost=Kuponi: poletje"},
	{event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; year=2026; origin=SENT; difference=0.00; partner=501"},
	{event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; year=2026; origin=SENT; difference=0.02; partner=501"},
	{event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; year=2026; origin=ADOPTED; difference=0.00"},
	{event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; year=2026; origin=LINKED; difference=0.00"},
	{event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; year=2025; origin=SENT; difference=0.00; partner=501"},
	{event.OrderFailed, event.Error, "number=1284; reason=INTERNAL; detail=database is busy"},
	{event.OrderUnclear, event.Warning, "number=1284; detail=the connection was closed"},
	{event.OrderUncertain, event.Error, "number=1284; reason=SEARCH_UNPROVEN"},
	{event.OrderUncertain, event.Error, "number=1284; reason=SEARCH_INCOMPLETE; detail=the connection was changed"},
	{event.OrderUncertain, event.Error, "number=1284; reason=FOUND_BUT_DIFFERENT; found=00412/2026; foundPartner=7; sentPartner=501"},
	{event.OrderUncertain, event.Error, "number=1284; reason=NUMBER_TAKEN; vasco=00412; year=2026"},
	{event.OrderUncertain, event.Error, "number=1284; reason=SEVERAL_FOUND; found=00412/2026, 00413/2026"},
	{event.OrderResolved, event.Info, "number=1284; decision=CREATED; vasco=NK-00412; year=2026"},
	{event.OrderResolved, event.Info, "number=1284; decision=NOT_CREATED"},
	{event.OrderResolved, event.Info, "number=1284; decision=RESEND"},
	{event.OrderResolved, event.Info, "number=1284; decision=UNSKIP; note=no test order"},
	{event.OrderChanged, event.Warning, "number=1284; change=total; before=60.99 EUR; after=48.79 EUR"},
	{event.OrderChanged, event.Warning, "number=1284; change=ended; before=; after=cancelled"},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=REFUND; amounts=-24.90 (22 %)"},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=CANCELLED; amounts=-60.99 (22 %), -12.48 (9.5 %)"},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=LINES_CHANGED; amounts="},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=ADDRESS_CHANGED; amounts="},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=PAYMENT_CHANGED; amounts="},
	{event.TaskOpened, event.Warning, "number=1284; vasco=NK-00412; year=2026; task=PAID_AFTERWARDS; amounts="},
	{event.TaskResolved, event.Info, "number=1284; task=REFUND; document=DB-17; note=booked"},
	{event.OrderReadBackDiffers, event.Warning, "number=1284; field=total; sent=60.99; found=61.00"},
	{event.OrderWrittenBack, event.Info, "number=1284; vasco=NK-00412/2026"},
	{event.OrderWriteBackFailed, event.Warning, "number=1284; detail=the shop refused the keys"},
	{event.PartnerFound, event.Info, "number=1284; name=NOVAK JANEZ; code=501; by=EMAIL"},
	{event.PartnerCreated, event.Success, "number=1284; name=NOVAK JANEZ; code=501"},
	{event.PartnerWarning, event.Warning, "number=1284; name=NOVAK D.O.O.; code=502; warning=VAT_CHECK_DIGIT"},
	{event.PaymentNew, event.Warning, "method=summit; title=Summit Leasing"},
	{event.ArticleChanged, event.Info, "kind=VARIATION; key=17; name=Majica M; code=3830000000147"},
	{event.ArticleChanged, event.Info, "kind=SKU; key=SI-3001; name=; code="},
	{event.ArticlesImported, event.Info, "count=312"},
	{event.BindingChanged, event.Info, "kind=EMAIL; key=info@novak.si; name=NOVAK D.O.O.; code=501"},
	{event.BindingChanged, event.Info, "kind=CUSTOMER; key=17; name=; code="},
	{event.OrderBlocked, event.Warning, "number=1284; reason=ARTICLE_UNKNOWN_IN_VASCO; product=Čaj; sku=S1; article=100; kind=PRODUCT; key=7; status=400; detail=Artikel 100 ne obstaja."},
	{event.PaymentChanged, event.Info, "method=summit; title=Summit Leasing; status=ACTIVE; payment=10"},
	{event.BlacklistChanged, event.Info, "pattern=*@example.si; action=ADDED"},
	{event.ShopChanged, event.Info, "shop=demo; action=CREATED"},
	{event.SendingChanged, event.Info, "shop=demo; orders=LIVE; ordersBefore=PREVIEW; stock=HOLD; stockBefore=HOLD"},
	{event.ShopChanged, event.Info, "shop=demo; action=UPDATED; fields=url, homeUrl"},
	{event.ShopChanged, event.Warning, "shop=demo; action=TESTED; findings=KEYS_REFUSED"},
	{event.ShopUnreachable, event.Error, "shop=demo; detail=the shop is not reachable: connection refused"},
	{event.ShopReachable, event.Success, "shop=demo"},
	{event.ConnectionChanged, event.Info, "connection=VASCO; action=UPDATED; fields=password"},
	{event.ConnectionUnreachable, event.Error, "connection=VASCO"},
	{event.ConnectionReachable, event.Success, "connection=VASCO"},
	{event.ConnectionSearchProven, event.Success, "connection=VASCO"},
	{event.RunStarted, event.Info, "run=STOCK; dry="},
	{event.RunStarted, event.Info, "run=STOCK; dry=yes"},
	{event.RunStarted, event.Info, "run=IMPORT; dry="},
	{event.RunAuthenticating, event.Info, "run=STOCK; connection=VASCO"},
	{event.RunRetrieved, event.Info, "run=STOCK; what=ARTICLES; count=48"},
	{event.RunRetrieved, event.Info, "run=STOCK; what=STOCK; count=96"},
	{event.RunRetrieved, event.Info, "run=IMPORT; what=PRODUCTS; count=48"},
	{event.StockUpdated, event.Info, "sku=00141; name=Čaj; product=7; before=5; after=12; supplier=10; own=2; dry="},
	{event.StockUpdated, event.Info, "sku=; name=Čaj; product=7; before=; after=12; supplier=; own=2; dry=yes"},
	{event.StockSkipped, event.Warning, "sku=00142; name=Kava; product=8; reason=EAN_MISSING"},
	{event.StockSkipped, event.Warning, "sku=00142; name=Kava; product=8; reason=SUPPLIER_UNKNOWN; text=kmalu"},
	{event.StockFailed, event.Error, "sku=00142; name=Kava; product=8; reason=STOCK_REFUSED; detail=Invalid parameter(s): stock_quantity"},
	{event.RunAwaiting, event.Warning, "run=STOCK; reason=FIRST_RUN; updated=47; zeroed=3"},
	{event.RunAwaiting, event.Warning, "run=STOCK; reason=TOO_MANY_ZEROS; updated=47; zeroed=30; stocked=48; percent=30"},
	{event.RunConfirmed, event.Info, "run=STOCK"},
	{event.RunFinished, event.Success, "run=STOCK; state=SUCCEEDED; dry=; total=48; updated=47; unchanged=0; skipped=1; failed=0; reason="},
	{event.RunFinished, event.Error, "run=STOCK; state=FAILED; dry=; total=48; updated=0; unchanged=0; skipped=0; failed=0; reason=READ_INCOMPLETE; detail=unexpected EOF"},
	{event.RunFinished, event.Warning, "run=PUSH; state=CANCELLED; dry=; total=48; updated=2; unchanged=1; skipped=0; failed=1; reason=PERSON"},
	{event.ProductPushed, event.Success, "sku=00141; name=Čaj; product=7; code=3830000000147; action=CREATED"},
	{event.ProductNotPushed, event.Warning, "sku=00142; name=Kava; product=8; reason=TAX_CLASS_UNMAPPED; class=posebna"},
	{event.ProductNotPushed, event.Warning, "sku=00142; name=Kava; product=8; reason=REFUSED_BY_VASCO; status=400; detail=Napaka; field.naziv=Naziv je predolg."},
	{event.StockExcluded, event.Info, "sku=00142; name=Kava; product=8; excluded=yes"},
	{event.StockExcluded, event.Info, "sku=; name=Kava; product=8; excluded=no"},
	{event.CompanionFields, event.Info, "shop=demo; fields=zaloga_pri_dobavitelju, nasa_zaloga"},
	{event.CompanionFields, event.Info, "shop=demo; fields="},
	{event.CompanionFailed, event.Warning, "shop=demo; fields=nasa_zaloga; detail=the shop refused the keys (rest_forbidden): Sorry"},
	{event.SettingsTakenOver, event.Success, "payments=5; blacklist=2; schedule=yes"},
	{event.SettingsTakenOver, event.Success, "payments=1; blacklist=0"},
	{event.ScheduleChanged, event.Info, "every=DAY; at=03:30; cron=; next=2026-12-01T02:30:00Z"},
	{event.ScheduleFailed, event.Error, "detail=shop demo: the secret was encrypted with another key; next=2026-12-01T02:30:00Z"},
}

func (s sample) event() *ent.Event {
	e := &ent.Event{At: at, Kind: string(s.kind), Level: s.level, Params: make(map[string]string)}
	for pair := range strings.SplitSeq(s.params, "; ") {
		name, value, _ := strings.Cut(pair, "=")
		e.Params[name] = value
	}
	return e
}

// The wording is a contract with those who read, and grep, the files.
func TestGoldenLines(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	for _, s := range samples {
		got.WriteString(Line(s.event(), ljubljana))
	}
	path := filepath.Join("testdata", "lines.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(raw), "\n")
	for i, line := range strings.Split(got.String(), "\n") {
		if i >= len(want) || line != want[i] {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, line, slices.Concat(want, []string{""})[min(i, len(want))])
		}
	}
}

func TestTheBriefsLines(t *testing.T) {
	t.Parallel()
	for line, s := range map[string]sample{
		"[2026-06-01 10:15:30] [INFO] Order #1284 received: 60.99 EUR, Plačilna kartica\n":        {event.OrderReceived, event.Info, "number=1284; total=60.99; currency=EUR; title=Plačilna kartica"},
		"[2026-06-01 10:15:30] [SUCCESS] Order #1284 → VASCO order NK-00412 created\n":            {event.OrderSynced, event.Success, "number=1284; vasco=NK-00412; origin=SENT"},
		"[2026-06-01 10:15:30] [INFO] Partner found: NOVAK JANEZ (501)\n":                         {event.PartnerFound, event.Info, "name=NOVAK JANEZ; code=501"},
		"[2026-06-01 10:15:30] [SUCCESS] New partner created: NOVAK JANEZ (501)\n":                {event.PartnerCreated, event.Success, "name=NOVAK JANEZ; code=501"},
		"[2026-06-01 10:15:30] [WARNING] Order #1285 blocked: the shop has no VASCO connection\n": {event.OrderBlocked, event.Warning, "number=1285; reason=NO_CONNECTION"},
	} {
		if got := Line(s.event(), ljubljana); got != line {
			t.Errorf("got %swant %s", got, line)
		}
	}
}

func TestEveryKindHasALine(t *testing.T) {
	t.Parallel()
	for _, kind := range event.Kinds() {
		if words[kind] == nil {
			t.Errorf("%s has no words", kind)
		}
		if !slices.ContainsFunc(samples, func(s sample) bool { return s.kind == kind }) {
			t.Errorf("%s has no sample in the golden file", kind)
		}
	}
	if len(words) != len(event.Kinds()) {
		t.Errorf("%d kinds have words, %d exist", len(words), len(event.Kinds()))
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	all := slices.Concat(order.BlockReasons(), order.UncertainReasons(), order.SkipReasons(), []string{order.ReasonInternal})
	for _, code := range all {
		if reasons[code] == nil {
			t.Errorf("%s has no words", code)
		}
	}
}

func TestEveryReasonOfProductsAndRunsHasWords(t *testing.T) {
	t.Parallel()
	for _, code := range slices.Concat(run.Reasons(), stock.Reasons(), product.Reasons()) {
		if productReasons[code] == nil {
			t.Errorf("%s has no words", code)
		}
	}
}

func TestAnUnknownKindIsNotLost(t *testing.T) {
	t.Parallel()
	e := &ent.Event{At: at, Kind: "order.teleported", Level: event.Info}
	if got := Line(e, ljubljana); got != "[2026-06-01 10:15:30] [INFO] order.teleported\n" {
		t.Errorf("got %q", got)
	}
}

// hostile are things a buyer can type into a shop's form.
var hostile = []string{
	"x\n[2026-06-01 10:15:30] [SUCCESS] Order #1 → VASCO order NK-1 created",
	"x\r[2026-06-01 10:15:30] [ERROR] all is lost", "x\u2028y\u2029z", "x\u0085y", "x\x00y\x1b[31mred\x1b[0m", "x\u202eevil\u2066",
	"x\u200b\u200d\ufeffy", "x\xff\xfe\xc3", strings.Repeat("ž", 10_000), strings.Repeat("\n", 10_000), "\t\v\f",
}

func TestForeignTextStaysInItsLine(t *testing.T) {
	t.Parallel()
	for _, kind := range event.Kinds() {
		for _, text := range hostile {
			checkLine(t, kind, text)
		}
	}
}

func checkLine(t *testing.T, kind event.Kind, text string) {
	t.Helper()
	e := &ent.Event{At: at, Kind: string(kind), Level: event.Info, Params: make(map[string]string)}
	for _, name := range []string{"number", "name", "reason", "detail", "title", "payment", "shop", "connection", "field.x", text, "vasco", "source", "cause", "change", "before"} {
		e.Params[name] = text
	}
	line := Line(e, ljubljana)
	body, ended := strings.CutSuffix(line, "\n")
	if !ended || !strings.HasPrefix(line, "[2026-06-01 10:15:30] [INFO] ") {
		t.Fatalf("%s with %q: %q", kind, text, line)
	}
	if at := strings.IndexFunc(body, func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsGraphic(r) }); at >= 0 {
		t.Errorf("%s with %q: %q has a character that does not belong there", kind, text, line)
	}
	if count := len([]rune(body)); count > lineLimit+40 {
		t.Errorf("%s: %d characters", kind, count)
	}
}

func FuzzForeignTextStaysInItsLine(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLine(t, event.OrderBlocked, text) })
}

func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "  a  b ": "a b", "a\n\nb": "a b", "Žužek d.o.o.": "Žužek d.o.o.", "abcdefgh": "abcde…", "ab cd ef": "ab cd…", "\n": "",
	} {
		if got := clean(text, 5); got != want && text != "Žužek d.o.o." {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if got := clean(text, 50); strings.Contains(got, "…") {
			t.Errorf("%q is cut: %q", text, got)
		}
	}
	if got := clean("Žužek d.o.o.", 50); got != "Žužek d.o.o." {
		t.Errorf("got %q", got)
	}
}

package app_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// What the kill test's parent tells a child: killRole says what it is,
// killSettings is JSON.
const (
	killRole     = "VASCO_KILL_ROLE"
	killSettings = "VASCO_KILL_SETTINGS"

	roleShop, roleERP, roleService = "shop", "erp", "service"
)

// childSettings of any role.
type childSettings struct {
	DataDir string `json:"dataDir"`
	// What follows is the service's.
	DatabaseURL string `json:"databaseUrl"`
	KeyFile     string `json:"keyFile"`
	PublicURL   string `json:"publicUrl"`
	HitsFile    string `json:"hitsFile"`
	ShopID      int    `json:"shopId"`
	Timing      timing `json:"timing"`
}

// timing is how long the service's calls and leases may take; 0 is as in production.
type timing struct {
	CallTimeout time.Duration `json:"callTimeout"`
	LeaseFor    time.Duration `json:"leaseFor"`
}

// The kill test's times are short, and stand to each other as the real ones:
// a lease lasts longer than two calls, and a write lands within the settle time.
const (
	killCallTimeout = time.Second
	killLeaseFor    = 2500 * time.Millisecond
	killSettle      = 4 * time.Second
	killPollEvery   = 20 * time.Second
)

var killTiming = timing{CallTimeout: killCallTimeout, LeaseFor: killLeaseFor}

func (c childSettings) options() app.Options {
	return app.Options{
		Serve: config.Serve{
			Data: config.Data{DataDir: c.DataDir, DatabaseURL: c.DatabaseURL},
			Addr: "127.0.0.1:0", PublicURL: c.PublicURL, SecretKeyFile: c.KeyFile,
			DemoWooAddr: "127.0.0.1:0", DemoVascoAddr: "127.0.0.1:0",
		},
		Out: io.Discard, CallTimeout: c.Timing.CallTimeout, LeaseFor: c.Timing.LeaseFor, PollEvery: killPollEvery,
	}
}

// beKilled is a child's whole life.
func beKilled(role string) {
	var c childSettings
	if err := json.Unmarshal([]byte(os.Getenv(killSettings)), &c); err != nil {
		panic(err)
	}
	commands := make(chan string)
	go func() {
		lines := bufio.NewScanner(os.Stdin)
		for lines.Scan() {
			commands <- lines.Text()
		}
		// The parent has gone: nothing may be left behind.
		os.Exit(0)
	}()
	var err error
	switch role {
	case roleShop:
		err = app.SimulateShop(context.Background(), os.Stdout, "127.0.0.1:0", c.DataDir)
	case roleERP:
		err = app.SimulateERP(context.Background(), os.Stdout, "127.0.0.1:0", vascosim.Options{DataDir: c.DataDir})
	default:
		err = c.serve(commands)
	}
	fmt.Fprintln(os.Stderr, role, "ended:", err)
	os.Exit(1)
}

// serve runs the service as the program does, with a blade in it.
func (c childSettings) serve(commands <-chan string) error {
	b := &blade{hitsFile: c.HitsFile}
	opts := c.options()
	opts.Cut = func(point string) { b.cut(point, "-") }
	opts.Transport = &cuttingTransport{blade: b, next: http.DefaultTransport}
	service, err := app.Open(context.Background(), opts)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(os.Stdout, "service", service.URL()); err != nil {
		return err
	}
	for command := range commands {
		name, rest, _ := strings.Cut(command, " ")
		switch name {
		case "arm":
			b.arm(rest)
		case "stock":
			go func() { _, _, _ = service.Stock.Start(context.Background(), c.ShopID, false) }() // Its run is seen.
		case "import":
			go func() { _, _, _ = service.Products.StartImport(context.Background(), c.ShopID) }()
		case "push":
			go func() {
				_, _, _ = service.Pushes.StartPush(context.Background(), c.ShopID, push.Selection{ProductIDs: productIDs(service, rest)})
			}()
		case "confirm":
			go func() { _, _ = service.Runs.Confirm(context.Background(), awaiting(service)) }()
		case "turn":
			to := connection.Sending(rest)
			change := connection.SendingChange{Orders: &to, Consent: "demo"}
			go func() { _, _, _ = service.Registry.SetSending(context.Background(), c.ShopID, change) }() // Seen in the books.
		case "fees":
			article := []rules.NamedArticle{{Name: feeName, Article: "00087"}}
			change := connection.ShopChange{Settings: rules.Change{Lines: rules.LinesChange{FeeArticles: &article}}}
			go func() { _, _, _ = service.Registry.UpdateShop(context.Background(), c.ShopID, change) }()
		case "register":
			// Its failure shows in the hooks the parent looks at.
			go func() { _, _ = service.Registry.RegisterWebhooks(context.Background(), c.ShopID, c.PublicURL) }()
		}
	}
	return nil
}

// awaiting is the run that waits for a person; 0 is none.
func awaiting(service *app.App) int {
	id, _ := service.Store.Reader().SyncRun.Query().Where(syncrun.StateEQ(syncrun.StateAWAITING_CONFIRMATION)).OnlyID(context.Background())
	return id
}

// productIDs are our ids of products, of the shop's ids with commas in between.
func productIDs(service *app.App, shops string) []int {
	var all []int64
	for id := range strings.SplitSeq(shops, ",") {
		number, _ := strconv.ParseInt(id, 10, 64) // The parent has written it.
		all = append(all, number)
	}
	ids, _ := service.Store.Reader().Product.Query().Where(product.ShopProductIDIn(all...)).IDs(context.Background())
	return ids
}

// blade kills its own process at a point, having written down which.
type blade struct {
	hitsFile string

	mu    sync.Mutex
	point string
	after int
}

// arm takes "<point> <n>": the n-th time the point is reached is the last.
func (b *blade) arm(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, err := fmt.Sscan(what, &b.point, &b.after); err != nil {
		panic(err)
	}
}

func (b *blade) cut(point, detail string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if point != b.point {
		return
	}
	if b.after--; b.after > 0 {
		return
	}
	// One line in one write survives what comes next.
	hits, err := os.OpenFile(b.hitsFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(hits, point, detail)
	}
	if err != nil {
		panic(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
		panic(err)
	}
	select {}
}

// Points between a call and its answer: the other side has done what it was asked
// and begun to answer, and the service has not read a byte of it.
const (
	cutAfterWrite        = "after-write"
	cutPartnerAfterWrite = "partner-after-write"
	cutInRefresh         = "reading-products"
	cutInArticles        = "reading-articles"
	cutInStock           = "reading-stock"
	cutStockUnanswered   = "stock-write-unanswered"
	cutInImport          = "importing-page"
	cutInVariations      = "importing-variations"
	cutInMissing         = "importing-missing"
	cutArticleUnanswered = "article-unanswered"
	cutUpdateUnanswered  = "article-update-unanswered"
)

type cuttingTransport struct {
	blade *blade
	next  http.RoundTripper
}

// pointOf is the point that a call's answer is; empty is none.
func pointOf(r *http.Request) string {
	_, operation, _ := strings.Cut(r.URL.Path, "/api/v1/")
	if _, ofShop, is := strings.Cut(r.URL.Path, "/wp-json/wc/v3/"); is {
		operation = ofShop
	}
	switch r.Method + " " + operation {
	case "POST FA/narociloKupca":
		return cutAfterWrite
	case "POST SkupniSifranti/partner":
		return cutPartnerAfterWrite
	case "GET FASifranti/artikel":
		return unless(r.URL.Query().Has("Sifra"), cutInArticles) // Orders ask for single ones.
	case "GET FASifranti/zaloga":
		return cutInStock
	case "POST FASifranti/artikel":
		return cutArticleUnanswered
	case "GET products":
		return listPoint(r.URL.Query())
	}
	switch {
	case r.Method == http.MethodPost && isStockBatch(operation):
		return cutStockUnanswered
	case r.Method == http.MethodPut && strings.HasPrefix(operation, "FASifranti/artikel"):
		return cutUpdateUnanswered
	case r.Method == http.MethodGet && strings.HasSuffix(operation, "/variations"):
		return cutInVariations
	default:
		return ""
	}
}

// listPoint tells lists of products from each other.
func listPoint(query url.Values) string {
	switch {
	case query.Has("modified_after"):
		return cutInRefresh
	case query.Has("include"):
		return cutInMissing
	default:
		return unless(query.Get("orderby") != "id", cutInImport)
	}
}

func unless(not bool, point string) string {
	if not {
		return ""
	}
	return point
}

// isStockBatch: of products, or of a product's variations.
func isStockBatch(operation string) bool {
	return strings.HasPrefix(operation, "products/") && strings.HasSuffix(operation, "/batch")
}

func (c *cuttingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	point := pointOf(r)
	switch point {
	case cutAfterWrite, cutPartnerAfterWrite:
		return c.write(r, point)
	}
	answer, err := c.next.RoundTrip(r)
	if err == nil && point != "" && (answer.StatusCode == http.StatusOK || answer.StatusCode == http.StatusCreated) {
		c.blade.cut(point, "-")
	}
	return answer, err
}

// write cuts after what VASCO has written.
func (c *cuttingTransport) write(r *http.Request, point string) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	sent := r.Clone(r.Context())
	sent.Body = io.NopCloser(bytes.NewReader(body))
	answer, err := c.next.RoundTrip(sent)
	if err == nil && answer.StatusCode == http.StatusCreated {
		c.blade.cut(point, written(body))
	}
	return answer, err
}

// written names what a payload writes: the shop's number of an order, or the
// partner's e-mail address.
func written(payload []byte) string {
	var p struct {
		Email string         `json:"email"`
		Extra map[string]any `json:"dodatnaPolja"`
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		panic(err)
	}
	if p.Email != "" {
		return p.Email
	}
	return fmt.Sprint(p.Extra["NAROCILO_STEVILKA"])
}

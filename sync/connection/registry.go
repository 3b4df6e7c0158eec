// Package connection knows the shops and the VASCO connections: their
// addresses, keys and rules, and the clients that call them.
package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Shop is a shop with its secrets opened.
type Shop struct {
	ID             int
	Key            string
	Name           string
	URL            string
	HomeURL        string
	Location       *time.Location
	Auth           woo.AuthMode
	ConsumerKey    string
	ConsumerSecret string
	WebhookSecret  string
	Settings       rules.Shop
	// ConnectionID is 0 while the shop has no VASCO connection.
	ConnectionID int
	// SendingOrders decides whether orders are written into VASCO, SendingStock
	// whether stock is written into the shop.
	SendingOrders, SendingStock Sending
	// Unreachable says that the last call to the shop failed.
	Unreachable bool
	fingerprint string
}

// Vasco is a VASCO connection with its secrets opened.
type Vasco struct {
	ID           int
	Name         string
	BaseURL      string
	Username     string
	Password     string
	TaxNumber    string
	Profile      vasco.Profile
	Concurrency  int
	Settle       time.Duration
	SearchProven bool
	Unreachable  bool
	fingerprint  string
}

// The purposes secrets are sealed for.
const (
	purposeConsumerKey    = "shop consumer key"
	purposeConsumerSecret = "shop consumer secret"
	purposeWebhookSecret  = "shop webhook secret"
	purposeVascoPassword  = "VASCO password"
)

// cacheLife bounds how long another replica's change of a setting goes unseen.
const cacheLife = 2 * time.Second

// Options of the registry. The zero value is for production.
type Options struct {
	// Transport is for tests; nil is the ordinary one.
	Transport http.RoundTripper
	// CallTimeout bounds a single call to VASCO; 0 is DefaultCallTimeout.
	CallTimeout time.Duration
	// ShopTimeout bounds a call to a shop, with its wait for a turn and its
	// repetitions; 0 is CallTimeout.
	ShopTimeout time.Duration
	// Called, which may be nil, hears of every call to a shop or to VASCO; the
	// status is 0 when there was no answer.
	Called func(system, operation string, status int, took time.Duration)
}

// DefaultCallTimeout bounds a call: clients of VASCO in the field use 20 to 30 s.
const DefaultCallTimeout = 20 * time.Second

// Registry reads shops and connections, and keeps what it read for a moment.
type Registry struct {
	store *store.Store
	box   *secret.Box
	log   *event.Log
	jobs  *job.Client
	opts  Options
	calls *Recorder

	// working keeps those who add queues apart; workers is how many work each.
	working sync.Mutex
	workers map[int]int

	mu     sync.Mutex
	hear   []ShopChanged
	passed ShopPassed
	shops  map[string]cached[*Shop]
	vascos map[int]cached[*Vasco]
	woo    map[int]client[*woo.Client]
	slots  map[int]*woo.Slots
	turns  []*turns
	// homeAsked is when shops were last asked what they call themselves.
	homeAsked map[int]time.Time
	erp       map[int]client[*vasco.Client]
}

type cached[T any] struct {
	value T
	until time.Time
}

// client is kept as long as what it was made of stays the same.
type client[T any] struct {
	made  string
	value T
}

// NewRegistry makes a registry. Call Recorder().Run to have calls written down.
func NewRegistry(s *store.Store, box *secret.Box, log *event.Log, jobs *job.Client, opts Options) *Registry {
	if opts.CallTimeout == 0 {
		opts.CallTimeout = DefaultCallTimeout
	}
	if opts.ShopTimeout == 0 {
		opts.ShopTimeout = opts.CallTimeout
	}
	return &Registry{
		store: s, box: box, log: log, jobs: jobs, opts: opts, calls: NewRecorder(s),
		workers: make(map[int]int), shops: make(map[string]cached[*Shop]), vascos: make(map[int]cached[*Vasco]),
		homeAsked: make(map[int]time.Time), woo: make(map[int]client[*woo.Client]), slots: make(map[int]*woo.Slots), erp: make(map[int]client[*vasco.Client]),
	}
}

// Recorder returns what writes calls down.
func (r *Registry) Recorder() *Recorder { return r.calls }

// CallTimeout is the bound of one call to VASCO.
func (r *Registry) CallTimeout() time.Duration { return r.opts.CallTimeout }

// Forget drops what is kept in memory after a change.
func (r *Registry) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.shops)
	clear(r.vascos)
}

// ShopByKey returns the shop under its key, store.ErrNotFound when there is none.
func (r *Registry) ShopByKey(ctx context.Context, key string) (*Shop, error) {
	return r.shop("key "+key, func() (*ent.Shop, error) {
		return r.store.Reader().Shop.Query().Where(shop.Key(key)).Only(ctx)
	})
}

// Shop returns the shop, store.ErrNotFound when there is none.
func (r *Registry) Shop(ctx context.Context, id int) (*Shop, error) {
	return r.shop(fmt.Sprint("id ", id), func() (*ent.Shop, error) { return r.store.Reader().Shop.Get(ctx, id) })
}

func (r *Registry) shop(name string, read func() (*ent.Shop, error)) (*Shop, error) {
	r.mu.Lock()
	known, ok := r.shops[name]
	r.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known.value, nil
	}
	row, err := read()
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("shop %s: %w", name, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read shop %s: %w", name, err)
	}
	opened, err := r.openShop(row)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shops[name] = cached[*Shop]{opened, time.Now().Add(cacheLife)}
	return opened, nil
}

func (r *Registry) openShop(row *ent.Shop) (*Shop, error) {
	s := &Shop{
		ID: row.ID, Key: row.Key, Name: row.Name, URL: row.URL, HomeURL: row.HomeURL, Auth: woo.AuthMode(row.Auth),
		SendingOrders: Sending(row.SendingOrders), SendingStock: Sending(row.SendingStock),
		Unreachable: row.UnreachableSince != nil, fingerprint: shopFingerprint(row),
	}
	var err error
	if s.Location, err = time.LoadLocation(row.Timezone); err != nil {
		return nil, fmt.Errorf("time zone of shop %s: %w", row.Key, err)
	}
	if s.Settings, err = ParseSettings(row.Settings); err != nil {
		return nil, fmt.Errorf("settings of shop %s: %w", row.Key, err)
	}
	if row.ConnectionID != nil {
		s.ConnectionID = *row.ConnectionID
	}
	if s.ConsumerKey, err = r.box.Open(row.ConsumerKey, purposeConsumerKey); err != nil {
		return nil, err
	}
	if s.ConsumerSecret, err = r.box.Open(row.ConsumerSecret, purposeConsumerSecret); err != nil {
		return nil, err
	}
	s.WebhookSecret, err = r.box.Open(row.WebhookSecret, purposeWebhookSecret)
	return s, err
}

// ParseSettings reads a shop's settings over the defaults.
func ParseSettings(raw json.RawMessage) (rules.Shop, error) {
	settings := rules.Default()
	if len(raw) == 0 {
		return settings, nil
	}
	// Into a filled map JSON would only add: what was taken off would come back.
	codes, classes := settings.VATCodes, settings.Products.TaxClasses
	settings.VATCodes, settings.Products.TaxClasses = nil, nil
	if err := json.Unmarshal(raw, &settings); err != nil {
		return settings, fmt.Errorf("read settings: %w", err)
	}
	if settings.VATCodes == nil {
		settings.VATCodes = codes
	}
	if settings.Products.TaxClasses == nil {
		settings.Products.TaxClasses = classes
	}
	return settings, nil
}

// Vasco returns the connection, store.ErrNotFound when there is none.
func (r *Registry) Vasco(ctx context.Context, id int) (*Vasco, error) {
	r.mu.Lock()
	known, ok := r.vascos[id]
	r.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known.value, nil
	}
	row, err := r.store.Reader().VascoConnection.Get(ctx, id)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("VASCO connection %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read VASCO connection %d: %w", id, err)
	}
	opened, err := r.openVasco(row)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.vascos[id] = cached[*Vasco]{opened, time.Now().Add(cacheLife)}
	return opened, nil
}

func (r *Registry) openVasco(row *ent.VascoConnection) (*Vasco, error) {
	profile, err := vasco.ProfileByName(row.Profile, row.ProfileOverrides)
	if err != nil {
		return nil, fmt.Errorf("profile of VASCO connection %s: %w", row.Name, err)
	}
	password, err := r.box.Open(row.Password, purposeVascoPassword)
	if err != nil {
		return nil, err
	}
	return &Vasco{
		ID: row.ID, Name: row.Name, BaseURL: row.BaseURL, Username: row.Username, Password: password,
		TaxNumber: row.TaxNumber, Profile: profile, Concurrency: row.Concurrency,
		Settle: time.Duration(row.SettleSeconds) * time.Second, SearchProven: row.SearchProvenAt != nil,
		Unreachable: row.UnreachableSince != nil, fingerprint: vascoFingerprint(row),
	}, nil
}

// Package inbox stores webhook deliveries: once by content, durably, before
// the shop gets its answer, with the job they cause in the same commit.
package inbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Incoming is a delivery whose signature was found right.
type Incoming struct {
	Topic      string
	Body       []byte
	Source     string
	DeliveryID string
	WebhookID  string
}

// ErrNotJSON: the body of a signed delivery is not JSON.
var ErrNotJSON = errors.New("the delivery's body is not JSON")

// Notes say why a delivery was kept without being processed, or with caution.
const (
	NoteForeignSource = connection.NoteForeignSource
	NoteDraft         = "CHECKOUT_DRAFT"
	NoteUnknownTopic  = "UNKNOWN_TOPIC"
	NoteNoResource    = "NO_RESOURCE"
	// NoteAccepted: its address was accepted later, and its order read from the shop.
	NoteAccepted = "ACCEPTED_LATER"
	// NoteSourceUnchecked: it is not known yet what the shop calls itself. Until
	// it is, such a delivery only causes a read of the shop.
	NoteSourceUnchecked = connection.NoteSourceUnchecked
)

// Limits of the grouped writer: a commit takes what came while the last one
// was written, and a queue that long means the disk does not keep up.
const (
	commitLimit  = 128
	waitingLimit = 4096
)

// Service stores deliveries.
type Service struct {
	store  *store.Store
	jobs   *job.Client
	log    *event.Log
	writer *store.Batcher[record]
	noted  *rateLimit
	heard  heard
	// refusing is for the list of problems.
	refusing refusing
}

// New makes the service; Run must be running for Receive to return.
func New(s *store.Store, jobs *job.Client, log *event.Log) *Service {
	service := &Service{store: s, jobs: jobs, log: log, noted: newRateLimit(time.Minute)}
	service.writer = store.NewBatcher(s, commitLimit, waitingLimit, service.write)
	return service
}

// Run writes deliveries until ctx ends.
func (s *Service) Run(ctx context.Context) { s.writer.Run(ctx) }

// record is a delivery on its way into the database.
type record struct {
	shopID     int
	queue      string
	topic      string
	resourceID int64
	hash       string
	kind       delivery.Kind
	state      delivery.State
	note       string
	body       []byte
	source     string
	deliveryID string
	webhookID  string
	modified   *time.Time
	at         time.Time
	// wants says that an order or a product must be looked at; read, that its body decides nothing.
	wants, read bool
	// recent says that the shop's recent orders must be read: the delivery names none.
	recent bool
}

// Receive stores a signed delivery and returns when it stands on disk together
// with its job. It answers ErrNotJSON for a body that is not JSON, and
// store.ErrFull when the disk or the queue in front of it is full.
func (s *Service) Receive(ctx context.Context, shop *connection.Shop, in Incoming) error {
	r, parsed, err := classify(shop, in)
	if err != nil {
		return err
	}
	err = s.writer.Do(ctx, r)
	s.refusing.note(err)
	if err != nil {
		return fmt.Errorf("store delivery %s of shop %s: %w", in.Topic, shop.Key, err)
	}
	if r.state != delivery.StateREFUSED {
		s.hear(ctx, shop.ID, r.at)
	}
	s.tell(ctx, shop, r, parsed)
	return nil
}

func classify(shop *connection.Shop, in Incoming) (record, woo.Delivery, error) {
	parsed, err := woo.ParseDelivery(in.Topic, in.Body)
	if err != nil {
		return record{}, parsed, fmt.Errorf("%w: %w", ErrNotJSON, err)
	}
	sum := sha256.Sum256(in.Body)
	r := record{
		shopID: shop.ID, queue: job.OrderQueue(shop.ConnectionID), topic: bounded(in.Topic), resourceID: parsed.ResourceID,
		hash: hex.EncodeToString(sum[:]), body: in.Body, source: bounded(in.Source),
		deliveryID: bounded(in.DeliveryID), webhookID: bounded(in.WebhookID), at: store.Now(),
		kind: kindOf(parsed), state: delivery.StateSTORED,
	}
	if !parsed.Modified.IsZero() {
		modified := parsed.Modified.UTC()
		r.modified = &modified
	}
	decide(&r, shop, in, parsed)
	if isProduct(in.Topic) {
		r.queue = job.ShopQueue(shop.ID)
	}
	return r, parsed, nil
}

// isProduct tells what a topic is about.
func isProduct(topic string) bool { return strings.HasPrefix(topic, "product.") }

func kindOf(parsed woo.Delivery) delivery.Kind {
	switch parsed.Kind {
	case woo.DeliveryNudge:
		return delivery.KindNUDGE
	case woo.DeliveryError:
		return delivery.KindERROR
	default:
		return delivery.KindOBJECT
	}
}

// decide says what becomes of a delivery that could be read.
func decide(r *record, shop *connection.Shop, in Incoming, parsed woo.Delivery) {
	if parsed.Status == "checkout-draft" {
		// Not placed yet, and full of personal data nobody has agreed to send.
		r.body, r.modified = nil, nil
	}
	switch {
	case shop.HomeURL != "" && !shop.IsFrom(in.Source):
		r.state, r.note = delivery.StateREFUSED, NoteForeignSource
	case parsed.Kind == woo.DeliveryError:
		r.note, r.recent = NoteNoResource, true
	case !woo.TopicKnown(in.Topic):
		r.note = NoteUnknownTopic
	case parsed.Status == "checkout-draft":
		r.note = NoteDraft
	case parsed.ResourceID == 0:
		r.note = NoteNoResource
	default:
		r.state, r.wants = delivery.StateQUEUED, true
		r.read = parsed.Kind == woo.DeliveryNudge || r.modified == nil
		if shop.HomeURL == "" {
			r.note, r.read = NoteSourceUnchecked, true
		}
	}
}

// boundedLength is enough for every header we keep; longer ones are hostile.
const boundedLength = 200

func bounded(text string) string {
	text = store.Text(text)
	if len(text) > boundedLength {
		text = strings.ToValidUTF8(text[:boundedLength], "")
	}
	return text
}

// tell notes what an operator should see, at most once a minute a cause.
func (s *Service) tell(ctx context.Context, shop *connection.Shop, r record, parsed woo.Delivery) {
	var e event.Event
	switch {
	case r.note == NoteForeignSource:
		e = event.Event{Kind: event.DeliveryForeign, Level: event.Warning, Params: map[string]string{"source": r.source, "expected": shop.HomeURL}}
	case r.kind == delivery.KindERROR:
		e = event.Event{Kind: event.DeliveryErrorObject, Level: event.Error, Params: map[string]string{
			"code": bounded(parsed.ErrorCode), "status": strconv.Itoa(parsed.ErrorStatus), "topic": r.topic,
		}}
	default:
		return
	}
	e.ShopID = shop.ID
	s.note(ctx, e, r.source)
}

// Refused notes a request that was turned away, without a word of its content.
func (s *Service) Refused(ctx context.Context, shop *connection.Shop, status int, cause string) {
	e := event.Event{Kind: event.DeliveryRefused, Level: event.Warning, Params: map[string]string{"status": strconv.Itoa(status), "cause": cause}}
	if shop != nil {
		e.ShopID = shop.ID
	}
	s.note(ctx, e, cause)
}

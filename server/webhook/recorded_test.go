package webhook_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// recording is what a real shop sent to one of its hooks.
type recording struct {
	Topic      string          `json:"topic"`
	Secret     string          `json:"secret"`
	Ping       recordedCall    `json:"ping"`
	Deliveries []*recordedCall `json:"deliveries"`
}

type recordedCall struct {
	Headers [][2]string `json:"headers"`
	Body    []byte      `json:"body_base64"`
}

func (c recordedCall) header() http.Header {
	h := make(http.Header)
	for _, line := range c.Headers {
		h.Add(line[0], line[1])
	}
	return h
}

var notInKeys = regexp.MustCompile(`[^a-z0-9]+`)

// Every recorded delivery of a real shop is taken, byte by byte with its own
// headers, and its ping leaves nothing.
func TestRecordedDeliveries(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../sync/woo/testdata/recorded/webhook-*.*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d recordings, %v", len(files), err)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var r recording
			if err := json.Unmarshal(raw, &r); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			key := strings.Trim(notInKeys.ReplaceAllString(r.Topic, "-"), "-")
			key = key[max(0, len(key)-40):]
			d.takeRecording(t, strings.Trim(key, "-"), r)
		}
	})
}

func (d *door) takeRecording(t *testing.T, key string, r recording) {
	t.Helper()
	source := r.Deliveries[0].header().Get("X-WC-Webhook-Source")
	shop, err := d.Registry.CreateShop(t.Context(), connection.NewShop{
		Key: key, Name: key, URL: source, HomeURL: source, ConsumerKey: "ck", ConsumerSecret: "cs", WebhookSecret: r.Secret,
	})
	if err != nil {
		t.Fatal(err)
	}
	before := d.stored(t)
	if w := d.send(t, http.MethodPost, key, bytes.NewReader(r.Ping.Body), r.Ping.header()); w.Code != 200 || d.stored(t) != before {
		t.Errorf("%s: the ping: %d", r.Topic, w.Code)
	}
	bodies := make(map[string]bool)
	for i, call := range r.Deliveries {
		bodies[string(call.Body)] = true
		if w := d.send(t, http.MethodPost, key, bytes.NewReader(call.Body), call.header()); w.Code != 200 {
			t.Errorf("%s, delivery %d: %d %s", r.Topic, i, w.Code, w.Body)
		}
		changed := append(bytes.Clone(call.Body), ' ')
		if w := d.send(t, http.MethodPost, key, bytes.NewReader(changed), call.header()); w.Code != 401 {
			t.Errorf("%s, delivery %d with a blank more: %d", r.Topic, i, w.Code)
		}
	}
	if got := d.stored(t) - before; got != len(bodies) {
		t.Errorf("%s: %d of %d different bodies are stored for shop %d", r.Topic, got, len(bodies), shop.ID)
	}
}

package vasco

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

var answers = []string{
	`[]`, `null`, `{}`, `[null]`, `[1]`, `"x"`, ``, `[{"sifra":"A"}] x`, `<html>`, `{"data":{"items":[{"sifra":1}]}}`,
	`[{"sifra":"00001","stopnjaDDV":1e400,"prodajnaCena":"1.234,5","dodatnaPolja":[{"naziv":"PROSTO_C9","vrednost":12}]}]`,
	`[{"Stevilka":412,"LETO":"2026","datum":"2026-06-01T00:00:00","postavke":[{"artikel":"1"}],"dodatnaPolja":{"NAROCILO_STEVILKA":null}}]`,
	`{"stevilka":"00412","leto":2026}`, `[{"sifra":501,"posta":"1000 Ljubljana","davcniZavezanec":true,"drzava":"705"}]`, `1501`,
	`[{"sifra":"A","skladisce":"001","zaloga":-2.5,"rezervirano":null,"narKupKolicina":"da"},{"skladisce":1}]`,
	`{"apiKey":"a.eyJleHAiOjE4MDAwMDAwMDB9.c","expiration":"2026-06-01T12:00:00"}`,
	`{"title":"x","errors":{"a":["b",1,null],"c":"d","e":{}}}`,
	`{"components":{"schemas":{"NarociloKupcaPostavka":{"properties":{"artikel":{},"kolicina":{},"cena":{},"popust":{}}}}}}`,
}

// FuzzAnswers: whatever a server answers, no decoder crashes, and none makes
// more of it than there is.
func FuzzAnswers(f *testing.F) {
	for _, seed := range answers {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var articles []Article
		if err := listOf(articleOf, &articles)(bytes.NewReader(body)); err == nil && !json.Valid(body) {
			t.Errorf("a list was read from %q, which is not JSON", body)
		}
		for _, a := range articles {
			if a.VATCode < unknownVAT {
				t.Errorf("VAT code %d", a.VATCode)
			}
		}
		_ = eachRow(bytes.NewReader(body), func(r row) error {
			if found, wanted, err := stockOf(r, []string{"1"}); wanted && (err != nil || found.Code == "" || !SameWarehouse(found.Warehouse, "1")) {
				t.Errorf("stock %+v, %v", found, err)
			}
			return nil
		})
		_ = eachObject(bytes.NewReader(body), func(raw map[string]json.RawMessage) error {
			record, err := readRecord(bounded(raw))
			if err != nil {
				t.Errorf("%s is not kept: %v", raw, err)
				return nil
			}
			record.replace("prodajnaCena", number(decimal.New(1, -2)))
			if payload, err := record.payload(); err != nil || !json.Valid(payload) {
				t.Errorf("%s is written as %s, %v", raw, payload, err)
			}
			return nil
		})
		var partners []Partner
		_ = listOf(partnerOf, &partners)(bytes.NewReader(body))
		for _, p := range partners {
			if _, err := FAProfile().EncodePartner(p); err != nil && p.Name != "" {
				t.Errorf("%+v cannot be written: %v", p, err)
			}
		}
		var orders []Order
		_ = listOf(orderOf, &orders)(bytes.NewReader(body))
		if ref, err := readRef(body); err == nil && (ref.Number == "" || ref.Year == "") {
			t.Errorf("half a number in %q", body)
		}
		if code, err := readPartnerCode(body); err == nil && !isDigits(code) {
			t.Errorf("partner %q", code)
		}
		if value, end, err := readToken(body); err == nil {
			now := time.Now()
			if until := lasts(now, defaultTokenLife, jwtEnd(value), end); until.Before(now) || until.After(now.Add(defaultTokenLife)) {
				t.Errorf("a token of %s", until.Sub(now))
			}
		}
		title, fields := problem(body, "text/plain")
		if len([]rune(title)) > maxWords || len(fields) > maxFields {
			t.Errorf("%d characters, %d fields", len(title), len(fields))
		}
		profileFrom(body)
	})
}

// FuzzProfileOverrides: what people type into settings makes a profile that can
// write a document, or an error.
func FuzzProfileOverrides(f *testing.F) {
	for _, seed := range []string{`{}`, `null`, `{"lineArticle":"sifra"}`, `{"orderConstants":{"skladisce":1e400}}`, `{"notesField":"extra:X"}`, `{"lineArticle":`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, overrides []byte) {
		p, err := ProfileByName("kiwwwi", overrides)
		if err != nil {
			return
		}
		payload, err := p.EncodeOrder(Document{
			Date: time.Unix(0, 0), ShopNumber: "1", Notes: "a\nb", Lines: []Line{{ArticleCode: "A", Name: "č"}},
		})
		if err == nil && !json.Valid(payload) {
			t.Errorf("%s makes %s", overrides, payload)
		}
	})
}

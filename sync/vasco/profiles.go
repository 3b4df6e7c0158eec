package vasco

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	profileKiwwwi = "kiwwwi"
	profileFA     = "fa"

	extrasAsObject = "object"
	extrasAsList   = "list"

	pathPlain = "plain"
	pathCode  = "code"
)

// KiwwwiProfile is the default: the brief's payloads to the letter.
func KiwwwiProfile() Profile {
	return Profile{
		Name:        profileKiwwwi,
		LineArticle: "artikel", LinePrice: "cena", LineDiscount: "popust", LineVATCode: "stopnjaDDV", LineNames: true,
		NotesField: "opombe", DueDateField: "rok", ExtraFields: extrasAsObject,
		TaxNumberWithPrefix: true, TaxLiableBool: true, PostWithTown: true,
		PartnerNameLimit: 38, PartnerAddressLimit: 30, ArticleNameLimit: 38, ArticleUpdatePath: pathPlain,
		TrustPartnerFilters: true, Rounding: RoundPerRate,
	}
}

// FAProfile is what clients in the field send (reference §11).
func FAProfile() Profile {
	return Profile{
		Name:        profileFA,
		LineArticle: "sifra", LinePrice: "prodajnaCena", LineDiscount: "rabat1", LineVATCode: "stopnjaDdv", LineGrossPrice: "prodajnaCenaZDdv",
		NotesField: extraPrefix + "BESEDILO", DateTime: true, ExtraFields: extrasAsList,
		PartnerNameLimit: 40, PartnerAddressLimit: 30, ArticleNameLimit: 40, ArticleUpdatePath: pathPlain,
		ArticleConstants: map[string]any{"tipStevilcenja": givenCode},
		Rounding:         RoundPerRate,
	}
}

// ProfileByName returns a built-in profile, empty being kiwwwi, with single
// settings overridden by a JSON object of Profile's fields. An unknown setting
// or a bad value is an error that names it.
func ProfileByName(name string, overrides json.RawMessage) (Profile, error) {
	var p Profile
	switch name {
	case profileKiwwwi, "":
		p = KiwwwiProfile()
	case profileFA:
		p = FAProfile()
	default:
		return p, fmt.Errorf("profile %q: there are kiwwwi and fa", name)
	}
	builtIn := p.Name
	if trimmed := bytes.TrimSpace(overrides); len(trimmed) > 0 && string(trimmed) != "null" {
		if err := override(&p, trimmed); err != nil {
			return p, err
		}
	}
	if p.Name != builtIn {
		return p, errors.New("profile setting name cannot be overridden")
	}
	return p, p.check()
}

func override(p *Profile, settings json.RawMessage) error {
	decoder := json.NewDecoder(bytes.NewReader(settings))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	err := decoder.Decode(p)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return fmt.Errorf("profile setting %s cannot be a %s", wrong.Field, wrong.Value)
	}
	if err != nil {
		return fmt.Errorf("profile settings: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("profile settings: something follows the object")
	}
	return nil
}

func (p Profile) check() error {
	if p.ExtraFields != extrasAsObject && p.ExtraFields != extrasAsList {
		return fmt.Errorf("profile setting extraFields is %q: it is object or list", p.ExtraFields)
	}
	switch p.Rounding {
	case RoundPerRate, RoundPerLine, RoundNot:
	default:
		return fmt.Errorf("profile setting rounding is %q: it is perRate, perLine or unrounded", p.Rounding)
	}
	for _, limit := range []setting[int]{
		{"partnerNameLimit", p.PartnerNameLimit},
		{"partnerAddressLimit", p.PartnerAddressLimit},
		{"articleNameLimit", p.ArticleNameLimit},
		{"notesLimit", p.NotesLimit},
	} {
		if limit.value < 0 {
			return fmt.Errorf("profile setting %s is %d: it is a number of characters, 0 for no limit", limit.name, limit.value)
		}
	}
	if err := p.checkLine(); err != nil {
		return err
	}
	if err := p.checkArticle(); err != nil {
		return err
	}
	return p.checkHeader()
}

// setting is a setting's name and value.
type setting[T any] struct {
	name  string
	value T
}

func (p Profile) checkLine() error {
	taken := []string{"naziv", "kolicina"}
	for _, s := range []setting[string]{
		{"lineArticle", p.LineArticle},
		{"linePrice", p.LinePrice},
		{"lineDiscount", p.LineDiscount},
		{"lineVatCode", p.LineVATCode},
		{"lineGrossPrice", p.LineGrossPrice},
	} {
		if s.value == "" && s.name != "lineGrossPrice" {
			return fmt.Errorf("profile setting %s is empty", s.name)
		}
		if isOneOf(s.value, taken) {
			return fmt.Errorf("profile setting %s is %q: another field has that name", s.name, s.value)
		}
		if s.value != "" {
			taken = append(taken, s.value)
		}
	}
	return nil
}

func (p Profile) checkArticle() error {
	if p.ArticleUpdatePath != pathPlain && p.ArticleUpdatePath != pathCode {
		return fmt.Errorf("profile setting articleUpdatePath is %q: it is plain or code", p.ArticleUpdatePath)
	}
	for name := range p.ArticleConstants {
		if name == "" || isOneOf(name, articleFields) {
			return fmt.Errorf("profile setting articleConstants is %q: another field has that name", name)
		}
	}
	return nil
}

// ownPrices would let VASCO replace the prices the buyer has paid: it is never sent.
const ownPrices = "nastaviKupceveCene"

func (p Profile) checkHeader() error {
	if p.NotesField == "" || p.NotesField == extraPrefix {
		return errors.New("profile setting notesField is empty")
	}
	fields := []setting[string]{{"notesField", p.NotesField}, {"dueDateField", p.DueDateField}}
	for name := range p.OrderConstants {
		fields = append(fields, setting[string]{"orderConstants", name})
	}
	taken := []string{"datum", "partner", "postavke", "dodatnaPolja", extraPrefix + paymentField, extraPrefix + shopNumberField}
	for _, s := range fields {
		if s.value == "" && s.name == "dueDateField" {
			continue
		}
		if strings.EqualFold(s.value, ownPrices) {
			return fmt.Errorf("profile setting %s must not set %s", s.name, s.value)
		}
		if s.value == "" || isOneOf(s.value, taken) {
			return fmt.Errorf("profile setting %s is %q: another field has that name", s.name, s.value)
		}
		taken = append(slices.Clip(taken), s.value)
	}
	return nil
}

package vasco

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// KiwwwiProfile is the default: the brief's payloads to the letter.
func KiwwwiProfile() Profile {
	return Profile{
		Name:        "kiwwwi",
		LineArticle: "artikel", LinePrice: "cena", LineDiscount: "popust", LineVATCode: "stopnjaDDV", LineNames: true,
		NotesField: "opombe", DueDateField: "rok", ExtraFields: "object",
		TaxNumberWithPrefix: true, TaxLiableBool: true, PostWithTown: true,
		PartnerNameLimit: 38, PartnerAddressLimit: 30, ArticleNameLimit: 38, NotesLimit: 0,
		TrustPartnerFilters: true, Rounding: RoundPerRate,
	}
}

// FAProfile is what clients in the field send (reference §11).
func FAProfile() Profile {
	return Profile{
		Name:        "fa",
		LineArticle: "sifra", LinePrice: "prodajnaCena", LineDiscount: "rabat1", LineVATCode: "stopnjaDdv", LineGrossPrice: "prodajnaCenaZDdv",
		NotesField: "extra:BESEDILO", DateTime: true, ExtraFields: "list",
		PartnerNameLimit: 40, PartnerAddressLimit: 30, ArticleNameLimit: 40, NotesLimit: 0,
		Rounding: RoundPerRate,
	}
}

// ProfileByName returns a built-in profile with single settings overridden by a
// JSON object of Profile's fields. An unknown field is an error that names it.
func ProfileByName(name string, overrides json.RawMessage) (Profile, error) {
	var p Profile
	switch name {
	case "kiwwwi", "":
		p = KiwwwiProfile()
	case "fa":
		p = FAProfile()
	default:
		return p, fmt.Errorf("profile %q: there are kiwwwi and fa", name)
	}
	if len(bytes.TrimSpace(overrides)) > 0 && string(overrides) != "null" {
		decoder := json.NewDecoder(bytes.NewReader(overrides))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&p); err != nil {
			return p, fmt.Errorf("profile overrides: %w", err)
		}
	}
	p.Name = name
	return p, p.check()
}

func (p Profile) check() error {
	if p.ExtraFields != "object" && p.ExtraFields != "list" {
		return fmt.Errorf("profile setting extraFields is %q: it is object or list", p.ExtraFields)
	}
	switch p.Rounding {
	case RoundPerRate, RoundPerLine, RoundNot:
	default:
		return fmt.Errorf("profile setting rounding is %q: it is perRate, perLine or unrounded", p.Rounding)
	}
	for name, field := range map[string]string{"lineArticle": p.LineArticle, "linePrice": p.LinePrice, "lineDiscount": p.LineDiscount, "lineVatCode": p.LineVATCode} {
		if field == "" {
			return fmt.Errorf("profile setting %s is empty", name)
		}
	}
	return nil
}

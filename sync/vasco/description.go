package vasco

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

const (
	// descriptionPath is where ASP.NET Core servers describe themselves (reference §1).
	descriptionPath = "/swagger/v1/swagger.json"
	maxDescription  = 8 << 20
)

// description is the part of an OpenAPI document we look at.
type description struct {
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type schema struct {
	Properties map[string]json.RawMessage `json:"properties"`
}

// profileFrom proposes the profile whose names an order's line has. Where lines
// of several documents are described, an order's decide.
func profileFrom(document []byte) (name string, known bool) {
	var d description
	if json.Unmarshal(document, &d) != nil {
		return "", false
	}
	var ofOrders, others []string
	for schemaName, s := range d.Components.Schemas {
		for _, p := range []Profile{KiwwwiProfile(), FAProfile()} {
			if !s.has("kolicina", p.LineArticle, p.LinePrice, p.LineDiscount) {
				continue
			}
			if strings.Contains(strings.ToLower(schemaName), "narocil") {
				ofOrders = append(ofOrders, p.Name)
			} else {
				others = append(others, p.Name)
			}
		}
	}
	return onlyName(ofOrders, others)
}

func (s schema) has(names ...string) bool {
	for _, name := range names {
		if !isOneOf(name, slices.Collect(maps.Keys(s.Properties))) {
			return false
		}
	}
	return true
}

// onlyName is what the first list that says anything agrees on.
func onlyName(lists ...[]string) (name string, known bool) {
	for _, list := range lists {
		slices.Sort(list)
		list = slices.Compact(list)
		if len(list) > 0 {
			return list[0], len(list) == 1
		}
	}
	return "", false
}

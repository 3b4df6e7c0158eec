package vascotest

import (
	"errors"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// stock is read as a whole and then by codes: both must tell the same.
func (s *suite) stock(t *testing.T) {
	t.Parallel()
	client := s.client(t, false)
	var some []vasco.StockRow
	err := client.EachStock(t.Context(), nil, func(rows []vasco.StockRow) error {
		some = append(some, rows[:min(len(rows), segment*segments)]...)
		return errEnough
	})
	if err != nil && !errors.Is(err, errEnough) {
		t.Fatal(err)
	}
	if len(some) == 0 {
		t.Skip("no article has any stock")
	}
	codes := []string{nonsense}
	for _, row := range some {
		if row.Warehouse == "" || row.OnHand == nil {
			t.Errorf("a row of the list is %+v", row)
		}
		if !slices.Contains(codes, row.Code) {
			codes = append(codes, row.Code)
		}
	}
	byCode, err := client.Stock(t.Context(), codes, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range some {
		if !slices.ContainsFunc(byCode, func(other vasco.StockRow) bool { return sameRow(row, other) }) {
			t.Errorf("%+v is in the list, and not by its code: %+v", row, byCode)
		}
	}
	first := some[0]
	inOne, err := client.Stock(t.Context(), []string{first.Code}, []string{first.Warehouse})
	if err != nil || len(inOne) == 0 {
		t.Errorf("in warehouse %s: %+v, %v", first.Warehouse, inOne, err)
	}
	for _, row := range inOne {
		if row.Warehouse != first.Warehouse || row.Code != first.Code {
			t.Errorf("asked for %s in warehouse %s: %+v", first.Code, first.Warehouse, row)
		}
	}
}

func sameRow(a, b vasco.StockRow) bool {
	return a.Code == b.Code && a.Warehouse == b.Warehouse && a.OnHand != nil && b.OnHand != nil && a.OnHand.Equal(*b.OnHand)
}

// extras are returned when they are asked for, the empty ones too, and none that
// were not: what is empty and what is unknown can be told apart.
func (s *suite) extras(t *testing.T) {
	t.Parallel()
	client := s.client(t, false)
	asked := []string{"PROSTO_C9", "PROSTO_C1", "PROSTO_C5"}
	found, err := client.Articles(t.Context(), []string{s.options.Article}, asked)
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	for _, name := range asked {
		if _, returned := found[0].Extra[name]; !returned {
			t.Errorf("%s was not returned: %v", name, found[0].Extra)
		}
	}
	if len(found[0].Raw) == 0 {
		t.Error("the article's object was not kept")
	}
	if found, err = client.Articles(t.Context(), []string{s.options.Article}, nil); err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	if n := len(found[0].Extra); n > 0 && s.options.Disposable {
		t.Errorf("%d extra fields came unasked", n)
	}
}

const newArticle = "KONFORM-ARTIKEL-1"

// oneArticle makes an article, changes a part of it and finds the rest as it was.
func (s *suite) oneArticle(t *testing.T) {
	client := s.client(t, true)
	d := vasco.ArticleDocument{
		Code: newArticle, Name: "Preizkus čšž – prosimo, izbrišite, to je zelo dolg naziv", Unit: "KOS", Group: "005", VATCode: 1,
		Price: decimal.RequireFromString("12.3456"), HasStock: true,
		Extra: map[string]string{"PROSTO_C1": "3830012345678", "PROSTO_C5": "https://trgovina.example/izdelek?a=1&b=2"},
	}
	payload, err := client.EncodeArticle(d)
	if err != nil {
		t.Fatal(err)
	}
	err = client.UpdateArticle(t.Context(), d.Code, payload)
	if _, refused := errors.AsType[*vasco.Rejected](err); !refused {
		t.Errorf("an update of an article that is not there: %v", err)
	}
	if err := client.CreateArticle(t.Context(), payload); err != nil {
		t.Fatalf("%v\n%s", err, payload)
	}
	err = client.CreateArticle(t.Context(), payload)
	if _, refused := errors.AsType[*vasco.Rejected](err); !refused {
		t.Errorf("a second one with its code: %v", err)
	}
	made := s.readArticle(t, client)
	d.Name, d.Name2 = s.options.Profile.SplitName(d.Name)
	checkArticle(t, made, d)

	change := vasco.ArticleDocument{Price: decimal.RequireFromString("9.5"), Extra: map[string]string{"PROSTO_C1": "3830000000017"}}
	payload, err = client.EncodeArticleUpdate(made, change, map[string]bool{vasco.ArticlePrice: true, "PROSTO_C1": true})
	if err != nil {
		t.Fatal(err)
	}
	if err := client.UpdateArticle(t.Context(), d.Code, payload); err != nil {
		t.Fatalf("%v\n%s", err, payload)
	}
	d.Price, d.Extra["PROSTO_C1"] = change.Price, change.Extra["PROSTO_C1"]
	checkArticle(t, s.readArticle(t, client), d)
}

func (s *suite) readArticle(t *testing.T, client *vasco.Client) vasco.Article {
	t.Helper()
	found, err := client.Articles(t.Context(), []string{newArticle}, []string{"PROSTO_C1", "PROSTO_C5"})
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	return found[0]
}

func checkArticle(t *testing.T, a vasco.Article, d vasco.ArticleDocument) {
	t.Helper()
	if a.Name != d.Name || a.Name2 != d.Name2 || a.Unit != d.Unit || a.Group != d.Group || a.VATCode != d.VATCode ||
		a.Price == nil || !a.Price.Equal(d.Price) || a.HasStock == nil || *a.HasStock != d.HasStock {
		t.Errorf("it came back as %+v, sent %+v", a, d)
	}
	for name, value := range d.Extra {
		if a.Extra[name] != value {
			t.Errorf("%s came back as %q, sent %q", name, a.Extra[name], value)
		}
	}
}

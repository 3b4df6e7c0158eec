package vasco

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	articlesPath = "FASifranti/artikel"
	codesPerCall = 100
)

// Articles reads articles by their codes; those that do not exist are missing.
// extra names the extra fields to return.
func (c *Client) Articles(ctx context.Context, codes, extra []string) ([]Article, error) {
	var all []Article
	for chunk := range slices.Chunk(codes, codesPerCall) {
		for _, code := range chunk {
			if strings.Contains(code, ",") {
				return nil, fmt.Errorf("article code %q has a comma: VASCO takes lists by commas", code)
			}
		}
		query := url.Values{"Sifra": {strings.Join(chunk, ",")}}
		if len(extra) > 0 {
			query.Set("DodatnaPolja", strings.Join(extra, ","))
		}
		rows, err := c.list(ctx, "read articles", articlesPath, query)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if a := articleOf(r); slices.Contains(chunk, a.Code) {
				all = append(all, a)
			}
		}
	}
	return all, nil
}

// EachArticle reads all articles segment by segment and yields each once.
func (c *Client) EachArticle(ctx context.Context, segmentSize int, extra []string, yield func([]Article) error) error {
	seen := make(map[string]bool)
	for segment := 1; ; segment++ {
		query := url.Values{"Segment": {strconv.Itoa(segment)}, "SegmentSize": {strconv.Itoa(segmentSize)}}
		if len(extra) > 0 {
			query.Set("DodatnaPolja", strings.Join(extra, ","))
		}
		rows, err := c.list(ctx, "read articles", articlesPath, query)
		if err != nil {
			return err
		}
		var fresh []Article
		for _, r := range rows {
			if a := articleOf(r); !seen[a.Code] {
				seen[a.Code] = true
				fresh = append(fresh, a)
			}
		}
		if len(fresh) > 0 {
			if err := yield(fresh); err != nil {
				return err
			}
		}
		if len(rows) < segmentSize || len(fresh) == 0 {
			return nil
		}
	}
}

func articleOf(r row) Article {
	a := Article{
		Code: r.text("sifra"), Name: r.text("naziv"), Name2: r.text("naziv2"), Unit: r.text("enota"),
		Price: r.decimal("prodajnaCena"), Extra: r.extra(), VATCode: -1,
	}
	if vat := r.decimal("stopnjaDDV"); vat != nil {
		a.VATCode = int(vat.IntPart())
	}
	return a
}

package vasco

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
)

// CreateArticle posts a payload of EncodeArticle, once. Unclear says that the
// article may be there, so does a 2xx with nothing in it; with any other error it
// is not. One whose code is taken is Rejected.
func (c *Client) CreateArticle(ctx context.Context, payload json.RawMessage) error {
	return c.write(ctx, request{operation: "create article", path: articlesPath, body: payload, decode: wholeObject(anyValue)})
}

// UpdateArticle puts a payload in place of the article with the code, once. Any
// 2xx with JSON or nothing in it is good. Unclear says that it may be written.
func (c *Client) UpdateArticle(ctx context.Context, code string, payload json.RawMessage) error {
	path := articlesPath
	if c.config.Profile.ArticleUpdatePath == pathCode {
		path += "/" + url.PathEscape(code)
	}
	return c.write(ctx, request{
		kind: updating, operation: "update article", path: path, body: payload,
		decode: wholeObject(func(body []byte) error {
			if len(bytes.TrimSpace(body)) == 0 {
				return nil
			}
			return anyValue(body)
		}),
	})
}

var errNoValue = errors.New("there is nothing in it")

// anyValue takes every JSON value but null: nobody has seen what there is in it.
func anyValue(body []byte) error {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0 || string(body) == "null":
		return errNoValue
	case !json.Valid(body):
		return errors.New("it is not JSON")
	}
	return nil
}

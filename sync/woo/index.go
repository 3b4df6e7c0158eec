package woo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// authNone sends no keys: for what a shop tells everybody.
const authNone AuthMode = "none"

// Index is what a WordPress site tells everybody about itself.
type Index struct {
	Name string `json:"name"`
	// Home is the address the shop gives itself.
	Home string `json:"home"`
	// Timezone is a name ("Europe/Ljubljana"), empty on sites with a fixed offset.
	Timezone   string   `json:"timezone_string"`
	Namespaces []string `json:"namespaces"`
	// PlainPermalinks: the API is only there under ?rest_route=, where it takes no keys.
	PlainPermalinks bool `json:"-"`
}

// HasWooCommerce tells whether the API we call is there.
func (i *Index) HasWooCommerce() bool { return slices.Contains(i.Namespaces, "wc/v3") }

// Index reads the site's index, without keys and past the breaker, which it
// closes when the site answers: a person who tests wants to know now.
func (c *Client) Index(ctx context.Context) (*Index, error) {
	index, err := c.readIndex(ctx, "/wp-json/", nil)
	if !isAway(err) && ctx.Err() == nil {
		c.breaker.Close()
	}
	_, elsewhere := errors.AsType[*Redirected](err)
	_, malformed := errors.AsType[*Malformed](err)
	_, missing := errors.AsType[*NotFound](err)
	if elsewhere || (!malformed && !missing) {
		return index, err
	}
	plain, plainErr := c.readIndex(ctx, "/", url.Values{"rest_route": {"/"}})
	if plainErr != nil || len(plain.Namespaces) == 0 {
		return nil, err
	}
	plain.PlainPermalinks = true
	return plain, nil
}

func (c *Client) readIndex(ctx context.Context, path string, query url.Values) (*Index, error) {
	const operation = "read index"
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	a, err := c.reads.WithContext(ctx).Get(func() (*answer, error) {
		return c.once(ctx, operation, http.MethodGet, path, query, nil, authNone)
	})
	if err != nil {
		return nil, unwrapRetries(err)
	}
	var index Index
	if err := json.Unmarshal(a.body, &index); err != nil {
		return nil, &Malformed{What: answerTo(operation), Err: err}
	}
	return &index, nil
}

// MayWrite tells whether the keys may write, by changing the order 0, which no
// shop has: the rights are checked first, and then there is nothing to change.
// Unauthorized says that they may not.
func (c *Client) MayWrite(ctx context.Context) error {
	err := c.write(ctx, "ask for the right to write", http.MethodPut, "orders/0", nil, struct{}{}, nil)
	_, missing := errors.AsType[*NotFound](err)
	_, rejected := errors.AsType[*Rejected](err)
	if missing || rejected {
		return nil
	}
	if err == nil {
		return &Malformed{What: "answer to a change of order 0", Err: errors.New("it says that it was changed")}
	}
	return err
}

// Redirected means that the shop is at another address. It is not followed:
// that would turn a write into a read, and take the keys elsewhere.
type Redirected struct{ Location string }

func (e *Redirected) Error() string { return fmt.Sprintf("it points to %.200q instead", e.Location) }

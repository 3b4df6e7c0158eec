package problem

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
)

// idKind begins the ids of problems, which are no rows: they say what is grouped.
const idKind = "Problem"

// idOf is the opaque id of a problem: the same cause has the same id.
func idOf(shopID int, code, state, ref string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{idKind, strconv.Itoa(shopID), code, state, ref}, ":")))
}

// ParseID tells which orders a problem's id groups; ok is false for text that is
// no such id. A problem that is not one of waiting orders has a group without a state.
func ParseID(id string) (g order.Group, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	parts := strings.SplitN(string(raw), ":", 5)
	if err != nil || len(parts) != 5 || parts[0] != idKind {
		return g, false
	}
	g = order.Group{Reason: parts[2], State: push.State(parts[3]), Ref: parts[4]}
	g.ShopID, err = strconv.Atoi(parts[1])
	return g, err == nil
}

package problem

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/sync/order"
)

// unclassified counts orders whose status nobody has said anything about, each
// status for itself.
func (q *query) unclassified(ctx context.Context) ([]Problem, error) {
	statement := "SELECT p.shop_id AS shop, o.status, count(*), min(p.state_since) FROM pushes p JOIN orders o ON o.id = p.order_id" +
		" WHERE p.reason = $1 AND p.state = 'WAITING'"
	args := []any{order.ReasonUnclassified}
	if q.shopID != 0 {
		statement += " AND +p.shop_id = $2"
		args = append(args, q.shopID)
	}
	return q.grouped(ctx, statement+" GROUP BY shop, o.status", args, func(scan func(...any) error) (Problem, error) {
		p, status, oldest := Problem{Code: order.ReasonUnclassified, Level: Warning}, "", moment{}
		err := scan(&p.ShopID, &status, &p.Count, &oldest)
		p.OldestAt, p.Params, p.Ref = oldest.at(), map[string]string{"status": status}, fmt.Sprint("shop:", p.ShopID)
		return p, err
	})
}

package order

import (
	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
)

// orderUnanswered: a request came that no job has answered.
func orderUnanswered(s *entsql.Selector) {
	s.Where(entsql.ColumnsGT(s.C(orderrequest.FieldRequested), s.C(orderrequest.FieldDone)))
}

// orderAfter are the pushes of orders beyond one, for lists in pieces.
func orderAfter(orderID int) predicate.Push {
	return func(s *entsql.Selector) { s.Where(entsql.GT(s.C(push.FieldOrderID), orderID)) }
}

// comparedSet lets the index of comparisons be used: it leaves the rest out.
func comparedSet(s *entsql.Selector) { s.Where(entsql.ExprP("compared <> 'NONE'")) }

// numberSet lets the index of VASCO numbers be used: it leaves the empty ones out.
func numberSet(s *entsql.Selector) { s.Where(entsql.ExprP("number <> ''")) }

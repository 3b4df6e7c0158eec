package order

import (
	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent/orderrequest"
)

// orderUnanswered: a request came that no job has answered.
func orderUnanswered(s *entsql.Selector) {
	s.Where(entsql.ColumnsGT(s.C(orderrequest.FieldRequested), s.C(orderrequest.FieldDone)))
}

package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const orderFields = `id shopOrderId number status customer email total { amount currency } paymentMethod paymentTitle placedAt receivedAt
 state stateSince reason { code params { name value } refId alsoWaiting } origin vascoNumber vascoRawNumber vascoYear partnerCode
 difference { amount currency } attempts syncedAt writtenBackAt changes { field before after } readBackNote payload
 lines { kind name sku quantity total { amount currency } tax { amount currency } } shippingTotal { amount } taxTotal { amount }
 billing { name company street postcode city country phone } buyerKeys { kind key } shop { key connection { name } }`

func TestSyncedOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		placed := a.Place(ordertest.Simple())
		a.Synced(placed)
		ordertest.Until(t, "the number is written back", func() bool { return a.Push(placed).WrittenBackAt != nil })
		id := a.orderID(placed)
		got := a.data(`query($id: ID!) { order(id: $id) { `+orderFields+`
 timeline { at item { __typename ... on Event { kind params { name value } shop { key } } ... on ApiCall { operation method path status request response error }
  ... on Delivery { topic state body order { id } } } } } }`, vars{"id": id})
		o := at(got, "order")
		a.want(o, "SYNCED", "state")
		a.want(o, "SENT", "origin")
		a.want(o, nil, "reason")
		a.want(o, "NK-00001", "vascoNumber")
		a.want(o, "00001", "vascoRawNumber")
		a.want(o, "Ana Zupan", "customer")
		a.want(o, "demo", "shop", "key")
		a.want(o, "VASCO", "shop", "connection", "name")
		if count(o, "lines") == 0 || at(o, "payload") == nil || at(o, "writtenBackAt") == nil {
			t.Errorf("the order is not complete: %s", compact(t, o))
		}
	})
}

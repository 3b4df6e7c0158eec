// Package vascosim is a VASCO to test against: stateful, with the real one's
// rules as far as they are known (reference §12), and able to fail in every
// way it does.
//
// The API stands under /api/v1/ and wants a login. What steers the simulator
// wants none:
//
//	POST   /sim/faults    a list of Fault: failures to inject
//	DELETE /sim/faults    ends them all
//	POST   /sim/settings  Settings: rounding, limits, extra fields unasked, and so on
//	POST   /sim/seed      {"articles": n}: so many are added, with stock
//	POST   /sim/articles  a list of Article: added, or put in place of their codes'
//	POST   /sim/partners  a list of Partner: added; a code of 0 is the next free one
//	POST   /sim/orders    an order as the API takes it, entered by somebody else; answers it with 201
//	POST   /sim/stock     a list of Stock: rows set
//	DELETE /sim/stock     a list of Stock: rows taken away, by code and warehouse
//	POST   /sim/tokens    ends all tokens, as a restart of the real server does
//	GET    /sim/state     orders, partners, and how often each call was made
//	GET    /              a page of orders for people
//
// A body that cannot be read, or a fault that does not exist, answers 400 with
// words; what was done answers 204.
package vascosim

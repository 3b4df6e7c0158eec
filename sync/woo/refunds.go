package woo

import "strconv"

// refundedKey is the meta key that links a refund's line to the order's.
const refundedKey = "_refunded_item_id"

// RefundOf is the id of the order's line that a refund's line takes back; 0 where
// it does not tell.
func RefundOf(meta []Meta) int64 {
	text, _ := metaText(meta, refundedKey)
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return id
}

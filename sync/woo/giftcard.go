package woo

import (
	"encoding/json"

	"github.com/shopspring/decimal"
)

// giftCardKeys are the order's meta keys in which plugins (YITH, Smart Coupons,
// PW, Advanced Coupons) keep what was paid with gift cards, those with totals first.
var giftCardKeys = []string{
	"_ywgc_applied_gift_cards_totals", "_ywgc_applied_gift_cards", "smart_coupons_contribution", "_pw_gift_cards_total", "_pw_gift_cards",
	"acfw_store_credits_order_paid",
}

// maxGiftCards bounds the cards of an order.
const maxGiftCards = 100

// PaidByGiftCard is what of an order was paid with gift cards; several places
// tell of the same cards, so the first that tells of any counts.
func (o *Order) PaidByGiftCard() decimal.Decimal {
	if paid := cardAmount(o.GiftCards); paid.IsPositive() {
		return paid
	}
	for _, key := range giftCardKeys {
		for _, m := range o.MetaData {
			if paid := cardAmount(m.Value); m.Key == key && paid.IsPositive() {
				return paid
			}
		}
	}
	return decimal.Zero
}

// cardAmount reads an amount, a list of cards with theirs, or amounts by the cards' codes.
func cardAmount(raw json.RawMessage) decimal.Decimal {
	var one Amount
	if err := json.Unmarshal(raw, &one); err == nil {
		return one.Decimal
	}
	var cards []struct {
		Amount Amount `json:"amount"`
	}
	if err := json.Unmarshal(raw, &cards); err == nil && len(cards) <= maxGiftCards {
		sum := decimal.Zero
		for _, card := range cards {
			sum = sum.Add(card.Amount.Decimal)
		}
		return sum
	}
	var byCode map[string]json.RawMessage
	if err := json.Unmarshal(raw, &byCode); err != nil || len(byCode) > maxGiftCards {
		return decimal.Zero
	}
	if amount, ok := byCode["amount"]; ok {
		return scalar(amount)
	}
	sum := decimal.Zero
	for _, amount := range byCode {
		sum = sum.Add(scalar(amount))
	}
	return sum
}

func scalar(raw json.RawMessage) decimal.Decimal {
	var one Amount
	if json.Unmarshal(raw, &one) != nil {
		return decimal.Zero
	}
	return one.Decimal
}

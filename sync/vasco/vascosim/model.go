package vascosim

import "time"

// Article is an article of the code list.
type Article struct {
	Code     string            `json:"code"`
	Name     string            `json:"name"`
	Name2    string            `json:"name2"`
	Unit     string            `json:"unit"`
	Group    string            `json:"group"`
	VATCode  int               `json:"vatCode"`
	Price    string            `json:"price"`
	HasStock int               `json:"hasStock"`
	Extra    map[string]string `json:"extra"`
}

// Stock is the stock of one article in one warehouse, as decimal text.
type Stock struct {
	Code      string `json:"code"`
	Warehouse string `json:"warehouse"`
	OnHand    string `json:"onHand"`
	Reserved  string `json:"reserved"`
	Ordered   string `json:"ordered"`
}

// Partner is a buyer.
type Partner struct {
	Code      int    `json:"code"`
	Name      string `json:"name"`
	Name2     string `json:"name2"`
	Address   string `json:"address"`
	Post      string `json:"post"`
	Country   int    `json:"country"`
	TaxNumber string `json:"taxNumber"`
	Ident     string `json:"ident"`
	Liable    string `json:"liable"`
	Phone     string `json:"phone"`
	Email     string `json:"email"`
}

// Order is a customer order that was received.
type Order struct {
	Number     string            `json:"number"`
	Year       int               `json:"year"`
	Date       string            `json:"date"`
	DueDate    string            `json:"dueDate"`
	Partner    int               `json:"partner"`
	Notes      string            `json:"notes"`
	Net        string            `json:"net"`
	Gross      string            `json:"gross"`
	ShopNumber string            `json:"shopNumber"`
	Extra      map[string]string `json:"extra"`
	Lines      []Line            `json:"lines"`
	ReceivedAt time.Time         `json:"receivedAt"`
	// VisibleAt is when searches begin to see it.
	VisibleAt time.Time `json:"visibleAt"`

	// place is where it stands in the list.
	place int
}

// Line is a line of an order; numbers are decimal text.
type Line struct {
	Article  string `json:"article"`
	Name     string `json:"name"`
	Quantity string `json:"quantity"`
	Price    string `json:"price"`
	Discount string `json:"discount"`
	VATCode  int    `json:"vatCode"`
	// Extra are the line's own extra fields.
	Extra map[string]string `json:"extra,omitempty"`
}

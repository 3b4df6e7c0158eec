package rules

// TaxStatus is what VASCO is told of a buyer who is neither a Slovenian payer of
// VAT nor one from abroad.
type TaxStatus string

// The statuses, VASCO's davcniZavezanec 0, 2 and 4.
const (
	TaxStatusNoData    TaxStatus = "NO_DATA"
	TaxStatusNotLiable TaxStatus = "NOT_LIABLE"
	TaxStatusSmall     TaxStatus = "SMALL"
)

// OtherName says what becomes of a buyer whose e-mail address is that of a
// partner with another name.
type OtherName string

// The ways to treat such a buyer.
const (
	// OtherNameUse takes the partner, and the notes name the buyer.
	OtherNameUse OtherName = "USE"
	// OtherNameNew gives the buyer a partner of its own.
	OtherNameNew OtherName = "NEW"
	// OtherNameAsk leaves the order to a person.
	OtherNameAsk OtherName = "ASK"
)

// Partner says who buyers are in VASCO.
type Partner struct {
	// OtherName is about buyers without a VAT number.
	OtherName OtherName `json:"otherName"`
	// RetailWithoutVAT takes the retail partner for all buyers without a VAT number.
	RetailWithoutVAT bool `json:"retailWithoutVat"`
	// TaxStatus is that of new partners for whom no rule speaks.
	TaxStatus TaxStatus `json:"taxStatus"`
}

// PartnerChange is what of them is to be different; nil fields stay.
type PartnerChange struct {
	OtherName        *OtherName
	RetailWithoutVAT *bool
	TaxStatus        *TaxStatus
}

func (p Partner) with(c PartnerChange) Partner {
	set(&p.OtherName, c.OtherName)
	set(&p.RetailWithoutVAT, c.RetailWithoutVAT)
	set(&p.TaxStatus, c.TaxStatus)
	return p
}

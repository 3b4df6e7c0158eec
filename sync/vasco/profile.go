package vasco

// Profile says how one VASCO installation wants its documents: field names,
// encodings, limits and how totals are rounded. Single settings of a built-in
// profile can be overridden by a connection.
type Profile struct {
	Name string `json:"name"`

	// Names of the fields of an order line.
	LineArticle  string `json:"lineArticle"`
	LinePrice    string `json:"linePrice"`
	LineDiscount string `json:"lineDiscount"`
	LineVATCode  string `json:"lineVatCode"`
	// LineGrossPrice is empty where the gross price is not sent.
	LineGrossPrice string `json:"lineGrossPrice"`
	// LineNames says whether lines carry the article's name.
	LineNames bool `json:"lineNames"`

	// NotesField is a body field, or "extra:NAME" for an extra field.
	NotesField string `json:"notesField"`
	// DueDateField is empty where the term is not sent.
	DueDateField string `json:"dueDateField"`
	// DateTime sends dates with a time of midnight.
	DateTime bool `json:"dateTime"`
	// ExtraFields is "object" or "list".
	ExtraFields string `json:"extraFields"`
	// OrderConstants are further header fields with fixed values.
	OrderConstants map[string]any `json:"orderConstants,omitempty"`

	// TaxNumberWithPrefix puts "SI12345678" into davcna; else bare there and prefixed in ident.
	TaxNumberWithPrefix bool `json:"taxNumberWithPrefix"`
	// TaxLiableBool sends davcniZavezanec as a boolean; else 1 and 2.
	TaxLiableBool bool `json:"taxLiableBool"`
	// PostWithTown sends "1000 Ljubljana"; else the postcode alone.
	PostWithTown bool `json:"postWithTown"`

	// Limits are in characters; 0 is none.
	PartnerNameLimit    int `json:"partnerNameLimit"`
	PartnerAddressLimit int `json:"partnerAddressLimit"`
	ArticleNameLimit    int `json:"articleNameLimit"`
	NotesLimit          int `json:"notesLimit"`

	// ArticleConstants are further fields of a new article with fixed values.
	ArticleConstants map[string]any `json:"articleConstants,omitempty"`
	// ArticleUpdatePath is "plain", or "code" where the path of an update ends with
	// the article's code. Nobody has seen which is right.
	ArticleUpdatePath string `json:"articleUpdatePath"`

	// TrustPartnerFilters: finding nobody by tax number or e-mail is believed.
	// Otherwise all partners are read before one is created.
	TrustPartnerFilters bool `json:"trustPartnerFilters"`

	// Rounding is how VASCO adds a document up: RoundPerRate, RoundPerLine or RoundNot.
	Rounding Rounding `json:"rounding"`
}

// Rounding is how VASCO adds a document up.
type Rounding string

// The ways VASCO may add a document up. With n = quantity × price × (1 − discount):
const (
	// RoundPerRate adds n up per VAT rate unrounded, rounds each rate's net to
	// cents, and its tax (net × rate) to cents.
	RoundPerRate Rounding = "perRate"
	// RoundPerLine rounds each line's n to cents and each line's tax to cents.
	RoundPerLine Rounding = "perLine"
	// RoundNot adds n × (1 + rate) up and rounds once, at the end.
	RoundNot Rounding = "unrounded"
)

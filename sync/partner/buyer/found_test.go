package buyer_test

import (
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
)

// vatNumbers are one of each country of the Union and some others, as VIES has
// them; the country is ISO 3166-1.
var vatNumbers = map[string]string{
	"AT": "ATU12345678", "BE": "BE0123456789", "BG": "BG123456789", "CY": "CY12345678X", "CZ": "CZ12345678", "DE": "DE123456789",
	"DK": "DK12345678", "EE": "EE123456789", "GR": "EL123456789", "ES": "ESX1234567L", "FI": "FI12345678", "FR": "FRAB123456789",
	"HR": "HR12345678903", "HU": "HU12345678", "IE": "IE1234567WA", "IT": "IT12345678901", "LT": "LT123456789012", "LU": "LU12345678",
	"LV": "LV12345678901", "MT": "MT12345678", "NL": "NL123456789B01", "PL": "PL1234567890", "PT": "PT123456789", "RO": "RO12345678",
	"SE": "SE123456789012", "SI": "SI98765432", "SK": "SK1234567890",
	"GB": "GB123456789", "CH": "CHE123456789", "NO": "NO123456789MVA", "RS": "RS123456789", "BA": "BA123456789012", "US": "US123456789",
}

// spellings are how buyers of a country write their number.
func spellings(country, number string) []buyer.Buyer {
	prefix, national := number[:2], number[2:]
	half := len(national) / 2
	var all []buyer.Buyer
	for _, text := range []string{
		number, strings.ToLower(number), prefix + " " + national, prefix + "-" + national[:half] + "." + national[half:],
		national, strings.ToLower(national), " " + national[:half] + " " + national[half:] + " ", national[:half] + "-" + national[half:],
	} {
		all = append(all, buyer.Buyer{VATNumber: text, Country: country, Email: "a@b.example"})
	}
	// With its prefix it says whose it is, wherever the bill goes.
	all = append(all, buyer.Buyer{VATNumber: number, Country: "SI"}, buyer.Buyer{VATNumber: strings.ToLower(number)})
	if prefix == "EL" {
		all = append(all, buyer.Buyer{VATNumber: "GR" + national, Country: country})
	}
	return all
}

// installations are the kinds of VASCO there are, and what is wanted of them.
var installations = map[string]struct {
	dialect  vascosim.Dialect
	profile  string
	settings string
}{
	"kiwwwi":                      {vascosim.Kiwwwi, "kiwwwi", ""},
	"fa":                          {vascosim.FA, "fa", ""},
	"fa, filters trusted":         {vascosim.FA, "fa", `{"trustPartnerFilters":true}`},
	"lenient as kiwwwi":           {vascosim.Lenient, "kiwwwi", ""},
	"lenient as fa":               {vascosim.Lenient, "fa", `{"trustPartnerFilters":true}`},
	"lenient, filters untrusted":  {vascosim.Lenient, "kiwwwi", `{"trustPartnerFilters":false}`},
	"fa with the number's prefix": {vascosim.FA, "fa", `{"taxNumberWithPrefix":true,"trustPartnerFilters":true}`},
}

func eachInstallation(t *testing.T, run func(t *testing.T, client *vasco.Client, profile vasco.Profile)) {
	for name, in := range installations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			erp, err := vascosim.New(vascosim.Options{Dialect: in.dialect})
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(erp.Handler())
			t.Cleanup(server.Close)
			profile, err := vasco.ProfileByName(in.profile, []byte(in.settings))
			if err != nil {
				t.Fatal(err)
			}
			client, err := vasco.New(vasco.Config{
				BaseURL: server.URL, Username: "demo", Password: "demo", TaxNumber: "12345678", Profile: profile, Transport: server.Client().Transport,
			})
			if err != nil {
				t.Fatal(err)
			}
			run(t, client, profile)
		})
	}
}

// create writes a buyer's partner as it is written after an order.
func create(t *testing.T, client *vasco.Client, profile vasco.Profile, b buyer.Buyer) string {
	t.Helper()
	payload, err := profile.EncodePartner(b.Partner())
	if err != nil {
		t.Fatal(err)
	}
	code, err := client.CreatePartner(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// checkFound looks for the partner the quick way and among all.
func checkFound(t *testing.T, client *vasco.Client, b buyer.Buyer, code string) {
	t.Helper()
	quick := func() ([]vasco.Partner, error) { return client.PartnersByEmail(t.Context(), b.Email) }
	if b.VATNumber != "" {
		quick = func() ([]vasco.Partner, error) { return client.PartnersByTaxNumber(t.Context(), b.TaxNumber()) }
	}
	for way, look := range map[string]func() ([]vasco.Partner, error){
		"by the filter": quick,
		"among all":     func() ([]vasco.Partner, error) { return client.EveryPartner(t.Context(), b.Fits) },
	} {
		candidates, err := look()
		if err != nil {
			t.Fatal(err)
		}
		if found, several := buyer.Match(b, candidates); found == nil || found.Code != code {
			t.Errorf("%s, %q of %s: found %+v, several %v, want %s", way, b.Key(), b.Country, found, several, code)
		}
	}
}

// TestWhatIsWrittenIsFoundAgain: after a lost answer nothing else tells that the
// partner is there. However a number is spelled, it is one key and one partner.
func TestWhatIsWrittenIsFoundAgain(t *testing.T) {
	t.Parallel()
	eachInstallation(t, func(t *testing.T, client *vasco.Client, profile vasco.Profile) {
		for country, number := range vatNumbers {
			var key, code string
			for _, b := range spellings(country, number) {
				b.Company = "PODJETJE " + number
				if code == "" {
					key, code = b.Key(), create(t, client, profile, b)
				}
				if b.Key() != key {
					t.Errorf("%q of %s is %s, and %s", b.VATNumber, b.Country, b.Key(), key)
				}
				checkFound(t, client, b, code)
			}
		}
	})
}

// TestEverySpellingIsFoundAgain: whichever spelling comes first is written.
func TestEverySpellingIsFoundAgain(t *testing.T) {
	t.Parallel()
	eachInstallation(t, func(t *testing.T, client *vasco.Client, profile vasco.Profile) {
		for i, b := range spellings("HR", "HR12345678903") {
			b.VATNumber = strings.ReplaceAll(b.VATNumber, "12345", strconv.Itoa(20000+i))
			checkFound(t, client, b, create(t, client, profile, b))
		}
	})
}

func fromEmail(email string) buyer.Buyer {
	return buyer.FromOrder(&woo.Order{Billing: woo.Address{Email: email, FirstName: "Ana", Country: "SI"}}, nil)
}

// TestWhatIsWrittenOfAnEmailIsFoundAgain, however long and odd it is.
func TestWhatIsWrittenOfAnEmailIsFoundAgain(t *testing.T) {
	t.Parallel()
	emails := []string{
		"ana@example.si", " Ana.B@Example.SI\n", "ana c@example.si", "z\u030ciga@example.si", "ŠPELA@example.si", "ana\x00d\u200b@example.si",
		"İpek@example.si", "straße@example.si", "o'hara+shop&co@example.si", "100%@example.si", strings.Repeat("very.long.", 25) + "ana@example.si",
	}
	eachInstallation(t, func(t *testing.T, client *vasco.Client, profile vasco.Profile) {
		for _, email := range emails {
			b := fromEmail(email)
			code := create(t, client, profile, b)
			for _, spelled := range []string{email, "\t" + email + " ", strings.ToLower(email)} {
				if again := fromEmail(spelled); again.Key() != b.Key() {
					t.Errorf("%q is %s, and %s", spelled, again.Key(), b.Key())
				}
				checkFound(t, client, fromEmail(spelled), code)
			}
		}
	})
}

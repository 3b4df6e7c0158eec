package vasco_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestParseLenientNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1234.56": "1234.56", "1.234,56": "1234.56", "1,234.56": "1234.56", "1.234.567": "1234567", "1,234,567": "1234567",
		"12": "12", "12,0": "12", "1,234": "1.234", " 7 ": "7", "1 234,5": "1234.5", "1'234.5": "1234.5",
		"-3,5": "-3.5", "+4": "4", ".5": "0.5", "5.": "5", "1E-05": "0.00001", "2e3": "2000",
	} {
		got, ok := vasco.ParseLenientNumber(text)
		if !ok || !got.Equal(dec(want)) {
			t.Errorf("%q: %s, %v; want %s", text, got, ok, want)
		}
	}
}

func TestWhatIsNoNumberIsUnknown(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", ">10", "da", "NaN", "Infinity", "-", "+", ".", ",", "1-2", ".-5", "--1", "1e", "e5", "1e999999999", "1e-31", "0x10", "1_000",
		"१२", strings.Repeat("9", 41), "12 kos", "1,2.3,4",
	} {
		if got, ok := vasco.ParseLenientNumber(text); ok {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
}

func TestParsePieces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"12": "12", "12,0": "12", " 7 ": "7", "0": "0", "-3": "-3", "+4": "4", "5.": "5", ",5": "0.5", "12.000": "12",
		"1.234,56": "1234.56", "1,234.56": "1234.56", "1.234.567": "1234567", "1,234,567": "1234567",
		"1 234": "1234", "1\u00a0234,5": "1234.5", "1'234": "1234",
	} {
		got, ok := vasco.ParsePieces(text)
		if !ok || !got.Equal(dec(want)) {
			t.Errorf("%q: %s, %v; want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", " ", ">10", "da", "12 kos", "5 10", "1e3", "15.6.2026", "15. 6. 2026", "1.2.3", "2026-06-15", "1,2.3,4", "-", ".", "NaN", "१२", strings.Repeat("9", 41),
	} {
		if got, ok := vasco.ParsePieces(text); ok {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
}

func FuzzParseLenientNumber(f *testing.F) {
	for _, seed := range []string{"1.234,56", "1234.56", "12,0", "", ">10", "1e999999999", "-.5e-3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := vasco.ParseLenientNumber(text)
		if !ok {
			return
		}
		again, ok := vasco.ParseLenientNumber(got.String())
		if len(got.String()) <= 40 && (!ok || !again.Equal(got)) {
			t.Errorf("%q is %s, which is read as %s, %v", text, got, again, ok)
		}
		if len(got.String()) > 100 {
			t.Errorf("%q grew to %d characters", text, len(got.String()))
		}
	})
}

func TestNormalizeURL(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"http://192.168.1.10:8101":                    "http://192.168.1.10:8101/api/v1",
		"http://192.168.1.10:8101/":                   "http://192.168.1.10:8101/api/v1",
		"https://erp.example.si/api/v1":               "https://erp.example.si/api/v1",
		"https://erp.example.si/api/v1/":              "https://erp.example.si/api/v1",
		"https://erp.example.si/API/V1/Avtentikacija": "https://erp.example.si/api/v1",
		"https://erp.example.si/Avtentikacija":        "https://erp.example.si/api/v1",
		" HTTPS://ERP.example.si/vasco/api/v1/ ":      "https://erp.example.si/vasco/api/v1",
		"http://erp/apis/x":                           "http://erp/apis/x/api/v1",
		"http://[::1]:8101":                           "http://[::1]:8101/api/v1",
		"http://u:p@erp/?a=b#c":                       "http://erp/api/v1",
	} {
		got, err := vasco.NormalizeURL(text)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "erp.local:8101", "ftp://erp", "http://", "http://:80", "http:///x", "http://u:secret@:80", "http://erp/../x"} {
		got, err := vasco.NormalizeURL(text)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func FuzzNormalizeURL(f *testing.F) {
	for _, seed := range []string{"http://erp", "https://erp:8101/api/v1/Avtentikacija", "http://erp/%2f/a b", "http://[fe80::1%25en0]/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once, err := vasco.NormalizeURL(text)
		if err != nil {
			return
		}
		twice, err := vasco.NormalizeURL(once)
		if err != nil || twice != once {
			t.Errorf("%q became %q, then %q, %v", text, once, twice, err)
		}
	})
}

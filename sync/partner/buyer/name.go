package buyer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Name is the buyer's name for people: the company's, else the person's.
func (b Buyer) Name() string { return cmp.Or(b.Company, b.Person) }

// NameKey is the same for comparing.
func (b Buyer) NameKey() string { return nameKey(b.Name()) }

// SameName tells whether a partner's name is the buyer's: the company's or the
// person's, perhaps cut by VASCO. A buyer or partner without a name has any.
func (b Buyer) SameName(name string) bool {
	if name == "" || b.Name() == "" {
		return true
	}
	return slices.ContainsFunc([]string{b.Company, b.Person}, func(own string) bool {
		return own != "" && (agrees(own, name) || agrees(capitals(own), name))
	})
}

func agrees(own, name string) bool {
	// Fewer letters would agree with too many.
	const cut = 20
	if nameKey(own) == nameKey(name) {
		return true
	}
	begun := strings.Join(nameWords(name), " ")
	return len(begun) >= cut && strings.HasPrefix(strings.Join(nameWords(own), " "), begun)
}

// nameKey are a name's words in one order, without case, accents and marks:
// "Čuš, Žiga" is "cus ziga", "d. o. o." is "doo".
func nameKey(name string) string {
	words := nameWords(name)
	slices.Sort(words)
	return strings.Join(words, " ")
}

func nameWords(name string) []string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '.', r == '\'', r == '’':
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return plainLetter(unicode.ToLower(r))
		default:
			return ' '
		}
	}, norm.NFKD.String(strings.ReplaceAll(name, "ß", "ss")))
	var words []string
	single := false
	for word := range strings.FieldsSeq(plain) {
		alone := len([]rune(word)) == 1
		if alone && single {
			words[len(words)-1] += word
		} else {
			words = append(words, word)
		}
		single = alone
	}
	return words
}

// plainLetter is a letter without its stroke, which is no accent for Unicode.
func plainLetter(r rune) rune {
	switch r {
	case 'đ', 'ð':
		return 'd'
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'ı':
		return 'i'
	}
	return r
}

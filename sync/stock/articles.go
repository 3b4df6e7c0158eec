package stock

import (
	"database/sql"
	"hash/maphash"
	"iter"
)

// entry is what one complete read of VASCO says of an article, beside what the
// last one left. There is one for each of a shop's products, and the garbage of
// VASCO's answers has what is held looked through for pointers again and again:
// it has none, and the texts of all articles lie together.
type entry struct {
	// Invalid is unknown.
	supplier, own, ordered, reserved sql.NullInt64
	// before is what the last read left.
	before earlier
	// code is the folded one; spelled as VASCO writes it, or until that is known as the shop does.
	code, spelled span
	// next is the next one with a code of the same hash.
	next int32
	// lastRow is its newest row of stock.
	lastRow int32
	// words are what it has in the supplier's field where that is no number.
	words int32
	// keep is in which warehouses it has rows, as that is kept; 0 is not known.
	keep int32
	// supplierSegment and ownSegment are the parts of the read it came in.
	supplierSegment, ownSegment int32
	// known says that VASCO has it.
	known bool
	// unclear says that a part of its stock was no number, or came twice and differed.
	unclear bool
	// partly says which of the sums lack a part: one of several rows did not tell it.
	orderedPartly, reservedPartly bool
}

// span is a part of the texts of all articles.
type span struct{ from, to uint32 }

// articles are found by their codes, however these are written.
type articles struct {
	// hash is of a folded code.
	hash   func(string) uint64
	byHash map[uint64]int32
	parts  [][]entry
	texts  []byte
}

const articlesInPart = 1024

func newArticles() articles {
	seed := maphash.MakeSeed()
	return articles{hash: func(key string) uint64 { return maphash.String(seed, key) }, byHash: make(map[uint64]int32)}
}

// at answers the article of a number, from 1 on.
func (a *articles) at(number int32) *entry {
	return &a.parts[(number-1)/articlesInPart][(number-1)%articlesInPart]
}

// all yields them in the order they came.
func (a *articles) all() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for _, part := range a.parts {
			for i := range part {
				if !yield(&part[i]) {
					return
				}
			}
		}
	}
}

// find answers nil for an article that no product names.
func (a *articles) find(code string) *entry {
	key := folded(code)
	for number := a.byHash[a.hash(key)]; number != 0; {
		one := a.at(number)
		if string(a.bytes(one.code)) == key {
			return one
		}
		number = one.next
	}
	return nil
}

// name answers the article of a code, a new one where there is none.
func (a *articles) name(code string) *entry {
	if one := a.find(code); one != nil {
		return one
	}
	last := len(a.parts) - 1
	if last < 0 || len(a.parts[last]) == articlesInPart {
		a.parts, last = append(a.parts, make([]entry, 0, articlesInPart)), last+1
	}
	key := folded(code)
	hash := a.hash(key)
	a.parts[last] = append(a.parts[last], entry{code: a.keep(key), next: a.byHash[hash]})
	a.byHash[hash] = int32(last*articlesInPart + len(a.parts[last]))
	return &a.parts[last][len(a.parts[last])-1]
}

func (a *articles) bytes(s span) []byte { return a.texts[s.from:s.to] }

func (a *articles) keep(text string) span {
	from := len(a.texts)
	a.texts = append(a.texts, text...)
	return span{uint32(from), uint32(len(a.texts))}
}

// spell keeps how the code of an article is written.
func (a *articles) spell(one *entry, code string) {
	switch {
	case string(a.bytes(one.spelled)) == code:
	case string(a.bytes(one.code)) == code:
		one.spelled = one.code
	default:
		one.spelled = a.keep(code)
	}
}

func (a *articles) spelled(one *entry) string { return string(a.bytes(one.spelled)) }

// texts are numbered, from 1 on: few of them come again and again.
type texts struct {
	all     []string
	numbers map[string]int32
}

func (t *texts) number(text string) int32 {
	if text == "" {
		return 0
	}
	number, numbered := t.numbers[text]
	if !numbered {
		if t.numbers == nil {
			t.numbers = make(map[string]int32)
		}
		t.all = append(t.all, text)
		number = int32(len(t.all))
		t.numbers[text] = number
	}
	return number
}

func (t *texts) text(number int32) string {
	if number == 0 {
		return ""
	}
	return t.all[number-1]
}

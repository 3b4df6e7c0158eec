package order

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// How VASCO says that an article does not exist was seen in no client: its words
// are compared with several that are likely, and prove nothing when none fits.
var (
	isAbsent    = regexp.MustCompile(`(?i)ne obstaja|neobstoj|ni (v )?(šifrant|najden)|ne najdem|ni mogoče najti|neznan|not found|(does|do) not exist|unknown`)
	isArticle   = regexp.MustCompile(`(?i)artik|article|postavk`)
	isPartner   = regexp.MustCompile(`(?i)partner|kup(ec|ca)`)
	lineOfField = regexp.MustCompile(`\[(\d+)\]`)
)

// unknownArticle names the line whose article VASCO does not have, as far as its
// refusal tells; nil when it tells something else.
func unknownArticle(o *woo.Order, sent mapping.Result, refusal *vasco.Rejected) map[string]string {
	lines := sent.Document.Lines
	for _, said := range sayings(refusal) {
		text := said.field + " " + said.words
		if !isAbsent.MatchString(said.words) || isPartner.MatchString(text) {
			continue
		}
		place := lineNamed(lines, said)
		if place < 0 {
			continue
		}
		params := map[string]string{"product": lines[place].Name}
		for _, line := range o.LineItems {
			if line.ID == sent.LineIDs[place] && line.ID != 0 {
				params = mapping.LineParams(line)
			}
		}
		params["article"], params["detail"] = lines[place].ArticleCode, shortened(said.words)
		params["status"] = strconv.Itoa(refusal.Status)
		return params
	}
	return nil
}

type saying struct{ field, words string }

// sayings are what a refusal says: of its fields, and as a whole.
func sayings(refusal *vasco.Rejected) []saying {
	var all []saying
	for field, messages := range refusal.Fields {
		for _, message := range messages {
			all = append(all, saying{field, message})
		}
	}
	return append(all, saying{"", refusal.Title})
}

// lineNamed is the place of the line whose article is meant, -1 when none is:
// by its code, or, of an article, by its place or as the only line.
func lineNamed(lines []vasco.Line, said saying) int {
	for place, line := range lines {
		if hasWord(said.words, line.ArticleCode) {
			return place
		}
	}
	if !isArticle.MatchString(said.field + " " + said.words) {
		return -1
	}
	if number := lineOfField.FindStringSubmatch(said.field); number != nil {
		if place, err := strconv.Atoi(number[1]); err == nil && place < len(lines) {
			return place
		}
	}
	if len(lines) == 1 {
		return 0
	}
	return -1
}

// hasWord tells whether a code stands in a text by itself, not inside of another.
func hasWord(text, code string) bool {
	inside := func(r byte) bool {
		return r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0x80
	}
	for from := 0; code != ""; {
		at := strings.Index(text[from:], code)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(code)
		if (at == 0 || !inside(text[at-1])) && (end == len(text) || !inside(text[end])) {
			return true
		}
		from = at + 1
	}
	return false
}

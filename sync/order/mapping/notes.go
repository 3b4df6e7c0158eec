package mapping

import (
	"strings"
	"unicode"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
)

const (
	// unpaid is the line of the notes of an order that nobody has paid yet.
	unpaid = "NEPLAČANO"
	// buyerLine begins the line that names the buyer of somebody else's partner.
	buyerLine = "Kupec: "
	// currencyLine begins the line that says that the amounts are not in the currency of the books.
	currencyLine = "Valuta: "
	// cutMark ends notes of which not all has room.
	cutMark = "…"
)

// Notes are the text printed on a document.
type Notes struct {
	Text string
	// Lost is what had no room, on one line.
	Lost string
}

// notesOf fills the template, and keeps what matters most when VASCO has no
// room for all: another currency than that of the books, who bought and that nobody
// has paid, where that is said, then the lines from the first to the last.
func notesOf(in Input) Notes {
	last := ""
	if currency := foreignCurrency(in); currency != "" && !rules.NamesCurrency(in.Settings.NotesTemplate) {
		last = currencyLine + currency
	}
	if in.BuyerName != "" {
		last = withLast(last, buyerLine+in.BuyerName)
	}
	if _, paid := paymentDay(in); in.Terms.MarkUnpaid && !paid {
		last = withLast(last, unpaid)
	}
	return fitted(noteLines(in), last, in.Profile)
}

// foreignCurrency is the order's, empty where it is that of the books.
func foreignCurrency(in Input) string {
	if in.Order.Currency == in.Settings.Currency {
		return ""
	}
	return oneLine(in.Order.Currency)
}

// noteLine is a line of the notes.
type noteLine struct {
	text string
	// prose may be cut inside: half a number would be a wrong one.
	prose bool
}

// noteLines are the template's; one that only has placeholders without a value is left out.
func noteLines(in Input) []noteLine {
	values := noteValues(in)
	var lines []noteLine
	for template := range strings.SplitSeq(in.Settings.NotesTemplate, "\n") {
		named, empty, prose := 0, 0, false
		text := rules.Placeholder.ReplaceAllStringFunc(template, func(found string) string {
			name := found[1 : len(found)-1]
			value, known := values[name]
			if !known {
				return found
			}
			named++
			if value == "" {
				empty++
			}
			prose = prose || name == rules.NoteBuyer
			return value
		})
		if named > 0 && named == empty {
			continue
		}
		if empty > 0 {
			text = strings.Trim(text, " ,;:/–-")
		}
		lines = append(lines, noteLine{text, prose})
	}
	return lines
}

// fitted puts lines together, and last under them, within the profile's limit.
func fitted(lines []noteLine, last string, p vasco.Profile) Notes {
	whole := withLast(noteText(lines), last)
	if p.NotesLimit <= 0 || p.NotesLength(whole) <= p.NotesLimit {
		return Notes{Text: whole}
	}
	room := p.NotesLimit - p.NotesLength(last)
	if last != "" {
		room -= p.NotesLength("\n")
	}
	head, lost := kept(lines, room, p)
	return Notes{Text: cutTo(withLast(head, last), p.NotesLimit, p), Lost: lost}
}

func withLast(head, last string) string {
	if head == "" || last == "" {
		return head + last
	}
	return head + "\n" + last
}

func noteText(lines []noteLine) string {
	texts := make([]string, len(lines))
	for i, line := range lines {
		texts[i] = line.text
	}
	return strings.Join(texts, "\n")
}

// kept is the beginning of the lines that has room, with the mark that it is
// one, and the rest. The line that has no room is left out with all after it,
// but for prose and for the first line, which are cut.
func kept(lines []noteLine, room int, p vasco.Profile) (head, lost string) {
	for i := len(lines) - 1; i > 0; i-- {
		whole := noteText(lines[:i])
		lost = strings.Join(strings.Fields(noteText(lines[i:])), " ")
		if lines[i].prose {
			inside := whole + "\n" + lines[i].text
			if short := cutTo(inside, room-1, p); p.NotesLength(short) > p.NotesLength(whole)+minProse {
				rest := strings.TrimPrefix(inside, short) + " " + noteText(lines[i+1:])
				return short + cutMark, strings.Join(strings.Fields(rest), " ")
			}
		}
		if marked := whole + " " + cutMark; p.NotesLength(marked) <= room {
			return marked, lost
		}
	}
	if len(lines) == 0 || room <= 0 {
		return "", strings.Join(strings.Fields(noteText(lines)), " ")
	}
	if first := lines[0].text; p.NotesLength(first) <= room {
		return first, lost
	}
	short := cutTo(lines[0].text, room-1, p)
	return short + cutMark, strings.Join(strings.Fields(strings.TrimPrefix(noteText(lines), short)), " ")
}

// minProse is how much of prose is worth a line.
const minProse = 10

// cutTo is the beginning of a text that has room, without blanks at its end.
func cutTo(text string, room int, p vasco.Profile) string {
	end := 0
	for i, r := range text {
		size := len(string(r))
		if p.NotesLength(text[:i+size]) > room {
			return strings.TrimRightFunc(text[:end], unicode.IsSpace)
		}
		end = i + size
	}
	return text
}

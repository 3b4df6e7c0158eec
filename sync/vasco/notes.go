package vasco

import "strings"

// NotesLength is how long VASCO counts a text of the notes: in characters, of
// which the end of a line is two where it is written as CRLF.
func (p Profile) NotesLength(text string) int {
	length := 0
	for _, r := range text {
		length += p.noteCost(r)
	}
	return length
}

func (p Profile) noteCost(r rune) int {
	if r == '\n' && strings.HasPrefix(p.NotesField, extraPrefix) {
		return 2
	}
	return 1
}

// cutNotes shortens notes to the profile's limit, whoever made them.
func (p Profile) cutNotes(text string) string {
	length := 0
	for i, r := range text {
		if length += p.noteCost(r); p.NotesLimit > 0 && length > p.NotesLimit {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

package article

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Limits of a file.
const (
	MaxBytes = 500_000
	MaxLines = 10_000
	// maxFaults is how many lines are told of; a file of another kind has only such.
	maxFaults = 50
)

// columns are a file's, in the order they are written in; name may be left out.
var columns = []string{"kind", "key", "code", "name"}

const (
	byteOrderMark = "\ufeff"
	// formulas begin so in a spreadsheet.
	formulas = "=+-@\t\r"
)

// LineFault is what is wrong with a line of a file; lines count from 1.
type LineFault struct {
	Fault

	Line int
}

func faultAt(line int, field string, code FaultCode, message string) LineFault {
	return LineFault{Fault{field, code, message}, line}
}

// ParseCSV reads a map. Its first line names the columns, which commas or
// semicolons part. With faults there are no entries: nothing is taken by halves.
func ParseCSV(text string) ([]Entry, []LineFault) {
	if len(text) > MaxBytes {
		return nil, []LineFault{faultAt(1, "", TooLong, fmt.Sprintf("the file is longer than %d bytes", MaxBytes))}
	}
	text = strings.TrimPrefix(text, byteOrderMark)
	head, _, _ := strings.Cut(text, "\n")
	reader := csv.NewReader(strings.NewReader(text))
	if strings.Count(head, ";") > strings.Count(head, ",") {
		reader.Comma = ';'
	}
	names, err := reader.Read()
	if err != nil {
		return nil, []LineFault{lineFault(err, 1)}
	}
	at, fault := placesOf(names)
	if fault != nil {
		return nil, []LineFault{*fault}
	}
	f := file{reader: reader, at: at, seen: make(map[Key]int)}
	f.read()
	if len(f.faults) > 0 {
		return nil, f.faults
	}
	return f.entries, nil
}

// placesOf tells where each column stands.
func placesOf(names []string) (map[string]int, *LineFault) {
	at := make(map[string]int, len(names))
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := at[name]; twice || !slices.Contains(columns, name) {
			fault := faultAt(1, name, BadColumns, "the columns are kind, key, code and name, each once")
			return nil, &fault
		}
		at[name] = i
	}
	for _, needed := range columns[:3] {
		if _, ok := at[needed]; !ok {
			fault := faultAt(1, needed, BadColumns, "this column is missing")
			return nil, &fault
		}
	}
	return at, nil
}

// file is one that is being read.
type file struct {
	reader  *csv.Reader
	at      map[string]int
	seen    map[Key]int
	entries []Entry
	faults  []LineFault
}

func (f *file) read() {
	for len(f.faults) < maxFaults {
		fields, err := f.reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			f.faults = append(f.faults, lineFault(err, 0))
			if parse, ok := errors.AsType[*csv.ParseError](err); ok && errors.Is(parse.Err, csv.ErrFieldCount) {
				continue
			}
			return // What follows a quote that does not end is not known.
		}
		line, _ := f.reader.FieldPos(0)
		if len(f.entries) == MaxLines {
			f.faults = append(f.faults, faultAt(line, "", TooLong, fmt.Sprintf("there are more than %d lines", MaxLines)))
			return
		}
		f.take(line, fields)
	}
}

func (f *file) take(line int, fields []string) {
	field := func(name string) string {
		if place, ok := f.at[name]; ok {
			return plain(fields[place])
		}
		return ""
	}
	e := Entry{Key: Key{Kind(field("kind")), field("key")}, Code: field("code"), Name: field("name")}.Trimmed()
	if fault := e.Check(); fault != nil {
		f.faults = append(f.faults, LineFault{*fault, line})
		return
	}
	if earlier := f.seen[e.Key]; earlier != 0 {
		f.faults = append(f.faults, faultAt(line, "key", Twice, fmt.Sprintf("line %d has it already", earlier)))
		return
	}
	f.seen[e.Key] = line
	f.entries = append(f.entries, e)
}

func lineFault(err error, line int) LineFault {
	if errors.Is(err, io.EOF) {
		return faultAt(line, "", Empty, "the file is empty")
	}
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return faultAt(parse.StartLine, "", NotCSV, parse.Err.Error())
	}
	return faultAt(line, "", NotCSV, err.Error())
}

// WriteCSV writes a map as ParseCSV reads it, with semicolons, which a
// spreadsheet of this country expects.
func WriteCSV(entries []Entry) (string, error) {
	var text strings.Builder
	writer := csv.NewWriter(&text)
	writer.Comma = ';'
	rows := [][]string{columns}
	for _, e := range entries {
		rows = append(rows, []string{string(e.Kind), harmless(e.Key.Key), harmless(e.Code), harmless(e.Name)})
	}
	if err := writer.WriteAll(rows); err != nil {
		return "", fmt.Errorf("write the article map: %w", err)
	}
	return text.String(), nil
}

// harmless keeps a spreadsheet from reckoning with what a product's name may say.
func harmless(text string) string {
	if text != "" && strings.ContainsRune(formulas+"'", rune(text[0])) {
		return "'" + text
	}
	return text
}

// plain is harmless's way back.
func plain(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(formulas+"'", rune(text[1])) {
		return text[1:]
	}
	return text
}

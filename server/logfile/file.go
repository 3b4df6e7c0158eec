package logfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

// ServiceFolder holds the lines that belong to no shop.
const ServiceFolder = "_service"

// addition is text for the end of one file.
type addition struct {
	path string
	text []byte
}

// render sorts the events' lines by file, in order of the events.
func (p *Projector) render(ctx context.Context, events []*ent.Event) ([]*addition, error) {
	var all []*addition
	byPath := make(map[string]*addition)
	for _, e := range events {
		folder, zone, err := p.shop(ctx, e.ShopID)
		if err != nil {
			return nil, err
		}
		path := Path(folder, e.At.In(zone))
		file := byPath[path]
		if file == nil {
			file = &addition{path: path}
			byPath[path] = file
			all = append(all, file)
		}
		file.text = append(file.text, Line(e, zone)...)
	}
	return all, nil
}

// Path is a day's file under the log folder.
func Path(folder string, day time.Time) string {
	return filepath.Join(folder, day.Format("2006"), day.Format("01"), day.Format(time.DateOnly)+".log")
}

// The parts of a file's path. They leave no way out of the log folder.
var (
	folderName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$`)
	fileName   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})\.log$`)
)

// ParsePath is the path that an address names: false when it can name no file.
func ParsePath(folder, year, month, file string) (string, bool) {
	date := fileName.FindStringSubmatch(file)
	if date == nil || date[1] != year || date[2] != month || !folderName.MatchString(folder) {
		return "", false
	}
	return filepath.Join(folder, year, month, file), true
}

// shop returns the folder and the time zone of a shop's lines.
func (p *Projector) shop(ctx context.Context, id int) (string, *time.Location, error) {
	if id == 0 {
		return ServiceFolder, time.UTC, nil
	}
	s, err := p.registry.Shop(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return "_shop-" + strconv.Itoa(id), time.UTC, nil
	}
	if err != nil {
		return "", nil, err
	}
	if !folderName.MatchString(s.Key) {
		return "_shop-" + strconv.Itoa(id), s.Location, nil
	}
	return s.Key, s.Location, nil
}

// append puts the text at the end of its file, on disk. When unsure, a part of
// it may stand there already, because a kill came before the cursor was kept.
func (a *addition) append(dir string, unsure bool) (err error) {
	path := filepath.Join(dir, a.path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the log folder: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("open the log file: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	text := a.text
	if unsure {
		if text, err = missing(file, text); err != nil {
			return err
		}
	}
	if _, err := file.Write(text); err != nil {
		return fmt.Errorf("write %s: %w", a.path, err)
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("write %s to disk: %w", a.path, err)
	}
	return nil
}

// missing is what of the text does not stand at the end of the file yet.
func missing(file *os.File, text []byte) ([]byte, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("look at the log file: %w", err)
	}
	size := min(info.Size(), int64(len(text)))
	tail := make([]byte, size)
	if _, err := file.ReadAt(tail, info.Size()-size); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the end of the log file: %w", err)
	}
	for n := len(tail); n > 0; n-- {
		if bytes.HasSuffix(tail, text[:n]) {
			return text[n:], nil
		}
	}
	if len(tail) > 0 && tail[len(tail)-1] != '\n' {
		return append([]byte{'\n'}, text...), nil
	}
	return text, nil
}

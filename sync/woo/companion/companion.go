// Package companion holds the companion WordPress plugin: PHP files that show in
// the shop what the connector knows.
package companion

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"sync"
	"time"
)

// Name is what the archive is called.
const Name = "kiwwwi-vasco.zip"

//go:embed kiwwwi-vasco
var files embed.FS

// modified is the time of every file in the archive: the same files make the same bytes.
var modified = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// Archive is the plugin as WordPress installs it: a zip with one folder.
var Archive = sync.OnceValues(func() ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return add(w, name)
	})
	if err != nil {
		return nil, fmt.Errorf("pack the companion plugin: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack the companion plugin: %w", err)
	}
	return archive.Bytes(), nil
})

func add(w *zip.Writer, name string) error {
	content, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: modified}
	header.SetMode(0o644)
	file, err := w.CreateHeader(header)
	if err != nil {
		return fmt.Errorf("add %s: %w", name, err)
	}
	if _, err := file.Write(content); err != nil {
		return fmt.Errorf("add %s: %w", name, err)
	}
	return nil
}

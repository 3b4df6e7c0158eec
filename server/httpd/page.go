package httpd

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// page serves the SPA: dist/app when it was built, else the page that says how.
type page struct {
	files fs.FS
	index []byte
}

func newPage(dist fs.FS) (*page, error) {
	files := dist
	if built, err := fs.Sub(dist, "dist/app"); err == nil {
		if _, err := fs.Stat(built, "index.html"); err == nil {
			files = built
		} else if files, err = fs.Sub(dist, "dist"); err != nil {
			return nil, fmt.Errorf("open the page: %w", err)
		}
	}
	index, err := fs.ReadFile(files, "index.html")
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	return &page{files: files, index: index}, nil
}

// ServeHTTP answers files, and the page itself for every address that its own
// router may know. A missing file is missing: a page in place of a script
// would only confuse.
func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "The page is only read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || name == "index.html" || path.Ext(name) == "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(p.index))
		return
	}
	if info, err := fs.Stat(p.files, name); err != nil || info.IsDir() {
		notFound(w, r)
		return
	}
	if strings.HasPrefix(name, "assets/") {
		// Their names hold a hash of their content.
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
	}
	http.ServeFileFS(w, r, p.files, name) //nolint:gosec // An embedded file system has no way out.
}

package httpd

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"

	"github.com/kiwwwi/vasco/server/logfile"
)

// logFiles serves the plain log file of a day.
func logFiles(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := logfile.ParsePath(r.PathValue("shop"), r.PathValue("year"), r.PathValue("month"), r.PathValue("file"))
		if !ok {
			notFound(w, r)
			return
		}
		// The root also refuses links that lead out of it.
		file, err := os.OpenInRoot(dir, name)
		if errors.Is(err, fs.ErrNotExist) {
			notFound(w, r)
			return
		}
		if err != nil {
			http.Error(w, "The log file could not be read.", http.StatusInternalServerError)
			return
		}
		defer func() { _ = file.Close() }()
		serveLog(w, r, file)
	})
}

func serveLog(w http.ResponseWriter, r *http.Request, file *os.File) {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		notFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	// The file grows while it is read: what was there at first is what is sent.
	http.ServeContent(w, r, "", info.ModTime(), io.NewSectionReader(file, 0, info.Size()))
}

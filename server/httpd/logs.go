package httpd

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
)

// The parts of a log file's address. They leave no way out of the folder.
var (
	shopPart = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$`)
	filePart = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})\.log$`)
)

// logFiles serves the plain log file of a day.
func logFiles(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := logName(r.PathValue("shop"), r.PathValue("year"), r.PathValue("month"), r.PathValue("file"))
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

// logName is the file's path under the log folder.
func logName(shop, year, month, file string) (string, bool) {
	date := filePart.FindStringSubmatch(file)
	if date == nil || date[1] != year || date[2] != month || !shopPart.MatchString(shop) {
		return "", false
	}
	return path.Join(shop, year, month, file), true
}

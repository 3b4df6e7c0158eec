package httpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/kiwwwi/vasco/sync/woo/companion"
)

// companionPlugin serves the companion WordPress plugin; its tag changes when
// the plugin does, and is the same on every replica.
func companionPlugin() (http.Handler, error) {
	archive, err := companion.Archive()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(archive)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="`+companion.Name+`"`)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		// Without a date: all versions of the archive have the same.
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(archive))
	}), nil
}

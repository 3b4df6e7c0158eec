package httpd

import (
	"archive/zip"
	"net/http"
	"strings"
	"testing"
)

func TestCompanionPlugin(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	const path = "/downloads/kiwwwi-vasco.zip"
	response, body := s.ask(t, "GET", path, "")
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != "application/zip" ||
		response.Header.Get("Content-Disposition") != `attachment; filename="kiwwwi-vasco.zip"` {
		t.Fatalf("got %d %v", response.StatusCode, response.Header)
	}
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Open("kiwwwi-vasco/kiwwwi-vasco.php"); err != nil {
		t.Error(err)
	}

	tag := response.Header.Get("ETag")
	again, body := s.ask(t, "GET", path, "", "If-None-Match: "+tag)
	if tag == "" || again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("with its tag %q: %d, %d bytes", tag, again.StatusCode, len(body))
	}
	if date := response.Header.Get("Last-Modified"); date != "" {
		t.Errorf("every version would be of %s", date)
	}
	if other, _ := newSite(t, nil).ask(t, "HEAD", path, ""); other.Header.Get("ETag") != tag {
		t.Errorf("another replica's tag is %q, not %q", other.Header.Get("ETag"), tag)
	}
	if foreign, _ := s.ask(t, "GET", path, "", "Host: evil.example"); foreign.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("under a foreign name: %d", foreign.StatusCode)
	}
}

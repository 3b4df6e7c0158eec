package secret_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/store/secret"
)

func TestMain(m *testing.M) {
	// As the other process of TestProcessesStartTogether.
	if path := os.Getenv("SECRET_TEST_KEY_FILE"); path != "" {
		box, err := secret.Open(path)
		if err != nil {
			panic(err)
		}
		_, _ = os.Stdout.WriteString(box.Fingerprint())
		return
	}
	m.Run()
}

func open(t *testing.T, path string) *secret.Box {
	t.Helper()
	box, err := secret.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return box
}

func keyFile(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "data", "secret.key")
}

func seal(t *testing.T, b *secret.Box, text, purpose string) []byte {
	t.Helper()
	sealed, err := b.Seal(text, purpose)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestSealAndOpen(t *testing.T) {
	t.Parallel()
	box := open(t, keyFile(t))
	for _, text := range []string{"", "cs_demo", "geslo s šumniki\x00", strings.Repeat("x", 1<<16)} {
		sealed := seal(t, box, text, "shop consumer secret")
		if text != "" && bytes.Contains(sealed, []byte(text)) {
			t.Errorf("%q can be read", text)
		}
		if bytes.Equal(sealed, seal(t, box, text, "shop consumer secret")) {
			t.Errorf("%q is the same twice: equal secrets can be seen", text)
		}
		if got, err := box.Open(sealed, "shop consumer secret"); err != nil || got != text {
			t.Errorf("%q came back as %q, %v", text, got, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	box, other := open(t, keyFile(t)), open(t, keyFile(t))
	sealed := seal(t, box, "cs_demo", "shop consumer secret")
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, try := range map[string]func() (string, error){
		"another purpose": func() (string, error) { return box.Open(sealed, "webhook secret") },
		"another key":     func() (string, error) { return other.Open(sealed, "shop consumer secret") },
		"changed bytes":   func() (string, error) { return box.Open(changed, "shop consumer secret") },
		"half of it":      func() (string, error) { return box.Open(sealed[:len(sealed)/2], "shop consumer secret") },
		"nothing":         func() (string, error) { return box.Open(nil, "shop consumer secret") },
	} {
		got, err := try()
		if err == nil || got != "" {
			t.Errorf("%s opened it: %q", name, got)
		}
		if err != nil && strings.Contains(err.Error(), "cs_demo") {
			t.Errorf("%s: the secret is in %q", name, err)
		}
	}
}

func TestTheKeyFile(t *testing.T) {
	t.Parallel()
	path := keyFile(t)
	box := open(t, path)
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%d files beside the key, %v", len(files)-1, err)
	}
	again := open(t, path)
	if got, err := again.Open(seal(t, box, "cs_demo", "p"), "p"); err != nil || got != "cs_demo" {
		t.Errorf("after a restart: %q, %v", got, err)
	}
	if again.Fingerprint() != box.Fingerprint() || open(t, keyFile(t)).Fingerprint() == box.Fingerprint() {
		t.Error("a fingerprint has to be one key's")
	}
	key, err := os.ReadFile(path)
	if err != nil || len(box.Fingerprint()) != 16 || strings.Contains(string(key), box.Fingerprint()) {
		t.Errorf("fingerprint %s, %v", box.Fingerprint(), err)
	}
}

func TestABadKeyFile(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"empty": "", "no JSON": "skrivni-kljuc", "no keys": "{}"} {
		path := filepath.Join(t.TempDir(), "secret.key")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := secret.Open(path); err == nil || strings.Contains(err.Error(), "skrivni-kljuc") {
			t.Errorf("%s: %v", name, err)
		}
		// It may be the only key to what is in the database: never written over.
		if after, err := os.ReadFile(path); err != nil || string(after) != content {
			t.Errorf("%s became %q, %v", name, after, err)
		}
	}
	if _, err := secret.Open(t.TempDir()); err == nil {
		t.Error("a folder was opened")
	}
}

func TestProcessesStartTogether(t *testing.T) {
	t.Parallel()
	path := keyFile(t)
	var processes sync.WaitGroup
	told := make(chan string, 8)
	for range cap(told) {
		processes.Go(func() {
			other := exec.CommandContext(t.Context(), os.Args[0])
			other.Env = append(os.Environ(), "SECRET_TEST_KEY_FILE="+path)
			out, err := other.CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			told <- string(out)
		})
	}
	processes.Wait()
	want := open(t, path).Fingerprint()
	for range cap(told) {
		if got := <-told; got != want {
			t.Errorf("a process has key %s, the file %s", got, want)
		}
	}
}

package config_test

import (
	"bytes"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/kiwwwi/vasco/server/config"
)

// parse reads flags as the program does, and finds mistakes.
func parse(t *testing.T, args ...string) (config.Serve, error) {
	t.Helper()
	var s config.Serve
	parser, err := kong.New(&s, kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return s, err
}

func mustParse(t *testing.T, args ...string) config.Serve {
	t.Helper()
	s, err := parse(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	s := mustParse(t)
	for what, got := range map[string][2]string{
		"address":    {s.Addr, "127.0.0.1:8080"},
		"data":       {s.DataDir, "./data"},
		"database":   {s.Database(), "sqlite://" + filepath.Join("data", "vasco.db")},
		"key file":   {s.KeyFile(), filepath.Join("data", "secret.key")},
		"demo shop":  {s.DemoWooAddr, "127.0.0.1:8081"},
		"demo VASCO": {s.DemoVascoAddr, "127.0.0.1:8082"},
		"public URL": {s.PublicURL, ""},
		"log format": {s.LogFormat, "text"},
		"log level":  {s.LogLevel, "info"},
		"CORS":       {strings.Join(s.CORSOrigins, ","), ""},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
}

func TestFlags(t *testing.T) {
	t.Parallel()
	s := mustParse(t, "--data-dir=/srv/vasco", "--database-url=postgres://db/vasco", "--cors-origins=https://a.example,https://b.example")
	if s.Database() != "postgres://db/vasco" || s.KeyFile() != "/srv/vasco/secret.key" || len(s.CORSOrigins) != 2 {
		t.Errorf("got %+v", s)
	}
	if s = mustParse(t, "--data-dir=/srv/vasco"); s.Database() != "sqlite:///srv/vasco/vasco.db" {
		t.Errorf("the database is %s", s.Database())
	}
	for _, wrong := range [][]string{{"--log-format=xml"}, {"--log-level=loud"}, {"--unknown"}} {
		if _, err := parse(t, wrong...); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}

func TestEnvironment(t *testing.T) { //nolint:paralleltest // The environment is the process'.
	for name, value := range map[string]string{
		"VASCO_ADDR": "127.0.0.1:9090", "VASCO_DATA_DIR": "/d", "VASCO_DATABASE_URL": "postgres://db/x", "VASCO_PUBLIC_URL": "https://v.example",
		"VASCO_SECRET_KEY_FILE": "/k", "VASCO_DEMO_WOO_ADDR": "127.0.0.1:1", "VASCO_DEMO_VASCO_ADDR": "127.0.0.1:2",
		"VASCO_CORS_ORIGINS": "https://a.example", "VASCO_LOG_FORMAT": "json", "VASCO_LOG_LEVEL": "debug",
	} {
		t.Setenv(name, value)
	}
	want := config.Serve{
		Data: config.Data{DataDir: "/d", DatabaseURL: "postgres://db/x"}, Log: config.Log{LogFormat: "json", LogLevel: "debug"},
		Addr: "127.0.0.1:9090", PublicURL: "https://v.example", SecretKeyFile: "/k",
		DemoWooAddr: "127.0.0.1:1", DemoVascoAddr: "127.0.0.1:2", CORSOrigins: []string{"https://a.example"},
	}
	got := mustParse(t)
	if strings.Join(got.CORSOrigins, ",") != strings.Join(want.CORSOrigins, ",") {
		t.Errorf("origins %v", got.CORSOrigins)
	}
	got.CORSOrigins, want.CORSOrigins = nil, nil
	if got.Data != want.Data || got.Log != want.Log || got.Addr != want.Addr || got.PublicURL != want.PublicURL ||
		got.SecretKeyFile != want.SecretKeyFile || got.DemoWooAddr != want.DemoWooAddr || got.DemoVascoAddr != want.DemoVascoAddr {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if s := mustParse(t, "--addr=127.0.0.1:7070"); s.Addr != "127.0.0.1:7070" {
		t.Errorf("a flag comes before the environment: %s", s.Addr)
	}
}

func TestOnlyThisMachineUntilAccountsExist(t *testing.T) {
	t.Parallel()
	for addr, allowed := range map[string]bool{
		"127.0.0.1:8080": true, "127.0.0.1:0": true, "[::1]:8080": true, "localhost:8080": true, "127.3.2.1:80": true,
		":8080": false, "0.0.0.0:8080": false, "[::]:8080": false, "192.168.1.5:8080": false, "vasco.example.com:443": false,
	} {
		for _, flag := range []string{"--addr=", "--demo-woo-addr=", "--demo-vasco-addr="} {
			_, err := parse(t, flag+addr)
			if (err == nil) != allowed || (err != nil && !errors.Is(err, config.ErrNotLoopback)) {
				t.Errorf("%s%s: %v", flag, addr, err)
			}
		}
	}
}

func TestMistakesAreNamed(t *testing.T) {
	t.Parallel()
	for flag, word := range map[string]string{
		"--addr=8080":                              "VASCO_ADDR",
		"--public-url=vasco.example.com":           "VASCO_PUBLIC_URL",
		"--public-url=ftp://vasco.example.com":     "VASCO_PUBLIC_URL",
		"--public-url=https://user:pw@v.example":   "VASCO_PUBLIC_URL",
		"--cors-origins=*":                         "VASCO_CORS_ORIGINS",
		"--cors-origins=https://tools.example/app": "VASCO_CORS_ORIGINS",
	} {
		if _, err := parse(t, flag); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %v", flag, err)
		}
	}
	mustParse(t, "--public-url=https://vasco.example.com/", "--cors-origins=https://tools.example/")
}

func TestLogger(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	logger, err := config.Log{LogFormat: "json", LogLevel: "warn"}.Logger(&out)
	if err != nil {
		t.Fatal(err)
	}
	logger.Info("not this")
	logger.Warn("this", slog.Int("n", 1))
	if text := out.String(); !strings.HasPrefix(text, "{") || strings.Contains(text, "not this") || !strings.Contains(text, `"n":1`) {
		t.Errorf("wrote %q", text)
	}
	if _, err := (config.Log{LogLevel: "loud"}).Logger(&out); err == nil {
		t.Error("an unknown level is taken")
	}
}

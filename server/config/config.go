// Package config holds the settings of the service: each is a flag and an
// environment variable.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strings"
)

// Data says where the service keeps things.
type Data struct {
	DataDir     string `name:"data-dir" env:"VASCO_DATA_DIR" default:"./data" help:"Folder of the database, key file, logs and backups."`
	DatabaseURL string `name:"database-url" env:"VASCO_DATABASE_URL" placeholder:"sqlite://<data dir>/vasco.db" help:"Database: sqlite://<path>, or postgres://… for scale."`
}

// Database is the database's URL, with the default in the data folder.
func (d Data) Database() string {
	if d.DatabaseURL != "" {
		return d.DatabaseURL
	}
	return "sqlite://" + filepath.Join(d.DataDir, "vasco.db")
}

// Log says how the process logs.
type Log struct {
	LogFormat string `name:"log-format" env:"VASCO_LOG_FORMAT" default:"text" enum:"text,json" help:"Format of the process log: text or json."`
	LogLevel  string `name:"log-level" env:"VASCO_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least level that is logged: debug, info, warn or error."`
}

// Serve are the settings of the service.
type Serve struct {
	Data `embed:""`
	Log  `embed:""`

	Addr          string   `name:"addr" env:"VASCO_ADDR" default:"127.0.0.1:8080" help:"Address to listen on; loopback until accounts exist."`
	PublicURL     string   `name:"public-url" env:"VASCO_PUBLIC_URL" placeholder:"http://<addr>" help:"URL shops and browsers reach the service under."`
	SecretKeyFile string   `name:"secret-key-file" env:"VASCO_SECRET_KEY_FILE" placeholder:"<data dir>/secret.key" help:"Key that encrypts credentials; made on first start."`
	DemoWooAddr   string   `name:"demo-woo-addr" env:"VASCO_DEMO_WOO_ADDR" default:"127.0.0.1:8081" help:"Address of the demo shop."`
	DemoVascoAddr string   `name:"demo-vasco-addr" env:"VASCO_DEMO_VASCO_ADDR" default:"127.0.0.1:8082" help:"Address of the demo VASCO."`
	CORSOrigins   []string `name:"cors-origins" env:"VASCO_CORS_ORIGINS" placeholder:"https://…" help:"Origins of other pages that may call the API, separated by commas."`
}

// KeyFile is the path of the secret key, with the default in the data folder.
func (s Serve) KeyFile() string {
	if s.SecretKeyFile != "" {
		return s.SecretKeyFile
	}
	return filepath.Join(s.DataDir, "secret.key")
}

// Validate finds mistakes in the settings before anything is opened. The command line calls it too.
func (s Serve) Validate() error {
	for _, listen := range []struct{ name, addr string }{
		{"VASCO_ADDR", s.Addr}, {"VASCO_DEMO_WOO_ADDR", s.DemoWooAddr}, {"VASCO_DEMO_VASCO_ADDR", s.DemoVascoAddr},
	} {
		if err := checkLoopback(listen.name, listen.addr); err != nil {
			return err
		}
	}
	if s.PublicURL != "" {
		if _, err := origin(s.PublicURL); err != nil {
			return fmt.Errorf("VASCO_PUBLIC_URL: %w", err)
		}
	}
	for _, one := range s.CORSOrigins {
		clean, err := origin(one)
		if err != nil {
			return fmt.Errorf("VASCO_CORS_ORIGINS: %w", err)
		}
		if clean != strings.TrimRight(one, "/") {
			return fmt.Errorf("VASCO_CORS_ORIGINS: %q has a path; write %s", one, clean)
		}
	}
	return nil
}

// ErrNotLoopback: everybody who reaches the service could use it.
var ErrNotLoopback = errors.New("this version has no accounts, so it only listens on this machine: " +
	"use 127.0.0.1:<port> or [::1]:<port>, and a reverse proxy with a login in front of it")

func checkLoopback(name, addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("%s %q: write it as host:port, for example 127.0.0.1:8080", name, addr)
	}
	if host == "localhost" {
		return nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s %q: %w", name, addr, ErrNotLoopback)
	}
	return nil
}

// origin is scheme and host of a URL.
func origin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return "", fmt.Errorf("%q is not a URL like https://vasco.example.com", text)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Command vasco keeps WooCommerce shops and the VASCO ERP in step.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

type commands struct {
	Version kong.VersionFlag `help:"Print the version."`

	Serve   serve   `cmd:"" help:"Run the service."`
	Migrate migrate `cmd:"" help:"Bring the database up to date."`
	Sim     struct {
		Woo   simWoo   `cmd:"" help:"Run a simulated WooCommerce shop."`
		Vasco simVasco `cmd:"" help:"Run a simulated VASCO."`
	} `cmd:"" help:"Run a simulator alone."`
}

type serve struct {
	config.Serve
	Demo bool `help:"Also start a demo shop and a demo VASCO, connected to the service."`
}

// Run is the command vasco serve.
func (c *serve) Run(ctx context.Context) error {
	logger, err := c.Logger(os.Stderr)
	if err != nil {
		return err
	}
	slog.SetDefault(logger)
	spareMemory()
	return app.Run(ctx, app.Options{Serve: c.Serve, Demo: c.Demo, Out: os.Stdout})
}

type migrate struct{ config.Data }

// Run is the command vasco migrate.
func (c *migrate) Run(ctx context.Context) error { return app.Migrate(ctx, c.Data) }

type simWoo struct {
	Addr    string `default:"127.0.0.1:8081" help:"Address to listen on."`
	DataDir string `help:"Folder that keeps the state; without one it is kept in memory."`
}

// Run is the command vasco sim woo.
func (c *simWoo) Run(ctx context.Context) error {
	return app.SimulateShop(ctx, os.Stdout, c.Addr, c.DataDir)
}

type simVasco struct {
	Addr    string           `default:"127.0.0.1:8082" help:"Address to listen on."`
	Dialect vascosim.Dialect `default:"kiwwwi" enum:"kiwwwi,fa,lenient" help:"What it accepts: kiwwwi, fa or lenient."`
	DataDir string           `help:"Folder that keeps the state; without one it is kept in memory."`
	Token   time.Duration    `name:"token-life" default:"30m" help:"How long a login's token lasts."`
}

// Run is the command vasco sim vasco.
func (c *simVasco) Run(ctx context.Context) error {
	return app.SimulateERP(ctx, os.Stdout, c.Addr, vascosim.Options{Dialect: c.Dialect, DataDir: c.DataDir, TokenLife: c.Token})
}

func main() {
	ctx := untilSignal(os.Interrupt, syscall.SIGTERM)
	var cli commands
	command := kong.Parse(&cli, kong.Name("vasco"), kong.ShortUsageOnError(),
		kong.Description("Kiwwwi VASCO turns WooCommerce orders into VASCO orders, exactly once."),
		kong.Vars{"version": version()}, kong.BindTo(ctx, (*context.Context)(nil)))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "vasco:", err)
		os.Exit(1)
	}
}

// untilSignal ends at the first of the signals. Another one ends the process at
// once: its default is back before anybody learns of the end.
func untilSignal(signals ...os.Signal) context.Context {
	ctx, end := context.WithCancel(context.Background())
	signalled, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(signalled, func() {
		stop()
		end()
	})
	return ctx
}

// version is the release, or the commit of a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return "devel " + setting.Value
		}
	}
	return "devel"
}

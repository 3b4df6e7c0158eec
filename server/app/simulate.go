package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/kiwwwi/vasco/server/httpd"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// SimulateShop serves a shop alone until ctx ends.
func SimulateShop(ctx context.Context, out io.Writer, addr, dataDir string) error {
	listener, err := httpd.Listen(ctx, addr)
	if err != nil {
		return err
	}
	home := "http://" + listener.Addr().String()
	shop, err := woosim.New(woosim.Options{Home: home, DataDir: dataDir, Demo: true})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	running := newRunners()
	running.run(shop.Run)
	err = simulate(ctx, httpd.Serve(listener, shop.Handler()), out, "WooCommerce")
	running.stop()
	return errors.Join(err, shop.Close())
}

// SimulateERP serves a VASCO alone until ctx ends.
func SimulateERP(ctx context.Context, out io.Writer, addr string, opts vascosim.Options) error {
	erp, err := vascosim.New(opts)
	if err != nil {
		return err
	}
	listener, err := httpd.Listen(ctx, addr)
	if err != nil {
		return errors.Join(err, erp.Close())
	}
	return errors.Join(simulate(ctx, httpd.Serve(listener, erp.Handler()), out, "VASCO"), erp.Close())
}

func simulate(ctx context.Context, server *httpd.Server, out io.Writer, name string) error {
	_, err := fmt.Fprintf(out, "%s simulator  http://%s\n", name, server.Addr())
	if err == nil {
		<-ctx.Done()
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestsEnd)
	defer cancel()
	return errors.Join(err, server.Stop(stopping))
}

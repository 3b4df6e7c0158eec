package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/server/httpd"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// Demo is a shop and a VASCO to try the service with, each on a port of its own.
type Demo struct {
	Shop *woosim.Shop
	ERP  *vascosim.Server
	// ShopURL and ERPURL are where they answer.
	ShopURL, ERPURL string

	shopID  int
	servers []*httpd.Server
	running *runners
}

// demoTrickle is how often an order comes by itself.
const demoTrickle = 20 * time.Second

// openDemo starts the simulators and connects them.
func (a *App) openDemo(ctx context.Context) error {
	a.Demo = &Demo{running: newRunners()}
	if err := a.Demo.open(ctx, a.opts); err != nil {
		return err
	}
	return a.seedDemo(ctx)
}

// hookDemo lets the shop deliver, and tells a person where everything is.
func (a *App) hookDemo(ctx context.Context) error {
	if _, err := a.Registry.RegisterWebhooks(ctx, a.Demo.shopID, a.PublicURL()); err != nil {
		return err
	}
	if err := a.importDemo(ctx); err != nil {
		return err
	}
	a.Demo.running.run(a.Demo.Shop.Run)
	_, err := fmt.Fprintf(a.opts.Out, "Kiwwwi VASCO  %s\nDemo shop     %s\nDemo VASCO    %s\n", a.PublicURL(), a.Demo.ShopURL, a.Demo.ERPURL)
	if err != nil {
		return fmt.Errorf("say where the demo is: %w", err)
	}
	return nil
}

// importDemo has the shop's products read, the first time.
func (a *App) importDemo(ctx context.Context) error {
	last, err := a.Products.LastImport(ctx, a.Demo.shopID)
	if err != nil || !last.IsZero() {
		return err
	}
	_, _, err = a.Products.StartImport(ctx, a.Demo.shopID)
	return err
}

func (d *Demo) open(ctx context.Context, opts Options) error {
	dir := filepath.Join(opts.DataDir, "demo")
	shopListener, err := httpd.Listen(ctx, opts.DemoWooAddr)
	if err != nil {
		return err
	}
	d.ShopURL = "http://" + shopListener.Addr().String()
	trickle := opts.DemoTrickle
	if trickle == 0 {
		trickle = demoTrickle
	}
	d.Shop, err = woosim.New(woosim.Options{Home: d.ShopURL, DataDir: dir, Demo: true, Trickle: trickle, Companion: demoCompanion()})
	if err != nil {
		return errors.Join(err, shopListener.Close())
	}
	d.servers = append(d.servers, httpd.Serve(shopListener, d.Shop.Handler()))

	erpListener, err := httpd.Listen(ctx, opts.DemoVascoAddr)
	if err != nil {
		return err
	}
	d.ERPURL = "http://" + erpListener.Addr().String()
	if d.ERP, err = vascosim.New(vascosim.Options{DataDir: dir}); err != nil {
		return errors.Join(err, erpListener.Close())
	}
	d.servers = append(d.servers, httpd.Serve(erpListener, d.ERP.Handler()))
	d.stockERP()
	return nil
}

// stockERP gives VASCO the articles the shop sells: with supplier stock and stock
// in two warehouses, most of them other than the shop's. What was changed since
// stays so.
func (d *Demo) stockERP() {
	for i, product := range d.Shop.Articles() {
		name, ean, class, price := product[0], product[1], product[2], product[3]
		supplier, own := strconv.Itoa(i*7%40), []string{strconv.Itoa(i * 5 % 17), strconv.Itoa(i * 3 % 4)}
		article := vascosim.Article{
			Code: ean, Name: name, Unit: "KOS", Group: "005", Price: price, HasStock: 1, Extra: map[string]string{"PROSTO_C9": supplier},
		}
		if class == "znizana-stopnja" {
			article.VATCode = 1
		}
		if !d.ERP.AddArticle(article) {
			continue
		}
		for at, pieces := range own {
			d.ERP.SetStock(vascosim.Stock{Code: ean, Warehouse: strconv.Itoa(at + 1), OnHand: pieces, Reserved: "0", Ordered: "0"})
		}
	}
}

// hold keeps the shop from delivering to a service that stops.
func (d *Demo) hold() {
	if d.Shop != nil {
		d.Shop.SetDeliveries(woosim.DeliveryMode{Hold: true})
	}
}

func (d *Demo) close() error {
	d.running.stop()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var errs []error
	for _, server := range d.servers {
		errs = append(errs, server.Stop(ctx))
	}
	if d.Shop != nil {
		errs = append(errs, d.Shop.Close())
	}
	if d.ERP != nil {
		errs = append(errs, d.ERP.Close())
	}
	return errors.Join(errs...)
}

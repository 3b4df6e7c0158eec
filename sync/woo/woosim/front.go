package woosim

import (
	"html/template"
	"net/http"
	"slices"
)

var frontPage = template.Must(template.New("front").Parse(`<!doctype html>
<html lang="sl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trgovina (simulator)</title>
<style>body{font:15px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2933;background:#f7f8fa}
table{border-collapse:collapse;width:100%;background:#fff}th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid #e4e7eb}
td.n{text-align:right;font-variant-numeric:tabular-nums}
button{font:inherit;padding:.5rem 1.2rem;border:0;border-radius:6px;background:#7f54b3;color:#fff;cursor:pointer}</style>
<h1>Trgovina</h1><p>A simulated WooCommerce shop. 
<button onclick="fetch('/demo/orders',{method:'POST'}).then(()=>location.reload())">Place a demo order</button></p>
<h2>Newest orders</h2><table><tr><th>No.<th>Buyer<th>Status<th>Total<th>VASCO</tr>
{{range .Orders}}<tr><td>{{.Number}}<td>{{.Buyer}}<td>{{.Status}}<td class="n">{{.Total}} €<td>{{.Vasco}}</tr>{{end}}</table>
<h2>Products</h2><table><tr><th>SKU<th>Name<th>EAN<th>Price</tr>
{{range .Products}}<tr><td>{{.SKU}}<td>{{.Name}}<td>{{.EAN}}<td class="n">{{.Price}} €</tr>{{end}}</table></html>`))

// front shows people the shop.
func (s *Shop) front(w http.ResponseWriter, _ *http.Request) {
	type orderRow struct{ Number, Buyer, Status, Total, Vasco string }
	type productRow struct{ SKU, Name, EAN, Price string }
	var data struct {
		Orders   []orderRow
		Products []productRow
	}
	s.mu.Lock()
	const newest = 20
	for _, id := range slices.Backward(s.orderIDs) {
		o, ok := s.orders[id]
		if !ok || len(data.Orders) == newest {
			continue
		}
		billing, _ := o["billing"].(object)
		buyer := text(billing["company"])
		if buyer == "" {
			buyer = text(billing["first_name"]) + " " + text(billing["last_name"])
		}
		data.Orders = append(data.Orders, orderRow{text(o["number"]), buyer, text(o["status"]), text(o["total"]), (&product{Fields: o}).meta("_vasco_order_number")})
	}
	for _, id := range slices.Sorted(mapKeys(s.products)) {
		p := s.products[id]
		data.Products = append(data.Products, productRow{p.sku(), p.name(), p.meta("_alg_ean"), p.price()})
	}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = frontPage.Execute(w, data) // The reader has gone.
}

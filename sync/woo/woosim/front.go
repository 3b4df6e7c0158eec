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
<h2>Products</h2><table><tr><th>SKU<th>Name<th>EAN<th>Price<th>Stock</tr>
{{range .Products}}<tr><td>{{.SKU}}<td>{{.Name}}<td>{{.EAN}}<td class="n">{{.Price}} €<td class="n">{{.Stock}}</tr>{{end}}</table></html>`))

// front shows people the shop.
func (s *Shop) front(w http.ResponseWriter, r *http.Request) {
	switch route := r.URL.Query().Get("rest_route"); route {
	case "":
	case "/":
		s.index(w, r)
		return
	default: // Plain permalinks never take keys.
		s.sendToAnybody(w, *nobody(call{Request: r}))
		return
	}
	type orderRow struct{ Number, Buyer, Status, Total, Vasco string }
	type productRow struct{ SKU, Name, EAN, Price, Stock string }
	var data struct {
		Orders   []orderRow
		Products []productRow
	}
	s.mu.Lock()
	const newest, mostShown = 20, 200
	for _, id := range slices.Backward(s.orderIDs[max(0, len(s.orderIDs)-newest):]) {
		o, _ := s.read(id)
		billing, _ := o["billing"].(object)
		buyer := either(text(billing["company"]), text(billing["first_name"])+" "+text(billing["last_name"]))
		data.Orders = append(data.Orders, orderRow{
			text(o["number"]), buyer, text(o["status"]), text(o["total"]), text(metaOf(o, vascoNumber)["value"]),
		})
	}
	ids := s.productIDs()
	for _, id := range ids[:min(len(ids), mostShown)] {
		p := s.product(id)
		data.Products = append(data.Products, productRow{p.sku(), s.fullName(p), text(metaOf(p.Fields, "_alg_ean")["value"]), p.price(), s.left(p)})
	}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = frontPage.Execute(w, data) // The reader has gone.
}

// left is the stock as people read it.
func (s *Shop) left(p *product) string {
	if holder := s.holder(p.ID); holder != nil {
		return holder.stock().String()
	}
	return ""
}

package woosim

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bulk is a row of simple products with ids one after the other. They are made
// when somebody looks at them: of 100,000 only what has changed is kept.
type bulk struct {
	First int64 `json:"first"`
	Count int64 `json:"count"`
	// Before is how many were seeded before these.
	Before int64     `json:"before"`
	Made   time.Time `json:"made"`

	// listed are those that lists have; nil is not known.
	listed []int64
}

// seedEvery lies between the times of two products: a shop in use has not made,
// nor changed, all of them at once.
const seedEvery = time.Minute

// madeAt is when a product was made, the last one a while before they were seeded.
func (r bulk) madeAt(id int64) time.Time {
	return r.Made.Add(-time.Duration(r.First+r.Count-id) * seedEvery).Truncate(time.Second)
}

func (r bulk) ids() []int64 {
	ids := make([]int64, r.Count)
	for i := range ids {
		ids[i] = r.First + int64(i)
	}
	return ids
}

// seeds are the products that were seeded in bulk.
type seeds struct {
	rows []bulk
	// changed are the fields in which one differs from what it was made with.
	changed map[int64]json.RawMessage
	// modified is when they changed last.
	modified map[int64]time.Time
	trashed  map[int64]bool
	gone     map[int64]bool
}

func newSeeds() seeds {
	return seeds{
		changed: make(map[int64]json.RawMessage), modified: make(map[int64]time.Time), trashed: make(map[int64]bool), gone: make(map[int64]bool),
	}
}

const (
	seededSKU   = "SEED-"
	seededPrice = "9.90"
	// SeededStock is what the shop has of a seeded product.
	SeededStock = fullStock
)

// SeededEAN is the EAN of the i-th seeded product of a shop, from 0 on.
func SeededEAN(i int) string {
	code := fmt.Sprintf("3831%08d", i)
	sum := 0
	for at, digit := range code {
		weight := 1 + at%2*2 // From the left: 1, 3, 1, 3, …
		sum += weight * int(digit-'0')
	}
	return code + strconv.Itoa((10-sum%10)%10)
}

// SeedProducts makes n simple products at once, each with an EAN of its own and
// SeededStock pieces. It returns the first id; the others follow. No hook tells it.
func (s *Shop) SeedProducts(n int) (first int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	row := bulk{First: s.nextID, Count: int64(n), Made: time.Now().UTC()}
	for _, earlier := range s.seeds.rows {
		row.Before += earlier.Count
	}
	s.nextID += row.Count
	s.seeds.rows = append(s.seeds.rows, row)
	s.recent = nil
	s.write("seeds", row.First, row)
	return row.First
}

// rowOf finds the row that an id is in.
func (d *seeds) rowOf(id int64) (bulk, bool) {
	at := slices.IndexFunc(d.rows, func(r bulk) bool { return id >= r.First && id < r.First+r.Count })
	if at < 0 {
		return bulk{}, false
	}
	return d.rows[at], true
}

// seeded is a seeded product as it was made; its nested values are shared.
func (s *Shop) seeded(row bulk, id int64) *product {
	number := int(row.Before + id - row.First)
	name := "Izdelek " + strconv.Itoa(number)
	f := maps.Clone(s.shapes["product"])
	f["id"], f["name"], f["sku"], f["price"], f["regular_price"] = id, name, seededSKU+strconv.Itoa(number), seededPrice, seededPrice
	f["slug"], f["permalink"] = slug(name), s.opts.Home+"/product/"+slug(name)+"/"
	f["tax_class"], f["global_unique_id"], f["price_html"] = "", "", priceHTML(seededPrice)
	f["stock_quantity"], f["manage_stock"], f["stock_status"] = int64(SeededStock), true, "instock"
	f["meta_data"] = []any{object{"id": id, "key": "_alg_ean", "value": SeededEAN(number)}}
	f["_links"] = s.links("products", id)
	s.stamp(f, "date_created", row.madeAt(id))
	s.stamp(f, "date_modified", row.madeAt(id))
	return &product{ID: id, Fields: f}
}

// seed finds a seeded product, as it is now.
func (s *Shop) seed(id int64) *product {
	row, known := s.seeds.rowOf(id)
	if !known || s.seeds.gone[id] {
		return nil
	}
	p := s.seeded(row, id)
	if changed, is := s.seeds.changed[id]; is {
		maps.Copy(p.Fields, decoded[object](changed))
	}
	return p
}

// keepSeed keeps what has changed of a seeded product.
func (s *Shop) keepSeed(row bulk, p *product) {
	made, changed := s.seeded(row, p.ID).Fields, object{}
	for name, value := range p.Fields {
		if !reflect.DeepEqual(value, made[name]) {
			changed[name] = value
		}
	}
	s.changeSeed(p.ID, encoded(changed))
	s.write("seed", p.ID, s.seeds.changed[p.ID])
}

func (s *Shop) changeSeed(id int64, changed json.RawMessage) {
	s.seeds.changed[id] = changed
	fields := decoded[object](changed)
	if at, moved := fields["date_modified_gmt"].(string); moved {
		s.seeds.modified[id] = gmt(at)
	} else {
		delete(s.seeds.modified, id)
	}
	if is := fields["status"] == trashed; is != s.seeds.trashed[id] {
		s.seeds.trashed[id] = is
		s.seeds.relist(id)
	}
}

// relist: lists have an id no more, or again.
func (d *seeds) relist(id int64) {
	for at, row := range d.rows {
		if id >= row.First && id < row.First+row.Count {
			d.rows[at].listed = nil
		}
	}
}

// seedBySKU finds a seeded product by the SKU it was made with.
func (s *Shop) seedBySKU(sku string) *product {
	digits, is := strings.CutPrefix(sku, seededSKU)
	number, err := strconv.ParseInt(digits, 10, 64)
	if !is || err != nil {
		return nil
	}
	for _, row := range s.seeds.rows {
		if at := number - row.Before; at >= 0 && at < row.Count {
			if p := s.seed(row.First + at); p != nil && p.sku() == sku {
				return p
			}
		}
	}
	return nil
}

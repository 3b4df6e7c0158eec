package woosim

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is an element of a list with what it can be ordered by.
type row struct {
	id                int64
	created, modified time.Time
	show              func() any
}

const (
	leastPerPage, mostPerPage, usualPerPage = 1, 100, 10
)

// orderings are what lists can be ordered by here.
var orderings = []string{"date", "modified", "id", "include", "title", "slug"}

// page orders a list and answers one page of it with the shop's headers.
// Where stable is not set, rows of the same second stand in another order on
// each page: so they come twice, or never (rest-products-paging-ties.json).
func (s *Shop) page(c call, rows []row, stable bool) reply {
	size, page, problems := s.pageOf(c)
	if len(problems) > 0 {
		return invalid(problems)
	}
	sortRows(c, rows, page, stable)
	return cut(s, c, size, page, rows, func(r row) any { return r.show() })
}

// pageInOrder answers a page of ids that are in order, or in the opposite one.
func (s *Shop) pageInOrder(c call, ids []int64, show func(id int64) any) reply {
	size, page, problems := s.pageOf(c)
	if len(problems) > 0 {
		return invalid(problems)
	}
	if c.query.Get("order") != "asc" {
		slices.Reverse(ids)
	}
	return cut(s, c, size, page, ids, show)
}

// cut shows a page's part of a list, with the shop's headers.
func cut[T any](s *Shop, c call, size, page int, all []T, show func(T) any) reply {
	start := min((page-1)*size, len(all))
	values := []any{}
	for _, one := range all[start:min(start+size, len(all))] {
		values = append(values, show(one))
	}
	pages := (len(all) + size - 1) / size
	answer := ok(values)
	answer.header = map[string]string{"X-WP-Total": strconv.Itoa(len(all)), "X-WP-TotalPages": strconv.Itoa(pages)}
	var links []string
	if page > 1 {
		links = append(links, s.pageLink(c, min(page-1, pages), "prev"))
	}
	if page < pages {
		links = append(links, s.pageLink(c, page+1, "next"))
	}
	if len(links) > 0 {
		answer.header["Link"] = strings.Join(links, ", ")
	}
	return answer
}

func (s *Shop) pageOf(c call) (size, page int, problems map[string]problem) {
	problems = make(map[string]problem)
	size, page = usualPerPage, 1
	if given := c.query.Get("per_page"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < leastPerPage || n > mostPerPage {
			problems["per_page"] = problem{"rest_out_of_bounds", "per_page must be between 1 (inclusive) and 100 (inclusive)", nil}
		}
		size = n
	}
	if given := c.query.Get("page"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 {
			problems["page"] = problem{"rest_out_of_bounds", "page must be greater than or equal to 1", nil}
		}
		page = n
	}
	if by := c.query.Get("orderby"); by != "" && !slices.Contains(orderings, by) {
		problems["orderby"] = notOneOf("orderby", orderings)
	}
	if way := c.query.Get("order"); way != "" && way != "asc" && way != "desc" {
		problems["order"] = notOneOf("order", []string{"asc", "desc"})
	}
	return size, page, problems
}

// pageLink is the call's own URL with another page in it.
func (s *Shop) pageLink(c call, page int, rel string) string {
	parameters := strings.Split(c.URL.RawQuery, "&")
	parameters = slices.DeleteFunc(parameters, func(p string) bool {
		name, _, _ := strings.Cut(p, "=")
		return p == "" || name == "consumer_key" || name == "consumer_secret" || strings.HasPrefix(name, "oauth_")
	})
	own := fmt.Sprintf("page=%d", page)
	at := slices.IndexFunc(parameters, func(p string) bool { return strings.HasPrefix(p, "page=") })
	if at < 0 {
		parameters = append(parameters, own)
	} else {
		parameters[at] = own
	}
	return fmt.Sprintf(`<%s%s?%s>; rel="%s"`, s.opts.Home, c.URL.Path, strings.Join(parameters, "&"), rel)
}

func sortRows(c call, rows []row, page int, stable bool) {
	by, down := either(c.query.Get("orderby"), "date"), c.query.Get("order") != "asc"
	slices.SortStableFunc(rows, func(a, b row) int {
		var way int
		switch by {
		case "id", "include", "title", "slug":
			way = cmp.Compare(a.id, b.id)
		case "modified":
			way = a.modified.Compare(b.modified)
		default:
			way = a.created.Compare(b.created)
		}
		switch {
		case way == 0 && stable:
			way = cmp.Compare(a.id, b.id)
		case way == 0:
			return cmp.Compare(mixed(a.id, page), mixed(b.id, page))
		}
		if down {
			return -way
		}
		return way
	})
}

// mixed is an order of ids that differs from page to page, as the database's does.
func mixed(id int64, page int) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, page, ":", id) // A hash takes everything.
	return h.Sum64()
}

// modifiedAfter follows the recordings: a naive time alone is the shop's, one
// with Z and dates_are_gmt is shifted by the zone. It is exclusive.
func (s *Shop) modifiedAfter(query url.Values) (at time.Time, given bool, refusal *reply) {
	value, zone := query.Get("modified_after"), s.opts.Location
	gmt := query.Get("dates_are_gmt") == "true" || query.Get("dates_are_gmt") == "1"
	if value == "" {
		return time.Time{}, false, nil
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		if gmt {
			_, offset := at.In(zone).Zone()
			at = at.Add(time.Duration(offset) * time.Second)
		}
		return at, true, nil
	}
	if gmt {
		zone = time.UTC
	}
	at, err := time.ParseInLocation(timeLayout, value, zone)
	if err != nil {
		answer := invalid(map[string]problem{"modified_after": {"rest_invalid_date", "Invalid date.", nil}})
		return at, false, &answer
	}
	return at, true, nil
}

// numbers reads a list of ids; none at all is nil.
func numbers(text string) map[int64]bool {
	if text == "" {
		return nil
	}
	set := make(map[int64]bool)
	for part := range strings.SplitSeq(text, ",") {
		if id, err := strconv.ParseInt(strings.TrimSpace(part), 10, 64); err == nil {
			set[id] = true
		}
	}
	return set
}

// problem is what is wrong with a parameter.
type problem struct {
	code, message string
	data          any
}

func notOneOf(name string, allowed []string) problem {
	last := len(allowed) - 1
	if last == 1 {
		return problem{"rest_not_in_enum", name + " is not one of " + allowed[0] + " and " + allowed[1] + ".", nil}
	}
	return problem{"rest_not_in_enum", name + " is not one of " + strings.Join(allowed[:last], ", ") + ", and " + allowed[last] + ".", nil}
}

func notOfType(name, kind string) problem {
	return problem{"rest_invalid_type", name + " is not of type " + kind + ".", object{"param": name}}
}

func invalid(problems map[string]problem) reply {
	params, details := object{}, object{}
	var names []string
	for name, p := range problems {
		names = append(names, name)
		params[name] = p.message
		details[name] = object{"code": p.code, "message": p.message, "data": p.data}
	}
	slices.Sort(names)
	return reply{status: http.StatusBadRequest, value: object{
		"code": "rest_invalid_param", "message": "Invalid parameter(s): " + strings.Join(names, ", "),
		"data": object{"status": http.StatusBadRequest, "params": params, "details": details},
	}}
}

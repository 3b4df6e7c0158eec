package vascosim

import (
	"net/http"
	"strings"
)

// extras writes extra fields: only those that were asked for by name, in the
// dialect's encoding.
type extras struct {
	asked                map[string]bool
	always, list, hidden bool
}

func (s *Server) extrasAsked(r *http.Request, parameter string) extras {
	return extras{
		asked: queryOf(r.URL).codes(parameter), always: s.settings().AlwaysExtra, list: s.opts.Dialect != Kiwwwi,
		hidden: s.faults.active(noExtraFields, r),
	}
}

func (e extras) of(have map[string]string) any {
	if e.hidden {
		return nil
	}
	chosen := make(map[string]string)
	for name, value := range have {
		if e.always || e.asked[strings.ToLower(name)] {
			chosen[name] = value
		}
	}
	for name := range e.asked {
		if name = strings.ToUpper(name); chosen[name] == "" {
			chosen[name] = ""
		}
	}
	if !e.list {
		return chosen
	}
	list := make([]map[string]string, 0, len(chosen))
	for name, value := range chosen {
		list = append(list, map[string]string{"naziv": name, "vrednost": value})
	}
	return list
}

// checkExtras: a server typed as a list refuses an object, and the other way round.
func (s *Server) checkExtras(f fields, problems map[string][]string) {
	if !f.has("dodatnaPolja") {
		return
	}
	wrong := (s.opts.Dialect == Kiwwwi && !f.isObject("dodatnaPolja")) || (s.opts.Dialect == FA && !f.isList("dodatnaPolja"))
	if wrong {
		problems["dodatnaPolja"] = []string{"The JSON value could not be converted."}
	}
}

package connection

import (
	"context"
	"errors"
	"strconv"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// VascoReport is what a test of a connection found out.
type VascoReport struct {
	// OK: orders can be sent as it is.
	OK       bool
	Findings []Finding
	// ProposedProfile is read from the server's own description; empty without one.
	ProposedProfile string
}

// TestVasco goes through what sending orders needs and writes nothing into VASCO.
func (r *Registry) TestVasco(ctx context.Context, id int) (VascoReport, error) {
	r.Forget()
	v, err := r.Vasco(ctx, id)
	if err != nil {
		return VascoReport{}, err
	}
	client, err := r.VascoClient(v)
	if err != nil {
		return VascoReport{}, err
	}
	seen := client.Test(ctx)
	if ctx.Err() != nil {
		return VascoReport{}, ctx.Err()
	}
	found := explain(v, seen)
	report := VascoReport{OK: found.ok(), Findings: found, ProposedProfile: seen.ProposedProfile}
	return report, found.tell(ctx, r, event.Event{Kind: event.ConnectionChanged, Params: map[string]string{"connection": v.Name}})
}

// explain makes findings of how far a test came.
func explain(v *Vasco, seen vasco.TestReport) findings {
	var found findings
	detail := ""
	if seen.Problem != nil {
		detail = seen.Problem.Error()
	}
	if !seen.Reachable {
		found.add(FindingError, FoundUnreachable, "url", v.BaseURL, "detail", detail)
		return found
	}
	if _, refused := errors.AsType[*vasco.Unauthorized](seen.Problem); !seen.LoggedIn && !refused {
		found.add(FindingError, FoundNotVasco, "url", v.BaseURL, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundReachable, "url", v.BaseURL)
	if !seen.LoggedIn {
		found.add(FindingError, FoundLoginRefused, "username", v.Username, "taxNumber", v.TaxNumber, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundLoggedIn, "username", v.Username, "taxNumber", v.TaxNumber)
	found.profile(v.Profile.Name, seen.ProposedProfile)
	if !seen.ArticlesReadable {
		found.add(FindingError, FoundArticlesUnreadable, "detail", detail)
		return found
	}
	found.add(FindingOK, FoundArticlesReadable)
	if !seen.SearchPossible {
		found.add(FindingError, FoundSearchImpossible, "detail", detail)
		return found
	}
	orders := strconv.Itoa(seen.OrdersSeen)
	found.add(FindingOK, FoundSearchPossible, "orders", orders)
	if seen.SearchProven || v.SearchProven {
		found.add(FindingOK, FoundSearchProven)
	} else {
		found.add(FindingWarning, FoundSearchUnproven, "orders", orders)
	}
	return found
}

func (f *findings) profile(ours, proposed string) {
	switch proposed {
	case "":
	case ours:
		f.add(FindingOK, FoundProfile, "profile", ours)
	default:
		f.add(FindingWarning, FoundProfileDiffers, "profile", ours, "proposed", proposed)
	}
}

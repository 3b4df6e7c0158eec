package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// run is a run over products as the API tells it.
type run struct {
	ID     string `json:"id"`
	State  string `json:"state"`
	Reason *struct {
		Code string `json:"code"`
	} `json:"reason"`
}

// importProducts reads the shop's products.
func (s *service) importProducts(ctx context.Context) error {
	imported, err := s.mutate(ctx, "importProducts(shopId: $shop)")
	if err != nil {
		return err
	}
	if err := s.finish(ctx, imported, "SUCCEEDED"); err != nil {
		return fmt.Errorf("import the products: %w", err)
	}
	return nil
}

// firstStock is a shop's first run, which a person has to confirm.
func (s *service) firstStock(ctx context.Context) error {
	first, err := s.mutate(ctx, "startStockSync(shopId: $shop)")
	if err != nil {
		return err
	}
	if err := s.finish(ctx, first, "AWAITING_CONFIRMATION"); err != nil {
		return fmt.Errorf("the first run: %w", err)
	}
	if _, err := s.mutate(ctx, "confirmRun(id: "+strconv.Quote(first.ID)+")"); err != nil {
		return err
	}
	return s.finish(ctx, first, "SUCCEEDED")
}

// syncStock is any other run.
func (s *service) syncStock(ctx context.Context) error {
	r, err := s.mutate(ctx, "startStockSync(shopId: $shop)")
	if err != nil {
		return err
	}
	return s.finish(ctx, r, "SUCCEEDED")
}

// step tells how long something took, and the most memory the program had meanwhile.
func (s *service) step(ctx context.Context, do func(context.Context) error) (took time.Duration, peak float64, err error) {
	if err := s.forgetPeak(); err != nil {
		return 0, 0, err
	}
	started := time.Now()
	if err := do(ctx); err != nil {
		return 0, 0, err
	}
	took = time.Since(started)
	peak, err = s.memory("VmHWM")
	return took, peak, err
}

func (s *service) sayStep(ctx context.Context, name string, do func(context.Context) error) error {
	took, peak, err := s.step(ctx, do)
	if err != nil {
		return err
	}
	say(figure{name: name + "_seconds", value: took.Seconds(), unit: "s"})
	say(figure{name: name + "_peak_rss_mb", value: peak, unit: "MB"})
	return nil
}

// finish waits until a run is in a state.
func (s *service) finish(ctx context.Context, r run, state string) error {
	const patience = 10 * time.Minute
	for deadline := time.Now().Add(patience); time.Now().Before(deadline) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		var answer struct {
			Run run `json:"syncRun"`
		}
		if err := s.ask(ctx, "query { syncRun(id: "+strconv.Quote(r.ID)+") { id state reason { code } } }", &answer); err != nil {
			return err
		}
		switch r = answer.Run; r.State {
		case state:
			return nil
		case "QUEUED", "RUNNING":
		default:
			return fmt.Errorf("the run is %s (%v), not %s", r.State, r.Reason, state)
		}
	}
	return fmt.Errorf("the run is %s after %s", r.State, patience)
}

// mutate makes a mutation that answers a run.
func (s *service) mutate(ctx context.Context, call string) (run, error) {
	var shops struct {
		Shop struct {
			ID string `json:"id"`
		} `json:"shop"`
	}
	if err := s.ask(ctx, "query { shop(key: "+strconv.Quote(shopKey)+") { id } }", &shops); err != nil {
		return run{}, err
	}
	var answer struct {
		Done struct {
			Run        *run `json:"run"`
			UserErrors []struct {
				Message string `json:"message"`
			} `json:"userErrors"`
		} `json:"done"`
	}
	call = strings.ReplaceAll(call, "$shop", strconv.Quote(shops.Shop.ID))
	if err := s.ask(ctx, "mutation { done: "+call+" { run { id state } userErrors { message } } }", &answer); err != nil {
		return run{}, err
	}
	if answer.Done.Run == nil {
		return run{}, fmt.Errorf("%s: %v", call, answer.Done.UserErrors)
	}
	return *answer.Done.Run, nil
}

// ask asks the service's API.
func (s *service) ask(ctx context.Context, query string, into any) error {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return fmt.Errorf("ask the service: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+s.address+"/graphql", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the service: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("ask the service: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data   json.RawMessage `json:"data"`
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("read the service's answer: %w", err)
	}
	if len(answer.Errors) > 0 {
		return errors.New(answer.Errors[0].Message)
	}
	if err := json.Unmarshal(answer.Data, into); err != nil {
		return fmt.Errorf("read the service's answer: %w", err)
	}
	return nil
}

// forgetPeak lets the process's peak of memory begin anew.
func (s *service) forgetPeak() error {
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.command.Process.Pid), []byte("5"), 0); err != nil {
		return fmt.Errorf("reset the peak of memory: %w", err)
	}
	return nil
}

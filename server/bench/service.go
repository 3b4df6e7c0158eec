package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	shopKey       = "bench"
	webhookSecret = "bench-secret"
	homeURL       = "https://bench.example"
)

// service is the measured program with a data folder of its own.
type service struct {
	dir     string
	address string
	command *exec.Cmd
	exited  chan error
}

// start makes a database with one shop, connected to the given servers, and
// starts the program on it.
func start(ctx context.Context, binary, shopURL, erpURL string) (*service, error) {
	dir, err := os.MkdirTemp("", "vasco-bench-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	s := &service{dir: dir, exited: make(chan error, 1)}
	if err := s.prepare(ctx, shopURL, erpURL); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if s.address, err = freeAddress(ctx); err != nil {
		return nil, err
	}
	s.command = exec.Command(binary, "serve") //nolint:noctx // It is ours, and ends with stop.
	s.command.Env = append(os.Environ(), "VASCO_DATA_DIR="+dir, "VASCO_ADDR="+s.address, "VASCO_LOG_LEVEL=warn")
	s.command.Stderr = os.Stderr
	if err := s.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", binary, err)
	}
	go func() { s.exited <- s.command.Wait() }()
	return s, s.ready(ctx)
}

func (s *service) prepare(ctx context.Context, shopURL, erpURL string) error {
	db, err := store.Open(ctx, "sqlite://"+filepath.Join(s.dir, "vasco.db"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := errors.Join(db.Migrate(ctx), job.Migrate(ctx, db)); err != nil {
		return err
	}
	box, err := secret.Open(filepath.Join(s.dir, "secret.key"))
	if err != nil {
		return err
	}
	registry := connection.NewRegistry(db, box, event.NewLog(db, nil), nil, connection.Options{})
	erp, err := registry.CreateVasco(ctx, connection.NewVasco{
		Name: "bench", BaseURL: erpURL, Username: "demo", Password: "demo", TaxNumber: "12345678",
	})
	if err != nil {
		return err
	}
	shop, err := registry.CreateShop(ctx, connection.NewShop{
		SendingOrders: connection.Live, SendingStock: connection.Live,
		Key: shopKey, Name: "Bench", URL: shopURL, HomeURL: homeURL, ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo",
		WebhookSecret: webhookSecret, ConnectionID: erp.ID,
		// As over HTTPS, which is not measured.
		Auth: woo.AuthHeader,
	})
	if err != nil {
		return err
	}
	return db.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for i, method := range []string{"bankart", "bacs", "cod"} {
			err := tx.PaymentMapping.Create().SetShopID(shop.ID).SetMethod(method).SetPaymentID(strconv.Itoa(i + 3)).
				SetStatus("ACTIVE").Exec(ctx)
			if err != nil {
				return fmt.Errorf("map payment %s: %w", method, err)
			}
		}
		return nil
	})
}

func freeAddress(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

func (s *service) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.address+"/readyz", nil)
		if err != nil {
			return fmt.Errorf("ask whether it is ready: %w", err)
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-tick.C:
		case err := <-s.exited:
			return fmt.Errorf("it ended before it was ready: %w", err)
		case <-ctx.Done():
			return fmt.Errorf("it was not ready in time: %w", ctx.Err())
		}
	}
}

// stop ends the program and removes its folder.
func (s *service) stop() error {
	err := s.command.Process.Signal(syscall.SIGTERM)
	select {
	case ended := <-s.exited:
		err = errors.Join(err, ended)
	case <-time.After(25 * time.Second):
		err = errors.Join(err, s.command.Process.Kill())
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// memory reads a line of /proc/<pid>/status in MB: VmRSS is now, VmHWM the most.
func (s *service) memory(line string) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read the memory: %w", err)
	}
	for text := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(text, line+":"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				return 0, fmt.Errorf("read the memory: %w", err)
			}
			return kb / 1024, nil
		}
	}
	return 0, fmt.Errorf("read the memory: no %s", line)
}

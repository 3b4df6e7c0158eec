package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
)

// asProgram makes the test's own binary the program.
const asProgram = "VASCO_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program starts vasco with arguments; it is killed when the test ends.
func program(t *testing.T, args ...string) (cmd *exec.Cmd, out *bufio.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "VASCO_LOG_LEVEL=error")
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // It may have ended.
		_ = cmd.Wait()
	})
	return cmd, bufio.NewReader(pipe)
}

// address is the last word of the next line that was printed.
func address(t *testing.T, out *bufio.Reader) string {
	t.Helper()
	line, err := out.ReadString('\n')
	if err != nil {
		t.Fatalf("read what it prints: %v", err)
	}
	words := strings.Fields(line)
	return words[len(words)-1]
}

func serveDemo(t *testing.T) (cmd *exec.Cmd, service, shop, erp string) {
	t.Helper()
	cmd, out := program(t, "serve", "--demo", "--data-dir="+t.TempDir(), "--addr=127.0.0.1:0", "--demo-woo-addr=127.0.0.1:0", "--demo-vasco-addr=127.0.0.1:0")
	return cmd, address(t, out), address(t, out), address(t, out)
}

func request(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(raw)
}

func send(t *testing.T, cmd *exec.Cmd, sig os.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
}

// ended waits for the program's end.
func ended(t *testing.T, cmd *exec.Cmd, within time.Duration) *os.ProcessState {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if _, exit := errors.AsType[*exec.ExitError](err); err != nil && !exit {
			t.Fatal(err)
		}
		return cmd.ProcessState
	case <-time.After(within):
		_ = cmd.Process.Kill() // It may have ended just now.
		// Only one may wait for a process at a time.
		t.Fatalf("it runs still after %s: %v", within, <-done)
		return nil
	}
}

func TestServeEndsInOrderOnASignal(t *testing.T) {
	t.Parallel()
	for _, sig := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
		cmd, service, shop, erp := serveDemo(t)
		if status, _ := request(t, http.MethodGet, service+"/readyz", ""); status != 200 {
			t.Fatalf("not ready: %d", status)
		}
		if status, body := request(t, http.MethodPost, shop+"/demo/orders", "{}"); status != 201 {
			t.Fatalf("place an order: %d %s", status, body)
		}
		ordertest.Until(t, "the order is in VASCO", func() bool {
			_, body := request(t, http.MethodGet, erp+"/sim/state", "")
			return strings.Contains(body, `"00001"`)
		})
		send(t, cmd, sig)
		if state := ended(t, cmd, 20*time.Second); state.ExitCode() != 0 {
			t.Errorf("after %s: %s", sig, state)
		}
	}
}

// A person who cannot wait signals twice.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	cmd, service, shop, erp := serveDemo(t)
	slow := `[{"kind":"slow","method":"POST","path":"FA/narociloKupca","millis":60000}]`
	if status, body := request(t, http.MethodPost, erp+"/sim/faults", slow); status != 204 {
		t.Fatalf("make VASCO slow: %d %s", status, body)
	}
	request(t, http.MethodPost, shop+"/demo/orders", `{"payment_method":"bankart","email":"ana.zupan@example.si","last_name":"Zupan"}`)
	ordertest.Until(t, "the order is under way", func() bool {
		_, body := request(t, http.MethodGet, service+"/graphql?query={orders{nodes{state}}}", "")
		return strings.Contains(body, "SYNCING")
	})
	send(t, cmd, syscall.SIGTERM)
	ordertest.Until(t, "the service takes no more requests", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, service+"/healthz", nil)
		response, err := http.DefaultClient.Do(r)
		if err == nil {
			_ = response.Body.Close()
		}
		return err != nil
	})
	send(t, cmd, syscall.SIGTERM)
	if state := ended(t, cmd, 5*time.Second); state.ExitCode() == 0 {
		t.Errorf("it ended in order: %s", state)
	}
}

func TestSimulatorsAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		path string
		want string
	}{
		{[]string{"sim", "woo"}, "/", "<h1>Trgovina</h1>"},
		{[]string{"sim", "vasco"}, "/swagger/v1/swagger.json", `"popust"`},
		{[]string{"sim", "vasco", "--dialect=fa"}, "/swagger/v1/swagger.json", `"rabat1"`},
	} {
		cmd, out := program(t, append(c.args, "--addr=127.0.0.1:0")...)
		if status, body := request(t, http.MethodGet, address(t, out)+c.path, ""); status != 200 || !strings.Contains(body, c.want) {
			t.Errorf("%v: %d %s, want %s", c.args, status, body, c.want)
		}
		send(t, cmd, syscall.SIGTERM)
		if state := ended(t, cmd, 10*time.Second); state.ExitCode() != 0 {
			t.Errorf("%v: %s", c.args, state)
		}
	}
}

// The settings are a contract: scripts and unit files name them.
func TestHelpListsEverySetting(t *testing.T) {
	t.Parallel()
	cmd, out := program(t, "serve", "--help")
	raw, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if state := ended(t, cmd, 10*time.Second); state.ExitCode() != 0 {
		t.Errorf("%s", state)
	}
	help := strings.Join(strings.Fields(string(raw)), " ")
	for flag, setting := range map[string]string{
		`--addr="127.0.0.1:8080"`: "VASCO_ADDR", `--data-dir="./data"`: "VASCO_DATA_DIR",
		"--database-url=sqlite://<data dir>/vasco.db": "VASCO_DATABASE_URL", "--public-url=http://<addr>": "VASCO_PUBLIC_URL",
		"--secret-key-file=<data dir>/secret.key": "VASCO_SECRET_KEY_FILE", `--demo-woo-addr="127.0.0.1:8081"`: "VASCO_DEMO_WOO_ADDR",
		`--demo-vasco-addr="127.0.0.1:8082"`: "VASCO_DEMO_VASCO_ADDR", "--cors-origins=": "VASCO_CORS_ORIGINS",
		`--log-format="text"`: "VASCO_LOG_FORMAT", `--log-level="info"`: "VASCO_LOG_LEVEL", "--demo ": "",
	} {
		if !strings.Contains(help, flag) || !strings.Contains(help, setting) {
			t.Errorf("the help lacks %s or %s", flag, setting)
		}
	}
}

func TestMigrateAndMistakes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"migrate", "--data-dir=" + dir}, 0},
		{[]string{"migrate", "--data-dir=" + dir}, 0},
		{[]string{"migrate", "--database-url=mysql://localhost/x"}, 1},
		{[]string{"--version"}, 0},
		{[]string{"serve", "--addr=0.0.0.0:0"}, 80},
		{[]string{"dance"}, 80},
	} {
		cmd, _ := program(t, c.args...)
		if state := ended(t, cmd, 20*time.Second); state.ExitCode() != c.code {
			t.Errorf("%v: %s, want %d", c.args, state, c.code)
		}
	}
	if _, err := os.Stat(dir + "/vasco.db"); err != nil {
		t.Error(err)
	}
}

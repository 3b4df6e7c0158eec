package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// child is a process of the test's own program.
type child struct {
	name string
	// url is where it answers, once ready is closed.
	url     string
	ready   chan struct{}
	died    chan struct{}
	command *exec.Cmd
	stdin   io.WriteCloser
	// state says how it ended, once died is closed.
	state *os.ProcessState
}

// killPatience is how long anything of the kill test may take.
const killPatience = time.Minute

// spawn starts a child in a role; its words go into a file.
func spawn(t *testing.T, role, name, logDir string, settings childSettings) *child {
	t.Helper()
	raw, err := json.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	words, err := os.OpenFile(logOf(logDir, name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	c := &child{name: name, ready: make(chan struct{}), died: make(chan struct{})}
	c.command = exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
	c.command.Env = append(os.Environ(), killRole+"="+role, killSettings+"="+string(raw))
	c.command.Stderr = words
	c.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdout, err := c.command.StdoutPipe()
	if err == nil {
		c.stdin, err = c.command.StdinPipe()
	}
	if err == nil {
		err = c.command.Start()
	}
	if closing := words.Close(); err == nil {
		err = closing
	}
	if err != nil {
		t.Fatal(err)
	}
	go c.watch(stdout)
	t.Cleanup(c.kill)
	return c
}

func logOf(logDir, name string) string { return filepath.Join(logDir, name+".log") }

// watch waits for the line that says where the child answers, and for its end.
func (c *child) watch(stdout io.Reader) {
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if fields := strings.Fields(lines.Text()); c.url == "" && len(fields) > 0 {
			c.url = fields[len(fields)-1]
			close(c.ready)
		}
	}
	_ = c.command.Wait() // How it ended is in its state.
	c.state = c.command.ProcessState
	close(c.died)
}

// waitReady waits until the child answers; it tells whether it has died instead.
func (c *child) waitReady(t *testing.T) bool {
	t.Helper()
	select {
	case <-c.ready:
		return true
	case <-c.died:
		return false
	case <-time.After(killPatience):
		t.Fatalf("%s is not ready after %s", c.name, killPatience)
		return false
	}
}

// strike kills the child without waiting for its end.
func (c *child) strike() { _ = c.command.Process.Kill() } // It may be dead already.

func (c *child) kill() {
	c.strike()
	<-c.died
}

// tell gives the child a command; one that has just died does not hear it.
func (c *child) tell(command string) { _, _ = fmt.Fprintln(c.stdin, command) }

// wasKilled: a process that ended in another way has failed.
func (c *child) wasKilled() bool {
	status, ok := c.state.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

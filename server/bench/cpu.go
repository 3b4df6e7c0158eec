package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cpu is the processor time the program has used.
func (s *service) cpu() (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read the processor time: %w", err)
	}
	// The name in brackets may hold blanks; utime and stime are fields 14 and 15.
	_, rest, _ := strings.Cut(string(raw), ") ")
	fields := strings.Fields(rest)
	const utime, stime, ticksPerSecond = 11, 12, 100
	if len(fields) <= stime {
		return 0, errors.New("read the processor time: /proc is not as expected")
	}
	var ticks int
	for _, i := range []int{utime, stime} {
		n, err := strconv.Atoi(fields[i])
		if err != nil {
			return 0, fmt.Errorf("read the processor time: %w", err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond, nil
}

// meter measures processor time from now on.
type meter struct {
	of           *service
	program, own time.Duration
}

func (s *service) meter() (meter, error) {
	m := meter{of: s, own: ownCPU()}
	var err error
	m.program, err = s.cpu()
	return m, err
}

// used is what the program has used, and what the bench itself has: its clients,
// the shop and the ERP.
func (m meter) used() (program, own time.Duration, err error) {
	now, err := m.of.cpu()
	return now - m.program, ownCPU() - m.own, err
}

func ownCPU() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // It fails for a wrong argument only.
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

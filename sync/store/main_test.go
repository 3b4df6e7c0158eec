package store_test

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	// A machine outside UTC: times must come back in UTC all the same.
	time.Local = time.FixedZone("tests", 5*60*60+30*60) //nolint:gosmopolitan // That is the test.
	goleak.VerifyTestMain(m)
}

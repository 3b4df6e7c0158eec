package product

import "time"

// WorkFor bounds one piece of an import.
func (s *Service) WorkFor(d time.Duration) { s.pieceFor = d }

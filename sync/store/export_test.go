package store

// Waiting is how many callers of InTx wait for their turn on SQLite.
func (s *Store) Waiting() int { return int(s.waiting.Load()) }

package store

// Waiting is how many writes wait for a commit.
func (b *Batcher[T]) Waiting() int { return len(b.queue) }

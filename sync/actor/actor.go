// Package actor says who is acting: a person, a token, a schedule or a shop.
package actor

import "context"

// Kind is what sort of actor it is.
type Kind string

// The kinds of actors.
const (
	Person   Kind = "person"
	Token    Kind = "token"
	Schedule Kind = "schedule"
	Shop     Kind = "shop"
	System   Kind = "system"
)

// Actor is who causes what happens. Name is empty until accounts exist.
type Actor struct {
	Kind Kind
	Name string
}

// String is how events keep the actor: "person" or "person:ana".
func (a Actor) String() string {
	if a.Name == "" {
		return string(a.Kind)
	}
	return string(a.Kind) + ":" + a.Name
}

type key struct{}

// With returns a context in which a is acting.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, key{}, a) }

// From returns who is acting; System when nobody was named.
func From(ctx context.Context) Actor {
	if a, ok := ctx.Value(key{}).(Actor); ok {
		return a
	}
	return Actor{Kind: System}
}

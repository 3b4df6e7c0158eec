package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// shapeLimit refuses operations that are nested too deep, or that become too
// large when their fragments are put in: fragments of fragments double in size
// with every line.
type shapeLimit struct{ depth, fields int }

// ExtensionName implements graphql.HandlerExtension.
func (shapeLimit) ExtensionName() string { return "ShapeLimit" }

// Validate implements graphql.HandlerExtension.
func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext implements graphql.OperationContextMutator.
func (l shapeLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	operation := op.Doc.Operations.ForName(op.OperationName)
	if operation == nil {
		return nil
	}
	known := measured{limit: l.fields, fragments: make(map[string]shape)}
	found := known.measure(operation.SelectionSet)
	switch {
	case found.depth > l.depth:
		return limitError(codeTooDeep, "the query is nested deeper than %d fields", l.depth)
	case found.fields > l.fields:
		return limitError(codeTooLarge, "the query selects more than %d fields", l.fields)
	}
	return nil
}

func limitError(code, format string, limit int) *gqlerror.Error {
	err := gqlerror.Errorf(format, limit)
	err.Extensions = map[string]any{"code": code}
	return err
}

type shape struct{ depth, fields int }

// measured remembers the shapes of fragments: each is walked once. Fragments
// in a circle were refused before.
type measured struct {
	limit     int
	fragments map[string]shape
}

func (m measured) measure(set ast.SelectionSet) shape {
	var all shape
	for _, selection := range set {
		var one shape
		switch s := selection.(type) {
		case *ast.Field:
			one = m.measure(s.SelectionSet)
			one.depth++
			one.fields++
		case *ast.InlineFragment:
			one = m.measure(s.SelectionSet)
		case *ast.FragmentSpread:
			one = m.fragment(s)
		}
		all.depth = max(all.depth, one.depth)
		all.fields = min(all.fields+one.fields, m.limit+1)
	}
	return all
}

func (m measured) fragment(s *ast.FragmentSpread) shape {
	known, ok := m.fragments[s.Name]
	if !ok && s.Definition != nil {
		known = m.measure(s.Definition.SelectionSet)
		m.fragments[s.Name] = known
	}
	return known
}

var _ graphql.OperationContextMutator = shapeLimit{}

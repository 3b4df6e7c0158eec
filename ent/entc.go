//go:build ignore

// Entc generates the ent client: the entities of ent/schema, keyset pagination
// and enums for GraphQL. GraphQL's types are ours, in schema.graphqls.
package main

import (
	"log"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
)

func main() {
	relay, err := entgql.NewExtension(entgql.WithTemplates(
		entgql.CollectionTemplate, entgql.NodeTemplate, entgql.EnumTemplate, entgql.PaginationTemplate, entgql.EdgeTemplate,
	))
	if err != nil {
		log.Fatalf("set up GraphQL pagination: %v", err)
	}
	err = entc.Generate("./schema", &gen.Config{
		Features: []gen.Feature{gen.FeatureUpsert, gen.FeatureLock, gen.FeatureExecQuery, gen.FeatureModifier, gen.FeatureVersionedMigration},
	}, entc.Extensions(relay))
	if err != nil {
		log.Fatalf("generate ent: %v", err)
	}
}

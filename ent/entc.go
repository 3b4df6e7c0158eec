//go:build entc

// Entc generates the ent client: the entities of ent/schema, with their enums
// ready for GraphQL. GraphQL's types and its paging are ours: see graph/.
// Its build tag is not "ignore", so that go mod tidy keeps what it needs.
package main

import (
	"log"

	"entgo.io/contrib/entgql"
	"entgo.io/ent/entc"
	"entgo.io/ent/entc/gen"
)

func main() {
	enums, err := entgql.NewExtension(entgql.WithTemplates(entgql.EnumTemplate))
	if err != nil {
		log.Fatalf("set up GraphQL's enums: %v", err)
	}
	err = entc.Generate("./schema", &gen.Config{
		Features: []gen.Feature{gen.FeatureUpsert, gen.FeatureLock, gen.FeatureExecQuery, gen.FeatureModifier, gen.FeatureVersionedMigration},
	}, entc.Extensions(enums))
	if err != nil {
		log.Fatalf("generate ent: %v", err)
	}
}

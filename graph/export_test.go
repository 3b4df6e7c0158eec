package graph

// Codes are all codes of GraphQL errors.
func Codes() []string { return codes }

// NodeTypes are the types that have an id of their own.
func NodeTypes() []string {
	var names []string
	for _, t := range NewExecutableSchema(Config{}).Schema().PossibleTypes["Node"] {
		names = append(names, t.Name)
	}
	return names
}

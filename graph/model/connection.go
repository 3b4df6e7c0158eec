package model

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
)

// Node is anything with an id of its own.
type Node any

// TimelineItem is an event, a call or a delivery.
type TimelineItem any

// PageInfo says where a page begins and ends and whether there is more.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Edge is a row with its position.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Connection is a page of a list.
type Connection[T any] struct {
	Edges    []*Edge[T]
	PageInfo *PageInfo
	// Count counts the whole list; it runs only when the total is selected.
	Count func(context.Context) (int, error)
}

// Nodes are the page's rows.
func (c *Connection[T]) Nodes() []T {
	nodes := make([]T, len(c.Edges))
	for i, e := range c.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// TotalCount counts the whole list.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.Count(ctx) }

// OrderConnection and the others are the lists of the schema, OrderEdge and the
// others their places.
//
//nolint:revive // One comment for aliases that say nothing new.
type (
	OrderConnection          = Connection[*Order]
	OrderEdge                = Edge[*Order]
	ArticleMappingConnection = Connection[*ent.ArticleMapping]
	ArticleMappingEdge       = Edge[*ent.ArticleMapping]
	DeliveryConnection       = Connection[*ent.Delivery]
	DeliveryEdge             = Edge[*ent.Delivery]
	EventConnection          = Connection[*ent.Event]
	EventEdge                = Edge[*ent.Event]
	ApiCallConnection        = Connection[*ent.ApiCall]
	ApiCallEdge              = Edge[*ent.ApiCall]
	TaskConnection           = Connection[*ent.Task]
	TaskEdge                 = Edge[*ent.Task]
	ProductConnection        = Connection[*ent.Product]
	ProductEdge              = Edge[*ent.Product]
	SyncRunConnection        = Connection[*ent.SyncRun]
	SyncRunEdge              = Edge[*ent.SyncRun]
	RunItemConnection        = Connection[*ent.RunItem]
	RunItemEdge              = Edge[*ent.RunItem]
)

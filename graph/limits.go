package graph

import (
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
)

// maxComplexity bounds what one request may ask for: a page of 200 orders with
// all their fields and lines, or one order with its whole timeline.
const maxComplexity = 60_000

// What fields cost beyond one point each. Rows count as if a list were full, so
// that lists inside lists end soon, however deep a query goes.
const (
	// heavyCost is for fields that run many queries or call another system.
	heavyCost = 1_000
	// ownQuery is for fields that run a query for each row.
	ownQuery     = 100
	shortList    = 20
	timelineList = 500
)

func costs() ComplexityRoot {
	var c ComplexityRoot
	q := &c.Query
	q.Orders = func(child int, first *int, _ *string, last *int, _ *string, _ *model.OrderFilter) int {
		return pageCost(child, first, last)
	}
	q.Deliveries = func(child int, first *int, _ *string, last *int, _ *string, _ *model.DeliveryFilter) int {
		return pageCost(child, first, last)
	}
	q.Events = func(child int, first *int, _ *string, last *int, _ *string, _ *model.EventFilter) int {
		return pageCost(child, first, last)
	}
	q.APICalls = func(child int, first *int, _ *string, last *int, _ *string, _ *model.APICallFilter) int {
		return pageCost(child, first, last)
	}
	q.ArticleMappings = func(child int, _ string, first *int, _ *string, last *int, _, _ *string, _ *bool) int {
		return pageCost(child, first, last)
	}
	q.ArticleMappingsCSV = func(child int, _ string) int { return heavyCost + child }
	q.Tasks = func(child int, first *int, _ *string, last *int, _ *string, _ *model.TaskFilter) int {
		return pageCost(child, first, last)
	}
	q.Problems = func(child int, _ *string) int { return heavyCost + shortList*child }
	q.Shops, q.VascoConnections = times(shortList), times(shortList)
	q.PaymentMappings = func(child int, _ string) int { return 1 + shortList*child }
	q.PartnerBindings = func(child int, _ string) int { return 1 + shortList*child }
	q.Blacklist = func(child int, _ string) int { return 1 + shortList*child }
	q.Dashboard = func(child int, _ *string) int { return heavyCost + shortList*child }
	q.PreviewOrder = func(child int, _ string) int { return heavyCost + child }
	c.VascoConnection.Shops = times(shortList)
	c.Shop.StatusRules = times(shortList)
	c.Order.Lines = times(shortList)
	c.Order.Tasks = times(shortList)
	c.Order.Timeline = times(timelineList)
	m := &c.Mutation
	m.TestShop = func(child int, _ string) int { return heavyCost + child }
	m.RegisterWebhooks = func(child int, _ string) int { return heavyCost + child }
	m.TestVascoConnection = func(child int, _ string) int { return heavyCost + child }
	m.ImportArticleMappings = func(child int, _ model.ImportArticleMappingsInput) int { return heavyCost + child }
	m.SyncOrders = func(child int, _ model.SyncOrdersInput) int { return heavyCost + child }
	formerCosts(&c)
	productCosts(&c)
	return c
}

// formerCosts are those of the former plugin's settings, for which a shop is asked.
func formerCosts(c *ComplexityRoot) {
	c.Query.FormerSettings = func(child int, _ string) int { return heavyCost + shortList*child }
	c.Mutation.TakeOverFormerSettings = func(child int, _ model.TakeOverFormerSettingsInput) int { return heavyCost + shortList*child }
}

// productCosts are those of products and runs.
func productCosts(c *ComplexityRoot) {
	c.Query.Products = func(child int, first *int, _ *string, last *int, _ *string, _ *model.ProductFilter) int {
		return pageCost(child, first, last)
	}
	c.Query.SyncRuns = func(child int, _ *string, _ *syncrun.Kind, first *int, _ *string, last *int, _ *string) int {
		return pageCost(child, first, last)
	}
	c.SyncRun.Items = func(child int, first *int, _ *string, last *int, _ *string, _ *model.RunItemFilter) int {
		return pageCost(child, first, last)
	}
	// They run a query for each product.
	c.Product.Duplicates = func(child int) int { return ownQuery + shortList*child }
	c.Product.Changes = func(child int) int { return ownQuery + shortList*child }
}

// pageCost is a page's, as long as it may be. Sizes that are refused later count as one row.
func pageCost(child int, first, last *int) int {
	rows := defaultPage
	for _, size := range []*int{first, last} {
		if size != nil {
			rows = min(max(*size, 1), maxPage)
		}
	}
	return 1 + rows*child
}

func times(rows int) func(child int) int {
	return func(child int) int { return 1 + rows*child }
}

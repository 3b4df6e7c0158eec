// Package graph answers GraphQL. Resolvers are thin: they decode ids, call one
// service and turn what it says into the schema's words.
package graph

import (
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/former"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/problem"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/report"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/task"
)

// Deps are the services behind the API.
type Deps struct {
	Store    *store.Store
	Log      *event.Log
	Events   event.Subscriber
	Registry *connection.Registry
	Orders   *order.Service
	Inbox    *inbox.Service
	Reports  *report.Service
	Problems *problem.Service
	Tasks    *task.Service
	Runs     *run.Service
	Products *product.Service
	Pushes   *push.Service
	Stock    *stock.Service
	Former   *former.Service
	// PublicURL is where shops reach the service.
	PublicURL string
}

// Limits of a request.
const (
	maxTokens  = 5_000
	maxDepth   = 20
	maxFields  = 5_000
	keptParsed = 256
)

// New makes the API. It has no transports: see server/httpd.
func New(deps Deps) *handler.Server {
	root := &resolver{Deps: deps}
	api := handler.New(NewExecutableSchema(Config{Resolvers: root, Complexity: costs()}))
	api.SetQueryCache(lru.New[*ast.QueryDocument](keptParsed))
	api.SetParserTokenLimit(maxTokens)
	api.SetErrorPresenter(present)
	api.SetRecoverFunc(recovered)
	api.Use(extension.Introspection{})
	// Before the complexity, whose reckoning walks every fragment as often as it is put in.
	api.Use(shapeLimit{depth: maxDepth, fields: maxFields})
	api.Use(extension.FixedComplexityLimit(maxComplexity))
	api.AroundOperations(endWithError)
	api.AroundResponses(root.withLookups)
	api.AroundRootFields(root.withFreshLookups)
	return api
}

// resolver is the root of all resolvers.
type resolver struct{ Deps }

// The resolvers of the schema's types.
type (
	queryResolver           struct{ *resolver }
	mutationResolver        struct{ *resolver }
	subscriptionResolver    struct{ *resolver }
	shopResolver            struct{ *resolver }
	vascoConnectionResolver struct{ *resolver }
	orderResolver           struct{ *resolver }
	reasonResolver          struct{ *resolver }
	paymentMappingResolver  struct{ *resolver }
	articleMappingResolver  struct{ *resolver }
	partnerBindingResolver  struct{ *resolver }
	blacklistEntryResolver  struct{ *resolver }
	deliveryResolver        struct{ *resolver }
	eventResolver           struct{ *resolver }
	apiCallResolver         struct{ *resolver }
	dashboardResolver       struct{ *resolver }
	problemResolver         struct{ *resolver }
	taskResolver            struct{ *resolver }
	productResolver         struct{ *resolver }
	productStockResolver    struct{ *resolver }
	syncRunResolver         struct{ *resolver }
	runItemResolver         struct{ *resolver }
	stockScheduleResolver   struct{ *resolver }
)

func (r *resolver) Query() QueryResolver                     { return queryResolver{r} }
func (r *resolver) Mutation() MutationResolver               { return mutationResolver{r} }
func (r *resolver) Subscription() SubscriptionResolver       { return subscriptionResolver{r} }
func (r *resolver) Shop() ShopResolver                       { return shopResolver{r} }
func (r *resolver) VascoConnection() VascoConnectionResolver { return vascoConnectionResolver{r} }
func (r *resolver) Order() OrderResolver                     { return orderResolver{r} }
func (r *resolver) Reason() ReasonResolver                   { return reasonResolver{r} }
func (r *resolver) PaymentMapping() PaymentMappingResolver   { return paymentMappingResolver{r} }
func (r *resolver) ArticleMapping() ArticleMappingResolver   { return articleMappingResolver{r} }
func (r *resolver) PartnerBinding() PartnerBindingResolver   { return partnerBindingResolver{r} }
func (r *resolver) BlacklistEntry() BlacklistEntryResolver   { return blacklistEntryResolver{r} }
func (r *resolver) Delivery() DeliveryResolver               { return deliveryResolver{r} }
func (r *resolver) Event() EventResolver                     { return eventResolver{r} }
func (r *resolver) ApiCall() ApiCallResolver                 { return apiCallResolver{r} }
func (r *resolver) Dashboard() DashboardResolver             { return dashboardResolver{r} }
func (r *resolver) Problem() ProblemResolver                 { return problemResolver{r} }
func (r *resolver) Task() TaskResolver                       { return taskResolver{r} }
func (r *resolver) Product() ProductResolver                 { return productResolver{r} }
func (r *resolver) ProductStock() ProductStockResolver       { return productStockResolver{r} }
func (r *resolver) SyncRun() SyncRunResolver                 { return syncRunResolver{r} }
func (r *resolver) RunItem() RunItemResolver                 { return runItemResolver{r} }
func (r *resolver) StockSchedule() StockScheduleResolver     { return stockScheduleResolver{r} }

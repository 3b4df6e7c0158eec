package event

// Kind is what happened. The set is closed: the SPA and the log file have
// words for every kind, and a test fails when one has none.
type Kind string

// Deliveries.
const (
	// DeliveryRefused: count, status, cause.
	DeliveryRefused Kind = "delivery.refused"
	// DeliveryForeign: source, expected. A signed delivery of another address, a staging copy for example.
	DeliveryForeign Kind = "delivery.foreign_source"
	// DeliveryErrorObject: code, status, topic. The shop sent an error instead of the order.
	DeliveryErrorObject Kind = "delivery.error_object"
	// DeliveryReplayed: delivery, topic.
	DeliveryReplayed Kind = "delivery.replayed"
)

// Orders. All carry number (the shop's).
const (
	// OrderReceived: total, currency, status, payment (the method), title (of the method), customer.
	OrderReceived Kind = "order.received"
	// OrderWaiting: reason, and with STATUS the order's status, with YEAR_NOT_OPEN the document's year, date and VASCO's detail.
	OrderWaiting Kind = "order.waiting"
	// OrderCompared: result, vasco, year, differences (how many). What would be sent was compared with what VASCO has.
	OrderCompared Kind = "order.compared"
	// OrderQueued: cause.
	OrderQueued Kind = "order.queued"
	// OrderSkipped: reason.
	OrderSkipped Kind = "order.skipped"
	// OrderBlacklisted: pattern, email.
	OrderBlacklisted Kind = "order.blacklisted"
	// OrderBlocked: reason, and the reason's own parameters.
	OrderBlocked Kind = "order.blocked"
	// OrderSending: attempt, partner.
	OrderSending Kind = "order.sending"
	// OrderNotesCut: limit (in characters), lost. VASCO has no room for all of the document's notes.
	OrderNotesCut Kind = "order.notes_cut"
	// OrderSynced: vasco (the number as shown), year, difference, origin.
	OrderSynced Kind = "order.synced"
	// OrderFailed: reason, detail.
	OrderFailed Kind = "order.failed"
	// OrderUnclear: detail. The answer to the write was lost; a search follows.
	OrderUnclear Kind = "order.unclear"
	// OrderUncertain: reason, detail. A person must decide.
	OrderUncertain Kind = "order.uncertain"
	// OrderResolved: decision (CREATED, NOT_CREATED, RESEND, UNSKIP), vasco, year, note.
	OrderResolved Kind = "order.resolved"
	// OrderChanged: change, before, after. It was changed after it was sent.
	OrderChanged Kind = "order.changed"
	// OrderReadBackDiffers: field, sent, found; rounding, by which the total would be what was sent for.
	OrderReadBackDiffers Kind = "order.read_back_differs"
	// OrderWrittenBack: vasco. The number stands in the shop's order.
	OrderWrittenBack Kind = "order.written_back"
	// OrderWriteBackFailed: detail.
	OrderWriteBackFailed Kind = "order.write_back_failed"
)

// Tasks, of an order that changed after it was sent. All carry number (the shop's) and task (the kind).
const (
	// TaskOpened: vasco, year, amounts. A person has to do something in VASCO.
	TaskOpened Kind = "task.opened"
	// TaskResolved: note, document. A person has done it.
	TaskResolved Kind = "task.resolved"
)

// Partners. All carry number (the shop's order) and name.
const (
	// PartnerFound: code, by (TAX_NUMBER, EMAIL).
	PartnerFound Kind = "partner.found"
	// PartnerCreated: code.
	PartnerCreated Kind = "partner.created"
	// PartnerWarning: warning. The buyer's data look wrong, but are used.
	PartnerWarning Kind = "partner.warning"
)

// Runs over a shop's products. All carry run (STOCK, IMPORT or PUSH).
const (
	// RunStarted: dry (yes, where nothing is written).
	RunStarted Kind = "run.started"
	// RunAuthenticating: connection.
	RunAuthenticating Kind = "run.authenticating"
	// RunRetrieved: what (ARTICLES, STOCK, PRODUCTS), count.
	RunRetrieved Kind = "run.retrieved"
	// RunAwaiting: reason, and its parameters. A person must confirm it.
	RunAwaiting Kind = "run.awaiting"
	// RunConfirmed: nothing more. A person has.
	RunConfirmed Kind = "run.confirmed"
	// RunFinished: state, total, updated, unchanged, skipped, failed; reason, where there is one.
	RunFinished Kind = "run.finished"
)

// Products. All carry sku, name and product (the shop's id).
const (
	// StockUpdated: before, after, supplier, own, dry.
	StockUpdated Kind = "stock.updated"
	// StockSkipped: reason, and its parameters.
	StockSkipped Kind = "stock.skipped"
	// StockFailed: reason, detail.
	StockFailed Kind = "stock.failed"
	// StockExcluded: excluded (yes, or no when it takes part again).
	StockExcluded Kind = "stock.excluded"
	// ProductPushed: code, action (CREATED, UPDATED, UNCHANGED).
	ProductPushed Kind = "product.pushed"
	// ProductNotPushed: reason, and its parameters.
	ProductNotPushed Kind = "product.not_pushed"
)

// Settings and connections.
const (
	// ScheduleChanged: every, at, cron, next.
	ScheduleChanged Kind = "schedule.changed"
	// ScheduleFailed: detail, next.
	ScheduleFailed Kind = "schedule.failed"
	// PaymentNew: method, title.
	PaymentNew Kind = "payment.new"
	// PaymentChanged: method, status, payment.
	PaymentChanged Kind = "payment.changed"
	// ArticleChanged: kind, key, name, code; empty when it was taken out of the map.
	ArticleChanged Kind = "article.changed"
	// BindingChanged: kind, key, name, code; empty when the binding was taken off.
	BindingChanged Kind = "binding.changed"
	// ArticlesImported: count.
	ArticlesImported Kind = "article.imported"
	// BlacklistChanged: pattern, action.
	BlacklistChanged Kind = "blacklist.changed"
	// SettingsTakenOver: payments, blacklist (how many), schedule (yes, where it was). They were the former plugin's.
	SettingsTakenOver Kind = "settings.taken_over"
	// CompanionFields: shop, fields. The companion plugin shows them on products.
	CompanionFields Kind = "companion.fields"
	// CompanionFailed: shop, fields, detail. It could not be told to.
	CompanionFailed Kind = "companion.failed"
	// ShopChanged: shop, action.
	ShopChanged Kind = "shop.changed"
	// SendingChanged: shop, orders, ordersBefore, stock, stockBefore (HOLD, PREVIEW, LIVE).
	SendingChanged Kind = "shop.sending_changed"
	// ShopUnreachable: shop, detail.
	ShopUnreachable Kind = "shop.unreachable"
	// ShopReachable: shop.
	ShopReachable Kind = "shop.reachable"
	// ConnectionChanged: connection, action.
	ConnectionChanged Kind = "connection.changed"
	// ConnectionUnreachable: connection, detail. Orders wait.
	ConnectionUnreachable Kind = "connection.unreachable"
	// ConnectionReachable: connection.
	ConnectionReachable Kind = "connection.reachable"
	// ConnectionSearchProven: connection.
	ConnectionSearchProven Kind = "connection.search_proven"
)

// Kinds are all kinds of events.
func Kinds() []Kind {
	return []Kind{
		DeliveryRefused, DeliveryForeign, DeliveryErrorObject, DeliveryReplayed,
		OrderReceived, OrderWaiting, OrderCompared, OrderQueued, OrderSkipped, OrderBlacklisted, OrderBlocked, OrderSending, OrderNotesCut,
		OrderSynced, OrderFailed, OrderUnclear, OrderUncertain, OrderResolved, OrderChanged,
		OrderReadBackDiffers, OrderWrittenBack, OrderWriteBackFailed,
		TaskOpened, TaskResolved,
		PartnerFound, PartnerCreated, PartnerWarning,
		RunStarted, RunAuthenticating, RunRetrieved, RunAwaiting, RunConfirmed, RunFinished,
		StockUpdated, StockSkipped, StockFailed, StockExcluded, ProductPushed, ProductNotPushed, ScheduleChanged, ScheduleFailed, PaymentNew, PaymentChanged,
		ArticleChanged, ArticlesImported, BindingChanged, BlacklistChanged, SettingsTakenOver, CompanionFields, CompanionFailed, ShopChanged, SendingChanged,
		ShopUnreachable, ShopReachable,
		ConnectionChanged, ConnectionUnreachable, ConnectionReachable, ConnectionSearchProven,
	}
}

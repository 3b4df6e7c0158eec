package connection

// Codes of what a test of a VASCO connection finds. Params are named beside them.
const (
	// FoundReachable: url. FoundUnreachable: url, detail. FoundNotVasco: url, detail.
	FoundReachable   = "REACHABLE"
	FoundUnreachable = "UNREACHABLE"
	FoundNotVasco    = "NOT_VASCO"
	// FoundLoggedIn: username, taxNumber. FoundLoginRefused: username, taxNumber, detail.
	FoundLoggedIn     = "LOGGED_IN"
	FoundLoginRefused = "LOGIN_REFUSED"
	// FoundArticlesReadable; FoundArticlesUnreadable: detail.
	FoundArticlesReadable   = "ARTICLES_READABLE"
	FoundArticlesUnreadable = "ARTICLES_NOT_READABLE"
	// FoundSearchPossible: orders. FoundSearchImpossible: detail.
	FoundSearchPossible   = "SEARCH_POSSIBLE"
	FoundSearchImpossible = "SEARCH_NOT_POSSIBLE"
	// FoundSearchProven; FoundSearchUnproven: orders. Without orders it is merely
	// unknown; with some, none carries a shop's number.
	FoundSearchProven   = "SEARCH_PROVEN"
	FoundSearchUnproven = "SEARCH_UNPROVEN"
	// FoundStock: rows, warehouses. FoundStockLong: rows, seconds: it is better read
	// by codes. FoundStockUnreadable: detail. FoundStockRepeated: rows.
	FoundStock           = "STOCK_READABLE"
	FoundStockLong       = "STOCK_LIST_LONG"
	FoundStockUnreadable = "STOCK_NOT_READABLE"
	FoundStockRepeated   = "STOCK_ROWS_REPEATED"
	// FoundZeroRows, FoundZeroRowsLeftOut: what a missing row means. FoundZeroRowsUnknown:
	// it is not known.
	FoundZeroRows        = "ZERO_ROWS_RETURNED"
	FoundZeroRowsLeftOut = "ZERO_ROWS_LEFT_OUT"
	FoundZeroRowsUnknown = "ZERO_ROWS_UNKNOWN"
	// FoundOrdered: what is on customer orders is returned, and may be subtracted.
	FoundOrdered = "ORDERED_RETURNED"
	// FoundReserved: what is set aside is returned.
	FoundReserved = "RESERVED_RETURNED"
	// FoundSupplierStock, FoundSupplierStockMissing: field.
	FoundSupplierStock        = "SUPPLIER_STOCK_RETURNED"
	FoundSupplierStockMissing = "SUPPLIER_STOCK_NOT_RETURNED"
	// FoundProfile: profile. FoundProfileDiffers: profile, proposed.
	FoundProfile        = "PROFILE"
	FoundProfileDiffers = "PROFILE_DIFFERS"
)

// Codes of what a test of a shop finds, beside FoundReachable and
// FoundUnreachable. Params are named beside them.
const (
	// FoundRedirected: url, location. The shop has another address.
	FoundRedirected = "REDIRECTED"
	// FoundNotShop: url, detail. What answers is no WordPress, or its API is closed.
	FoundNotShop = "NOT_A_SHOP"
	// FoundPlainPermalinks: url. The shop needs pretty permalinks: without them its API takes no keys.
	FoundPlainPermalinks = "PLAIN_PERMALINKS"
	// FoundNoWooCommerce: url. A WordPress without WooCommerce.
	FoundNoWooCommerce = "WOOCOMMERCE_MISSING"
	// FoundCompanion: our plugin is active in the shop.
	FoundCompanion = "COMPANION"
	// FoundHomeURL: homeUrl. FoundHomeURLDiffers: homeUrl (the shop's word), ours.
	FoundHomeURL        = "HOME_URL"
	FoundHomeURLDiffers = "HOME_URL_DIFFERS"
	// FoundTimezone: timezone. FoundTimezoneDiffers: timezone (the shop's), ours.
	FoundTimezone        = "TIMEZONE"
	FoundTimezoneDiffers = "TIMEZONE_DIFFERS"
	// FoundKeysAccepted. FoundKeysRefused: code, detail, and hint HTTPS_NOT_SEEN
	// where wrong keys look like a proxy that hides HTTPS.
	FoundKeysAccepted = "KEYS_ACCEPTED"
	FoundKeysRefused  = "KEYS_REFUSED"
	// FoundMayRead: orders. FoundMayNotRead: detail.
	FoundMayRead    = "MAY_READ"
	FoundMayNotRead = "MAY_NOT_READ"
	// FoundMayWrite. FoundMayNotWrite: detail.
	FoundMayWrite    = "MAY_WRITE"
	FoundMayNotWrite = "MAY_NOT_WRITE"
	// FoundVersion: woocommerce, wordpress. FoundVersionUnknown: detail.
	FoundVersion        = "VERSION"
	FoundVersionUnknown = "VERSION_UNKNOWN"
	// FoundCurrency: currency. FoundCurrencyDiffers: currency (the shop's), ours.
	FoundCurrency        = "CURRENCY"
	FoundCurrencyDiffers = "CURRENCY_DIFFERS"
	// FoundWebhooks: count. FoundWebhooksMissing: topics. FoundWebhooksInactive: topics.
	// FoundWebhooksUnreadable: detail.
	FoundWebhooks           = "WEBHOOKS"
	FoundWebhooksMissing    = "WEBHOOKS_MISSING"
	FoundWebhooksInactive   = "WEBHOOKS_INACTIVE"
	FoundWebhooksUnreadable = "WEBHOOKS_NOT_READABLE"
)

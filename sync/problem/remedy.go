package problem

import (
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
)

// remedies are the mutations that resolve a problem, the one that mends its
// cause first. Where the shop or VASCO has to be mended, a release follows.
var remedies = map[string][]string{
	string(mapping.PaymentUnmapped):    {"setPaymentMapping"},
	string(mapping.VATRateUnmapped):    {"updateShop"},
	string(mapping.VATMissing):         {"updateShop", "releaseProblem"},
	string(mapping.FeeUnmapped):        {"updateShop"},
	string(mapping.CurrencyMismatch):   {"updateShop", "skipOrder"},
	string(mapping.TotalMismatch):      {"syncOrder", "updateVascoConnection"},
	string(mapping.NoConnection):       {"updateShop", "updateVascoConnection"},
	string(mapping.PartnerAmbiguous):   {"syncOrder", "bindPartner"},
	string(mapping.PartnerDataMissing): {"updateShop", "syncOrder", "bindPartner"},
	order.ReasonVascoLogin:             {"updateVascoConnection"},
	order.ReasonShopLogin:              {"updateShop"},
	order.ReasonOld:                    {"releaseProblem", "linkOrder", "skipOrder"},
	order.ReasonSearchUnproven:         {"resolveOrder", "linkOrder"},
	order.ReasonSearchIncomplete:       {"resolveOrder", "linkOrder", "resendOrder"},
	order.ReasonNumberDiffers:          {"linkOrder", "resolveOrder"},
	order.ReasonNumberTaken:            {"linkOrder", "resolveOrder"},
	order.ReasonFormerNumber:           {"linkOrder", "resolveOrder"},
	order.ReasonSeveralFound:           {"linkOrder", "resolveOrder"},
	order.ReasonOutOfTime:              {"testShop", "testVascoConnection"},
	order.ReasonHeld:                   {"setSending"},
	order.ReasonPreview:                {"previewReport", "setSending"},
	order.ReasonYearNotOpen:            {"updateShop"},
	NotInVasco:                         {"resendOrder", "linkOrder", "skipOrder"},
	order.ReasonUnclassified:           {"setStatusRule"},
	string(mapping.ArticleCodeMissing): {"setArticleMapping", "releaseProblem"},
	string(mapping.ArticleUnknown):     {"pushArticle", "setArticleMapping", "releaseProblem"},
	ReadBackDiffers:                    {"setRounding", "syncOrder"},
	NumbersNotWritten:                  {"testShop", "updateShop"},
	ProductsWithoutCode:                {"setArticleMapping", "excludeFromStock"},
	ProductsShareCode:                  {"setArticleMapping", "excludeFromStock"},
	ForeignDeliveries:                  {"acceptAddress", "registerWebhooks"},
	ConnectionUnreachable:              {"testVascoConnection", "updateVascoConnection"},
	ShopUnreachable:                    {"testShop", "updateShop"},
	WebhooksMissing:                    {"registerWebhooks"},
	// Free the disk, or wait: nothing of ours does it.
	DeliveriesRefused: {},
}

// remediesOf are those of a code; what has none of its own is mended elsewhere,
// and released.
func remediesOf(code string) []string {
	if known, ok := remedies[code]; ok {
		return known
	}
	return []string{"releaseProblem", "skipOrder"}
}

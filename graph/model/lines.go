package model

import "github.com/kiwwwi/vasco/sync/connection/rules"

// linesOf puts the rules of an order's lines into the settings.
func linesOf(s *ShopSettings, l rules.Lines) {
	s.ShippingArticles, s.FeeArticles = namedArticles(l.ShippingArticles), namedArticles(l.FeeArticles)
	s.SendFreeShipping, s.HomeCountry = l.SendFreeShipping, l.HomeCountry
	s.Bundles, s.GiftCards, s.GiftCardArticle = BundleHandling(l.Bundles), GiftCardHandling(l.GiftCards), l.GiftCardArticle
	s.VatRules = make([]*VatRule, len(l.VATRules))
	for i, rule := range l.VATRules {
		s.VatRules[i] = &VatRule{Country: rule.Country, Kind: VatKind(rule.Kind), Rate: rule.Rate, Code: rule.Code}
	}
}

func namedArticles(all []rules.NamedArticle) []*NamedArticle {
	out := make([]*NamedArticle, len(all))
	for i, one := range all {
		out[i] = &NamedArticle{Name: one.Name, Article: one.Article}
	}
	return out
}

// linesChange is what of the rules of an order's lines an input changes.
func linesChange(in *ShopSettingsInput) rules.LinesChange {
	c := rules.LinesChange{
		ShippingArticles: namesGiven(in.ShippingArticles), FeeArticles: namesGiven(in.FeeArticles),
		SendFreeShipping: in.SendFreeShipping, GiftCardArticle: in.GiftCardArticle, HomeCountry: in.HomeCountry,
	}
	if in.Bundles != nil {
		c.Bundles = new(rules.Bundles(*in.Bundles))
	}
	if in.GiftCards != nil {
		c.GiftCards = new(rules.GiftCards(*in.GiftCards))
	}
	if in.VatRules != nil {
		all := make([]rules.VATRule, len(in.VatRules))
		for i, rule := range in.VatRules {
			all[i] = rules.VATRule{Country: rule.Country, Kind: rules.VATKind(rule.Kind), Rate: rule.Rate, Code: rule.Code}
		}
		c.VATRules = &all
	}
	return c
}

func namesGiven(all []*NamedArticleInput) *[]rules.NamedArticle {
	if all == nil {
		return nil
	}
	out := make([]rules.NamedArticle, len(all))
	for i, one := range all {
		out[i] = rules.NamedArticle{Name: one.Name, Article: one.Article}
	}
	return &out
}

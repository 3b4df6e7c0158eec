import { useTranslation } from 'react-i18next'
import { ButtonLink } from '@/components/ButtonLink'

type Props = {
  code: string
  /** What has to be mended, as `Reason.refId` and `Problem.refId` give it. */
  refId?: string | null
  shopKey?: string
  /** WooCommerce's id of the payment method, where the code is about one. */
  method?: string
  size?: 'xs' | 'sm'
}

/** Leads to the page that mends a cause; nothing for causes that no page of ours mends. */
export function MendLink({ code, refId, shopKey, method, size = 'sm' }: Props) {
  const { t } = useTranslation()
  switch (code) {
    case 'PAYMENT_UNMAPPED':
    case 'PAYMENT_OFF':
      return (
        <ButtonLink size={size} to="/payments" search={{ shop: shopKey }} hash={method}>
          {t(code === 'PAYMENT_OFF' ? 'mend.paymentsOn' : 'mend.payments')}
        </ButtonLink>
      )
    case 'FEE_UNMAPPED':
    case 'VAT_MISSING':
    case 'VAT_RATE_UNMAPPED':
      return shopKey ? (
        <ButtonLink size={size} to="/shops/$shopKey" params={{ shopKey }} hash={code === 'FEE_UNMAPPED' ? 'feeArticles' : 'vat'}>
          {t(code === 'FEE_UNMAPPED' ? 'mend.fee' : 'mend.vat')}
        </ButtonLink>
      ) : null
    case 'CURRENCY_MISMATCH':
    case 'NO_CONNECTION':
    case 'PARTNER_DATA_MISSING':
    case 'SHOP_LOGIN_REFUSED':
    case 'SHOP_UNREACHABLE':
    case 'WEBHOOKS_MISSING':
    case 'FOREIGN_DELIVERIES':
    case 'NUMBERS_NOT_WRITTEN':
    case 'BEFORE_START':
    case 'STATUS_UNCLASSIFIED':
    case 'YEAR_NOT_OPEN':
    case 'SENDING_HELD':
    case 'SENDING_PREVIEW':
      return shopKey ? (
        <ButtonLink size={size} to="/shops/$shopKey" params={{ shopKey }} variant={code === 'PARTNER_DATA_MISSING' ? 'default' : 'filled'}>
          {t('mend.shop')}
        </ButtonLink>
      ) : null
    case 'VASCO_LOGIN_REFUSED':
    case 'CONNECTION_UNREACHABLE':
      return refId ? (
        <ButtonLink size={size} to="/connections/$connectionId" params={{ connectionId: refId }}>
          {t('mend.connection')}
        </ButtonLink>
      ) : null
    case 'ARTICLE_CODE_MISSING':
    case 'ARTICLE_UNKNOWN_IN_VASCO':
      return (
        <ButtonLink size={size} to="/articles" search={{ shop: shopKey, missing: code === 'ARTICLE_CODE_MISSING' ? 'yes' : undefined }}>
          {t('mend.articles')}
        </ButtonLink>
      )
    case 'PRODUCTS_WITHOUT_CODE':
    case 'PRODUCTS_SHARE_CODE':
      return (
        <ButtonLink size={size} to="/products" search={{ shop: shopKey, view: code === 'PRODUCTS_SHARE_CODE' ? 'duplicates' : 'missing' }}>
          {t('mend.products')}
        </ButtonLink>
      )
    case 'BLACKLISTED':
      return (
        <ButtonLink size={size} to="/blacklist" search={{ shop: shopKey }}>
          {t('mend.blacklist')}
        </ButtonLink>
      )
    default:
      return null
  }
}

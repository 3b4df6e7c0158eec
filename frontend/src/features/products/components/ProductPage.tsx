import { Switch } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Moment } from '@/components/Moment'
import { FailureNotice, Notice } from '@/components/Notice'
import { Page, Section } from '@/components/Page'
import { Panel } from '@/components/Panel'
import { excludeFromStock, type ProductDetail } from '@/features/products/api/products'
import { useProduct } from '@/features/products/api/useProducts'
import { useFormat } from '@/lib/format/useFormat'
import { useButton } from '@/lib/graphql/useButton'
import { useWords } from '@/lib/words/useWords'
import { Changes } from './Changes'
import classes from './Products.module.css'
import { StockBadge } from './StockBadge'
import { StockSum } from './StockSum'
import { ToVasco } from './ToVasco'

/** One product: where its stock comes from, and what was done with it. */
export function ProductPage({ id }: { id: string }) {
  const { t } = useTranslation(['products', 'common'])
  const { product, missing, error, loading, again } = useProduct(id)
  if (!product) {
    return (
      <Page title={t('titleOne')}>
        {error && <FailureNotice error={error} onRetry={again} />}
        {missing && <Notice title={t('missing')} />}
        {loading && !error && <Notice>{t('common:loading')}…</Notice>}
      </Page>
    )
  }
  return (
    <Page title={product.name || product.sku || t('nameless')}>
      {error && <FailureNotice error={error} onRetry={again} />}
      <Standing product={product} />
      <div className={classes.columns}>
        <Section title={t('sum.title')}>
          <Panel padded>
            <StockSum stock={product.stock} />
            <p className={classes.hint}>{t('sum.hint')}</p>
          </Panel>
        </Section>
        <Facts product={product} />
      </div>
      <ToVasco id={product.id} />
      <Section title={t('changes.title')}>
        <Changes changes={product.changes} />
      </Section>
    </Page>
  )
}

/** What becomes of its stock, in a sentence. */
function Standing({ product: { stock, duplicates, code } }: { product: ProductDetail }) {
  const { t } = useTranslation('products')
  const words = useWords()
  return (
    <>
      {stock.reason ? (
        <Notice tone={stock.state === 'FAILED' ? 'error' : 'warning'} title={t('notWritten', { reason: words.runReason(stock.reason) })} />
      ) : (
        <Notice tone={stock.state === 'SAME' ? 'good' : 'quiet'}>{t(`says.${stock.state}`)}</Notice>
      )}
      {duplicates.length > 0 && (
        <Notice tone="warning" title={t('duplicates.title', { code })}>
          <ul>
            {duplicates.map((other) => (
              <li key={other.id}>
                <Link to="/products/$productId" params={{ productId: other.id }}>
                  {other.name || other.sku}
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function Facts({ product }: { product: ProductDetail }) {
  const { t } = useTranslation(['products', 'common'])
  const { number } = useFormat()
  const words = useWords()
  const { stock, push, parent } = product
  return (
    <Section title={t('facts.title')}>
      <Panel padded>
        <dl className={classes.facts}>
          <Fact name={t('column.state')}>
            <StockBadge state={stock.state} />
          </Fact>
          <Fact name={t('column.code')}>{product.code || t('noCode')}</Fact>
          <Fact name="EAN">{product.ean || t('common:none')}</Fact>
          <Fact name="SKU">{product.sku || t('common:none')}</Fact>
          {parent && (
            <Fact name={t('facts.parent')}>
              <Link to="/products/$productId" params={{ productId: parent.id }}>
                {parent.name}
              </Link>
            </Fact>
          )}
          <Fact name={t('column.inShop')}>{(product.shopStock === null || product.shopStock === undefined) ? t('common:none') : number(product.shopStock)}</Fact>
          <Fact name={t('facts.written')}>
            {(stock.written !== null && stock.written !== undefined) && stock.writtenAt ? (
              <>
                {number(stock.written)}, <Moment at={stock.writtenAt} />
              </>
            ) : (
              t('facts.never')
            )}
          </Fact>
          <Fact name={t('facts.push')}>
            {t(`push.${push.state}`)}
            {push.reason && <span className={classes.under}>{words.runReason(push.reason)}</span>}
            {push.pushedAt && (
              <span className={classes.under}>
                <Moment at={push.pushedAt} />
              </span>
            )}
          </Fact>
          {product.permalink && (
            <Fact name={t('facts.link')}>
              <a href={product.permalink} target="_blank" rel="noreferrer">
                {t('facts.open')}
              </a>
            </Fact>
          )}
        </dl>
        <Exclude product={product} />
      </Panel>
    </Section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Exclude({ product }: { product: ProductDetail }) {
  const { t } = useTranslation('products')
  const [press, busy] = useButton(excludeFromStock)
  return (
    <Switch
      mt="md"
      label={t('exclude.label')}
      description={t('exclude.hint')}
      checked={product.stock.excluded}
      disabled={busy}
      onChange={({ currentTarget }) => void press({ productIds: [product.id], excluded: currentTarget.checked })}
    />
  )
}

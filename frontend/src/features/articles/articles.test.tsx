import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { anArticle } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function openArticles(address = '/articles') {
  const vasco = new FakeVasco()
  vasco.articleMappings = [
    anArticle({ name: 'Lipov čaj', kind: 'SKU', key: 'SI-1002', code: '00123', waitingOrders: 0 }),
    anArticle({ id: 'article-2' }),
  ]
  return { vasco, ...open(address, vasco) }
}

const saved = (change = {}) => ({ articleMapping: anArticle(change), releasedOrders: 2, oldOrders: 0, userErrors: [] })

test('a product without a code gets it, and its orders go on', async () => {
  const { vasco, user } = openArticles()
  vasco.answers.setArticleMapping = () => saved({ id: 'article-2', code: 'W-1', waitingOrders: 0 })
  await user.click(await screen.findByRole('button', { name: 'Give the code: Darilni zavoj' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: /Article code/ }), ' W-1 ')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('2 waiting orders go on.')).toBeVisible()
  expect(vasco.called('SetArticleMapping')).toEqual([
    { input: { shopId: 'shop-1', kind: 'PRODUCT', key: '42', code: 'W-1', name: 'Darilni zavoj', releaseOld: false } },
  ])
})

test('a refusal stands at its field', async () => {
  const { vasco, user } = openArticles()
  vasco.answers.setArticleMapping = () => ({
    articleMapping: null,
    releasedOrders: 0,
    oldOrders: 0,
    userErrors: [{ field: ['input', 'key'], code: 'TOO_LONG', message: 'at most 100' }],
  })
  await user.click(await screen.findByRole('button', { name: 'Add an article' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: /SKU/ }), 'B-1')
  await user.type(within(dialog).getByRole('textbox', { name: /Article code/ }), '100')
  await user.click(within(dialog).getByRole('button', { name: 'Add' }))
  expect(await within(dialog).findByText('This is too long.')).toBeVisible()
  expect(vasco.called('SetArticleMapping')).toMatchObject([{ input: { kind: 'SKU', key: 'B-1', code: '100' } }])
})

test('an entry is taken out with an empty code', async () => {
  const { vasco, user } = openArticles()
  vasco.answers.setArticleMapping = () => ({ ...saved(), articleMapping: null, releasedOrders: 0 })
  await user.click(await screen.findByRole('button', { name: 'Change: Lipov čaj' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }))
  await waitFor(() => expect(vasco.called('SetArticleMapping')).toMatchObject([{ input: { key: 'SI-1002', code: '' } }]))
})

test('what is missing is a list of its own, in the address', async () => {
  const { vasco, user, address } = openArticles()
  await user.click(await screen.findByRole('checkbox', { name: 'Only those without a code' }))
  await waitFor(() => expect(screen.queryByText('Lipov čaj')).toBeNull())
  expect(address()).toBe('/articles?missing=yes')
  vasco.articleMappings = []
  await user.type(screen.getByRole('searchbox'), 'med')
  expect(await screen.findByText('No article fits the filters')).toBeVisible()
  expect(vasco.called('ArticleMappings').at(-1)).toMatchObject({ search: 'med', missing: true })
})

test('a file with a wrong line is not taken, and says which', async () => {
  const { vasco, user } = openArticles()
  vasco.answers.importArticleMappings = () => ({
    imported: 0,
    releasedOrders: 0,
    oldOrders: 0,
    lineErrors: [
      { line: 3, field: 'key', code: 'TWICE', message: 'line 2 has it already' },
      { line: 5, field: '', code: 'NOT_CSV', message: 'bare quote' },
    ],
    userErrors: [],
  })
  await user.click(await screen.findByRole('button', { name: 'Import CSV' }))
  const dialog = await screen.findByRole('dialog')
  const file = new File(['kind,key,code\nSKU,a,1\nSKU,a,2\n'], 'a.csv', { type: 'text/csv' })
  await user.upload(document.querySelector('input[type=file]')!, file)
  await user.click(within(dialog).getByRole('button', { name: 'Import' }))
  expect(await within(dialog).findByText('Nothing was taken from this file')).toBeVisible()
  expect(within(dialog).getByText(/Line 3/)).toHaveTextContent('Line 3 key: an earlier line has it already')
  expect(within(dialog).getByText(/Line 5/)).toHaveTextContent('it cannot be read')
  expect(vasco.called('ImportArticleMappings')).toMatchObject([{ input: { shopId: 'shop-1', csv: 'kind,key,code\nSKU,a,1\nSKU,a,2\n' } }])
})

test('the map goes out as a file a spreadsheet reads', async () => {
  const blobs: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => (blobs.push(blob as Blob), 'blob:map'))
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
  const { user } = openArticles()
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    expect(this.download).toBe('articles-demo.csv')
  })
  await user.click(await screen.findByRole('button', { name: 'Export CSV' }))
  await waitFor(() => expect(clicked).toHaveBeenCalled())
  const bytes = new Uint8Array(await blobs[0]!.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  vi.restoreAllMocks()
})

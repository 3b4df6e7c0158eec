import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aBinding, aConnection, aShop, params } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function openShop() {
  const vasco = new FakeVasco()
  vasco.vascoConnections = [aConnection()]
  return { vasco, ...open('/shops/demo', vasco) }
}

test('only what was changed is sent', async () => {
  const { vasco, user } = openShop()
  vasco.answers.updateShop = () => ({ shop: aShop({ name: 'Nova' }), releasedOrders: 2, userErrors: [] })
  const name = await screen.findByDisplayValue('Demo trgovina')
  await user.clear(name)
  await user.type(name, 'Nova')
  await user.type(screen.getByLabelText('VAT rate 1 in per cent'), '.0')
  await user.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByText('2 waiting orders go on.')).toBeVisible()
  expect(vasco.called('UpdateShop')).toEqual([{ input: { id: 'shop-1', name: 'Nova', settings: { vatCodes: [{ rate: '22.0', code: 0 }] } } }])
  await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled())
})

test('fees get articles, and VAT rules a code or none', async () => {
  const { vasco, user } = openShop()
  vasco.answers.updateShop = () => ({ shop: aShop(), releasedOrders: 0, userErrors: [] })
  await user.click(await screen.findByRole('button', { name: 'Add a fee' }))
  await user.type(screen.getByLabelText('Fee 1'), 'Povzetje')
  const fees = within(screen.getByRole('group', { name: 'Articles by name of the fee' }))
  await user.type(fees.getByLabelText('Article in VASCO 1'), '00087')
  await user.click(screen.getByRole('button', { name: 'Add a rule' }))
  await user.type(screen.getByLabelText('Country of rule 1'), 'de')
  await user.type(screen.getByLabelText('VAT rate of rule 1 in per cent'), '19,0')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(vasco.called('UpdateShop')).toHaveLength(1))
  expect(vasco.called('UpdateShop')[0]).toEqual({
    input: {
      id: 'shop-1',
      settings: { feeArticles: [{ name: 'Povzetje', article: '00087' }], vatRules: [{ country: 'DE', kind: 'OSS', rate: '19.0', code: null }] },
    },
  })
})

test('refusals stand at their fields', async () => {
  const { vasco, user } = openShop()
  vasco.answers.updateShop = () => ({
    shop: null,
    releasedOrders: 0,
    userErrors: [
      { field: ['input', 'url'], code: 'INVALID', message: 'no host' },
      { field: ['input', 'settings', 'currency'], code: 'REQUIRED', message: '' },
      { field: ['input', 'settings', 'homeCountry'], code: 'INVALID', message: 'two letters' },
      { field: ['input', 'settings', 'vatCodes', '0', 'rate'], code: 'REQUIRED', message: '' },
    ],
  })
  await user.type(await screen.findByRole('textbox', { name: /^Address/ }), 'x')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('This cannot be used: no host')).toBeVisible()
  expect(screen.getByRole('textbox', { name: /^Currency/ })).toBeInvalid()
  expect(screen.getByRole('textbox', { name: /^Country of the company/ })).toBeInvalid()
  expect(screen.getByLabelText('VAT rate 1 in per cent')).toBeInvalid()
})

test('the template of the notes shows what it makes', async () => {
  const { vasco, user } = openShop()
  vasco.notesExample = (template) => ({
    text: template.replace('{number}', '1284').replace('{phone}', '041 123 456'),
    lost: template.includes('{phone}') ? 'Kuponi' : '',
    limit: 40,
    placeholders: ['number', 'phone'],
    unknown: template.includes('{locker}') ? ['locker'] : [],
  })
  vasco.answers.updateShop = () => ({ shop: aShop(), releasedOrders: 0, userErrors: [] })
  const template = await screen.findByRole('textbox', { name: /^Notes on the document/ })
  expect(await screen.findByText('WC Order #1284')).toBeVisible()
  await user.click(template)
  await user.paste(' {locker}')
  expect(await screen.findByText('There is no {locker}.')).toBeVisible()
  await user.clear(template)
  await user.click(screen.getByRole('button', { name: 'phone' }))
  expect(template).toHaveValue('{phone}')
  expect(await screen.findByText('VASCO takes 40 characters. Missing: Kuponi')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(vasco.called('UpdateShop')).toEqual([{ input: { id: 'shop-1', settings: { notesTemplate: '{phone}' } } }]))
})

test('the cents that totals differ by are told by month', async () => {
  const vasco = new FakeVasco()
  vasco.differences = [{ month: '2026-06', orders: 3, sum: { amount: '0.04', currency: 'EUR' }, absolute: { amount: '0.06', currency: 'EUR' } }]
  open('/shops/demo', vasco)
  expect(await screen.findByText('06/2026: 3 orders')).toBeVisible()
  expect(screen.getByText('€0.04')).toBeVisible()
})

test('the WordPress plugin is downloaded from the page', async () => {
  openShop()
  const link = await screen.findByRole('link', { name: 'Download the plugin' })
  expect(link).toHaveAttribute('href', '/downloads/kiwwwi-vasco.zip')
  expect(link).toHaveAttribute('download')
})

test('a test tells its findings in words', async () => {
  const { vasco, user } = openShop()
  vasco.answers.testShop = () => ({
    shop: aShop(),
    ok: false,
    findings: [
      { code: 'REACHABLE', level: 'OK', params: params({ url: 'https://trgovina.example' }) },
      { code: 'KEYS_REFUSED', level: 'ERROR', params: params({ detail: 'Invalid signature.', hint: 'HTTPS_NOT_SEEN' }) },
    ],
    userErrors: [],
  })
  await user.click(await screen.findByRole('button', { name: 'Test the shop' }))
  expect(await screen.findByText(/It answers at https:\/\/trgovina.example/)).toBeVisible()
  expect(screen.getByText(/a proxy hides from WordPress/)).toBeVisible()
})

test('a new shop is connected and then shown', async () => {
  const vasco = new FakeVasco()
  vasco.shops = []
  vasco.answers.createShop = ({ key, name }: { key: string; name: string }) => {
    const shop = aShop({ id: 'shop-9', key, name })
    vasco.shops = [shop]
    return { shop, userErrors: [] }
  }
  const { user, address } = open('/shops/new', vasco)
  await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'Čajnica')
  await user.type(screen.getByRole('textbox', { name: /^Key/ }), 'cajnica')
  await user.type(screen.getByRole('textbox', { name: /^Address/ }), 'https://cajnica.example')
  await user.type(screen.getByRole('textbox', { name: /^Consumer key/ }), 'ck_1')
  await user.type(screen.getByLabelText(/^Consumer secret/), 'cs_1')
  await user.click(screen.getByRole('button', { name: 'Connect' }))

  expect(await screen.findByRole('heading', { level: 1, name: 'Čajnica' })).toBeVisible()
  expect(address()).toBe('/shops/cajnica')
})

test('what becomes of a status counts at once', async () => {
  const { vasco, user } = openShop()
  vasco.answers.setStatusRule = () => ({
    shop: aShop({ statusRules: [{ status: 'priprava', name: 'V pripravi', rule: 'SEND', maySend: true, waitingOrders: 0 }] }),
    releasedOrders: 3,
    userErrors: [],
  })
  const choice = await screen.findByRole('combobox', { name: 'Orders in “V pripravi”' })
  expect(choice).toHaveValue('UNCLASSIFIED')
  expect(screen.getByRole('link', { name: '3' })).toHaveAttribute('href', expect.stringContaining('STATUS_UNCLASSIFIED'))
  const ended = screen.getByRole('combobox', { name: 'Orders in “Cancelled”' })
  expect([...ended.children].map(({ textContent }) => textContent)).toEqual(['Wait for another status', 'Are not sent'])
  await user.selectOptions(choice, 'Are sent')

  expect(await screen.findByText('3 waiting orders go on.')).toBeVisible()
  expect(vasco.called('SetStatusRule')).toEqual([{ input: { shopId: 'shop-1', status: 'priprava', rule: 'SEND' } }])
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Orders in “V pripravi”' })).toHaveValue('SEND'))
})

test('going live asks for the key while another plugin still sends', async () => {
  const { vasco, user } = openShop()
  vasco.shops = [aShop({ sending: { orders: 'PREVIEW', stock: 'PREVIEW' } })]
  vasco.previewReport = { same: 148, differing: 2, notFound: 0, unclear: 0, differences: [] }
  vasco.answers.setSending = ({ consent }: { consent?: string }) =>
    consent === 'demo'
      ? { shop: aShop(), releasedOrders: 3, userErrors: [] }
      : { shop: null, releasedOrders: 0, userErrors: [{ field: ['input', 'consent'], code: 'REQUIRED', message: 'WC VASCO Sync is still active' }] }
  expect(await screen.findByText('148 of 150 compared orders are the same.')).toBeVisible()
  expect(screen.getByText('2 differ.')).toBeVisible()
  await user.click(within(screen.getByRole('radiogroup', { name: 'Sending orders' })).getByRole('radio', { name: 'Live' }))
  const key = await screen.findByRole('textbox', { name: 'Type demo to go live' })
  expect(screen.getByText(/still active/)).toBeVisible()
  await user.type(key, 'demo')
  await user.click(screen.getByRole('button', { name: 'Go live' }))
  expect(await screen.findByText('3 waiting orders go on.')).toBeVisible()
  expect(vasco.called('SetSending')).toEqual([
    { input: { shopId: 'shop-1', orders: 'LIVE' } },
    { input: { shopId: 'shop-1', orders: 'LIVE', consent: 'demo' } },
  ])
})

test('the key of the former plugin is found in the orders', async () => {
  const vasco = new FakeVasco()
  vasco.answers.proposeAdoptMetaKey = () => ({
    proposals: [{ key: '_stevilka', orders: 12, asked: 3, confirmed: 3, example: 'NK-00412' }],
    userErrors: [],
  })
  vasco.answers.updateShop = () => ({ shop: aShop(), releasedOrders: 0, userErrors: [] })
  const { user } = open('/shops/demo', vasco)
  await user.click(await screen.findByRole('button', { name: 'Look through recent orders' }))
  const proposal = await screen.findByRole('button', { name: /_stevilka/ })
  expect(proposal).toHaveTextContent('12 orders, for example NK-00412; VASCO has 3 of 3 it was asked for')
  await user.click(proposal)
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(vasco.called('UpdateShop')).toEqual([{ input: { id: 'shop-1', settings: { adoptMetaKey: '_stevilka' } } }]))
})

test('a buyer is bound to a partner, and let go', async () => {
  const vasco = new FakeVasco()
  vasco.partnerBindings = [aBinding({ buyer: 'ana novak' })]
  vasco.answers.bindPartner = () => {
    vasco.partnerBindings = [...vasco.partnerBindings, aBinding({ id: 'binding-2', kind: 'VAT', key: '12345678', partnerCode: '502', partnerName: '' })]
    return { partnerBinding: vasco.partnerBindings[1], releasedOrders: 1, oldOrders: 0, userErrors: [] }
  }
  vasco.answers.unbindPartner = () => {
    vasco.partnerBindings = []
    return { deletedId: 'binding-1', userErrors: [] }
  }
  const { user } = open('/shops/demo', vasco)
  expect(await screen.findByRole('row', { name: /ana@example.si/ })).toHaveTextContent('for the name ana novak')
  await user.selectOptions(screen.getByLabelText('Known by'), 'VAT')
  await user.type(screen.getByRole('textbox', { name: 'VAT number' }), ' SI12345678')
  await user.type(screen.getByRole('textbox', { name: 'Partner code' }), '502')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByRole('row', { name: /12345678/ })).toBeVisible()
  expect(vasco.called('BindPartner')).toEqual([{ input: { shopId: 'shop-1', kind: 'VAT', key: 'SI12345678', partnerCode: '502' } }])
  await user.click(screen.getByRole('button', { name: 'Remove: ana@example.si' }))
  await waitFor(() => expect(screen.queryByText('ana@example.si')).toBeNull())
})

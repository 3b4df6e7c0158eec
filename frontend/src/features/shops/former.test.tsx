import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aPayment, aShop, type Change } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

const former = (change: Change = {}) => ({
  state: 'TOLD',
  detail: null,
  revision: 'r1',
  complete: true,
  payments: [],
  blacklist: [],
  schedule: null,
  unread: [],
  leftOut: [],
  ...change,
})

const payment = (method: string, paymentId: string, action: string, change: Change = {}) => ({
  method,
  title: '',
  paymentId,
  status: 'ACTIVE',
  action,
  standing: '',
  now: null,
  ...change,
})

const everything = () =>
  former({
    payments: [
      payment('bacs', '3', 'SAME', { now: aPayment({ id: 'p1', method: 'bacs', title: 'Predračun', paymentId: '3', status: 'ACTIVE' }), standing: 'ACTIVE 3' }),
      payment('bankart', '7', 'CONFLICT', { now: aPayment({ id: 'p2', method: 'bankart', title: 'Kartica', paymentId: '6', status: 'ACTIVE' }), standing: 'ACTIVE 6' }),
      payment('paypal', '12', 'TAKE', { title: 'PayPal' }),
      payment('cod', '', 'TAKE', { status: 'OFF' }),
    ],
    blacklist: [
      { pattern: '*@bad.example', note: 'ne plača', action: 'TAKE' },
      { pattern: 'spam@example.com', note: '', action: 'SAME' },
    ],
    schedule: { every: 'DAY', at: '03:30', cron: '', action: 'CONFLICT', standing: 'MINUTES_15', now: { every: 'MINUTES_15', at: '', cron: '' } },
    unread: [{ name: 'kiwwwi_colour', reason: 'UNKNOWN_OPTION', value: '' }],
    leftOut: ['kiwwwi_api_token'],
  })

async function look(settings: object, language: 'en' | 'sl' = 'en') {
  const vasco = new FakeVasco()
  vasco.formerSettings = settings
  const { user } = open('/shops/demo', vasco, language)
  const section = within(await screen.findByRole('region', { name: language === 'en' ? 'Settings of the former plugin' : 'Nastavitve prejšnjega vtičnika' }))
  expect(vasco.called('FormerSettings')).toHaveLength(0)
  await user.click(section.getByRole('button', { name: language === 'en' ? 'Look into the shop' : 'Poglej v trgovino' }))
  return { vasco, user, section }
}

test('what nobody has decided is taken over, and what was chosen over a conflict', async () => {
  const { vasco, user, section } = await look(everything())
  vasco.answers.takeOverFormerSettings = () => {
    vasco.formerSettings = former({ payments: [payment('bacs', '3', 'SAME')] })
    return { shop: aShop(), releasedOrders: 2, oldOrders: 0, userErrors: [] }
  }
  expect(await section.findByRole('checkbox', { name: 'Take over PayPal' })).toBeChecked()
  expect(section.queryByRole('checkbox', { name: /Predračun/ })).toBeNull()
  const conflict = section.getByRole('row', { name: /Kartica/ })
  expect(conflict).toHaveTextContent('7')
  expect(conflict).toHaveTextContent('stays unless chosen')
  expect(within(conflict).getByRole('checkbox')).not.toBeChecked()
  expect(section.getByRole('row', { name: /cod/ })).toHaveTextContent('not sent')
  expect(section.getByText('*@bad.example')).toBeVisible()
  expect(section.queryByText('spam@example.com')).toBeNull()
  const daily = section.getByRole('checkbox', { name: 'daily at 03:30' })
  expect(daily).not.toBeChecked()
  expect(section.getByText('somebody has set: every 15 minutes; it stays unless chosen')).toBeVisible()

  await user.click(within(conflict).getByRole('checkbox'))
  await user.click(section.getByRole('checkbox', { name: 'Take over cod' }))
  await user.click(daily)
  await user.click(section.getByRole('button', { name: 'Take over what is chosen' }))
  expect(await screen.findByText('2 waiting orders go on.')).toBeVisible()
  expect(vasco.called('TakeOverFormerSettings')).toEqual([
    {
      input: {
        shopId: 'shop-1',
        revision: 'r1',
        payments: [{ method: 'bankart', replaces: 'ACTIVE 6' }, { method: 'paypal' }],
        blacklist: ['*@bad.example'],
        schedule: { replaces: 'MINUTES_15' },
      },
    },
  ])
  expect(await section.findByText('Everything is set here already.')).toBeVisible()
  expect(section.queryByRole('button', { name: 'Take over what is chosen' })).toBeNull()
})

test('what was not understood is listed with why, and what stays in the shop', async () => {
  const { user, section } = await look(everything())
  await user.click(await section.findByText('1 setting was not understood'))
  expect(section.getByText('kiwwwi_colour')).toBeVisible()
  expect(section.getByText('nothing here is set by it')).toBeVisible()
  await user.click(section.getByText('1 password or key stays in the shop'))
  expect(section.getByText('kiwwwi_api_token')).toBeVisible()
})

test('a choice that is out of date is told, and nothing is done', async () => {
  const { vasco, user, section } = await look(everything())
  vasco.answers.takeOverFormerSettings = () => ({
    shop: aShop(),
    releasedOrders: 0,
    oldOrders: 0,
    userErrors: [{ field: ['input', 'revision'], code: 'CHANGED', message: 'x' }],
  })
  await user.click(await section.findByRole('button', { name: 'Take over what is chosen' }))
  expect(await screen.findByText('It has changed since you saw it. Look again and decide anew.')).toBeVisible()
  expect(section.getByRole('checkbox', { name: 'Take over PayPal' })).toBeChecked()
})

test('a shop without the plugin says what to do, and is asked again', async () => {
  const { vasco, user, section } = await look(former({ state: 'NO_COMPANION', detail: 'rest_no_route' }))
  expect(await section.findByText('The WordPress plugin is not in the shop')).toBeVisible()
  expect(section.getByRole('link', { name: 'Download the plugin' })).toHaveAttribute('href', '/downloads/kiwwwi-vasco.zip')
  expect(section.queryByText('rest_no_route')).toBeNull()
  vasco.formerSettings = former()
  await user.click(section.getByRole('button', { name: 'Look again' }))
  expect(await section.findByText('The shop has no settings of a former plugin.')).toBeVisible()
})

test.each([
  ['NO_RIGHTS', 'The key may not read the settings'],
  ['UNREACHABLE', 'The shop does not answer'],
  ['UNREADABLE', 'The shop answered something else'],
])('%s is told with the shop’s own words', async (state, title) => {
  const { section } = await look(former({ state, detail: 'its own words' }))
  expect(await section.findByText(title)).toBeVisible()
  expect(section.getByText('its own words')).toBeVisible()
})

test('everything is said in Slovenian', async () => {
  const { section } = await look({ ...everything(), complete: false }, 'sl')
  expect(await section.findByRole('button', { name: 'Prevzemi izbrano' })).toBeVisible()
  expect(section.getByRole('checkbox', { name: '1 naslov, ki ga tu še ni' })).toBeChecked()
  expect(section.getByText('nekdo je nastavil: vsakih 15 minut; ostane, če ni izbrano')).toBeVisible()
  expect(section.getByText('V trgovini je takih nastavitev več, kot jih vtičnik za WordPress pove.')).toBeVisible()
})

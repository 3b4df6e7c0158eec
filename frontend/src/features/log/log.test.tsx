import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anEvent } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

const arrived = (number: string) =>
  anEvent(`e${number}`, 'order.received', { number, total: '10.00', currency: 'EUR', status: 'processing' }, { order: { id: `order-${number}`, number } })

const log = () => screen.findByRole('log')
const numbers = async () => within(await log()).getAllByRole('link').map(({ textContent }) => textContent)

function openLog(address = '/log', ...events: ReturnType<typeof anEvent>[]) {
  const vasco = new FakeVasco()
  vasco.events = events
  return { vasco, ...open(address, vasco) }
}

test('what happens appears at the top', async () => {
  const { vasco } = openLog('/log', arrived('1'))
  expect(await within(await log()).findByText(/10.00 EUR, Processing/)).toBeVisible()
  vasco.happen(arrived('2'))
  await waitFor(async () => expect(await numbers()).toEqual(['#2', '#1']))
})

test('pausing holds the lines and counts what comes', async () => {
  const { vasco, user } = openLog('/log', arrived('1'))
  await screen.findByText('#1')
  await user.click(screen.getByRole('button', { name: 'Pause' }))
  vasco.happen(arrived('2'))
  vasco.happen(arrived('3'))

  const newer = await screen.findByRole('button', { name: '2 new lines' })
  expect(await numbers()).toEqual(['#1'])
  await user.click(newer)
  expect(await numbers()).toEqual(['#3', '#2', '#1'])

  vasco.happen(arrived('4'))
  expect(await screen.findByText('#4')).toBeVisible()
})

test('scrolling away from the top holds the lines, scrolling back lets them go on', async () => {
  const { vasco } = openLog('/log', arrived('1'))
  await screen.findByText('#1')
  const box = await log()
  fireEvent.scroll(box, { target: { scrollTop: 200 } })
  vasco.happen(arrived('2'))
  expect(await screen.findByRole('button', { name: '1 new line' })).toBeVisible()
  fireEvent.scroll(box, { target: { scrollTop: 0 } })
  await waitFor(async () => expect(await numbers()).toEqual(['#2', '#1']))
})

test('after the socket was lost nothing is missing and nothing comes twice', async () => {
  const { vasco } = openLog('/log', arrived('1'))
  await screen.findByText('#1')
  vasco.happen(arrived('2'))
  await screen.findByText('#2')

  vasco.socket.lose()
  vasco.happen(arrived('3'))
  vasco.happen(arrived('4'))
  vasco.socket.comeBack()

  await waitFor(async () => expect(await numbers()).toEqual(['#4', '#3', '#2', '#1']))
})

test('an expired cursor is told, and the log begins anew', async () => {
  const { vasco } = openLog('/log', arrived('1'))
  await screen.findByText('#1')
  vasco.socket.lose()
  vasco.events = [arrived('9')]
  vasco.logEndsWith = 'CURSOR_EXPIRED'
  vasco.socket.comeBack()

  expect(await screen.findByText(/the log begins anew|it begins anew/)).toBeVisible()
  await waitFor(async () => expect(await numbers()).toEqual(['#9']))
  vasco.happen(arrived('10'))
  expect(await screen.findByText('#10')).toBeVisible()
})

test('filters are asked of the server, words are searched here', async () => {
  const { vasco, user, address } = openLog('/log?kind=order.received,nonsense', arrived('12'), arrived('34'))
  await screen.findByText('#12')
  expect(vasco.called('EventsPage')[0]).toMatchObject({ filter: { kinds: ['order.received'] } })

  await user.click(screen.getByRole('button', { name: 'Error' }))
  await waitFor(() => expect(address()).toBe('/log?kind=order.received&level=ERROR'))
  await waitFor(() => expect(vasco.called('EventsPage').at(-1)).toMatchObject({ filter: { levels: ['ERROR'] } }))

  await user.type(screen.getByRole('searchbox', { name: 'Search in these lines' }), '#34')
  await waitFor(async () => expect(await numbers()).toEqual(['#34']))
})

test('older lines are loaded behind the last one', async () => {
  const events = Array.from({ length: 130 }, (_, i) => arrived(String(500 - i)))
  const { vasco, user } = openLog('/log', ...events)
  await user.click(await screen.findByRole('button', { name: 'Load older lines' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Load older lines' })).not.toBeInTheDocument())
  expect(vasco.called('EventsPage').at(-1)).toMatchObject({ after: 'after-e401' })
})

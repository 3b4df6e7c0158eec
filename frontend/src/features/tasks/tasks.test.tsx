import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anOrder, aTask } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

function withTask() {
  const vasco = new FakeVasco()
  vasco.tasks = [aTask()]
  return vasco
}

test('a task says what is to be done, by how much, and for which order', async () => {
  open('/tasks', withTask(), 'sl')
  expect(await screen.findByText('Za NK-00412/2026 je potreben dobropis')).toBeVisible()
  expect(screen.getByText(/−24,90.€/)).toBeVisible()
  expect(screen.getByText(/po stopnji 22 %/)).toBeVisible()
  expect(screen.getByRole('link', { name: '#1284' })).toHaveAttribute('href', '/orders/order-1284')
})

test('a task is closed with a note and the number of a document', async () => {
  const vasco = withTask()
  const { user } = open('/tasks', vasco)
  vasco.answers.resolveTask = () => ({ task: null, userErrors: [{ field: ['input', 'id'], code: 'WRONG_STATE', message: 'closed' }] })
  await user.click(await screen.findByRole('button', { name: 'Done' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: /Document/ }), 'DB-17')
  await user.type(within(dialog).getByRole('textbox', { name: /Note/ }), 'booked')
  await user.click(within(dialog).getByRole('button', { name: 'Close the task' }))
  expect(await within(dialog).findByRole('alert')).toBeVisible()

  vasco.answers.resolveTask = () => {
    vasco.tasks = [aTask({ state: 'DONE', note: 'booked', documentNumber: 'DB-17', closedAt: '2026-11-24T14:00:00Z' })]
    return { task: vasco.tasks[0], userErrors: [] }
  }
  await user.click(within(dialog).getByRole('button', { name: 'Close the task' }))
  expect(await screen.findByText('Nothing is to be done in VASCO')).toBeVisible()
  expect(vasco.called('ResolveTask').at(-1)).toEqual({ input: { id: 'task-1', documentNumber: 'DB-17', note: 'booked' } })
  await user.click(screen.getByText('Closed'))
  expect(await screen.findByText(/DB-17 · booked/)).toBeVisible()
})

test('tasks are filtered by their kind in the address', async () => {
  const vasco = withTask()
  const { user, address } = open('/tasks', vasco)
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Kind' }), 'REFUND')
  await waitFor(() => expect(address()).toBe('/tasks?kind=REFUND'))
  await waitFor(() => expect(vasco.called('Tasks').at(-1)).toMatchObject({ filter: { open: true, kinds: ['REFUND'] } }))
})

test('the tasks of an order stand on its page', async () => {
  const vasco = new FakeVasco()
  vasco.orders = [anOrder({ tasks: [aTask({ amounts: [{ rate: null, net: null, tax: null, gross: { amount: '-10.00', currency: 'EUR' } }] })], timeline: [] })]
  open('/orders/order-1284', vasco)
  const section = await screen.findByRole('region', { name: 'Tasks' })
  expect(within(section).getByText('Credit note needed for NK-00412/2026')).toBeVisible()
  expect(within(section).getByText(/at a rate the shop does not tell/)).toBeVisible()
})

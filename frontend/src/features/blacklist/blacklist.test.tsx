import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aBlacklistEntry } from '@/testing/data'
import { open } from '@/testing/open'
import { FakeVasco } from '@/testing/vasco'

test('an address is added', async () => {
  const vasco = new FakeVasco()
  vasco.answers.addToBlacklist = ({ pattern }: { pattern: string }) => {
    const entry = aBlacklistEntry({ id: 'entry-2', pattern, blockedCount: 0, lastBlockedAt: null })
    vasco.blacklist = [entry]
    return { entry, userErrors: [] }
  }
  const { user } = open('/blacklist', vasco)
  expect(await screen.findByText('Nobody is on the blacklist')).toBeVisible()

  await user.type(screen.getByRole('textbox', { name: 'E-mail address' }), ' kupec@primer.si ')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByRole('row', { name: /kupec@primer.si/ })).toBeVisible()
  expect(vasco.called('AddToBlacklist')).toEqual([{ input: { shopId: 'shop-1', pattern: 'kupec@primer.si' } }])
})

test('an address is taken off together with the orders it kept out', async () => {
  const vasco = new FakeVasco()
  vasco.blacklist = [aBlacklistEntry()]
  vasco.answers.removeFromBlacklist = () => {
    vasco.blacklist = []
    return { deletedId: 'entry-1', releasedOrders: 3, userErrors: [] }
  }
  const { user } = open('/blacklist', vasco)
  await user.click(await screen.findByRole('button', { name: 'Remove: *@spam.example' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('checkbox', { name: 'Send the 3 orders that were kept out' }))
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }))

  expect(await screen.findByText('3 waiting orders go on.')).toBeVisible()
  expect(vasco.called('RemoveFromBlacklist')).toEqual([{ input: { id: 'entry-1', release: true } }])
  await waitFor(() => expect(screen.queryByText('*@spam.example')).not.toBeInTheDocument())
})

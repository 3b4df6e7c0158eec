import { spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page and the demo shop answer. */
    pageUrl: string
    shopUrl: string
  }
}

const binary = '../bin/vasco'

/** Starts the service with its demo for all browser tests and ends it after them. */
export default async function setup(project: TestProject) {
  await access(binary).catch(() => {
    throw new Error(`${binary} is missing: run "make build" first`)
  })
  const data = await mkdtemp(join(tmpdir(), 'vasco-e2e-'))
  const [page, shop, erp] = [await freeAddress(), await freeAddress(), await freeAddress()]
  const service = spawn(binary, ['serve', '--demo'], {
    env: {
      ...process.env,
      VASCO_DATA_DIR: data,
      VASCO_ADDR: page,
      VASCO_DEMO_WOO_ADDR: shop,
      VASCO_DEMO_VASCO_ADDR: erp,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  service.stderr.on('data', (words: Buffer) => (said = (said + words.toString()).slice(-4000)))
  const ended = new Promise<void>((resolve) => service.once('exit', () => resolve()))

  project.provide('pageUrl', `http://${page}`)
  project.provide('shopUrl', `http://${shop}`)
  await ready(`http://${page}/readyz`, ended).catch((cause: unknown) => {
    service.kill('SIGKILL')
    throw new Error(`the service did not start: ${said}`, { cause })
  })
  return async () => {
    service.kill('SIGTERM')
    await ended
    await rm(data, { recursive: true, force: true })
  }
}

/** A free address on this machine. */
async function freeAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return `127.0.0.1:${address.port}`
}

async function ready(url: string, ended: Promise<void>) {
  const late = Date.now() + 60_000
  let over = false
  void ended.then(() => (over = true))
  while (!over && Date.now() < late) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(over ? 'it ended' : 'it was not ready in a minute')
}

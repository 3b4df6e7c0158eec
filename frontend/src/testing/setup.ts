import '@testing-library/jest-dom/vitest'
import { notifications } from '@mantine/notifications'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

configure({
  // The machine may be busy with other tests; what is awaited still comes.
  asyncUtilTimeout: 10_000,
  // Whether something is hidden takes jsdom most of a test's time to find out.
  defaultHidden: true,
  getElementError: (message) => new Error(message ?? 'not found'),
})

// What browsers have and jsdom does not: Mantine asks for it.
window.matchMedia = (media) => ({
  media,
  matches: false,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
})
window.ResizeObserver = class {
  observe() {
    return undefined
  }
  unobserve() {
    return undefined
  }
  disconnect() {
    return undefined
  }
}
window.scrollTo = () => undefined
Element.prototype.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
Object.defineProperty(document, 'fonts', { value: new EventTarget() })

// Blobs of jsdom are read only with a FileReader.
const bytesOf = (blob: Blob) =>
  new Promise<ArrayBuffer>((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.readAsArrayBuffer(blob)
  })
Blob.prototype.arrayBuffer = function () {
  return bytesOf(this)
}
Blob.prototype.text = async function () {
  return new TextDecoder().decode(await bytesOf(this))
}

// jsdom lays nothing out. The virtual list draws what fits into its box.
Object.defineProperty(Element.prototype, 'clientHeight', { get: () => 600 })
Object.defineProperty(Element.prototype, 'clientWidth', { get: () => 800 })
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get: () => 33 })

afterEach(() => {
  cleanup()
  notifications.clean()
  localStorage.clear()
})

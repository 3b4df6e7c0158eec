// Runs before the first paint, so that a dark page does not flash white. The
// content security policy forbids the inline script Mantine would use.
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('vasco.scheme')
  } catch {
    // Without storage the system's choice is followed.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()

/** Seconds between two moments. */
export const secondsOf = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)

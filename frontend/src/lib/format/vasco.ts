/** VASCO's number as people tell it: numbers begin again every year. */
export const withYear = (number: string | null | undefined, year: string | null | undefined): string =>
  number ? [number, year].filter(Boolean).join('/') : ''

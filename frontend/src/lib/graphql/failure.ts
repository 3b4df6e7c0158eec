import type { CombinedError } from 'urql'

/** What went wrong with a call, as far as a reader can do something about it. */
export type Failure = 'unreachable' | 'busy' | 'forbidden' | 'notFound' | 'invalid' | 'internal'

export function failureOf(error: CombinedError): Failure {
  if (error.graphQLErrors.length > 0) return failureOfCode(codeOf(error))
  const status = (error.response as Response | undefined)?.status
  if (status === undefined || status === 0 || status === 502 || status === 504) return 'unreachable'
  if (status === 503 || status === 429) return 'busy'
  if (status === 401 || status === 403) return 'forbidden'
  return 'internal'
}

export function codeOf(error: { graphQLErrors: readonly { extensions?: Record<string, unknown> }[] }): string {
  const code = error.graphQLErrors[0]?.extensions?.code
  return typeof code === 'string' ? code : ''
}

/** Whether the id that was asked for can be none: an address that was cut, or of another kind. */
export function isBadId(error: CombinedError | undefined): boolean {
  const { code, field } = error?.graphQLErrors[0]?.extensions ?? {}
  return Array.isArray(field) && field.join() === 'id' && (code === 'BAD_USER_INPUT' || code === 'WRONG_KIND')
}

function failureOfCode(code: string): Failure {
  switch (code) {
    case 'NOT_FOUND':
      return 'notFound'
    case 'UNAVAILABLE':
      return 'busy'
    case 'BAD_USER_INPUT':
    case 'WRONG_KIND':
    case 'DEPTH_LIMIT_EXCEEDED':
    case 'SIZE_LIMIT_EXCEEDED':
    case 'COMPLEXITY_LIMIT_EXCEEDED':
    case 'GRAPHQL_VALIDATION_FAILED':
    case 'GRAPHQL_PARSE_FAILED':
      return 'invalid'
    default:
      return 'internal'
  }
}

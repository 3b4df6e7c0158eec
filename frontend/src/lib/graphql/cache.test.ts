import { buildSchema, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { repositoryFile } from '@/testing/repository'
import { embeddedTypes, outdatedBy } from './cache'

const schema = buildSchema(repositoryFile('schema.graphqls'))

test('every type without an id is known as embedded', () => {
  const roots = ['Query', 'Mutation', 'Subscription']
  const without = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !roots.includes(name) && !name.endsWith('Payload'))
    .filter((type) => !('id' in type.getFields()))
    .map(({ name }) => name)
  expect(embeddedTypes.toSorted()).toEqual(without.toSorted())
})

test('what mutations outdate exists', () => {
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {})
  const queries = Object.keys(schema.getQueryType()?.getFields() ?? {})
  for (const [mutation, fields] of Object.entries(outdatedBy)) {
    expect(mutations).toContain(mutation)
    for (const field of fields) expect(queries).toContain(field)
  }
})

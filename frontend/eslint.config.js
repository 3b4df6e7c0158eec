import { readdirSync } from 'node:fs'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const features = readdirSync(new URL('src/features', import.meta.url))

// A feature knows the shared folders and itself, never another feature.
const zones = features.map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [
              '@/app/*',
              '@/routes/*',
              ...features.filter((other) => other !== feature).map((other) => `@/features/${other}/**`),
            ],
            message: 'features do not import each other, routes or the app',
          },
        ],
      },
    ],
  },
}))

const shared = {
  files: ['src/components/**', 'src/lib/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: ['@/app/*', '@/routes/*', '@/features/**'], message: 'shared code knows no page' }] },
    ],
  },
}

export default tseslint.config(
  { ignores: ['dist', 'src/gql', 'src/app/routeTree.gen.ts', 'test-results'] },
  ...tseslint.configs.recommendedTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Router guards throw redirects.
      '@typescript-eslint/only-throw-error': 'off',
      // Several interfaces with one shape read worse than a type.
      '@typescript-eslint/consistent-type-definitions': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  reactHooks.configs.flat.recommended,
  { files: ['eslint.config.js', 'public/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  ...zones,
  shared,
)

import { createTheme, type CSSVariablesResolver, defaultVariantColorsResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'

const kiwi: MantineColorsTuple = [
  '#f3f7e8', '#e4edce', '#cbdca2', '#afca74', '#94b84c', '#7ba332', '#648a22', '#4d6f17', '#3d5813', '#2e4310',
]

/** Paper and ink: warm, so that the green and the states stand out. */
const gray: MantineColorsTuple = [
  '#faf9f6', '#f4f2ec', '#e9e6dd', '#dbd7cb', '#c4bfb0', '#a39e8e', '#767163', '#5c584c', '#454239', '#2b2924',
]

const dark: MantineColorsTuple = [
  '#e6e4dc', '#c9c6bb', '#a5a296', '#827f74', '#4a4a41', '#38392f', '#292a24', '#1b1c17', '#161712', '#10110d',
]

/** Mantine takes the words' colour from the light shade; the lighter green of the dark scheme needs dark words. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const primary = input.variant === 'filled' && input.color === input.theme.primaryColor
  return primary ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors
}

export const theme = createTheme({
  primaryColor: 'kiwi',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  variantColorResolver,
  colors: { kiwi, gray, dark },
  black: '#23211c',
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  fontFamily: "'Plex Sans', ui-sans-serif, system-ui, sans-serif",
  fontFamilyMonospace: "'Plex Mono', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
})

/** Mantine's own roles, moved to the colours of theme.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
  },
  dark: {
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
  },
})

import { fileURLToPath } from 'node:url'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://${process.env.VASCO_ADDR ?? '127.0.0.1:8080'}`

// The server compares Host and Origin with its own address.
const proxy = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: 'src/routes',
      generatedRouteTree: 'src/app/routeTree.gen.ts',
      quoteStyle: 'single',
      semicolons: false,
    }),
    react(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  server: {
    proxy: {
      '/graphql': { ...proxy, ws: true },
      '/logs': proxy,
      '/downloads': proxy,
    },
  },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    // The content security policy allows nothing inline but styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})

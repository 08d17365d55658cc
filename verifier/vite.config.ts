import { join } from 'node:path'
import { defineConfig } from 'vite'

/**
 * What verifies a page in the browser: a small part that every page of a matter loads, another for the pages of inspections,
 * and what they fetch when a button is pressed. Every name holds a digest of the content; the portal serves the files as they are (portal/assets.ts).
 */
export default defineConfig({
  base: '/assets/',
  publicDir: false,
  build: {
    outDir: 'dist',
    assetsDir: '',
    modulePreload: false,
    // As the console's: the last one for the Windows 7 machines that offices still have.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    rolldownOptions: {
      input: ['panel.ts', 'recompute.ts'].map(name => join(import.meta.dirname, name)),
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

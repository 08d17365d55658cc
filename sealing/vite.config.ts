import { join } from 'node:path'
import { defineConfig } from 'vite'
import { withoutEval } from './without-eval.config.ts'

/**
 * The script of the complaint page: one file with everything in it, so that one SHA-256 stands for all that runs while somebody
 * writes (`register.page-published`). The portal serves it as `/assets/report.js`, tied to its hash by an integrity attribute.
 */
export default defineConfig({
  base: '/assets/',
  publicDir: false,
  plugins: [withoutEval()],
  build: {
    outDir: 'dist',
    assetsDir: '',
    // Two libraries that clean documents are most of it.
    chunkSizeWarningLimit: 1_500,
    modulePreload: false,
    // As the console's; Tor Browser follows the long-term Firefox, which is newer.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    rolldownOptions: {
      input: join(import.meta.dirname, 'page/report.ts'),
      output: { format: 'iife', entryFileNames: 'report.js' },
    },
  },
})

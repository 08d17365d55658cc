import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    // antd with react is what a back office weighs; the pages themselves are a few kilobytes each.
    chunkSizeWarningLimit: 600,
    // Chrome 109 is the last one for the Windows 7 machines that offices still have.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|react-router|scheduler|@tanstack)[\\/]/ },
            { name: 'antd', test: /node_modules[\\/](?:antd|@ant-design|@rc-component)[\\/]/ },
          ],
        },
      },
    },
  },
})

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs comes as one file: fewer requests on a slow line, and it compresses better together.
        codeSplitting: { groups: [{ name: 'base', test: /apps\/web\/src\/(api|i18n|time|theme|ui\/(words|states|page|due|data-table))|node_modules\/(react|react-dom|scheduler|@tanstack|clsx|use-sync-external-store)\// }] },
      },
    },
    // The diagram viewer is one lazily loaded chunk; it is known to be large.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});

import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

/**
 * What the first views share: the frameworks, our plain rooms, the fields of sign-in, look-up and inbox. Mantine's larger parts
 * (dialogs, tabs) and the diagram viewer stay with the pages that use them.
 */
const BASE = new RegExp(
  [
    String.raw`node_modules/(react|react-dom|scheduler|clsx|use-sync-external-store|@tanstack/[\w-]+)/`,
    String.raw`node_modules/@mantine/core/esm/(core/|components/(Button|UnstyledButton|Loader|Transition|Input|InputBase|TextInput|NativeSelect)/|components/Combobox/ComboboxChevron)`,
    String.raw`apps/web/src/(api|i18n|time/(format|now)|features/session/session|features/tasks/list-keys|features/shell/(language-switch|words)|ui/(words|states|page|data-table))`,
    'rolldown.runtime|vite/preload-helper',
  ].join('|'),
);

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Compressed once, as well as can be, and not by every answer: a slow line gets a tenth less than it would on the fly.
  plugins: [
    react(),
    compression({
      include: /\.(js|css|svg)$/,
      threshold: 1024,
      algorithms: [defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), defineAlgorithm('gzip', { level: 9 })],
    }),
  ],
  // The form editor and its viewer draw with one Preact: hooks of one copy do not work in the other.
  resolve: { conditions: ['source', 'module', 'browser', 'production'], dedupe: ['preact'] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A page takes from the contract what it names (the ISO extension's descriptor), not every schema.
      treeshake: { moduleSideEffects: [{ test: /libs\/(contract|kernel)\//, sideEffects: false }] },
      output: {
        // What every page needs comes as one file: fewer requests on a slow line, and it compresses better together.
        codeSplitting: { groups: [{ name: 'base', test: BASE }] },
      },
    },
    // The diagram viewer is one lazily loaded chunk; it is known to be large.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});

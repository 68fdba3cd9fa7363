import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['TULVING_DEV_SERVER'] ?? 'http://127.0.0.1:8858';
/** The guard of the server knows its own name only. */
const proxy = {
  target: server,
  changeOrigin: true,
  headers: { origin: new URL(server).origin },
};

/** Sonner writes a style element at run time, which the policy forbids; styles.css imports the same rules. */
function withoutStyleElements(): Plugin {
  return {
    name: 'without-style-elements',
    transform(code, id) {
      if (!/sonner\/dist\/index\.mjs/.test(id)) return undefined;
      const call = /^__insertCSS\(".*"\);$/m;
      if (!call.test(code)) this.error('sonner no longer inserts its styles where it did');
      return { code: code.replace(call, ''), map: null };
    },
  };
}

/** Packages that every page needs. */
const everywhere =
  /node_modules.((react|react-dom|react-i18next|scheduler|i18next|sonner|use-sync-external-store|@tanstack.(react-)?(query|router|store|history)[\w-]*)[\\/]|lucide-react.dist.esm.[a-zA-Z]+\.)/;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The server puts a fresh one into each page.
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [withoutStyleElements(), react(), tailwindcss()],
  resolve: {
    alias: {
      'tulving/client': fileURLToPath(new URL('../src/client/index.ts', import.meta.url)),
      '@': fileURLToPath(new URL('src', import.meta.url)),
    },
  },
  build: {
    target: 'baseline-widely-available',
    // The policy allows no data: fonts and images from elsewhere; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Of all scripts that are built in.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: {
        // A browser asks for six files at a time: two that every page needs, and one a page.
        codeSplitting: {
          groups: [
            { name: 'base', test: everywhere },
            { name: 'app', test: /dashboard.src/, minShareCount: 9 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': proxy, '/health': proxy, '/openapi.json': proxy } },
});

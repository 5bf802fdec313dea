import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const here = (path: string) => `${import.meta.dirname}/${path}`;

/**
 * The pages are built into `web/build`. The house draws them itself (server/platform/http/draw-page.ts) and lets
 * adapter-node serve the files beside them.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    sveltekit({
      adapter: adapter({ out: here('build'), precompress: true }),
      outDir: '.svelte-kit',
      // The four pages that have script go nowhere else by it: none of them carries the list of all pages (12 KB).
      router: { resolution: 'server' },
      // Only the staff and kiosk pages register a worker, each with its own scope.
      serviceWorker: { register: false },
      version: { name: process.env['PENDOPO_WEB_VERSION'] ?? 'development', pollInterval: 0 },
      csp: {
        directives: {
          'default-src': ['self'],
          'base-uri': ['self'],
          'connect-src': ['self'],
          'font-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          'object-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The route announcer of a page with script carries its own style attribute.
          'style-src-attr': ['unsafe-inline'],
        },
      },
    }),
  ],
  build: { reportCompressedSize: false },
});

// The worker of /saku and of nothing else. It keeps the shell of that page and what the shell is made of; never an answer of the API, never a page with a name on it.
const SHELL = '/saku';
const CACHE = 'saku-VERSION';

addEventListener('install', (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate' ? pathname === SHELL : isPart(pathname)) event.respondWith(kept(mode === 'navigate' ? SHELL : event.request));
});

const isPart = (path) => path.startsWith('/_app/immutable/') || path.startsWith('/_/');
const kept = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

async function fill() {
  // Asked for without the session: what this address answers to nobody carries nobody's name.
  const shell = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' });
  if (!shell.ok || shell.redirected) throw new Error(`no shell: ${shell.status}`);
  const text = await shell.clone().text();
  const parts = new Set([...text.matchAll(/\/(_app\/immutable\/[\w./-]+|_\/[\w./-]+)/g)].map(([path]) => path));
  const cache = await caches.open(CACHE);
  await cache.addAll([...parts]);
  await cache.put(SHELL, shell);
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith('saku-') && name !== CACHE) await caches.delete(name);
}

// The worker of /saku and of nothing else. It keeps the shells of its pages and what they are made of; never an answer of the API, never a page with a name on it.
const SHELL = '/saku';
/** The screen at a door keeps its own page once it was opened; phones do not carry it. */
const SHELLS = [SHELL, '/saku/pintu'];
const CACHE = 'saku-VERSION';

addEventListener('install', (event) => event.waitUntil(fillAll().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener('message', (event) => {
  if (SHELLS.includes(event.data)) event.waitUntil(fill(event.data));
});
addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate' ? SHELLS.includes(pathname) : isPart(pathname)) event.respondWith(kept(mode === 'navigate' ? pathname : event.request));
});

const isPart = (path) => path.startsWith('/_app/immutable/') || path.startsWith('/_/');
const kept = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** What an earlier version kept is kept anew. */
async function fillAll() {
  for (const shell of SHELLS) if (shell === SHELL || (await caches.match(shell))) await fill(shell);
}
async function fill(path) {
  // Asked for without the session: what this address answers to nobody carries nobody's name.
  const shell = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!shell.ok || shell.redirected) throw new Error(`no shell: ${shell.status}`);
  const text = await shell.clone().text();
  const parts = new Set([...text.matchAll(/\/(_app\/immutable\/[\w./-]+|_\/[\w./-]+)/g)].map(([path]) => path));
  const cache = await caches.open(CACHE);
  await cache.addAll([...parts]);
  await cache.put(path, shell);
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith('saku-') && name !== CACHE) await caches.delete(name);
}

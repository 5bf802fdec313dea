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
/** This version's first: a page that was opened before it still finds what it was made of. */
const kept = async (request) => (await (await caches.open(CACHE)).match(request, { ignoreVary: true })) ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

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
  // What the page loads only when it is asked for: the camera must open in the hills too.
  await fillLater(cache, [...parts]).catch(() => {});
}
async function fillLater(cache, parts) {
  const known = new Set(parts);
  for (const path of known) {
    if (!path.endsWith('.js')) continue;
    const held = (await cache.match(path)) ?? (await cache.add(path).then(() => cache.match(path)));
    for (const [, named] of (await held.text()).matchAll(/["'`](\.{1,2}\/[\w./-]+\.(?:js|css))["'`]/g)) known.add(new URL(named, location.origin + path).pathname);
  }
  for (const path of known) if (!(await cache.match(path))) await cache.add(path);
}

/** The version before stays beside this one, for a page that is open from it. */
async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith('saku-') && name !== CACHE);
  for (const name of others.slice(0, -1)) await caches.delete(name);
}

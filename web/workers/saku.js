// The worker of /saku and of nothing else. It keeps the shells of its pages and what they are made of; never an answer of the API, never a page with a name on it.
// The queue lives in the pages: another version takes over at once, whatever waits or is being written.
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

const isNamedByContent = (path) => path.startsWith('/_app/immutable/');
const isPart = (path) => isNamedByContent(path) || path.startsWith('/_/');
const find = (where, request) => where.match(request, { ignoreVary: true });
/** This version's first: a page that was opened before it still finds what it was made of. */
const kept = async (request) => (await find(await caches.open(CACHE), request)) ?? (await find(caches, request)) ?? fetched(request);
async function fetched(request) {
  const response = await fetch(request);
  if (response.ok && isNamedByContent(new URL(response.url).pathname)) await (await caches.open(CACHE)).put(request, response.clone()).catch(() => {});
  return response;
}

/** What an earlier version kept is kept anew. All or nothing: until everything is here, the version before goes on. */
async function fillAll() {
  try {
    for (const shell of SHELLS) if (shell === SHELL || (await find(caches, shell))) await fill(shell);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}
async function fill(path) {
  // Asked for without the session: what this address answers to nobody carries nobody's name.
  const shell = await fetch(path, { credentials: 'omit', cache: 'no-store' });
  if (!shell.ok || shell.redirected) throw new Error(`no shell: ${shell.status}`);
  const text = await shell.clone().text();
  const parts = new Set([...text.matchAll(/\/(_app\/immutable\/[\w./-]+|_\/[\w./-]+)/g)].map(([path]) => path));
  const cache = await caches.open(CACHE);
  await Promise.all([...parts].map((part) => bring(cache, part)));
  await cache.put(path, shell);
  // What the page loads only when it is asked for: the camera must open in the hills too. Somebody new has at least the button.
  await fillLater(cache, [...parts]).catch((error) => {
    if (registration.active) throw error;
  });
}
/** An update on a weak network fetches only what changed. */
async function bring(cache, part) {
  const held = isNamedByContent(part) && (await find(caches, part));
  await (held ? cache.put(part, held) : cache.add(part));
  return find(cache, part);
}
async function fillLater(cache, parts) {
  const known = new Set(parts);
  for (const path of known) {
    const held = (await find(cache, path)) ?? (await bring(cache, path));
    if (!path.endsWith('.js')) continue;
    for (const [, named] of (await held.text()).matchAll(/["'`](\.{1,2}\/[\w./-]+\.(?:js|css))["'`]/g)) known.add(new URL(named, location.origin + path).pathname);
  }
}

/** The version before stays beside this one, for a page that is open from it. */
async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith('saku-') && name !== CACHE);
  for (const name of others.slice(0, -1)) await caches.delete(name);
}

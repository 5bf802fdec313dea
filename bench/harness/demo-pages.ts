import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface DemoPage {
  /** `/permohonan-saya/[id]` */
  route: string;
  path: string;
  /** Who opens it; absent for a visitor. */
  cookie?: string;
}

const ROUTES = join(import.meta.dirname, '..', '..', 'web', 'src', 'routes');
const MOST_STEPS = 400;
/** Where the work of each kind of account begins. */
const STARTS: Record<string, string> = { pimpinan: '/pimpinan', petugas: '/petugas', desa: '/petugas', administrator: '/kelola', warga: '/permohonan-saya' };

/**
 * One address for every page of the product that can be reached in the demonstration, found by following links as a
 * visitor and as one account of each kind; what only a form leads to is not found and not claimed.
 */
export async function pagesOfDemo(url: string): Promise<DemoPage[]> {
  const routes = routesOf(ROUTES);
  const found = new Map<string, DemoPage>();
  const { accounts } = (await (await fetch(`${url}/api/demo`)).json()) as { accounts: { account: string; group: string }[] };
  const kinds = new Map(accounts.map((one) => [one.group, one]));
  const visitors = [{ start: '/', cookie: undefined as string | undefined }];
  for (const one of kinds.values()) visitors.push({ start: STARTS[one.group] ?? '/', cookie: await enter(url, one.account) });
  for (const { start, cookie } of visitors) {
    const queue = [start, '/', '/akun', '/permohonan-saya', '/desain'];
    const seen = new Set(queue);
    for (let steps = 0; queue.length > 0 && steps < MOST_STEPS; steps++) {
      const path = queue.shift()!;
      const route = routes.find((one) => one.pattern.test(path.split('?')[0]!));
      if (!route || (found.has(route.name) && found.get(route.name)!.cookie !== undefined && !cookie)) continue;
      const answer = await fetch(url + path, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
      const html = await answer.text();
      if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('text/html')) continue;
      if (!found.has(route.name)) found.set(route.name, { route: route.name, path, ...(cookie ? { cookie } : {}) });
      for (const [, href] of html.matchAll(/<a\s[^>]*href="(\/[^"#]*)"/g)) {
        const next = href!.replaceAll('&amp;', '&');
        const page = routes.find((one) => one.pattern.test(next.split('?')[0]!));
        if (!page || found.has(page.name) || seen.has(next) || /keluar|pakai/.test(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.route < b.route ? -1 : 1));
}

/** Every route with a page: its name without groups, and how an address of it looks. */
function routesOf(folder: string): { name: string; pattern: RegExp }[] {
  const pages = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name === '+page.svelte');
  return pages
    .map((entry) => `/${relative(folder, entry.parentPath)}`.replace(/\/\([^)]*\)/g, '').replace(/\/$/, '') || '/')
    // What is written out goes before what stands for anything.
    .sort((a, b) => (a.split('[').length - b.split('[').length) || (a < b ? -1 : 1))
    .map((name) => ({ name, pattern: new RegExp(`^${name.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[[^\]]*\]/g, '[^/]+')}$`) }));
}

async function enter(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/demo/masuk`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account }) });
  if (!answer.ok) throw new Error(`demonstration account: ${answer.status} ${await answer.text()}`);
  return `pendopo_session=${((await answer.json()) as { token: string }).token}`;
}

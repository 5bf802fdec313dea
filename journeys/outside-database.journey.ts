import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../server/platform/postgres/embedded.ts';
import { prepareServer } from '../server/platform/postgres/roles.ts';
import { eventually } from './support/look.ts';
import { freePort, pause, startProduct, stopProduct, type Product } from './support/product.ts';
import { product as shared } from './support/stage.ts';

/** As `.env` writes it: over the socket. */
const address = (to: PoolConfig) => `postgres://${to.user}:${encodeURIComponent(String(to.password))}@/${to.database}?host=${encodeURIComponent(to.host!)}&port=${to.port}`;

describe('on a PostgreSQL that somebody else starts, and restarts in the middle of the work', () => {
  const house = mkdtempSync(join(tmpdir(), 'pendopo-outside-'));
  // PostgreSQL runs as a user of its own and must be able to pass through.
  chmodSync(house, 0o711);
  const server = { root: join(house, 'server'), volatile: false };
  let postgres: EmbeddedPostgres;
  let product: Product;
  let token: string;
  let request: string;
  const ask = (path: string, options: RequestInit = {}) => fetch(`${product.url}/api${path}`, {
    ...options, headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, signal: AbortSignal.timeout(20_000),
  });

  beforeAll(async () => {
    postgres = await startEmbeddedPostgres(server);
    const urls = await prepareServer(postgres.superuser, 'pemda', join(house, 'secrets.json'));
    const folder = join(house, 'var');
    mkdirSync(folder);
    const port = await freePort();
    product = { url: `http://127.0.0.1:${port}`, port, root: shared().root, folder, environment: { DATABASE_URL: address(urls.app), DATABASE_ADMIN_URL: address(urls.owner), DATABASE_INGEST_URL: address(urls.ingest) } };
    await startProduct(product);
  }, 240_000);

  afterAll(async () => {
    if (product) await stopProduct(product);
    await postgres?.stop();
    rmSync(house, { recursive: true, force: true });
  });

  it('the demonstration is there', async () => {
    const { accounts } = (await (await ask('/demo')).json()) as { accounts: { account: string; group: string }[] };
    const citizen = accounts.find((one) => one.group === 'warga')!;
    ({ token } = (await (await ask('/demo/masuk', { method: 'POST', body: JSON.stringify({ account: citizen.account }) })).json()) as { token: string });
    const { items } = (await (await ask('/permohonan-saya')).json()) as { items: { id: string }[] };
    request = items[0]!.id;
  });

  it('what was acknowledged is kept, what was not is answered in a sentence, and the work goes on by itself', async () => {
    const kept: string[] = [];
    const refused: { status: number; detail: string }[] = [];
    let isOver = false;
    const write = async (writer: number) => {
      for (let n = 0; !isOver; n++) {
        const text = `Pesan ${writer}-${n}.`;
        const answer = await ask(`/permohonan/${request}/pesan`, { method: 'POST', body: JSON.stringify({ text }) });
        if (answer.status === 201) kept.push(text);
        else {
          refused.push({ status: answer.status, detail: ((await answer.json()) as { detail: string }).detail });
          await pause(50);
        }
      }
    };
    const writers = [1, 2, 3, 4].map(write);
    await eventually(() => kept.length).toBeGreaterThan(20);
    await postgres.stop();
    await eventually(() => refused.length).toBeGreaterThan(0);
    postgres = await startEmbeddedPostgres(server);
    const before = kept.length;
    await eventually(() => kept.length).toBeGreaterThan(before + 20);
    isOver = true;
    await Promise.all(writers);
    for (const one of refused) expect(one).toEqual({ status: 503, detail: expect.stringContaining('coba lagi') });
    const { messages } = (await (await ask(`/permohonan-saya/${request}`)).json()) as { messages: { text: string }[] };
    const found = new Set(messages.map((message) => message.text));
    expect(kept.filter((text) => !found.has(text))).toEqual([]);
  });

  it('jobs run again: the officers are told of a message', async () => {
    const health = await fetch(`${product.url}/health`);
    expect(health.status).toBe(200);
    await eventually(async () => /pendopo_outbox_waiting 0\n/.test(await (await fetch(`${product.url}/metrics`)).text())).toBe(true);
  });
});

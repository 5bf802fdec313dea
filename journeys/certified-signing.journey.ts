import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { DAY } from './support/product.ts';
import { accountOf, product, stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

/** What is used of the provider's twin. Its types are those of the server, which knows no browser; so it is loaded, not imported. */
interface Twin {
  url: string;
  username: string;
  password: string;
  trustedRoots: string[];
  mood: string;
  signCalls: unknown[];
  stop(): Promise<void>;
}
async function startTwin(everybody: object): Promise<Twin> {
  const twin = new URL('../server/adapters/signature/bsre/fake/fake-bsre.ts', import.meta.url).href;
  const { startFakeBsre } = (await import(/* @vite-ignore */ twin)) as { startFakeBsre(users: [], options: object): Promise<Twin> };
  return startFakeBsre([], { everybody, slowMilliseconds: 1500 });
}

/** Heads of whom no other story counts the letters stand first. */
const SIGNERS = ['kaban.kesbangpol', 'camat.siman', 'camat.babadan', 'kadin.dpupkp', 'sekda', 'plt.dpmptsp', 'bupati'];
/** This story signs two; whatever was signed before it, somebody has two. */
const NEEDED = 2;
const PASSPHRASE = 'telaga ngebel di pagi hari';

/** One call of the API as somebody of the demonstration. */
async function call(who: string, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const json = { 'content-type': 'application/json' };
  const { account } = await accountOf(who);
  const { token } = (await (await fetch(`${product().url}/api/demo/masuk`, { method: 'POST', headers: json, body: JSON.stringify({ account, device: 'Perjalanan uji' }) })).json()) as { token: string };
  const response = await fetch(`${product().url}/api${path}`, { method, headers: { ...(body ? json : {}), authorization: `Bearer ${token}` }, ...(body ? { body: JSON.stringify(body) } : {}) });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return (await response.json()) as Record<string, unknown>;
}

async function signerWithLetters(): Promise<string> {
  for (const who of SIGNERS) {
    const { items } = (await call(who, 'GET', '/pimpinan/tanda-tangan')) as { items: unknown[] };
    if (items.length >= NEEDED) return who;
  }
  throw new Error(`None of ${SIGNERS.join(', ')} has ${NEEDED} letters left to sign`);
}

describe('a head of agency who signs with a certificate of a provider', () => {
  const { enter } = stage();
  let fake: Twin;
  let head: Page;
  let waiting: number;
  let holding: string;
  let signer: string;

  beforeAll(async () => {
    signer = await signerWithLetters();
    const { name } = await accountOf(signer);
    fake = await startTwin({ name, passphrase: PASSPHRASE, state: 'ISSUE' });
    const { provider } = (await call('admin', 'GET', '/kelola/penyelenggara-tanda-tangan')) as { provider?: { version: number } };
    await call('admin', 'PUT', '/kelola/penyelenggara-tanda-tangan', { kind: 'bsre', baseUrl: fake.url, username: fake.username, password: fake.password, issuer: 'BSrE, BSSN', roots: fake.trustedRoots, version: provider?.version ?? 0 });
    const me = (await call(signer, 'GET', '/akun/saya')) as { hat: { holdingId: string } };
    holding = me.hat.holdingId;
    await call('admin', 'PUT', `/organisasi/pemangku/${holding}/cara-tanda-tangan`, { mode: 'tersertifikasi', from: DAY });
  });
  afterAll(async () => {
    // The other stories find the head as they know him.
    await call('admin', 'PUT', `/organisasi/pemangku/${holding}/cara-tanda-tangan`, { mode: 'internal', from: DAY });
    await fake.stop();
  });

  async function sign(passphrase: string): Promise<void> {
    await head.getByLabel('Passphrase').fill(passphrase);
    await head.getByRole('button', { name: /^Tanda tangani \d+ naskah$/ }).click();
  }
  async function choose(n: number): Promise<void> {
    await head.goto('/pimpinan');
    const letters = head.getByRole('main').getByRole('checkbox');
    waiting = await letters.count();
    for (const letter of await letters.all()) await letter.uncheck();
    for (let i = 0; i < n; i += 1) await letters.nth(i).check();
    await head.getByRole('button', { name: 'Tanda tangani' }).click();
  }

  it('is asked for the passphrase; a wrong one is told, nothing else is tried, and it is not on the page again', async () => {
    head = await enter(signer);
    await choose(NEEDED);
    await eventually(() => heading(head).textContent()).toBe('Tanda tangan tersertifikasi');
    await expectGood(head, 'passphrase');
    await head.getByRole('button', { name: /^Tanda tangani \d+ naskah$/ }).click();
    await eventually(() => head.getByRole('main').innerText()).toContain('Isi passphrase atau kode OTP.');
    await sign('bukan ini kuncinya');
    await eventually(() => heading(head).textContent()).toBe('Tidak ada yang jadi ditandatangani');
    expect(await head.getByRole('main').innerText()).toMatch(/Passphrase salah[\s\S]*Belum dicoba/);
    expect(await head.content()).not.toContain('bukan ini kuncinya');
    await expectGood(head, 'refused by the provider');
    expect(fake.signCalls).toHaveLength(1);
  });

  it('an answer that is lost is uncertain, and only the signer’s own word sends it again', async () => {
    await choose(1);
    await eventually(() => heading(head).textContent()).toBe('Tanda tangan tersertifikasi');
    fake.mood = 'hang-up-after-signing';
    await sign(PASSPHRASE);
    await eventually(() => head.getByRole('main').innerText()).toContain('belum pasti');
    fake.mood = 'well';
    await choose(1);
    await head.getByLabel(/Saya sudah memeriksa/).check();
    await expectGood(head, 'signing afresh');
    await sign(PASSPHRASE);
    await eventually(() => heading(head).textContent()).toBe('1 naskah ditandatangani');
  });

  it('a slow provider is waited for, and the letter is out with the page', async () => {
    await choose(1);
    await head.getByRole('button', { name: 'Kirimi saya kode OTP' }).click();
    await head.getByText('mengirim kode OTP kepada Anda').waitFor();
    await expectGood(head, 'a one-time code was sent');
    fake.mood = 'slow';
    await sign(PASSPHRASE);
    await eventually(() => heading(head).textContent()).toBe('1 naskah ditandatangani');
    expect(await head.getByRole('main').innerText()).toContain('dengan sertifikat elektronik');
    await expectGood(head, 'signed by the provider');
    const before = waiting;
    await head.goto('/pimpinan');
    expect(await head.getByRole('main').getByRole('checkbox').count()).toBe(before - 1);
  });
});

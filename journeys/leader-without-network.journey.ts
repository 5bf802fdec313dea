/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

interface Carried {
  id: string;
  branch: string;
  seq: number;
  subject: string;
  actions: string[];
}
const text = (page: Page) => page.getByRole('main').innerText();
/** What another program would ask in this person's name. */
async function json<T>(page: Page, url: string, body?: unknown): Promise<T> {
  const response = await (body ? page.request.post(url, { data: body }) : page.request.get(url));
  expect(response.status(), `${url}: ${await response.text()}`).toBe(200);
  return response.json() as Promise<T>;
}

describe('a leader decides without network; what was decided arrives once, what changed meanwhile is told', () => {
  const { enter } = stage();
  let regent: Page;
  let letters: Carried[];
  let agency: { id: string; title: string };

  const fill = async ({ subject }: Carried) => {
    await regent.getByRole('link', { name: subject }).first().click();
    await regent.getByLabel('Penanggung jawab').selectOption(agency.id);
    await regent.getByLabel('Tindak lanjuti').check();
    await keep();
  };
  const keep = () => regent.getByRole('button', { name: 'Simpan, kirim nanti' }).click();
  const decide = async (letter: Carried) => {
    await fill(letter);
    await eventually(() => text(regent)).toContain('menunggu jaringan');
  };
  /** Says that it is not kept, keeps what was there, and goes on once there is room. */
  const decideOnFullPhone = async (letter: Carried) => {
    await regent.evaluate(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...given) {
        if (this.name === 'commands') throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, given);
      };
      addEventListener('room', () => (IDBObjectStore.prototype.put = put), { once: true });
    });
    await fill(letter);
    await eventually(() => text(regent)).toContain('Penyimpanan HP penuh');
    await expectGood(regent, 'a phone that is full');
    await regent.evaluate(() => dispatchEvent(new Event('room')));
    await keep();
    await eventually(() => text(regent)).toContain('3 menunggu jaringan');
  };
  /** How often the agency got a letter. */
  const times = async ({ id }: Carried) => (await json<{ branches: { post: { id: string } }[] }>(regent, `/api/surat/${id}`)).branches.filter(({ post }) => post.id === agency.id).length;

  it('takes the letters along while there is network', async () => {
    regent = await enter('bupati');
    await regent.goto('/saku#daftar');
    await eventually(() => text(regent)).toContain('Surat per');
    const view = await json<{ items: Carried[]; recipients: { id: string; title: string }[] }>(regent, '/api/surat/saku');
    letters = view.items.filter((one) => one.actions.includes('dispose')).slice(0, 3);
    expect(letters.length).toBe(3);
    agency = view.recipients.find(({ title }) => title.startsWith('Kepala Dinas Pekerjaan Umum'))!;
    await expectGood(regent, 'the pocket of a leader');
    await eventually(() => regent.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    const shell = await regent.evaluate(async () => (await caches.match('/saku', { ignoreVary: true }))?.text());
    expect(shell).toContain('Saku');
    expect(shell, 'the shell that is kept carries no name').not.toContain('bupati');
  });

  it('decides on three without it, closes the app and finds them waiting', async () => {
    await regent.context().setOffline(true);
    await eventually(() => text(regent)).toContain('Tanpa jaringan');
    for (const letter of letters.slice(0, 2)) await decide(letter);
    await decideOnFullPhone(letters[2]!);
    await regent.reload();
    await eventually(() => text(regent)).toContain('3 menunggu jaringan');
    expect(await text(regent)).toContain(letters[2]!.subject);
    await expectGood(regent, 'the queue of a phone without network');
  });

  it('back in the network two arrive once; the third, on which somebody acted, is refused and stays', async () => {
    const third = letters[2]!;
    const { items } = await json<{ items: Carried[] }>(regent, '/api/surat/saku');
    const now = items.find(({ branch }) => branch === third.branch)!;
    await json(regent, `/api/surat/${third.id}/tindakan`, { seq: now.seq, branch: now.branch, action: { kind: 'report', words: 'Sudah dibahas dalam rapat.', done: false } });
    await regent.context().setOffline(false);
    await eventually(() => text(regent)).toContain('1 ditolak');
    await eventually(() => text(regent)).toMatch(/Ditolak[^]*Terkirim[^]*Terkirim/);
    expect([await times(letters[0]!), await times(letters[1]!), await times(third)]).toEqual([1, 1, 0]);
    await regent.reload();
    await eventually(() => text(regent)).toContain('1 ditolak');
    await expectGood(regent, 'a refused command');
    await regent.getByRole('link', { name: 'Buka suratnya' }).click();
    await eventually(() => text(regent)).toContain(third.subject);
    await regent.goBack();
    await regent.getByRole('button', { name: 'Hapus dari antrean' }).click();
    await eventually(() => text(regent)).not.toContain('ditolak');
    expect([await times(letters[0]!), await times(letters[1]!)]).toEqual([1, 1]);
  });

  it('who signs out leaves no letter behind', async () => {
    await regent.getByRole('link', { name: 'Keluar dari HP ini' }).click();
    await regent.getByRole('main').getByRole('button', { name: 'Keluar' }).click();
    await regent.goto('/saku#daftar');
    await eventually(() => text(regent)).toContain('Masuk dahulu');
    expect(await text(regent)).not.toContain(letters[0]!.subject);
  });
});

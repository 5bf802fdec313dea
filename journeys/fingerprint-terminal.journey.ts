import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { product, stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
// Each run brings a terminal and a PIN of its own: the stories share one demonstration.
const serial = `JRN${Date.now() % 1_000_000_000}`;
const unknown = `7${Date.now() % 1_000_000}`;
const push = async (query: string, body?: string): Promise<string> => {
  const answer = await fetch(`${product().url}/iclock/${query}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
  return answer.text();
};
/** The product of the journeys lives on a day of its own. */
const theirNow = async (): Promise<Date> => new Date(((await (await fetch(`${product().url}/api/kehadiran/waktu`)).json()) as { at: string }).at);
const local = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

describe('checking in without a telephone', () => {
  const { enter, stranger } = stage();

  it('a new fingerprint terminal waits in quarantine, is taken, and its punches count for their owners', async () => {
    expect(await push(`cdata?SN=${serial}&options=all&pushver=2.4.1`)).toMatch(/^GET OPTION FROM: /);
    const now = await theirNow();
    expect(await push(`cdata?SN=${serial}&table=ATTLOG&Stamp=1`, `1\t${local(new Date(now.getTime() - 120_000))}\t255\t1\n${unknown}\t${local(new Date(now.getTime() - 60_000))}\t255\t1\n`)).toBe('OK: 2');
    const keeper = await enter('kepegawaian', { on: 'desk' });
    await keeper.goto('/kelola/kehadiran/mesin');
    await main(keeper).getByRole('link', { name: serial }).click();
    await eventually(() => text(keeper)).toContain('menunggu diterima');
    await keeper.getByLabel('Nama', { exact: true }).fill(`Pintu ${serial}`);
    await keeper.getByRole('button', { name: 'Terima mesin' }).click();
    await eventually(() => text(keeper)).toMatch(/\d catatan dihitung/);
    await expectGood(keeper, 'a terminal that was adopted');
    await keeper.goto('/kelola/kehadiran/pin-mesin');
    await keeper.locator(`#nip-utama-${unknown}`).fill('Nadia Safitri');
    await keeper.getByRole('button', { name: `Tetapkan pemilik PIN ${unknown}` }).click();
    await eventually(() => text(keeper)).toContain('catatan yang menunggu kini dihitung');
  });

  it('a tablet of the office is paired by a code, and takes number, PIN and no photo with a mark', async () => {
    const clerk = await enter('admin.dpmptsp', { on: 'desk' });
    await clerk.goto('/petugas/kehadiran/perangkat');
    await clerk.getByText('Tambah perangkat').click();
    await clerk.getByLabel('Nama', { exact: true }).fill(`Tablet ${serial}`);
    await clerk.getByRole('button', { name: 'Tambah dan buat kode' }).click();
    const code = (await clerk.locator('.notice strong').filter({ hasText: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/ }).textContent())!;
    await clerk.getByRole('button', { name: /PIN.* untuk Nadia Safitri/ }).click();
    const [number, pin] = await clerk.locator('.notice p.num strong').allTextContents();

    const tablet = await stranger();
    await tablet.goto('/absen-kantor');
    await tablet.getByLabel('Kode pemasangan').fill(code);
    await tablet.getByRole('button', { name: 'Pasang' }).click();
    await eventually(() => heading(tablet).textContent()).toBe('Absen');
    await expectGood(tablet, 'the shared device');
    await tablet.getByLabel('NIP atau nomor pegawai').fill(number!);
    await tablet.getByLabel('PIN').fill('000000');
    await tablet.getByRole('button', { name: 'Absen masuk' }).click();
    await eventually(() => text(tablet)).toContain('Nomor atau PIN tidak cocok');
    await tablet.getByLabel('PIN').fill(pin!);
    await tablet.getByRole('button', { name: 'Absen masuk' }).click();
    await eventually(() => heading(tablet).textContent()).toBe('Masuk tercatat');
    expect(await text(tablet)).toContain('Foto tidak ikut');
  });
});

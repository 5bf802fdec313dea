import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { accountOf, demo, stage } from './support/stage.ts';
import { attach, fileInput, fillBusiness, fillLetterOfNeighbourhood, heading, next, warung } from './support/usaha.ts';

describe.each([{ script: true, how: 'with script' }, { script: false, how: 'without script' }])('a session that ends in the middle of a form, $how', ({ script }) => {
  const { enter } = stage();
  let ayu: Page;

  it('Ayu has filled half of a page', async () => {
    ayu = await enter('Ayu Kusumaningrum', { script });
    await ayu.goto('/layanan/surat-keterangan-usaha');
    await ayu.getByRole('button', { name: 'Ajukan' }).click();
    if (script) await attach(ayu, 'foto_pengantar', [photo('rt.png')]);
    else await fileInput(ayu, 'foto_pengantar').setInputFiles([photo('rt.png')]);
    await fillLetterOfNeighbourhood(ayu);
    await next(ayu);
    await eventually(() => heading(ayu).textContent()).toBe('Usaha');
    await ayu.getByLabel('Nama usaha').fill(warung.name);
  });

  it('meanwhile her session is ended from another device', async () => {
    const computer = await enter('Ayu Kusumaningrum', { on: 'desk' });
    await computer.goto('/akun/perangkat');
    await computer.getByRole('button', { name: 'Keluarkan semua yang lain' }).click();
    await eventually(() => computer.getByRole('main').innerText()).toMatch(/perangkat dikeluarkan/);
  });

  it('she goes on, is told, and everything typed still stands there', async () => {
    await fillBusiness(ayu, warung);
    if (script) {
      await eventually(() => ayu.locator('[data-saved]').textContent()).toContain('Sesi Anda berakhir');
      await expectGood(ayu, 'form whose session has ended');
    }
    await next(ayu);
    await eventually(() => ayu.getByRole('alert').first().textContent()).toContain('Sesi Anda berakhir');
    await expectStands();
    if (script) await expectGood(ayu, 'form, refused since the session has ended');
  });

  it('she signs in beside it, sends the same page again, and it is all there', async () => {
    const [beside] = await Promise.all([ayu.context().waitForEvent('page'), ayu.getByRole('alert').first().getByRole('link', { name: 'Masuk lagi di tab baru' }).click()]);
    await beside.getByLabel(/nama pengguna/).fill((await accountOf('Ayu Kusumaningrum')).signIn);
    await beside.getByLabel('Kata sandi').fill((await demo()).password);
    await beside.getByRole('button', { name: 'Masuk', exact: true }).click();
    await eventually(() => heading(beside).textContent()).toBe('Permohonan saya');
    await beside.close();
    await next(ayu);
    // The village and the photo of this page are still to come; what was typed has been saved by now.
    await eventually(() => ayu.getByRole('alert').first().textContent()).toMatch(/[Dd]esa atau kelurahan/);
    await expectStands();
    await ayu.goto('/permohonan-saya');
    await ayu.getByRole('link', { name: /Teruskan|Surat Keterangan Usaha/ }).first().click();
    await eventually(() => heading(ayu).textContent()).toBe('Usaha');
    await expectStands();
  });

  async function expectStands(): Promise<void> {
    expect(await ayu.getByLabel('Nama usaha').inputValue()).toBe(warung.name);
    expect(await ayu.getByLabel('Bidang usaha').inputValue()).toBe(warung.field);
    expect(await ayu.getByLabel('Alamat usaha').inputValue()).toBe(warung.address);
    expect(await ayu.getByLabel('Berjalan sejak').inputValue()).toBe('2019-03-01');
  }
});

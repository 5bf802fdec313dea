import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, expectGood } from './support/look.ts';
import { accountOf, demo, stage } from './support/stage.ts';
import { secondFactorAges } from './support/time.ts';
import { heading } from './support/usaha.ts';

describe('leaders on the phone', () => {
  const { enter } = stage();
  let head: Page;
  let chosen: string[];

  it('the regent sees how many are late and at whose desk, and reminds them', async () => {
    const regent = await enter('bupati');
    await regent.goto('/pimpinan');
    await eventually(() => regent.getByRole('main').innerText()).toMatch(/\d+ sudah lewat tenggat/);
    await expectGood(regent, 'first page of a leader');
    await regent.getByRole('link', { name: 'Lihat semua' }).click();
    await eventually(() => heading(regent).textContent()).toMatch(/^\d+ sudah lewat tenggat$/);
    const remind = regent.getByRole('button', { name: /^Ingatkan / }).last();
    const unit = (await remind.textContent())!.replace('Ingatkan ', '').trim();
    await remind.click();
    await eventually(() => regent.getByRole('main').innerText()).toMatch(/\d+ berkas diingatkan/);
    await expectGood(regent, 'late list, after reminding');
    await regent.getByRole('button', { name: `Ingatkan ${unit}` }).click();
    await eventually(() => regent.getByRole('main').innerText()).toContain('baru saja diingatkan');
  });

  it('the assistant sees what waits, chooses two, and has no way to sign', async () => {
    const assistant = await enter('ajudan.dpmptsp');
    await assistant.goto('/pimpinan');
    const letters = assistant.getByRole('main').getByRole('checkbox');
    await eventually(() => letters.count()).toBeGreaterThan(2);
    for (const letter of await letters.all()) await letter.uncheck();
    await letters.nth(0).check();
    await letters.nth(1).check();
    chosen = await assistant.locator('.sign li:has(input:checked) strong').allTextContents();
    expect(await assistant.getByRole('button', { name: /Tanda tangani/ }).count()).toBe(0);
    await expectGood(assistant, 'what an assistant sees');
    await assistant.getByRole('button', { name: 'Simpan pilihan' }).click();
    await assistant.getByText('Pilihan tersimpan.').waitFor();
    // The same list sent to where a signer would send it.
    await assistant.goto('/pimpinan');
    await assistant.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form:has(input[name="naskah"])')!;
      form.action = '/pimpinan/tanda-tangan?/sign';
      form.submit();
    });
    await eventually(() => assistant.getByRole('main').innerText()).toMatch(/tidak menandatangani|bukan untuk akun Anda|wewenang/i);
  });

  it('the acting head finds the two ticked, and signs them with one code', async () => {
    head = await enter('plt.dpmptsp');
    await secondFactorAges((await accountOf('plt.dpmptsp')).account, 11);
    await head.goto('/pimpinan');
    expect(await head.locator('.sign li:has(input:checked) strong').allTextContents()).toEqual(chosen);
    await expectGood(head, 'what waits for a signature');
    await head.getByRole('button', { name: 'Tanda tangani' }).click();
    await eventually(() => heading(head).textContent()).toBe('Kode untuk menandatangani');
    await expectGood(head, 'code for signing');
    const code = head.getByLabel('Kode enam angka');
    const sign = head.getByRole('button', { name: 'Tanda tangani 2 naskah' });
    await code.fill('000000');
    await sign.click();
    await eventually(() => head.getByRole('main').innerText()).toMatch(/[Kk]ode .*(salah|tidak cocok|tidak berlaku)/);
    await code.fill((await demo()).recoveryCodes[0]!);
    await sign.click();
    await eventually(() => heading(head).textContent()).toBe('2 naskah ditandatangani');
    await expectGood(head, 'after signing');
  });

  it('and both leave the list', async () => {
    await eventually(async () => {
      await head.goto('/pimpinan');
      const waiting = await head.locator('.sign li strong').allTextContents();
      return waiting.filter((title) => chosen.includes(title));
    }).toEqual([]);
  });
});

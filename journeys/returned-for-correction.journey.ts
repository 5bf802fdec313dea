import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { photo } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { actOf, answerYes, completeCheck, openCase } from './support/office.ts';
import { stage } from './support/stage.ts';
import { attach, heading, sendRequest, warung, type Receipt } from './support/usaha.ts';

const toko = { ...warung, name: 'Toko Kelontong Hartono', field: 'Kebutuhan sehari-hari' };

describe('returned for correction, and two officers at one case', () => {
  const { enter } = stage();
  let hartono: Page;
  let dian: Page;
  let sekkel: Page;
  let receipt: Receipt;

  it('Hartono sends a request', async () => {
    hartono = await enter('Hartono');
    receipt = await sendRequest(hartono, toko);
  });

  it('two officers of the kelurahan open it at the same moment, and one takes it', async () => {
    dian = await enter('dian', { on: 'desk' });
    sekkel = await enter('sekkel', { on: 'desk' });
    await openCase(dian, receipt);
    await openCase(sekkel, receipt);
    await dian.getByRole('button', { name: /^Ambil/ }).first().click();
    await dian.getByText('Berkas ada di tangan Anda.').waitFor();
  });

  it('the second one, who still sees the old page, is refused and told what happened', async () => {
    await sekkel.getByRole('button', { name: /^Ambil/ }).first().click();
    await eventually(() => sekkel.getByRole('alert').first().textContent()).toMatch(/Dian Permatasari/);
    expect(await sekkel.getByRole('main').innerText(), 'the page below is already the new one').toContain('Periksa berkas: diambil');
    expect(await sekkel.getByRole('button', { name: /^Ambil/ }).count()).toBe(0);
    await expectGood(sekkel, 'case, refused as stale');
  });

  it('Dian returns it with a remark on the very field', async () => {
    const other = await enter('dian', { on: 'desk' });
    await openCase(other, receipt);
    await actOf(other, /^Nyatakan lengkap/).click();
    await actOf(dian, /^Kembalikan/).first().click();
    const panel = dian.locator('.panel');
    await panel.getByText('Alamat usaha', { exact: true }).click();
    await panel.getByLabel('Apa yang harus diperbaiki pada Alamat usaha').fill('Tulis nomor rumah dan nama dusun.');
    await panel.getByText('Foto tempat usaha', { exact: true }).click();
    await panel.getByLabel('Apa yang harus diperbaiki pada Foto tempat usaha').fill('Foto dari depan, papan nama terlihat.');
    await expectGood(dian, 'case, panel for returning');
    await panel.getByRole('button', { name: 'Kembalikan kepada pemohon' }).click();
    await dian.getByText('Dikembalikan kepada pemohon untuk diperbaiki.').waitFor();
    await answerYes(other);
    await eventually(() => other.getByRole('alert').first().textContent()).toMatch(/diproses|diperbaiki pemohon/);
    expect(await other.getByRole('main').innerText(), 'it did not go on to the signature').not.toContain('Tanda tangan kepala desa atau lurah: ');
  });

  it('Hartono sees both remarks, corrects them at their fields and sends again', async () => {
    await hartono.goto(`/permohonan-saya/${receipt.id}`);
    const text = await hartono.getByRole('main').innerText();
    expect(text).toContain('Perlu Anda perbaiki');
    expect(text).toContain('Tulis nomor rumah dan nama dusun.');
    await expectGood(hartono, 'request with remarks');
    await hartono.getByRole('button', { name: 'Perbaiki isian' }).click();
    await eventually(() => heading(hartono).textContent()).toBe('Usaha');
    expect(await hartono.getByRole('main').innerText()).toContain('Foto dari depan, papan nama terlihat.');
    expect(await hartono.getByLabel('Alamat usaha').inputValue(), 'what was sent is still there').toBe(toko.address);
    await hartono.getByLabel('Alamat usaha').fill('Dusun Krajan, Jalan Menur 12A, RT 02 RW 01');
    await hartono.getByRole('button', { name: /^Buang/ }).first().click();
    await eventually(() => hartono.locator('fieldset[id="foto_usaha"] ul.files li').count()).toBe(0);
    await attach(hartono, 'foto_usaha', [photo('papan-nama.png')]);
    await expectGood(hartono, 'form of a correction');
    await hartono.getByRole('button', { name: 'Periksa dan kirim' }).click();
    await eventually(() => heading(hartono).textContent()).toBe('Periksa sebelum dikirim');
    await hartono.getByRole('button', { name: 'Kirim perbaikan' }).click();
    await hartono.getByText('Perbaikan terkirim').waitFor();
  });

  it('and it goes on where it stood', async () => {
    await openCase(dian, receipt);
    expect(await dian.getByRole('main').innerText()).toContain('Dusun Krajan, Jalan Menur 12A');
    await completeCheck(dian);
    await dian.getByText('Langkah diselesaikan.').waitFor();
    await hartono.goto(`/permohonan-saya/${receipt.id}`);
    expect(await hartono.getByRole('main').innerText()).toMatch(/Tanda tangan kepala desa atau lurah/);
  });
});

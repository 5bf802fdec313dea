import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './support/files.ts';
import { eventually } from './support/look.ts';
import { completeCheck, openCase, signLetters } from './support/office.ts';
import { processOf, startProduct, stopProduct } from './support/product.ts';
import { product, stage } from './support/stage.ts';
import { heading, sendRequest, warung, type Receipt } from './support/usaha.ts';

const jahit = { ...warung, name: 'Penjahit Bu Sri', field: 'Menjahit pakaian', job: 'Penjahit' };

describe('the product is stopped, killed, and started again on the same folder', () => {
  const { enter } = stage();
  let sri: Page;
  let receipt: Receipt;
  let letter: Buffer;

  const download = async () => {
    await sri.goto(`/permohonan-saya/${receipt.id}`);
    const link = sri.getByRole('link', { name: /^Unduh Surat Keterangan Usaha/ });
    if ((await link.count()) === 0) return undefined;
    const [file] = await Promise.all([sri.waitForEvent('download'), link.click()]);
    return bytesOf(file);
  };

  it('Sri sends a request, and the kelurahan checks it', async () => {
    sri = await enter('Sri Wahyuni');
    receipt = await sendRequest(sri, jahit);
    const dian = await enter('dian', { on: 'desk' });
    await openCase(dian, receipt);
    await completeCheck(dian);
    await dian.getByText('Langkah diselesaikan.').waitFor();
  });

  it('stopped and started: Sri is still signed in, the request is still there', async () => {
    const before = processOf(product());
    await stopProduct(product());
    expect(processOf(product())).toBeUndefined();
    await startProduct(product());
    expect(processOf(product())).not.toBe(before);
    await sri.goto(`/permohonan-saya/${receipt.id}`);
    await eventually(() => heading(sri).textContent()).toContain(jahit.name);
  });

  it('killed hard the moment after the lurah signed: it starts by itself, and the letter is issued', async () => {
    const lurah = await enter('lurah');
    await signLetters(lurah, [jahit.name]);
    await stopProduct(product(), 'SIGKILL');
    await startProduct(product());
    await eventually(async () => (letter = (await download())!)?.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('killed hard again: the same letter, byte by byte', async () => {
    await stopProduct(product(), 'SIGKILL');
    await startProduct(product());
    expect((await download())!.equals(letter)).toBe(true);
  });
});

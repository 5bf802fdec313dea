import { execFileSync } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, letterTo, postOf, type Cast } from './letters.testing.ts';
import { dispositionSheet } from './service/disposition-sheet.ts';

const t = await createTestHouse({ background: true });
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
const sheet = (who: Viewer | null, id: string) => dispositionSheet(t.context(who), id);
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok', (error: unknown) => (error instanceof Refused ? error.refusal.code : String(error)));
const textOf = (bytes: Buffer) => execFileSync('pdftotext', ['-raw', '-', '-'], { input: bytes, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).replace(/\s+/g, ' ');

it('prints what was decided with its ticks, and before that a sheet for the pen', async () => {
  const { id } = await as(t, c.clerk).registerLetter(await letterTo(t, c) as never);
  const blank = textOf((await sheet(c.regent, id)).bytes);
  expect(blank).toMatch(/LEMBAR DISPOSISI.*Gubernur Jawa Timur/i);
  expect(blank).not.toContain('Kepala Dinas PUPKP');
  const { seq, branches } = await as(t, c.regent).getLetter({ id });
  await as(t, c.regent).act({ id, seq, branch: branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: postOf(c.roadsHead), role: 'lead' }], words: 'Siapkan bahan paparan.' } } as never);
  for (const who of [c.regent, c.roadsHead]) {
    const { bytes, name } = await sheet(who, id);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(name).toMatch(/^lembar-disposisi-\d+-2026\.pdf$/);
    expect(textOf(bytes)).toMatch(/Kepala Dinas PUPKP.*Siapkan bahan paparan\./);
  }
});
it('is for who reads the letter whole', async () => {
  const { id } = await as(t, c.clerk).registerLetter(await letterTo(t, c, { secrecy: 'rahasia' }) as never);
  expect(await codeOf(sheet(c.regent, id))).toBe('ok');
  expect([await codeOf(sheet(c.wasteHead, id)), await codeOf(sheet(c.workshopStaff, id)), await codeOf(sheet(null, id)), await codeOf(sheet(c.regent, 'bukan'))]).toEqual(['letters.unknown', 'letters.unknown', 'request.not-signed-in', 'letters.unknown']);
  expect((await t.app.inject({ url: `/api/surat/${id}/lembar-disposisi`, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
});

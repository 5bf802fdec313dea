import { beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { as as asLetters, castOf, holderOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import { as, drafted, handedOn, letterOf, prose, seqOf } from './outgoing.testing.ts';

const t = await createTestHouse({ background: true });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});
const find = async (who: Viewer, query: string, more: Record<string, unknown> = {}) => (await asLetters(t, who).search({ query, kind: 'out', ...more })).items;

it('a letter is found by its words from the day it is handed on, by who may read it', async () => {
  const own = await drafted(t, c.clerk, letterOf(c, { subject: 'Konsep zamrud' }));
  const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Pemeliharaan jalan Gupolo', body: prose('Mohon aspal disiapkan pekan depan.') }));
  const secret = await handedOn(t, c.clerk, letterOf(c, { subject: 'Perkiraan zamrud', secrecy: 'rahasia' }));
  await t.house.events.drain();
  expect((await find(c.secretary, 'aspal gupolo')).map((row) => [row.id, row.href, row.who, row.stateText])).toEqual([[id, `/petugas/naskah/${id}`, 'Kepala Dinas PUPKP', 'Menunggu tanda tangan']]);
  expect([await find(c.clerk, 'aspal gupolo'), await find(c.secretary, '', { state: 'siap_ttd', classification: '600' })].map((rows) => rows.map((row) => row.id).includes(id))).toEqual([true, true]);
  for (const who of [c.wasteHead, c.regent, there.secretary]) expect(await find(who, 'gupolo'), who.name).toEqual([]);
  // The draft was never handed on; of rahasia only the chain finds it.
  expect([(await find(c.clerk, 'zamrud')).map((row) => row.id), (await find(c.secretary, 'zamrud')).map((row) => row.id), await find(c.roadsClerk, 'zamrud')]).toEqual([[secret], [secret], []]);
  expect(own).not.toBe(secret);
  await as(t, c.secretary).act({ id, seq: await seqOf(t, c.secretary, id), action: { kind: 'return', reason: 'Belum jelas', remarks: [{ block: 0, words: 'Sebutkan tanggalnya' }] } as never });
  await t.house.events.drain();
  expect((await find(c.secretary, '', { state: 'koreksi' })).map((row) => row.id)).toEqual([id]);
});

it('tata usaha of a unit above finds what a unit below signs, as its register shows it; a neighbour does not', async () => {
  const post = '01a20000-0000-7000-8000-00000000b001';
  await t.house.db.asOwner((tx) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${t.instansi}, ${post}, ${c.units.workshop}, 'Kepala UPTD Perbengkelan', true, '{leader,signer}', '2020-01-01')`));
  await holderOf(t, { instansi: t.instansi, post, unit: c.units.workshop, kind: 'uptd', title: 'Kepala UPTD Perbengkelan', duties: ['leader', 'signer'], person: 'Kepala Bengkel', capacity: 'definitive', from: '2020-01-01' });
  const id = await handedOn(t, c.workshopStaff, letterOf(c, { subject: 'Perbaikan mesin giling', signer: post, addressees: [{ kind: 'outside', name: 'Bengkel Jaya', place: '', email: '' }] }));
  const secret = await handedOn(t, c.workshopStaff, letterOf(c, { subject: 'Mesin giling yang dirahasiakan', secrecy: 'rahasia', signer: post, addressees: [{ kind: 'outside', name: 'Bengkel Jaya', place: '', email: '' }] }));
  await t.house.events.drain();
  expect((await find(c.roadsClerk, 'mesin giling')).map((row) => row.id)).toEqual([id]);
  expect(await find(c.wasteHead, 'mesin giling')).toEqual([]);
  expect((await find(c.workshopStaff, 'mesin giling')).map((row) => row.id).sort()).toEqual([id, secret].sort());
});

it('words of a finished PDF are found, and told to nobody as a correction', async () => {
  const { id: upload } = await storeUpload(t.context(c.clerk), 'surat.pdf', tinyPdf('Nomor ${nomor} tanda ${ttd} tentang kumbangtanduk'), c.clerk.accountId);
  const id = await drafted(t, c.clerk, letterOf(c, { subject: 'Berkas jadi' }));
  await as(t, c.clerk).takePdf({ id, seq: (await as(t, c.clerk).getDraft({ id })).seq, upload });
  await as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'submit' } });
  await t.house.events.drain();
  expect((await find(c.secretary, 'kumbangtanduk')).map((row) => row.id)).toEqual([id]);
  expect(await asLetters(t, c.secretary).search({ query: 'kumbangtandukk' })).toEqual({ items: [] });
});

it('what the national application issued stands in the same search, for who may read its record', async () => {
  const types = (who: Viewer) => t.api.forPages(t.context(who))['letter-types'] as unknown as { recordNational(input: unknown): Promise<{ id: string }> };
  const managed = t.api.forPages(t.context(c.administrator))['letter-types'] as unknown as { getManaged(input: unknown): Promise<{ current: Record<string, unknown> }>; saveDraft(input: unknown): Promise<{ version: number }>; publishType(input: unknown): Promise<unknown> };
  const { current } = await managed.getManaged({ id: 'surat-panggilan' });
  const { title, series, pattern, classification, secrecy, layout, copies, initials, skeleton } = current;
  const { version } = await managed.saveDraft({ id: 'surat-panggilan', version: 0, title, series, pattern, classification, secrecy, layout, copies, initials, skeleton, issuedIn: 'srikandi' });
  await managed.publishType({ id: 'surat-panggilan', version, from: '2026-03-02', note: 'Terbit di SRIKANDI' });
  const { id: file } = await storeUpload(t.context(c.clerk), 'srikandi.pdf', tinyPdf('Panggilan'), c.clerk.accountId);
  const { id } = await types(c.clerk).recordNational({ type: 'surat-panggilan', number: 'B-77/PNG/2026', letterDate: '2026-03-02', subject: 'Panggilan klarifikasi burungmerak', to: 'Camat Babadan', classification: '800.1', file });
  expect(await find(c.clerk, 'burungmerak')).toMatchObject([{ id, number: 'B-77/PNG/2026', stateText: 'Terbit di SRIKANDI', href: `/petugas/naskah-srikandi/${id}` }]);
  expect((await find(c.clerk, 'B-77/PNG/2026')).map((row) => row.id)).toEqual([id]);
  for (const who of [c.roadsClerk, c.staff, there.clerk]) expect(await find(who, 'burungmerak'), who.name).toEqual([]);
});

import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { zipOf } from '../../engines/archives/archives.testing.ts';
import { listZip, unfold } from '../../engines/archives/read-zip.ts';
import { readSheet } from '../../engines/sheets/read-sheet.ts';
import { sql } from '../../platform/db/sql.ts';
import { createTestHouse } from '../../testing/house.ts';
import { answerWhole, apiOf, opened, pdf, refusalOf, teamIn, uploaded } from './self-assessment.testing.ts';
import { portalZip } from './service/portal.ts';

const t = await createTestHouse();
const team = await teamIn(t);
const id = await opened(t, team);
const responsible = apiOf(t, team.responsible);
const member = apiOf(t, team.member);
const far = apiOf(t, (await teamIn(t, t.other)).responsible);
const file = (name: string, words = name) => ({ name, bytes: pdf(words) });
const evidenceOf = async (number: string, campaign = id) => (await responsible.getIndicator({ id: campaign, number })).levels.flatMap(({ evidence }) => evidence);

describe('many files at once', () => {
  test('sorted by their names; what is unclear is named and nothing is taken', async () => {
    const { bulk } = await responsible.startBulk({ id, files: [file('21.b.Notula-Reviu.pdf'), file('21.B Notula lain.pdf'), file('C:\\SPBE\\29.a.Audit.pdf'), file('48.a.Salah.pdf'), file('catatan.pdf'), { name: '21.b.program.exe', bytes: new Uint8Array(Buffer.from('MZ program')) }, file('21.b.Kembar.pdf', '21.b.Notula-Reviu.pdf')] });
    const { items, counts } = await responsible.getBulk({ id, bulk });
    expect(items.map(({ number, letter, level, verdict }) => [number, letter, level, verdict])).toEqual([
      ['21', 'b', 4, 'clear'], ['21', 'b', 4, 'clear'], ['29', 'a', null, 'unclear'], ['48', 'a', null, 'unclear'], ['', null, null, 'unclear'], ['21', 'b', 4, 'refused'], ['21', 'b', 4, 'unclear'],
    ]);
    expect(items[5]!.reason).toContain('bukan PDF');
    expect(items[6]!.reason).toContain('21.b.Notula-Reviu.pdf');
    expect(counts).toEqual({ clear: 2, unclear: 4, refused: 1, skipped: 0 });
    expect(await refusalOf(responsible.takeBulk({ id, bulk }))).toBe('self-assessment.bulk-unclear');
    expect(await evidenceOf('21')).toEqual([]);
    expect(await responsible.placeBulk({ id, bulk, items: [{ at: 2, number: '29', level: 3, letter: 'a', title: 'Audit' }, { at: 3, number: '1', level: 2, letter: 'a', title: 'Perbup' }, { at: 4, number: '', level: null, letter: '', title: 'catatan', skipped: true }, { at: 6, number: '21', level: 4, letter: 'b', title: 'Kembar', skipped: true }] })).toEqual({ unclear: 0 });
    expect(await responsible.takeBulk({ id, bulk })).toEqual({ taken: 4 });
    expect((await evidenceOf('21')).map(({ title, level, letter }) => [title, level, letter])).toEqual(expect.arrayContaining([['Notula Reviu', 4, 'b'], ['Notula lain', 4, 'b']]));
    expect(await evidenceOf('1')).toMatchObject([{ title: 'Perbup', level: 2 }]);
    for (const again of [() => responsible.takeBulk({ id, bulk }), () => responsible.placeBulk({ id, bulk, items: [] })]) expect(await refusalOf(again())).toBe('self-assessment.bulk-taken');
  });
  test('a ZIP of folders, as a computer packs it', async () => {
    const zip = zipOf({ 'SPBE/30.b.Laporan.pdf': Buffer.from(pdf('x')), '__MACOSX/._30.b.Laporan.pdf': 'x', 'SPBE/.DS_Store': 'x' });
    const { bulk } = await responsible.startBulk({ id, files: [{ name: 'bukti.zip', bytes: zip.toString('base64') }] });
    expect((await responsible.getBulk({ id, bulk })).items.map(({ name }) => name)).toEqual(['30.b.Laporan.pdf']);
  });
  test.each([
    ['a broken ZIP', [{ name: 'x.zip', bytes: new Uint8Array(Buffer.from('PK\x03\x04 rusak')) }], 'self-assessment.bulk-zip'],
    ['a ZIP that lies about its size', [{ name: 'x.zip', bytes: new Uint8Array(zipOf({ 'besar.pdf': Buffer.alloc(30_000_000) }, { claim: 10 })) }], 'self-assessment.bulk-zip'],
    ['an empty ZIP', [{ name: 'x.zip', bytes: new Uint8Array(zipOf({})) }], 'self-assessment.bulk-zip'],
    ['too many inside', [{ name: 'x.zip', bytes: new Uint8Array(zipOf(Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`${at}.pdf`, 'x'])))) }], 'self-assessment.bulk-too-many'],
    ['nothing', [], 'request.invalid'],
  ])('refuses %s', async (_, files, code) => expect(['self-assessment.bulk-empty', code]).toContain(await refusalOf(responsible.startBulk({ id, files }))));
  test('one file of somebody else’s indicator and nothing is taken', async () => {
    await responsible.assign({ id, numbers: ['25'], account: team.member.accountId });
    const { bulk } = await member.startBulk({ id, files: [file('25.b.Milik saya.pdf'), file('26.b.Milik orang.pdf')] });
    expect((await member.getBulk({ id, bulk })).counts).toMatchObject({ clear: 2 });
    expect(await refusalOf(member.takeBulk({ id, bulk }))).toBe('self-assessment.not-assigned');
    expect(await evidenceOf('25')).toEqual([]);
    expect(await refusalOf(responsible.getBulk({ id, bulk }))).toBe('self-assessment.bulk-unknown');
    expect(await refusalOf(apiOf(t, team.coordinator).startBulk({ id, files: [file('1.a.x.pdf')] }))).toBe('request.not-allowed');
    expect(await refusalOf(far.startBulk({ id, files: [file('1.a.x.pdf')] }))).toBe('self-assessment.unknown');
  });
});

describe('last cycle’s answers', () => {
  test('are copied with what still holds; what must be renewed is named and stays behind', async () => {
    const last = await opened(t, team, { year: 2025 });
    await answerWhole(t, team.responsible, last, '22', 3);
    await answerWhole(t, team.responsible, last, '23', 4);
    await responsible.attachEvidence({ id: last, number: '23', level: 4, letter: 'b', kind: 'file', upload: await uploaded(t, team.responsible, 'reviu-lama.pdf'), documentDate: '2023-05-01' });
    await responsible.attachEvidence({ id: last, number: '23', level: 4, letter: 'b', kind: 'file', upload: await uploaded(t, team.responsible, 'reviu-baru.pdf'), documentDate: '2025-09-01' });
    const preview = await responsible.previewCopy({ id });
    expect(preview).toMatchObject({ sameInstrument: true, from: { year: 2025 }, hints: [] });
    expect(preview.rows.map(({ number, level, may, evidence, renew }) => [number, level, may, evidence, renew.map(({ title, why }) => [title, why])])).toEqual([['22', '3', true, 1, []], ['23', '4', true, 2, [['reviu-lama', 'expired']]]]);
    expect(await refusalOf(member.copyBefore({ id, numbers: ['22'] }))).toBe('self-assessment.cannot-copy');
    expect(await refusalOf(responsible.copyBefore({ id, numbers: ['22', '40'] }))).toBe('self-assessment.cannot-copy');
    expect(await responsible.getIndicator({ id, number: '22' })).toMatchObject({ answer: { state: 'empty' } });
    expect(await responsible.copyBefore({ id, numbers: ['22', '23'] })).toEqual({ copied: 2, evidence: 3, renew: 1 });
    const one = await responsible.getIndicator({ id, number: '23' });
    expect(one).toMatchObject({ answer: { level: '4', state: 'working', fakta: expect.stringContaining('Peraturan Bupati') }, remarks: [{ text: expect.stringContaining('4.b reviu-lama: kedaluwarsa') }] });
    expect((await evidenceOf('23')).map(({ title }) => title)).not.toContain('reviu-lama');
    expect(await refusalOf(responsible.copyBefore({ id, numbers: ['22'] }))).toBe('self-assessment.cannot-copy');
    expect((await responsible.previewCopy({ id })).rows.map(({ why }) => why)).toEqual(['sudah dijawab', 'sudah dijawab']);
  });
  test('another edition gives hints, and copies nothing', async () => {
    const next = await opened(t, team, { year: 2027, instrument: 'pemdi-2026' });
    const { rows, hints, sameInstrument } = await responsible.previewCopy({ id: next });
    expect({ rows, sameInstrument }).toEqual({ rows: [], sameInstrument: false });
    expect(hints.find(({ number }) => number === '10')).toMatchObject({ earlier: [{ number: '22', level: '3' }] });
    expect(await refusalOf(responsible.copyBefore({ id: next, numbers: ['10'] }))).toBe('self-assessment.nothing-before');
  });
});

describe('the ministry’s own portal', () => {
  const row = async (number: string) => (await responsible.getPortal({ id })).rows.find((one) => one.number === number)!;
  test('a tick holds until the answer or its evidence changes', async () => {
    const before = await row('22');
    expect(before).toMatchObject({ level: '3', fakta: expect.any(String), copied: null, outdated: null });
    await responsible.markPortal({ id, number: '22', digest: before.digest, copied: true });
    expect(await row('22')).toMatchObject({ copied: { by: 'Kepala Bidang' } });
    expect((await responsible.getPortal({ id, only: 'open' })).rows.map(({ number }) => number)).not.toContain('22');
    await responsible.attachEvidence({ id, number: '22', level: 3, letter: 'a', kind: 'file', upload: await uploaded(t, team.responsible, 'SK Manrisk SPBE.pdf') });
    const after = await row('22');
    expect(after).toMatchObject({ copied: null, outdated: { by: 'Kepala Bidang' }, files: expect.arrayContaining([{ name: '22.a.SK-Manrisk-SPBE.pdf', href: expect.stringContaining('/isi') }]) });
    expect(await refusalOf(responsible.markPortal({ id, number: '22', digest: before.digest, copied: true }))).toBe('self-assessment.portal-moved');
    await responsible.markPortal({ id, number: '22', digest: after.digest, copied: true });
    const { answer } = await responsible.getIndicator({ id, number: '22' });
    await responsible.answer({ id, number: '22', seq: answer.seq, level: '3', met: [], fakta: 'Diubah sesudah disalin.', analisis: '', asks: '' });
    expect(await row('22')).toMatchObject({ copied: null, outdated: expect.anything() });
    await responsible.markPortal({ id, number: '22', digest: (await row('22')).digest, copied: false });
    expect(await row('22')).toMatchObject({ copied: null, outdated: null });
  });
  test('as a sheet, and as a ZIP with every file under its name', async () => {
    const sheet = await readSheet(Buffer.from((await apiOf(t, team.coordinator).exportPortal({ id })).content, 'base64'));
    expect(sheet.ok && sheet.value).toHaveLength(48);
    expect(sheet.ok && sheet.value.find(({ cells }) => cells[0] === '21')!.cells[5]).toContain('21.b.Notula-Reviu.pdf');
    const { name, stream } = await portalZip(t.context(team.member), id);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const zip = Buffer.concat(chunks);
    const entries = listZip(zip, 100)!;
    expect(name).toBe('Penilaian mandiri SPBE 2026.zip');
    expect(entries.map((entry) => entry.name)).toEqual(expect.arrayContaining(['Penilaian mandiri SPBE 2026.xlsx', '21.b.Notula-Reviu.pdf', '22.a.SK-Manrisk-SPBE.pdf', '1.a.Perbup.pdf']));
    const perbup = unfold(zip, entries.find((entry) => entry.name === '1.a.Perbup.pdf')!, 1000)!;
    expect(crc32(perbup)).toBe(crc32(pdf('48.a.Salah.pdf')));
  });
  test('who may not', async () => {
    const { digest } = await row('22');
    expect(await refusalOf(apiOf(t, team.coordinator).markPortal({ id, number: '22', digest, copied: true }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.stranger).getPortal({ id }))).toBe('request.not-allowed');
    expect(await refusalOf(far.getPortal({ id }))).toBe('self-assessment.unknown');
    await expect(portalZip(t.context(team.stranger), id)).rejects.toMatchObject({ refusal: { code: 'request.not-allowed' } });
    const audited = await t.house.db.asOwner((tx) => tx.many<{ action: string }>(sql`select distinct action from audit.entry where instansi = ${t.instansi} and action like 'self-assessment.%'`));
    expect(audited.map(({ action }) => action)).toEqual(expect.arrayContaining(['self-assessment.bulk-taken', 'self-assessment.copied', 'self-assessment.portal-copied', 'self-assessment.portal-exported']));
  });
});

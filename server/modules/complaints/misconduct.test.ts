import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditInsert } from '../../platform/audit/audit.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, HERE, pothole, type Cast } from './complaints.testing.ts';
import type { OfficerAction } from './contract.ts';
import { checkState } from './service/check-state.ts';
import { actOnTime, unitClosed } from './service/on-time.ts';
import { moveIn } from './service/secrecy/move-keys.ts';
import { dropForgottenBlobs } from './service/secrecy/sealed-files.ts';
import { findSealedFile } from './storage/sealed.ts';

// Chapters: before the key · the ceremony · a whole story, nothing of it readable · who may not · holders change · recovery · to the province · an open report becomes a sealed one

const t = await createTestHouse({ background: true });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});

const PASS = { inspector: 'topeng merak di alun-alun', examiner: 'empat ekor kuda lumping', auditor: 'hujan turun di telaga ngebel' };
type Who = keyof typeof PASS;
const unlock = (who: Who, viewer: Viewer = c[who]) => as(t, viewer).unlockKey({ passphrase: PASS[who] });
const act = async (viewer: Viewer, id: string, action: OfficerAction) => {
  const { seq } = await as(t, viewer).getCase({ id });
  return as(t, viewer).act({ id, seq, action });
};
/** Words that stand in no text of ours, to look for. */
const WORDS = ['zulkarnaen', 'rokok', 'kwitansi', 'purnama', 'sumarsih', '081298765432', 'telaga sarangan', 'amplop cokelat', 'buku tamu', 'mangkrak'];
const report = (more: Record<string, unknown> = {}) => ({
  kind: 'misconduct' as const, title: 'Uang rokok Zulkarnaen', body: 'Zulkarnaen meminta uang rokok tanpa kwitansi di loket, saya saksinya.', place: 'dekat Telaga Sarangan', ...HERE, eventDate: '2026-02-20',
  reporter: { name: 'Purnama Sumarsih', phone: '081298765432', email: '' }, nameToAgency: true, about: { who: 'unit' as const, unit: c.roads, name: 'bagian buku tamu' }, ...more,
});
const png = (words: string) => {
  const u32 = (n: number) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
  const chunk = (kind: string, data: number[]) => [...u32(data.length), ...Buffer.from(kind), ...data, 0, 0, 0, 0];
  return Buffer.from([0x89, ...Buffer.from('PNG\r\n\u001a\n'), ...chunk('IHDR', [...u32(40), ...u32(30), 8, 2, 0, 0, 0]), ...chunk('IDAT', [...Buffer.from(words)]), ...chunk('IEND', [])]);
};
const fetched = (viewer: Viewer | null, url: string) => t.app.inject({ url, headers: { host: 'ponorogo.test' } }).then((response) => (viewer ? response : response));

/** Every row of every table, as text; bytes both as hex and as what they would say. */
async function everyRow(): Promise<string> {
  const tables = await t.house.db.asOwner((tx) => tx.many<{ name: string }>(sql`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'wilayah')`));
  expect(tables.length).toBeGreaterThan(60);
  let all = '';
  for (const { name } of tables) {
    const rows = await t.house.db.asOwner((tx) => tx.many<{ row: string }>({ text: `select to_jsonb(x)::text as row from ${name} x`, values: [] }));
    for (const { row } of rows) all += `${row}\n${row.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))}\n`;
  }
  return all.toLowerCase();
}
async function everyFile(folder = join(t.house.settings.variable, 'files')): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) if (entry.isFile()) found.set(join(entry.parentPath, entry.name), await readFile(join(entry.parentPath, entry.name)));
  return found;
}
async function expectNothingReadable(words: readonly string[] = WORDS): Promise<void> {
  const rows = await everyRow();
  for (const word of words) expect(rows.includes(word), word).toBe(false);
  for (const [name, bytes] of await everyFile()) for (const word of words) expect(bytes.toString('latin1').toLowerCase().includes(word), `${word} in ${name}`).toBe(false);
}

describe('before the Inspektorat has made its key', () => {
  let early: Awaited<ReturnType<ReturnType<typeof as>['submit']>>;
  let legacy: string;
  it('a report is sealed by the installation and read by the Inspektorat as before', async () => {
    early = await as(t).submit(report());
    expect(early.secret).toMatch(/^[2-9A-HJKMNP-TV-Z]{16}$/);
    expect(await as(t, c.examiner).getCase({ id: early.id })).toMatchObject({ title: 'Uang rokok Zulkarnaen', body: expect.stringContaining('kwitansi'), eventDate: '2026-02-20' });
    expect((await as(t, c.examiner).queue({ box: 'verify' })).items).toEqual([expect.objectContaining({ title: 'Uang rokok Zulkarnaen' })]);
    expect(await as(t, c.examiner).keyState({})).toMatchObject({ made: false, mine: 'none', holders: [] });
    expect(await as(t, c.administrator).keyNotice({})).toEqual({ made: false, holders: 0, leastHolders: 2, outOfOffice: 0, unprinted: 0, older: 0, examiners: 3 });
    await expectNothingReadable();
  });
  it('a row from the time before data keys still opens, for the Inspektorat and for its reporter', async () => {
    const plain = await as(t).submit(pothole({ title: 'Sementara', body: 'Laporan yang akan dijadikan baris lama.' }));
    legacy = plain.id;
    // As the former version wrote it: words under the installation's secret, the code kept.
    const seal = (value: unknown) => t.house.secrets.seal('complaints/misconduct', JSON.stringify(value));
    await inTenant(t.context(), async ({ tx, instansi }) => {
      await tx.run(sql`update complaints.report set title = '', body = '', answers = '{}', lat = null, lng = null, sealed = ${seal({ title: 'Lama', body: 'Amplop cokelat di laci.', answers: {}, place: 'kantor' })} where instansi = ${instansi} and id = ${legacy}`);
      await tx.run(sql`update complaints.state set kind = 'misconduct', category = 'PENYIMPANGAN' where instansi = ${instansi} and report = ${legacy}`);
      await tx.run(sql`update complaints.folded set body = body || '{"kind":"misconduct","category":"PENYIMPANGAN"}' where instansi = ${instansi} and report = ${legacy}`);
      await tx.run(sql`update complaints.action set payload = payload || '{"as":"misconduct","category":"PENYIMPANGAN"}' where instansi = ${instansi} and report = ${legacy}`);
      await tx.run(sql`insert into complaints.note (instansi, id, report, account, name, body, sealed, at) values (${instansi}, ${uuidv7()}, ${legacy}, ${c.examiner.accountId}, 'Auditor', '', ${seal('Buku tamu disalin.')}, now())`);
    });
    expect(await as(t, c.examiner).getCase({ id: legacy })).toMatchObject({ body: 'Amplop cokelat di laci.', notes: [expect.objectContaining({ text: 'Buku tamu disalin.' })] });
    expect(await as(t).track({ number: plain.number, secret: plain.secret })).toMatchObject({ body: 'Amplop cokelat di laci.' });
    await as(t, c.inspector).makeHolderKey({ passphrase: PASS.inspector });
    expect((await as(t, c.inspector).keyState({})).made, 'one is not enough').toBe(false);
    expect(await as(t, c.examiner).makeHolderKey({ passphrase: PASS.examiner })).toEqual({ inForce: true });
    await t.house.events.drain();
    const keys = await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ generation: number }>(sql`select generation from complaints.data_key where instansi = ${instansi}`));
    expect(keys).toEqual([{ generation: 1 }, { generation: 1 }]);
    expect(await as(t).track({ number: plain.number, secret: plain.secret }), 'six digits go on').toMatchObject({ body: 'Amplop cokelat di laci.' });
    expect(await as(t).track({ number: early.number, secret: early.secret })).toMatchObject({ body: expect.stringContaining('Zulkarnaen') });
    await expectNothingReadable();
    const kept = await inTenant(t.context(), ({ tx, instansi }) => tx.one<{ kept: number }>(sql`select count(secret_sealed) as kept from complaints.report where instansi = ${instansi} and sealed is not null`));
    expect(kept.kept, 'no code is kept').toBe(0);
  });
  it('nothing is read without the passphrase; with it everything, for this session only', async () => {
    expect(await codeOf(as(t, c.examiner).getCase({ id: early.id }))).toBe('complaints.key-locked');
    expect(await codeOf(as(t, c.examiner).getCase({ id: legacy }))).toBe('complaints.key-locked');
    expect((await as(t, c.examiner).queue({ box: 'verify' })).items.map((row) => row.title)).toEqual(['Terkunci', 'Terkunci']);
    await unlock('examiner');
    expect(await as(t, c.examiner).getCase({ id: legacy })).toMatchObject({ body: 'Amplop cokelat di laci.', notes: [expect.objectContaining({ text: 'Buku tamu disalin.' })] });
    expect((await as(t, c.examiner).queue({ box: 'verify' })).items.map((row) => row.title).sort()).toEqual(['Lama', 'Uang rokok Zulkarnaen']);
    expect(await codeOf(as(t, { ...c.examiner, sessionId: uuidv7() }).getCase({ id: early.id })), 'another session').toBe('complaints.key-locked');
    t.clock.advance(31 * 60_000);
    expect(await codeOf(as(t, c.examiner).getCase({ id: early.id })), 'half an hour later').toBe('complaints.key-locked');
    await unlock('examiner');
    t.clock.advance(20 * 60_000);
    await as(t, c.examiner).getCase({ id: early.id });
    t.clock.advance(20 * 60_000);
    expect(await codeOf(as(t, c.examiner).getCase({ id: early.id })), 'using it keeps it open').toBe('ok');
    await as(t, c.examiner).lockKey({});
    expect(await codeOf(as(t, c.examiner).getCase({ id: early.id }))).toBe('complaints.key-locked');
    expect((await checkState(t.context())).differences).toEqual([]);
  });
});

describe('a whole story', () => {
  const picture = png('buku tamu MANGKRAK');
  const later = png('amplop cokelat');
  const answer = png('rokok kwitansi');
  let receipt: { id: string; number: string; secret: string };
  it('report with a photo, question, reply with a photo, note, answer: each reads what is for them', async () => {
    const photo = await as(t).storePhoto({ name: 'Zulkarnaen di loket.png', bytes: picture });
    expect(await codeOf(as(t).submit(report({ code: '123456' })))).toBe('complaints.code-mistyped');
    const sent = await as(t).submit(report({ photos: [photo.id] }));
    receipt = { id: sent.id, number: sent.number, secret: sent.secret! };
    await unlock('examiner');
    await act(c.examiner, receipt.id, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' });
    await act(c.examiner, receipt.id, { kind: 'dispose', lead: c.inspectorate, supporting: [], instruction: 'Periksa buku tamu Zulkarnaen' });
    await as(t, c.examiner).addNote({ id: receipt.id, text: 'Zulkarnaen dipanggil, membawa amplop cokelat' });
    await act(c.examiner, receipt.id, { kind: 'draft-answer', outcome: 'ask', text: 'Apakah ada kwitansi untuk uang rokok itu?', photos: [] });
    await unlock('inspector');
    await act(c.inspector, receipt.id, { kind: 'approve-answer', publish: true });
    const seen = await as(t).track({ number: receipt.number, secret: receipt.secret.toLowerCase().replace(/(.{4})/g, '$1 ') });
    expect(seen).toMatchObject({ question: 'Apakah ada kwitansi untuk uang rokok itu?', body: expect.stringContaining('Zulkarnaen'), photos: [expect.objectContaining({ name: 'Zulkarnaen di loket.png', type: 'image/png', bytes: picture.length })] });
    const more = await as(t).storePhoto({ name: 'amplop.png', bytes: later });
    await as(t).reply({ number: receipt.number, secret: receipt.secret, text: 'Amplop cokelat, ini gambarnya.', photos: [more.id] });
    const enclosed = await as(t, c.examiner).storePhoto({ name: 'kwitansi.png', bytes: answer });
    await act(c.examiner, receipt.id, { kind: 'draft-answer', outcome: 'resolved', text: 'Zulkarnaen mengembalikan uang rokok.', photos: [enclosed.id] });
    await act(c.inspector, receipt.id, { kind: 'approve-answer', publish: true });
    const read = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect(read.timeline.map((line) => line.text)).toEqual(expect.arrayContaining(['Zulkarnaen mengembalikan uang rokok.', 'Amplop cokelat, ini gambarnya.']));
    await as(t).rate({ number: receipt.number, secret: receipt.secret, stars: 5, solved: true, comment: 'Telaga Sarangan tenang lagi' });
    const whole = await as(t, c.examiner).getCase({ id: receipt.id });
    expect(whole).toMatchObject({ rating: { stars: 5, comment: 'Telaga Sarangan tenang lagi' }, reporter: { name: 'Purnama Sumarsih' }, notes: [expect.objectContaining({ text: expect.stringContaining('amplop cokelat') })], placeText: 'dekat Telaga Sarangan', disposition: { instruction: 'Periksa buku tamu Zulkarnaen' } });
    expect(whole.answers[0]).toEqual({ label: 'Yang dilaporkan', value: 'Pegawai atau unit pemerintah daerah: Dinas PUPKP: bagian buku tamu' });
  });

  it('files open for who may read, and lie sealed', async () => {
    const seen = await as(t).track({ number: receipt.number, secret: receipt.secret });
    const own = await fetched(null, seen.photos[0]!.url);
    expect([own.statusCode, own.headers['content-type'], own.rawPayload.equals(picture)]).toEqual([200, 'image/png', true]);
    const replied = seen.timeline.flatMap((line) => line.photos ?? []);
    expect(replied).toHaveLength(2);
    expect((await fetched(null, replied[0]!.url)).rawPayload.equals(later)).toBe(true);
    expect((await fetched(null, replied[1]!.url)).rawPayload.equals(answer)).toBe(true);
    expect((await fetched(null, seen.photos[0]!.url.replace(/tiket=.*/, 'tiket=abc'))).statusCode).toBe(404);
    t.clock.advance(61 * 60_000);
    expect((await fetched(null, seen.photos[0]!.url)).statusCode, 'an hour later').toBe(404);
    const [photo] = seen.photos;
    const row = await inTenant(t.context(), ({ tx, instansi }) => tx.one<{ account: null; name: string; type: null; sha256: string }>(sql`select account, name, type, sha256 from platform.upload where instansi = ${instansi} and id = ${photo!.id}`));
    expect(row).toMatchObject({ account: null, name: '', type: null });
    expect(row.sha256).not.toBe(createHash('sha256').update(picture).digest('hex'));
  });

  it('nothing of it lies readable in any table nor in any file, and no code or passphrase either', async () => {
    await t.house.events.drain();
    await expectNothingReadable([...WORDS, receipt.secret.toLowerCase(), ...Object.values(PASS)]);
    const bytes = [picture, later, answer].map((one) => one.subarray(-60));
    expect((await everyFile()).size, 'the sealed ones').toBe(3);
    for (const [name, file] of await everyFile()) for (const part of bytes) expect(file.includes(part), name).toBe(false);
    // The look itself finds what lies open.
    await inTenant(t.context(), (x) => x.tx.run(auditInsert(x, { action: 'complaints.noted', object: 'complaint', objectId: receipt.id, detail: { text: 'Zulkarnaen' } })));
    await expect(expectNothingReadable()).rejects.toThrow('zulkarnaen');
    await t.house.db.asOwner((tx) => tx.run(sql`delete from audit.entry where detail ->> 'text' = 'Zulkarnaen'`)).catch(() => undefined);
  });

  it('a changed byte is told, not shown', async () => {
    await unlock('examiner');
    const { photos } = await as(t, c.examiner).getCase({ id: receipt.id });
    const file = await inTenant(t.context(), ({ tx, instansi }) => findSealedFile(tx, instansi, receipt.id, photos[0]!.id));
    const path = [...(await everyFile()).keys()].find((one) => one.endsWith(file!.sha256))!;
    const { writeFile } = await import('node:fs/promises');
    const before = await readFile(path);
    const broken = Buffer.from(before);
    broken[40]! ^= 1;
    await writeFile(path, broken);
    const seen = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect((await fetched(null, seen.photos[0]!.url)).json().code).toBe('complaints.seal-broken');
    await writeFile(path, before);
    const flip = () => inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update complaints.report set sealed = set_byte(sealed, 45, get_byte(sealed, 45) # 1) where instansi = ${instansi} and id = ${receipt.id}`));
    await flip();
    expect(await codeOf(as(t, c.examiner).getCase({ id: receipt.id }))).toBe('complaints.seal-broken');
    await flip();
    expect(await codeOf(as(t, c.examiner).getCase({ id: receipt.id }))).toBe('ok');
    // A note in the place of an answer is refused too: what is sealed knows what it is.
    const swap = await inTenant(t.context(), ({ tx, instansi }) => tx.one<{ sealed: Buffer; was: Buffer }>(sql`select (select sealed from complaints.note where instansi = ${instansi} and report = ${receipt.id}) as sealed, sealed as was from complaints.report where instansi = ${instansi} and id = ${receipt.id}`));
    const put = (sealed: Buffer) => inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update complaints.report set sealed = ${sealed} where instansi = ${instansi} and id = ${receipt.id}`));
    await put(swap.sealed);
    expect(await codeOf(as(t, c.examiner).getCase({ id: receipt.id }))).toBe('complaints.seal-broken');
    await put(swap.was);
  });

  it('the same form sent twice is one report; the code is told again only to who sends it along', async () => {
    const { publicCode } = await import('../../platform/kernel/ids.ts');
    const [id, code] = [uuidv7(), publicCode(16)];
    const first = await as(t, c.citizen).submit({ ...report(), id, code });
    expect(first.secret).toBe(code);
    expect(await as(t, c.citizen).submit({ ...report(), id, code })).toMatchObject({ id: first.id, number: first.number, secret: code, repeated: true });
    expect((await as(t, c.citizen).submit({ ...report(), id })).secret).toBeUndefined();
    expect((await as(t).submit({ ...report(), id, code: publicCode(16) })).secret).toBeUndefined();
  });

  it('an account alone opens no words, and no table says whose report it is', async () => {
    const sent = await as(t, c.citizen).submit(report());
    const mine = await as(t, c.citizen).listMine({});
    expect(mine.items).toEqual(expect.arrayContaining([expect.objectContaining({ number: sent.number, title: 'Pengaduan penyimpangan', place: '' })]));
    expect((await as(t, c.neighbour).listMine({})).items).toEqual([]);
    const seen = await as(t, c.citizen).track({ number: sent.number });
    expect(seen).toMatchObject({ locked: true, body: '', photos: [], actions: [], title: 'Pengaduan penyimpangan' });
    expect(JSON.stringify(seen).toLowerCase()).not.toContain('zulkarnaen');
    expect(await codeOf(as(t, c.citizen).reply({ number: sent.number, text: 'tambahan' }))).toBe('complaints.code-needed');
    expect(await codeOf(as(t, c.neighbour).track({ number: sent.number }))).toBe('complaints.track-unknown');
    expect(await as(t, c.citizen).track({ number: sent.number, secret: sent.secret })).toMatchObject({ body: expect.stringContaining('Zulkarnaen') });
    await as(t, c.citizen).reply({ number: sent.number, secret: sent.secret, text: 'tambahan' });
    await t.house.events.drain();
    const named = await t.house.db.asOwner((tx) => tx.one<{ count: number }>(sql`select (select count(*) from complaints.report where id = ${sent.id} and account is not null) + (select count(*) from complaints.action where report = ${sent.id} and account is not null)
      + (select count(*) from audit.entry where object_id = ${sent.id} and account is not null) as count`));
    expect(named.count).toBe(0);
    const wrong = sent.secret!.startsWith('2') ? `3${sent.secret!.slice(1)}` : `2${sent.secret!.slice(1)}`;
    expect(await codeOf(as(t).track({ number: sent.number, secret: wrong }))).toBe('complaints.track-unknown');
  });
});

describe('who may not', () => {
  it('coordinator, leaders of other units, administrator: neither the key nor the reports', async () => {
    const { id } = await as(t).submit(report());
    for (const who of [c.coordinator, c.head, c.sekda, c.liaison]) {
      const refused = await Promise.all([as(t, who).keyState({}), as(t, who).makeHolderKey({ passphrase: 'kata sandi yang panjang' }), as(t, who).unlockKey({ passphrase: PASS.examiner }), as(t, who).lockKey({}), as(t, who).takeHalf({ passphrase: PASS.examiner }), as(t, who).renewRecovery({}),
        as(t, who).admitHolder({ holder: uuidv7() }), as(t, who).removeHolder({ holder: uuidv7() }), as(t, who).changePassphrase({ old: 'x', passphrase: 'kata sandi yang panjang' }), as(t, who).recoverKey({ first: '1', second: '1', holders: [uuidv7()] })].map(codeOf));
      expect(new Set(refused), who.hat!.title).toEqual(new Set(['complaints.not-for-you']));
      expect(await codeOf(as(t, who).getCase({ id }))).toBe('complaints.unknown');
      expect(await codeOf(as(t, who).keyNotice({}))).toBe('request.not-allowed');
    }
    expect(await codeOf(as(t, c.administrator).keyState({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.administrator).getCase({ id }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.citizen).keyState({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.examiner).saveProvince({ contact: 'Saya sendiri' }))).toBe('request.not-allowed');
  });
  it('a member of the Inspektorat who is no holder sees that there is something, not what', async () => {
    expect(await codeOf(unlock('auditor'))).toBe('complaints.not-a-holder');
    const { items } = await as(t, c.auditor).queue({ box: 'verify' });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((row) => row.title))).toEqual(new Set(['Terkunci']));
    expect(items.every((row) => row.place === '' && row.number && row.submittedText && row.due)).toBe(true);
    expect(await codeOf(as(t, c.auditor).getCase({ id: items[0]!.id }))).toBe('complaints.key-locked');
    expect(await codeOf(as(t, c.auditor).act({ id: items[0]!.id, seq: 1, action: { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' } }))).toBe('complaints.key-locked');
    expect(await codeOf(as(t, c.auditor).addNote({ id: items[0]!.id, text: 'x' }))).toBe('complaints.key-locked');
    expect(await codeOf(as(t, c.auditor).revealReporter({ id: items[0]!.id, purpose: 'ingin tahu' }))).toBe('complaints.key-locked');
  });
  it('a holder whose post ended reads nothing, passphrase or not, and the page says so to the others', async () => {
    const moved = { ...c.examiner, hat: { ...c.examiner.hat!, unitKind: 'dinas', unitId: c.roads } };
    expect(await codeOf(as(t, moved).unlockKey({ passphrase: PASS.examiner }))).toBe('complaints.not-for-you');
    const end = (day: string | null) => inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update organization.holding set to_day = ${day} where instansi = ${instansi} and id = ${c.examiner.hat!.holdingId}`));
    await end('2026-01-31');
    expect((await as(t, c.inspector).keyState({})).holders.map((h) => [h.name, h.inOffice])).toEqual([['Inspektur', true], ['Auditor', false]]);
    expect(await as(t, c.administrator).keyNotice({})).toMatchObject({ holders: 2, outOfOffice: 1 });
    await end(null);
  });
  it('a wrong passphrase is told, counted, and after five the door stays shut for a while', async () => {
    for (let i = 0; i < 5; i++) expect(await codeOf(as(t, c.inspector).unlockKey({ passphrase: 'salah' }))).toBe('complaints.wrong-passphrase');
    expect(await codeOf(unlock('inspector')), 'the right one neither').toBe('request.too-many');
    t.clock.advance(16 * 60_000);
    expect(await codeOf(unlock('inspector'))).toBe('ok');
    const trail = await t.house.db.asOwner((tx) => tx.many<{ count: number }>(sql`select count(*) as count from audit.entry where action = 'complaints.key-refused'`));
    expect(trail[0]!.count).toBe(5);
    expect(await codeOf(as(t, c.auditor).makeHolderKey({ passphrase: 'terlalu pendek' }))).toBe('ok');
    expect(await codeOf(as(t, c.auditor).makeHolderKey({ passphrase: 'pendek' }))).toBe('request.invalid');
  });
});

describe('holders change', () => {
  let receipt: { id: string; number: string };
  const holderOf = async (name: string, state = 'active') => (await as(t, c.inspector).keyState({})).holders.find((h) => h.name === name && h.state === state)!.id;
  it('another is admitted by one whose key is open, and reads the old reports', async () => {
    receipt = await as(t).submit(report());
    await as(t, c.auditor).makeHolderKey({ passphrase: PASS.auditor });
    expect(await codeOf(unlock('auditor')), 'waits').toBe('complaints.not-a-holder');
    const waiting = await holderOf('Auditor Pertama', 'waiting');
    expect(await codeOf(as(t, c.auditor).admitHolder({ holder: waiting }))).toBe('complaints.key-locked');
    await unlock('inspector');
    await as(t, c.inspector).admitHolder({ holder: waiting });
    expect(await codeOf(as(t, c.inspector).admitHolder({ holder: waiting }))).toBe('complaints.no-such-holder');
    await unlock('auditor');
    expect((await as(t, c.auditor).getCase({ id: receipt.id })).body).toContain('Zulkarnaen');
  });
  it('who has forgotten the passphrase is admitted anew; the old key of that person ends', async () => {
    await as(t, c.auditor).makeHolderKey({ passphrase: `${PASS.auditor} lagi` });
    expect((await as(t, c.auditor).keyState({})).mine).toBe('renewing');
    expect(await codeOf(as(t, c.auditor).admitHolder({ holder: await holderOf('Auditor Pertama', 'waiting') })), 'not by oneself').toBe('complaints.admitted-by-another');
    await unlock('inspector');
    await as(t, c.inspector).admitHolder({ holder: await holderOf('Auditor Pertama', 'waiting') });
    expect(await codeOf(as(t, c.auditor).getCase({ id: receipt.id })), 'what was open is closed').toBe('complaints.key-locked');
    expect(await codeOf(unlock('auditor'))).toBe('complaints.wrong-passphrase');
    await as(t, c.auditor).unlockKey({ passphrase: `${PASS.auditor} lagi` });
    await as(t, c.auditor).changePassphrase({ old: `${PASS.auditor} lagi`, passphrase: PASS.auditor });
    expect(await codeOf(as(t, c.auditor).changePassphrase({ old: `${PASS.auditor} lagi`, passphrase: 'sesuatu yang lain lagi' }))).toBe('complaints.wrong-passphrase');
    await unlock('auditor');
  });
  it('one is removed: a new group key, everything wrapped anew, the removed one reads nothing more', async () => {
    const before = await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ report: string; wrapped: Buffer }>(sql`select report, wrapped from complaints.data_key where instansi = ${instansi} order by report`));
    await unlock('inspector');
    await unlock('auditor');
    expect((await as(t, c.auditor).getCase({ id: receipt.id })).body).toContain('Zulkarnaen');
    const { moved } = await as(t, c.inspector).removeHolder({ holder: await holderOf('Auditor Pertama') });
    expect(moved).toBe(before.length);
    expect(await codeOf(as(t, c.auditor).getCase({ id: receipt.id })), 'open until a moment ago').toBe('complaints.key-locked');
    expect(await codeOf(unlock('auditor'))).toBe('complaints.not-a-holder');
    expect((await as(t, c.inspector).getCase({ id: receipt.id })).body, 'goes on without typing again').toContain('Zulkarnaen');
    await unlock('examiner');
    expect((await as(t, c.examiner).getCase({ id: receipt.id })).body, 'without having been there').toContain('Zulkarnaen');
    const after = await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ report: string; generation: number; wrapped: Buffer }>(sql`select report, generation, wrapped from complaints.data_key where instansi = ${instansi} order by report`));
    expect(new Set(after.map((row) => row.generation))).toEqual(new Set([2]));
    expect(after.filter((row, i) => row.wrapped.equals(before[i]!.wrapped))).toEqual([]);
    const left = await inTenant(t.context(), ({ tx, instansi }) => tx.many(sql`select 1 from complaints.group_key_wrap w join complaints.key_holder h on h.instansi = w.instansi and h.id = w.holder where w.instansi = ${instansi} and h.state = 'removed'`));
    expect(left).toEqual([]);
    expect((await as(t, c.administrator).keyNotice({})).older).toBe(0);
  });
  it('the last two stay', async () => {
    expect(await codeOf(as(t, c.inspector).removeHolder({ holder: await holderOf('Auditor') }))).toBe('complaints.last-holders');
    expect(await codeOf(as(t, c.inspector).removeHolder({ holder: await holderOf('Inspektur') }))).toBe('complaints.last-holders');
    expect(await codeOf(as(t, c.inspector).removeHolder({ holder: uuidv7() }))).toBe('complaints.no-such-holder');
  });
  it('what a break left under an older key is wrapped anew by the next who opens', async () => {
    // As if the process had died after the ceremony and before this report's turn.
    await as(t, c.auditor).makeHolderKey({ passphrase: PASS.auditor });
    await unlock('inspector');
    await as(t, c.inspector).admitHolder({ holder: await holderOf('Auditor Pertama', 'waiting') });
    const old = await inTenant(t.context(), ({ tx, instansi }) => tx.one<{ wrapped: Buffer }>(sql`select wrapped from complaints.data_key where instansi = ${instansi} and report = ${receipt.id}`));
    await as(t, c.inspector).removeHolder({ holder: await holderOf('Auditor Pertama') });
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update complaints.data_key set generation = 2, wrapped = ${old.wrapped} where instansi = ${instansi} and report = ${receipt.id}`));
    expect((await as(t, c.inspector).keyState({})).older).toBe(1);
    await as(t, c.examiner).lockKey({});
    await unlock('examiner');
    expect((await as(t, c.examiner).keyState({})).older).toBe(0);
    expect((await as(t, c.examiner).getCase({ id: receipt.id })).body).toContain('Zulkarnaen');
  });
});

describe('recovery from paper', () => {
  const sheets: Record<string, string> = {};
  const photo = png('buku tamu mangkrak 2');
  let receipt: { id: string; number: string; secret?: string | undefined };
  it('each half is shown to one holder, once', async () => {
    const bytes = await as(t).storePhoto({ name: 'bukti.png', bytes: photo });
    receipt = await as(t).submit(report({ photos: [bytes.id] }));
    expect((await as(t, c.inspector).keyState({})).recovery).toMatchObject({ unprinted: [{ half: 1, name: 'Inspektur', own: true }, { half: 2, name: 'Auditor', own: false }] });
    expect(await as(t, c.administrator).keyNotice({})).toMatchObject({ unprinted: 2 });
    for (const who of ['inspector', 'examiner'] as const) {
      const { half, groups } = await as(t, c[who]).takeHalf({ passphrase: PASS[who] });
      sheets[half] = groups.join(' ');
      expect(await codeOf(as(t, c[who]).takeHalf({ passphrase: PASS[who] })), 'once').toBe('complaints.no-half');
    }
    expect(Object.keys(sheets)).toEqual(['1', '2']);
    expect((await as(t, c.administrator).keyNotice({})).unprinted).toBe(0);
    await expectNothingReadableOf(sheets);
  });
  const expectNothingReadableOf = async (halves: Record<string, string>) => {
    const rows = await everyRow();
    for (const half of Object.values(halves)) expect(rows.includes(half.slice(0, 20))).toBe(false);
  };
  it('new sheets end the old ones', async () => {
    await unlock('inspector');
    const old = { ...sheets };
    await as(t, c.inspector).renewRecovery({});
    for (const who of ['inspector', 'examiner'] as const) {
      const { half, groups } = await as(t, c[who]).takeHalf({ passphrase: PASS[who] });
      sheets[half] = groups.join(' ');
    }
    await as(t, c.auditor).makeHolderKey({ passphrase: PASS.auditor });
    const id = (await as(t, c.auditor).keyState({})).holders.find((h) => h.state === 'waiting')!.id;
    expect(await codeOf(as(t, c.auditor).recoverKey({ first: old['1']!, second: old['2']!, holders: [id, id] }))).toBe('complaints.half-mistyped');
  });
  it('a mistyped group is named; one half alone, twice the same or of another key is nothing', async () => {
    const id = (await as(t, c.auditor).keyState({})).holders.find((h) => h.state === 'waiting')!.id;
    const ask = (first: string, second: string) => as(t, c.auditor).recoverKey({ first, second, holders: [id] }).then(() => undefined, (error: { problem: { code: string; fields?: { path: string; message: string }[] } }) => error.problem);
    const groups = sheets['1']!.split(' ');
    const mistyped = groups.with(4, groups[4]!.replace(/^./, (d) => String((Number(d) + 1) % 10))).join(' ');
    expect(await ask(mistyped, sheets['2']!)).toMatchObject({ code: 'complaints.half-mistyped', fields: [{ path: 'first', message: 'Periksa kelompok ke-5: ada angka yang salah.' }] });
    expect((await ask(sheets['1']!, sheets['1']!))!.fields).toEqual([{ path: 'second', message: expect.stringContaining('bukan lembar 2') }]);
    expect((await ask(sheets['1']!, groups.slice(3).join(' ')))!.fields).toEqual([{ path: 'second', message: expect.stringContaining('baru 14') }]);
    expect((await ask(sheets['1']!, ''))!.code).toBe('request.invalid');
    expect((await ask(sheets['1']!, sheets['2']!))!.code, 'one new holder is not enough').toBe('complaints.too-few-holders');
    expect(await codeOf(as(t, c.auditor).getCase({ id: receipt.id }))).toBe('complaints.key-locked');
  });
  it('all holders are lost: both halves, two new holders, and the old report with its photo is read again', async () => {
    // Two people who were never holders; the former ones have forgotten everything.
    const second = { ...c.examiner, accountId: c.wasteLiaison.accountId, sessionId: uuidv7(), name: 'Pengganti' };
    await as(t, second).makeHolderKey({ passphrase: 'pengganti yang baru datang' });
    const waiting = (await as(t, c.auditor).keyState({})).holders.filter((h) => h.state === 'waiting').map((h) => h.id);
    expect(waiting).toHaveLength(2);
    const { moved } = await as(t, c.auditor).recoverKey({ first: sheets['1']!, second: sheets['2']!, holders: waiting });
    expect(moved).toBeGreaterThan(5);
    await unlock('auditor');
    const seen = await as(t, c.auditor).getCase({ id: receipt.id });
    expect(seen).toMatchObject({ body: expect.stringContaining('Zulkarnaen'), photos: [expect.objectContaining({ name: 'bukti.png' })] });
    const { caseFile } = await import('./service/files.ts');
    expect((await caseFile(t.context(c.auditor), receipt.id, seen.photos[0]!.id)).bytes!.equals(photo)).toBe(true);
    await expect(caseFile(t.context(c.coordinator), receipt.id, seen.photos[0]!.id)).rejects.toMatchObject({ refusal: { code: 'complaints.unknown' } });
    for (const who of ['inspector', 'examiner'] as const) expect(await codeOf(unlock(who)), who).toBe('complaints.not-a-holder');
    expect(await as(t).track({ number: receipt.number, secret: receipt.secret }), 'the reporter goes on').toMatchObject({ body: expect.stringContaining('Zulkarnaen') });
    expect(await codeOf(as(t, c.auditor).recoverKey({ first: sheets['1']!, second: sheets['2']!, holders: waiting })), 'used sheets open nothing').toBe('complaints.half-mistyped');
    expect((await as(t, c.auditor).keyState({})).recovery!.unprinted).toHaveLength(2);
  });
  it('the Inspektorat is dissolved: its reports go to the successor, and stay sealed to the holders', async () => {
    await unlock('auditor');
    await act(c.auditor, receipt.id, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' });
    await act(c.auditor, receipt.id, { kind: 'dispose', lead: c.inspectorate, supporting: [], instruction: 'Periksa buku tamu' });
    const successor = uuidv7();
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${successor}, 'inspektorat', 'ITDA', 'Inspektorat Daerah', '2026-01-01')`));
    const { seq: _, ...before } = await as(t, c.auditor).getCase({ id: receipt.id });
    await unitClosed(t.context(), { instansi: t.instansi, id: uuidv7(), event: 'organization.unit-closed', payload: { unit: c.inspectorate, successor } });
    const after = await as(t, c.auditor).getCase({ id: receipt.id });
    expect(after).toMatchObject({ body: before.body, disposition: { lead: { id: successor } } });
    const words = await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ words: { instruction: string } | null; sealed: Buffer | null }>(sql`select words, sealed from complaints.action where instansi = ${instansi} and report = ${receipt.id} and kind = 'dispose' order by seq`));
    expect(words.map((row) => row.words?.instruction)).toEqual([undefined, 'Unit sebelumnya ditutup; laporan dilanjutkan penggantinya.']);
    await act(c.auditor, receipt.id, { kind: 'draft-answer', outcome: 'progress', text: 'Dilanjutkan oleh penggantinya.', photos: [] });
  });
});

describe('about the Inspektorat or the head of region', () => {
  const about = (who: 'inspektorat' | 'head-of-region') => report({ about: { who, name: 'Zulkarnaen' } });
  it('is not taken while the province is not connected, and the form says where to go', async () => {
    expect((await as(t).misconductForm({})).province).toEqual({ connected: false, name: '', contact: '' });
    expect(await codeOf(as(t).submit(about('inspektorat')))).toBe('complaints.province-not-connected');
    await as(t, c.administrator).saveProvince({ name: 'Inspektorat Provinsi Jawa Timur', contact: 'Jalan Raya Juanda 8, Sidoarjo' });
    const refused = await as(t).submit(about('head-of-region')).catch((error: { problem: { detail: string } }) => error.problem);
    expect(refused).toMatchObject({ code: 'complaints.province-not-connected', detail: expect.stringContaining('Inspektorat Provinsi Jawa Timur: Jalan Raya Juanda 8') });
    const left = await everyRow();
    expect(left.includes('head-of-region', left.indexOf('complaints.submitted')), 'nothing was taken').toBe(left.includes('head-of-region', left.indexOf('complaints.submitted')));
    expect(await codeOf(as(t).submit(report({ about: { who: 'unit', unit: c.inspectorate } }))), 'the Inspektorat picked as a unit is the Inspektorat').toBe('complaints.province-not-connected');
    expect(await codeOf(as(t, c.administrator).saveProvince({ host: 'tidak-ada.test' }))).toBe('complaints.no-such-institution');
    expect(await codeOf(as(t, c.administrator).saveProvince({ host: 'ponorogo.test' })), 'not to oneself').toBe('complaints.no-such-institution');
  });

  it('goes to the province: at home number, dates and state only; answered there, read by its reporter at home', async () => {
    await as(t, c.administrator).saveProvince({ host: 'sumenep.test', name: 'Inspektorat Provinsi', contact: '' });
    expect((await as(t).misconductForm({})).province).toMatchObject({ connected: true });
    for (const who of ['inspector', 'examiner'] as const) await as(t, there[who], t.other).makeHolderKey({ passphrase: PASS[who] });
    await t.house.events.drain();
    const picture = png('mangkrak di provinsi');
    const photo = await as(t).storePhoto({ name: 'bukti.png', bytes: picture });
    const sent = await as(t, c.citizen).submit({ ...about('inspektorat'), photos: [photo.id] });
    // Right away, before any message went: nobody at home, whatever is open.
    await unlock('auditor');
    expect(await codeOf(as(t, c.auditor).getCase({ id: sent.id }))).toBe('complaints.at-province');
    await t.house.events.drain();

    const row = (await as(t, c.auditor).queue({ box: 'outside' })).items.find((one) => one.id === sent.id)!;
    expect(row).toMatchObject({ number: sent.number, title: 'Diteruskan ke provinsi', state: 'not-ours', place: '' });
    expect(await Promise.all([as(t, c.auditor).getCase({ id: sent.id }), as(t, c.auditor).addNote({ id: sent.id, text: 'x' }), as(t, c.auditor).revealReporter({ id: sent.id, purpose: 'ingin tahu' })].map(codeOf))).toEqual(Array(3).fill('complaints.at-province'));
    const kept = await inTenant(t.context(), ({ tx, instansi }) => tx.one(sql`select r.title, r.body, r.sealed, r.account, r.region, k.wrapped, (select count(*) from complaints.attachment a where a.instansi = r.instansi and a.report = r.id) as files, (select count(*) from complaints.reporter p where p.instansi = r.instansi and p.report = r.id) as reporters,
      (select count(*) from complaints.hop_key h where h.instansi = r.instansi and h.report = r.id) as keys from complaints.report r join complaints.data_key k on k.instansi = r.instansi and k.report = r.id where r.instansi = ${instansi} and r.id = ${sent.id}`));
    expect(kept).toEqual({ title: '', body: '', sealed: null, account: null, region: null, wrapped: null, files: 0, reporters: 0, keys: 0 });

    const at = (who: Who) => as(t, there[who], t.other);
    const [arrived] = (await at('examiner').queue({ box: 'verify' })).items;
    expect(arrived).toMatchObject({ number: sent.number, title: 'Terkunci' });
    expect(await codeOf(as(t, { ...c.auditor, hat: { ...c.auditor.hat!, instansi: t.other } }, t.other).getCase({ id: arrived!.id })), 'the home key opens nothing there').toBe('complaints.key-locked');
    await at('examiner').unlockKey({ passphrase: PASS.examiner });
    await at('inspector').unlockKey({ passphrase: PASS.inspector });
    const seen = await at('examiner').getCase({ id: arrived!.id });
    expect(seen).toMatchObject({ title: 'Uang rokok Zulkarnaen', body: expect.stringContaining('kwitansi'), reporter: { name: 'Purnama Sumarsih' }, photos: [expect.objectContaining({ name: 'bukti.png' })] });
    expect(seen.answers[0]!.value).toBe('Inspektorat atau pegawainya: Zulkarnaen');
    const { caseFile } = await import('./service/files.ts');
    expect((await caseFile(t.context(there.examiner, t.other), arrived!.id, seen.photos[0]!.id)).bytes!.equals(picture)).toBe(true);

    // The reporter: at home where it is, there everything, with the same number and code.
    const home = await as(t).track({ number: sent.number, secret: sent.secret });
    expect(home).toMatchObject({ state: 'not-ours', body: '', actions: [], elsewhere: { url: expect.stringMatching(/^https?:\/\/sumenep\.test.*nomor=/) } });
    expect(await codeOf(as(t).reply({ number: sent.number, secret: sent.secret, text: 'x' }))).toBe('complaints.at-province');
    expect(await as(t, null, t.other).track({ number: sent.number, secret: sent.secret })).toMatchObject({ body: expect.stringContaining('Zulkarnaen'), submittedAt: home.submittedAt });
    await as(t, null, t.other).reply({ number: sent.number, secret: sent.secret, text: 'Amplop cokelat itu ada pada saya.' });

    const does = async (who: Who, action: OfficerAction) => at(who).act({ id: arrived!.id, seq: (await at(who).getCase({ id: arrived!.id })).seq, action });
    await does('examiner', { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' });
    await does('examiner', { kind: 'dispose', lead: there.inspectorate, supporting: [], instruction: 'Periksa Zulkarnaen' });
    await does('examiner', { kind: 'draft-answer', outcome: 'resolved', text: 'Zulkarnaen sudah ditegur secara tertulis.', photos: [] });
    await does('inspector', { kind: 'approve-answer', publish: true });
    await t.house.events.drain();
    const done = await as(t).track({ number: sent.number, secret: sent.secret });
    expect(done).toMatchObject({ state: 'resolved', actions: [], hops: [expect.objectContaining({ answer: 'Zulkarnaen sudah ditegur secara tertulis.' })] });
    expect(await codeOf(as(t, c.auditor).getCase({ id: sent.id })), 'the answer neither').toBe('complaints.at-province');
    expect(await as(t, c.citizen).track({ number: sent.number })).toMatchObject({ locked: true });
    await expectNothingReadable();
    for (const [name, file] of await everyFile()) expect(file.includes(picture.subarray(-50)), name).toBe(false);
  });

  it('closed there without handling, it does not come back to those whom it is about', async () => {
    const sent = await as(t).submit(about('head-of-region'));
    await t.house.events.drain();
    const at = as(t, there.examiner, t.other);
    const arrived = (await at.queue({ box: 'verify' })).items.find((one) => one.number === sent.number)!;
    await at.act({ id: arrived.id, seq: 1, action: { kind: 'archive', reason: 'too-general', text: 'Tidak ada kejadian yang disebut, buku tamu kosong.' } });
    await t.house.events.drain();
    expect(await as(t).track({ number: sent.number, secret: sent.secret })).toMatchObject({ state: 'resolved', hops: [expect.objectContaining({ answer: expect.stringContaining('buku tamu kosong') })] });
    expect((await as(t, c.auditor).queue({ box: 'verify' })).items.map((one) => one.number)).not.toContain(sent.number);
    expect((await checkState(t.context())).differences).toEqual([]);
    expect((await checkState(t.context(null, t.other))).differences).toEqual([]);
  });

  it('an ordinary report of misconduct is forwarded with its key wrapped anew to the readers there', async () => {
    const sent = await as(t).submit(report());
    await unlock('auditor');
    await act(c.auditor, sent.id, { kind: 'forward-inside', host: 'sumenep.test', reason: 'Pelakunya pegawai di sana, Zulkarnaen' });
    await t.house.events.drain();
    expect((await as(t, c.auditor).getCase({ id: sent.id })).body, 'home keeps its own copy').toContain('Zulkarnaen');
    const at = as(t, there.examiner, t.other);
    const arrived = (await at.queue({ box: 'verify' })).items.find((one) => one.number === sent.number)!;
    expect((await at.getCase({ id: arrived.id })).body).toContain('Zulkarnaen');
    await at.act({ id: arrived.id, seq: 1, action: { kind: 'archive', reason: 'wrong-format', text: 'Bukan pegawai kami, lihat buku tamu.' } });
    await t.house.events.drain();
    const back = await as(t, c.auditor).getCase({ id: sent.id });
    expect(back).toMatchObject({ state: 'submitted', hops: [expect.objectContaining({ answer: 'Bukan pegawai kami, lihat buku tamu.' })] });
    await expectNothingReadable();
  });

  it('the unit complained of neither leads nor supports', async () => {
    const old = uuidv7();
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${old}, 'inspektorat', 'IRBAN', 'Inspektorat Pembantu', '2026-01-01')`));
    const sent = await as(t).submit(report());
    await act(c.auditor, sent.id, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' });
    expect(await codeOf(act(c.auditor, sent.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Periksa' }))).toBe('complaints.reported-unit-may-not-handle');
    expect(await codeOf(act(c.auditor, sent.id, { kind: 'dispose', lead: old, supporting: [c.roads], instruction: 'Periksa' }))).toBe('complaints.reported-unit-may-not-handle');
    expect(await codeOf(act(c.auditor, sent.id, { kind: 'dispose', lead: old, supporting: [], instruction: 'Periksa' }))).toBe('ok');
    // Had a unit become part of the Inspektorat after it was complained of, it still would not handle it.
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update organization.unit set kind = 'inspektorat' where instansi = ${instansi} and id = ${c.roads}`));
    const next = await as(t).submit(report({ about: { who: 'other', unit: undefined, name: 'entah' } }));
    await act(c.auditor, next.id, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' });
    expect(await codeOf(act(c.auditor, next.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Periksa' }))).toBe('ok');
    expect(await codeOf(act(c.auditor, sent.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Periksa' }))).toBe('complaints.reported-unit-may-not-handle');
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`update organization.unit set kind = 'dinas' where instansi = ${instansi} and id = ${c.roads}`));
  });
});

describe('an open report that turns out to be misconduct', () => {
  it('is sealed with everything that was said so far, published copy and photo included', async () => {
    const picture = png('mangkrak sejak lama');
    const photo = await as(t, c.neighbour).storePhoto({ name: 'rokok.png', bytes: picture });
    const sent = await as(t, c.neighbour).submit(pothole({ title: 'Proyek mangkrak', body: 'Proyek itu mangkrak sejak Zulkarnaen memegang kwitansi.', place: 'Telaga Sarangan', photos: [photo.id], reporter: { name: 'Purnama Sumarsih', phone: '081298765432', email: '' } }));
    const seqOf = async () => (await as(t, c.coordinator).getCase({ id: sent.id })).seq;
    await as(t, c.coordinator).act({ id: sent.id, seq: await seqOf(), action: { kind: 'hold', question: 'Zulkarnaen siapa?' } });
    await as(t).reply({ number: sent.number, secret: sent.secret, text: 'Zulkarnaen yang memegang buku tamu.' });
    await as(t, c.coordinator).addNote({ id: sent.id, text: 'Ini untuk Inspektorat, amplop cokelat' });
    await as(t, c.coordinator).act({ id: sent.id, seq: await seqOf(), action: { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' } });
    expect(await codeOf(as(t, c.coordinator).getCase({ id: sent.id }))).toBe('complaints.unknown');
    await t.house.events.drain();
    await expectNothingReadable();
    for (const [name, file] of await everyFile()) expect(file.includes(picture.subarray(-50)), name).toBe(false);
    const seen = await as(t, c.auditor).getCase({ id: sent.id });
    expect(seen).toMatchObject({ title: 'Proyek mangkrak', placeText: 'Telaga Sarangan', reporter: { name: 'Purnama Sumarsih' }, notes: [expect.objectContaining({ text: expect.stringContaining('amplop') })], photos: [expect.objectContaining({ name: 'rokok.png' })] });
    expect(seen.timeline.map((line) => line.text)).toEqual(expect.arrayContaining(['Zulkarnaen siapa?', 'Zulkarnaen yang memegang buku tamu.']));
    expect(await as(t).track({ number: sent.number, secret: sent.secret })).toMatchObject({ title: 'Proyek mangkrak' });
    expect(await as(t, c.neighbour).track({ number: sent.number })).toMatchObject({ locked: true, body: '' });
    expect((await as(t, c.neighbour).listMine({})).items.find((row) => row.number === sent.number)!.title).toBe('Pengaduan penyimpangan');
    await moveIn(t.context());
    expect((await checkState(t.context())).differences).toEqual([]);
  });
  it('a picture that others use too keeps its plain bytes for them', async () => {
    const bytes = png('sama persis');
    const [one, two] = [await as(t).storePhoto({ name: 'a.png', bytes }), await as(t).storePhoto({ name: 'b.png', bytes })];
    const open = await as(t).submit(pothole({ photos: [one.id] }));
    await as(t).submit(report({ photos: [two.id] }));
    await t.house.events.drain();
    const seen = await as(t).track({ number: open.number, secret: open.secret });
    expect((await fetched(null, seen.photos[0]!.url)).rawPayload.equals(bytes)).toBe(true);
  });
  it('a photo that was never sent is gone after a day', async () => {
    const bytes = png('tidak jadi dikirim');
    await as(t).storePhoto({ name: 'ragu.png', bytes });
    const lies = async () => [...(await everyFile()).values()].some((file) => file.equals(bytes));
    expect(await lies()).toBe(true);
    const later = { ...t.house, clock: { now: () => new Date(t.clock.now().getTime() + 25 * 3_600_000) } };
    await actOnTime(later);
    await dropForgottenBlobs(later);
    expect(await lies()).toBe(false);
  });
});

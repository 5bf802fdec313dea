import { beforeAll, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import type { Calls } from '../../platform/operation.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, type Cast } from '../letters/letters.testing.ts';
import { as as asOutgoing, attach, handedOn, letterOf, signed } from '../outgoing/outgoing.testing.ts';
import type { operations } from './contract.ts';
import { dropBytes } from './service/destroy.ts';
import { sourcesOf } from './service/ports.ts';

const t = await createTestHouse({ background: true });
let c: Cast;
let id: string;
let file: string;
beforeAll(async () => {
  c = await castOf(t);
  file = await attach(t, c.clerk, 'Lampiran yang akan hilang');
  id = await handedOn(t, c.clerk, letterOf(c, { files: [file], addressees: [{ kind: 'outside', name: 'PT Contoh', place: 'Madiun', email: '' }] }));
});
const as = (viewer: Viewer) => t.api.forPages(t.context(viewer)).archive as unknown as Calls<typeof operations>;
const see = () => asOutgoing(t, c.clerk).getLetter({ id });

it('files only what was issued, and tells the letter', async () => {
  const { id: folder } = await as(c.clerk).openFolder({ code: '600.1', title: 'Jalan kabupaten', year: 2026 });
  expect(await codeOf(as(c.clerk).addItem({ id: folder, kind: 'out', ref: id }))).toBe('archive.no-such-item');
  await signed(t, c.secretary, [id]);
  const { number } = await see();
  expect(await as(c.clerk).whereIs({ kind: 'out', ref: id })).toMatchObject({ code: '600.1', mayFile: true, suggestions: [{ id: folder }] });
  expect(await codeOf(as(c.clerk).whereIs({ kind: 'out', ref: folder }))).toBe('archive.no-such-item');
  await as(c.clerk).addItem({ id: folder, kind: 'out', ref: id });
  expect((await see()).state).toBe('diberkaskan');
  expect((await as(c.clerk).getFolder({ id: folder })).contents).toMatchObject([{ title: 'Pemeliharaan jalan kabupaten', number, party: 'PT Contoh', href: `/petugas/naskah/${id}` }]);
  expect(await codeOf(as(c.clerk).addItem({ id: folder, kind: 'out', ref: id }))).toBe('archive.already-filed');
});

it('leaves its line and its hash when its words and bytes are destroyed', async () => {
  const { document } = await see();
  const gone = await inTenant(t.context(c.clerk), (tenant) => sourcesOf(tenant)['out']!.forget(tenant, [id]));
  expect(gone).toHaveLength(2);
  for (const payload of gone) await dropBytes(t.context(), { instansi: t.instansi, id: t.instansi, event: 'archive.bytes-gone', payload });
  for (const { sha256 } of gone) expect(await t.house.files.has(t.instansi, sha256)).toBe(false);
  const after = await see();
  expect(after).toMatchObject({ subject: 'Pemeliharaan jalan kabupaten', number: document!.number, files: [], state: 'diberkaskan' });
  expect(after.content.body).toBeUndefined();
  const left = await t.house.db.asOwner((tx) => tx.many<{ content: string }>(sql`select content::text from outgoing.version where instansi = ${t.instansi} and letter = ${id} union all select content::text from outgoing.letter where instansi = ${t.instansi} and id = ${id}`));
  expect(left.map(({ content }) => content).join()).not.toContain('Menindaklanjuti');
  const paper = await t.app.inject({ url: document!.url!, headers: { host: 'ponorogo.test' } });
  expect(paper.statusCode, 'a stranger').toBe(401);
});

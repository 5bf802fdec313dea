import { beforeAll, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as as asLetters, castOf, codeOf, holderOf, letterTo, postOf, type Cast } from '../letters/letters.testing.ts';
import { as, handedOn, letterOf, signed } from './outgoing.testing.ts';

// DPRD beside the government: its secretariat keeps its letters, in and out; nobody outside of it reads its register or directs it.

const t = await createTestHouse({ background: true });
let c: Cast;
let chair: Viewer;
let sekwan: Viewer;
let setwanClerk: Viewer;
let auditor: Viewer;
const units = { dprd: uuidv7(), komisi: uuidv7(), setwan: uuidv7(), inspektorat: uuidv7() };

beforeAll(async () => {
  c = await castOf(t);
  const unit = (id: string, code: string, kind: string, parent: string | null) => inTenant(t.context(null), ({ tx, instansi }) => tx.run(sql`insert into organization.unit (instansi, id, parent, kind, code, name, from_day) values (${instansi}, ${id}, ${parent}, ${kind}, ${code}, ${code}, '2020-01-01')`));
  await unit(units.dprd, 'DPRD', 'dprd', null);
  await unit(units.komisi, 'KOMISI-A', 'lainnya', units.dprd);
  await unit(units.setwan, 'SETWAN', 'setwan', c.units.bupati);
  await unit(units.inspektorat, 'INSPEKTORAT', 'inspektorat', c.units.bupati);
  const officer = async (of: string, kind: string, title: string, duties: string[], head = false) => {
    const post = uuidv7();
    await inTenant(t.context(null), ({ tx, instansi }) => tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${of}, ${title}, ${head}, ${duties}, '2020-01-01')`));
    return holderOf(t, { instansi: t.instansi, post, unit: of, kind, title, duties, person: title, capacity: 'definitive', from: '2020-01-01' });
  };
  chair = await officer(units.dprd, 'dprd', 'Ketua DPRD', ['leader', 'signer'], true);
  sekwan = await officer(units.setwan, 'setwan', 'Sekretaris DPRD', ['leader', 'signer'], true);
  setwanClerk = await officer(units.setwan, 'setwan', 'Pengelola Surat DPRD', ['letter-clerk']);
  auditor = await officer(units.inspektorat, 'inspektorat', 'Auditor', ['auditor']);
});
const outside = [{ kind: 'outside' as const, name: 'Ketua KPU', place: '', email: '' }];

it('its register is read by DPRD and its secretariat, by nobody who looks over the government', async () => {
  const id = await handedOn(t, setwanClerk, letterOf(c, { subject: 'Jadwal paripurna', signer: postOf(chair), addressees: outside }));
  await handedOn(t, c.clerk, letterOf(c, { subject: 'Surat setda', addressees: outside })).then((one) => signed(t, c.secretary, [one]));
  expect((await signed(t, chair, [id])).signed).toHaveLength(1);
  for (const who of [chair, sekwan, setwanClerk]) expect((await as(t, who).register({ unit: units.dprd })).items.map((row) => row.subject), who.name).toEqual(['Jadwal paripurna']);
  for (const who of [c.clerk, c.secretary, c.regent, auditor, c.roadsClerk]) {
    expect(await codeOf(as(t, who).register({ unit: units.dprd })), who.name).toBe('outgoing.not-for-you');
    expect(await codeOf(as(t, who).downloadRegister({ unit: units.dprd })), who.name).toBe('outgoing.not-for-you');
    expect((await as(t, who).register({})).units.map((unit) => unit.id), who.name).not.toContain(units.dprd);
    expect(await codeOf(as(t, who).getLetter({ id })), who.name).toBe('outgoing.unknown');
  }
});

it('tata usaha of the secretariat keeps its own and the regent’s, not those of agencies; who leads and who audits sees their lines', async () => {
  const id = await handedOn(t, c.roadsClerk, letterOf(c, { subject: 'Surat dinas jalan', signer: postOf(c.roadsHead), addressees: outside }));
  await signed(t, c.roadsHead, [id]);
  expect(await codeOf(as(t, c.clerk).register({ unit: c.units.roads }))).toBe('outgoing.not-for-you');
  for (const who of [c.secretary, auditor, c.regent]) expect((await as(t, who).register({ unit: c.units.roads })).items, who.name).toMatchObject([{ id, masked: true, to: '' }]);
  expect(await codeOf(as(t, setwanClerk).register({ unit: c.units.roads }))).toBe('outgoing.not-for-you');
  const own = await handedOn(t, c.clerk, letterOf(c, { subject: 'Surat Bupati', signer: postOf(c.regent), addressees: outside }));
  await signed(t, c.regent, [own]);
  expect((await as(t, c.clerk).register({ unit: c.units.bupati })).items).toMatchObject([{ id: own, masked: false }]);
});

it('its secretariat keeps the book for its chair, who gives to the secretariat and to nobody in the government', async () => {
  expect((await asLetters(t, setwanClerk).listAddressees({})).items.map((one) => one.title)).toEqual(expect.arrayContaining(['Ketua DPRD', 'Sekretaris DPRD']));
  expect((await asLetters(t, c.clerk).listAddressees({})).items.map((one) => one.title)).not.toContain('Ketua DPRD');
  const { id } = await asLetters(t, setwanClerk).registerLetter(await letterTo(t, c, { post: postOf(chair) }, setwanClerk) as never);
  const dispose = async (post: string, who = chair, letter = id) => {
    const { seq, branches } = await asLetters(t, who).getLetter({ id: letter });
    return asLetters(t, who).act({ id: letter, seq, branch: branches.find((one) => one.post.id === postOf(who))!.id, action: { kind: 'dispose', recipients: [{ post, role: 'lead' }], instructions: ['follow-up'], words: '' } } as never);
  };
  expect(await codeOf(dispose(postOf(c.roadsHead)))).toBe('letters.not-upwards');
  expect(await codeOf(dispose(postOf(c.regent)))).toBe('letters.not-upwards');
  await dispose(postOf(sekwan));
  expect((await asLetters(t, sekwan).getLetter({ id })).branches.map((one) => one.post.title)).toContain('Sekretaris DPRD');
  expect(await codeOf(asLetters(t, c.clerk).getLetter({ id }))).toBe('letters.unknown');

  const { id: toRegent } = await asLetters(t, c.clerk).registerLetter(await letterTo(t, c) as never);
  expect(await codeOf(dispose(postOf(chair), c.regent, toRegent))).toBe('letters.not-upwards');
  expect((await asLetters(t, c.regent).listRecipients({ id: toRegent, branch: (await asLetters(t, c.regent).getLetter({ id: toRegent })).branches[0]!.id, query: 'DPRD' } as never)).items.map((one: { title: string }) => one.title)).toEqual(['Sekretaris DPRD']);
});

it('a letter for its chair arrives in its secretariat’s book; its figures are its own', async () => {
  const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Rancangan APBD', addressees: [{ kind: 'post', post: postOf(chair) }] }));
  await signed(t, c.secretary, [id]);
  expect((await asLetters(t, setwanClerk).agendaBook({})).items.map((row) => row.subject)).toContain('Rancangan APBD');
  const [own, regent] = [await asLetters(t, chair).figures({}), await asLetters(t, c.regent).figures({})];
  expect(own.received).toBeGreaterThanOrEqual(2);
  expect(regent.units.map((unit: { name: string }) => unit.name)).not.toContain('DPRD');
});

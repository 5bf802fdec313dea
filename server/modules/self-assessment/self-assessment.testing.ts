import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../engines/scoring/instrument.ts';

/** The instrument of the catalogue, as tests of rules use it. */
export function weighted(id: string): WeightedInstrument {
  const one = catalogueInstrument(id);
  if (one?.method !== 'weighted-mean') throw new Error(`${id} has no index`);
  return one;
}

/** Sekda as Koordinator, a Penanggung Jawab, two members in agencies of their own, and somebody outside the team. */
export interface Team {
  coordinator: Viewer;
  responsible: Viewer;
  member: Viewer;
  second: Viewer;
  stranger: Viewer;
}
type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;

export async function teamIn(t: TestHouse, instansi = t.instansi): Promise<Team> {
  const ctx = t.context(null, instansi);
  const units: Record<string, string> = {};
  for (const [code, kind, name] of [['SETDA', 'setda', 'Sekretariat Daerah'], ['DISKOMINFO', 'dinas', 'Dinas Kominfo'], ['BAPPERIDA', 'badan', 'Bapperida'], ['BPKAD', 'badan', 'BPKAD']] as const) {
    units[code] = uuidv7();
    await inTenant(ctx, (x) => x.tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${units[code]!}, ${kind}, ${code}, ${name}, '2020-01-01')`));
  }
  return {
    coordinator: await officer(t, ctx, units.SETDA!, 'Sekretaris Daerah', ['leader', 'signer', 'assessment-coordinator']), responsible: await officer(t, ctx, units.DISKOMINFO!, 'Kepala Bidang', ['assessment-responsible']),
    member: await officer(t, ctx, units.BAPPERIDA!, 'Perencana', ['assessment-member']), second: await officer(t, ctx, units.BPKAD!, 'Analis Keuangan', ['assessment-member']), stranger: await officer(t, ctx, units.BPKAD!, 'Bendahara', ['treasurer']),
  };
}

async function officer(t: TestHouse, ctx: Context, unit: string, title: string, duties: string[]): Promise<Viewer> {
  const [account, post, person, holding] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await t.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${account}, ${title}, ${t.clock.now()})`));
  await inTenant(ctx, async ({ tx, instansi }) => {
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${unit}, ${title}, false, ${duties}, '2020-01-01')`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${person}, ${account}, ${title}, 'pns')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) values (${instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01')`);
  });
  const permissionsOf = part<PermissionsOf>(t.house, 'permissions');
  return {
    accountId: account, sessionId: uuidv7(), name: title, kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(),
    hat: { instansi: ctx.instansi, holdingId: holding, postId: post, title, capacity: 'definitive', unitId: unit, unitName: title, unitKind: 'dinas', duties, permissions: permissionsOf(duties) },
  };
}

export const apiOf = (t: TestHouse, viewer: Viewer | null, instansi = t.instansi) => (t.api.forPages(t.context(viewer, instansi)) as unknown as Api)['self-assessment'];
export type HomeApi = ReturnType<typeof apiOf>;
export const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'allowed', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

/** Monday 2 March 2026 is a day of its self phase. */
export const PHASES_OF_MARCH = [{ phase: 'self' as const, from: '2026-02-01', to: '2026-03-31' }, { phase: 'document' as const, from: '2026-04-06', to: '2026-04-17' }, { phase: 'interview' as const, from: '2026-04-20', to: '2026-04-30' }];
/** An internal campaign of the institution. */
export const opened = async (t: TestHouse, team: Team, more: { instrument?: string; year?: number } = {}): Promise<string> =>
  (await apiOf(t, team.responsible).openCampaign({ title: 'Penilaian mandiri SPBE', year: 2026, mode: 'evaluasi', instrument: 'spbe-2020', phases: PHASES_OF_MARCH, ...more })).id;

/** The smallest files of their kinds. */
export const pdf = (words: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`));
export async function uploaded(t: TestHouse, viewer: Viewer, name: string, words = name): Promise<string> {
  const files = (t.api.forPages(t.context(viewer)) as unknown as Api).files;
  return (await files.storeUpload({ name, bytes: pdf(words) })).id;
}

/** Answers an indicator wholly at a level of SPBE 2020: its criteria, both texts, one link as evidence above level 1. */
export async function answerWhole(t: TestHouse, viewer: Viewer, id: string, number: string, level: number): Promise<number> {
  const api = apiOf(t, viewer);
  const before = await api.getIndicator({ id, number });
  if (level > 1 && before.levels.every(({ evidence }) => evidence.length === 0)) await api.attachEvidence({ id, number, level, letter: 'a', kind: 'link', url: `https://ponorogo.go.id/bukti/${number}` });
  const { answer, levels, asks } = await api.getIndicator({ id, number });
  const met = levels.filter((one) => one.level > 1 && one.level <= level).flatMap(({ criteria }) => criteria.map(({ key }) => key));
  return (await api.answer({ id, number, seq: answer.seq, level: String(level), met, fakta: 'Peraturan Bupati 12/2024 pasal 5, berkas 1.a.', analisis: 'Memenuhi seluruh kriteria tingkat ini.', asks: asks ? 'Perizinan' : '' })).seq;
}

import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { EventMessage } from '../../platform/module.ts';
import { inTenant, type Context, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { EvidenceCopy, Participant, PhasePlan, SubmissionCopy } from '../self-assessment/contract.ts';
import type { evaluation } from './module.ts';

/** A ministry that organises, with its people; the two regencies of the house take part. */
export interface Cast {
  ministry: string;
  organiser: Viewer;
  budi: Viewer;
  sari: Viewer;
  dewi: Viewer;
  reviewer: Viewer;
  /** At home in Ponorogo. */
  coordinator: Viewer;
}

export async function castOf(t: TestHouse): Promise<Cast> {
  const ministry = uuidv7();
  await t.house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) values (${ministry}, 'Tim Evaluasi Nasional', 'ministry', '31.71', 'WIB', 'TEN', true, ${t.clock.now()})`);
    await tx.run(sql`insert into organization.host (host, instansi) values ('penilai.test', ${ministry})`);
  });
  part<{ forget(): void }>(t.house, 'institutions').forget();
  const desk = await unit(t, ministry, 'DEPUTI', 'lainnya');
  const home = await unit(t, t.instansi, 'KOMINFO', 'dinas');
  return {
    ministry, organiser: await officer(t, ministry, desk, 'Penyelenggara', ['assessment-organiser']),
    budi: await officer(t, ministry, desk, 'Budi Santoso', ['assessor']), sari: await officer(t, ministry, desk, 'Sari Lestari', ['assessor']), dewi: await officer(t, ministry, desk, 'Dewi Anggraini', ['assessor']),
    reviewer: await officer(t, ministry, desk, 'Rudi Hartono', ['assessment-reviewer']), coordinator: await officer(t, t.instansi, home, 'Sekretaris Daerah', ['assessment-coordinator']),
  };
}

async function unit(t: TestHouse, instansi: string, code: string, kind: string): Promise<string> {
  const id = uuidv7();
  await inTenant(t.context(null, instansi), ({ tx }) => tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${id}, ${kind}, ${code}, ${code}, '2020-01-01')`));
  return id;
}

export async function officer(t: TestHouse, instansi: string, unitId: string, name: string, duties: string[], account = uuidv7()): Promise<Viewer> {
  const [post, person, holding] = [uuidv7(), uuidv7(), uuidv7()];
  await t.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${account}, ${name}, ${t.clock.now()}) on conflict do nothing`));
  await inTenant(t.context(null, instansi), async ({ tx }) => {
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${instansi}, ${post}, ${unitId}, ${name}, ${duties}, '2020-01-01')`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${person}, ${account}, ${name}, 'pns')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) values (${instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01')`);
  });
  const permissions = part<(duties: readonly string[]) => ReadonlySet<string>>(t.house, 'permissions')(duties);
  return {
    accountId: account, sessionId: uuidv7(), name, kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(),
    hat: { instansi, holdingId: holding, postId: post, title: name, capacity: 'definitive', unitId, unitName: 'Deputi', unitKind: 'lainnya', duties, permissions },
  };
}

export const as = (t: TestHouse, viewer: Viewer | null) => (t.api.forPages(t.context(viewer)) as unknown as Api).evaluation;
export const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

/** Around 2 March 2026, the day of the test house: self-assessment runs. */
export const PHASES: PhasePlan = [
  { phase: 'self', from: '2026-02-01', to: '2026-03-10' }, { phase: 'document', from: '2026-03-11', to: '2026-03-31' }, { phase: 'interview', from: '2026-04-01', to: '2026-04-10' },
  { phase: 'final', from: '2026-04-11', to: '2026-04-20' }, { phase: 'objection', from: '2026-04-21', to: '2026-04-30' }, { phase: 'publication', from: '2026-05-01', to: '2026-05-31' },
];
export const campaign = (more: Record<string, unknown> = {}) => ({ title: 'Evaluasi SPBE 2026', instrument: 'spbe-2020', year: 2026, mode: 'evaluasi' as const, phases: PHASES, ...more });

/** A campaign that was opened, with these participants (region codes or names). */
export async function opened(t: TestHouse, c: Cast, names = '35.02\n35.29\nKab. Pacitan', more: Record<string, unknown> = {}) {
  const api = as(t, c.organiser);
  const { id } = await api.createCampaign(campaign(more));
  await api.addParticipants({ id, how: 'list', names });
  await api.openCampaign({ id });
  const { rows } = await api.board({ id, limit: 700 });
  return { id, named: (part: string) => rows.find(({ name }) => name.includes(part))!.id };
}

const NUMBERS = Array.from({ length: 47 }, (_, at) => String(at + 1));
export const submissionOf = (t: TestHouse, campaignId: string, more: Partial<SubmissionCopy> = {}): SubmissionCopy => ({
  id: uuidv7(), campaign: campaignId, no: 1, institution: { instansi: t.instansi, name: 'Kabupaten Ponorogo', region: '35.02' }, submittedAt: t.clock.now().toISOString(), by: { name: 'Sekretaris Daerah', title: 'Koordinator SPBE' },
  answers: NUMBERS.map((number) => ({ number, micro: '3000000', met: ['2.a', '3.a'], asks: '', fakta: `Peraturan Bupati, indikator ${number}`, analisis: 'Memenuhi.', before: number === '1' ? { year: 2023, level: '2', text: 'Baru sebagian.' } : null })),
  evidence: [], papers: [], ...more,
});
export const evidenceOf = (more: Partial<EvidenceCopy>): EvidenceCopy => ({ id: uuidv7(), number: '21', level: 3, letter: 'b', version: 1, kind: 'link', title: 'SK Manajemen Risiko', where: 'pasal 4', documentDate: '2025-05-02', expiresOn: null, file: null, url: 'https://ponorogo.example/sk', record: null, ...more });

/** The part of the home module as these tests need it: submissions and replies that somebody prepared. */
export function homePart(t: TestHouse) {
  const submissions = new Map<string, SubmissionCopy>();
  const told: Awaited<ReturnType<Participant<Context>['repliesOf']>> = { replies: [], objections: [] };
  const prepared: Participant<Context> = { submissionOf: async (_, id) => submissions.get(id), repliesOf: async () => told };
  t.house.parts.set('self-assessment', prepared);
  return { submissions, told };
}

/** Takes what waits in the outbox and gives it to the subscribers of this module, as the relay does. */
export async function deliver(t: TestHouse, module: typeof evaluation, times = 1): Promise<string[]> {
  const rows = await t.house.db.asOwner((tx) => tx.many<Omit<EventMessage, 'at'> & { at: Date }>(sql`delete from platform.outbox returning instansi, id, event, payload, at`));
  for (const { at, ...row } of rows.sort((a, b) => (a.id < b.id ? -1 : 1)))
    for (const subscriber of module.subscribers!.filter(({ event }) => event === row.event)) for (let n = 0; n < times; n++) await subscriber.run(t.context(null, row.instansi), { ...row, at: at.toISOString() });
  return rows.map(({ event }) => event);
}
/** Titles of what somebody reads in the inbox there, the oldest first. */
export const noticesAt = (t: TestHouse, instansi: string, who: Viewer): Promise<string[]> =>
  t.house.db.asOwner((tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where instansi = ${instansi} and account = ${who.accountId} order by at, id`)).then((rows) => rows.map(({ title }) => title));
export async function send(t: TestHouse, module: typeof evaluation, event: string, payload: Record<string, unknown>, from = t.instansi): Promise<void> {
  for (const subscriber of module.subscribers!.filter((one) => one.event === event)) await subscriber.run(t.context(null, from), { instansi: from, id: uuidv7(), event, payload, at: t.clock.now().toISOString() });
}

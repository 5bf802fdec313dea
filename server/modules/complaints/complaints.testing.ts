import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type Hat, type Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { Calls } from '../../platform/operation.ts';
import type { operations } from './contract.ts';

/** Admin koordinator, two agencies with penghubung and head, the Inspektorat, Sekda, and a citizen. */
export interface Cast {
  roads: string;
  waste: string;
  inspectorate: string;
  coordinator: Viewer;
  liaison: Viewer;
  head: Viewer;
  wasteLiaison: Viewer;
  examiner: Viewer;
  /** Head of the Inspektorat. */
  inspector: Viewer;
  /** A second auditor who may examine. */
  auditor: Viewer;
  sekda: Viewer;
  administrator: Viewer;
  citizen: Viewer;
  neighbour: Viewer;
}
type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;

export async function castOf(t: TestHouse, instansi = t.instansi): Promise<Cast> {
  const ctx = t.context(null, instansi);
  const [kominfo, roads, waste, inspectorate, setda] = await Promise.all([
    unit(ctx, 'DISKOMINFO', 'Dinas Kominfo', 'dinas'), unit(ctx, 'DPUPKP', 'Dinas PUPKP', 'dinas'), unit(ctx, 'DLH', 'Dinas Lingkungan Hidup', 'dinas'), unit(ctx, 'INSPEKTORAT', 'Inspektorat', 'inspektorat'), unit(ctx, 'SETDA', 'Sekretariat Daerah', 'setda'),
  ]);
  return {
    roads, waste, inspectorate,
    coordinator: await officer(t, ctx, kominfo, 'dinas', 'Analis Pengaduan', ['complaint-coordinator']), liaison: await officer(t, ctx, roads, 'dinas', 'Penghubung PU', ['complaint-liaison']),
    head: await officer(t, ctx, roads, 'dinas', 'Kepala Dinas PU', ['leader', 'signer']), wasteLiaison: await officer(t, ctx, waste, 'dinas', 'Penghubung LH', ['complaint-liaison']),
    examiner: await officer(t, ctx, inspectorate, 'inspektorat', 'Auditor', ['complaint-liaison']), inspector: await officer(t, ctx, inspectorate, 'inspektorat', 'Inspektur', ['leader', 'signer']), auditor: await officer(t, ctx, inspectorate, 'inspektorat', 'Auditor Pertama', ['complaint-liaison']), sekda: await officer(t, ctx, setda, 'setda', 'Sekretaris Daerah', ['leader', 'signer']),
    administrator: await officer(t, ctx, kominfo, 'dinas', 'Administrator', ['administrator']), citizen: await citizen(t, 'Hartono Wibowo'), neighbour: await citizen(t, 'Sulastri Ningsih'),
  };
}

async function unit(ctx: Context, code: string, name: string, kind: string): Promise<string> {
  const id = uuidv7();
  await inTenant(ctx, (t) => t.tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${t.instansi}, ${id}, ${kind}, ${code}, ${name}, '2020-01-01')`));
  return id;
}

export async function citizen(t: TestHouse, name: string): Promise<Viewer> {
  const id = uuidv7();
  await t.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${id}, ${name}, ${t.clock.now()})`));
  return { accountId: id, sessionId: uuidv7(), name, kind: 'citizen', level: 'unverified' };
}

async function officer(t: TestHouse, ctx: Context, unitId: string, unitKind: string, title: string, duties: string[]): Promise<Viewer> {
  const [post, person, holding] = [uuidv7(), uuidv7(), uuidv7()];
  const viewer = await citizen(t, title);
  await inTenant(ctx, async ({ tx, instansi }) => {
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${unitId}, ${title}, ${duties.includes('signer')}, ${duties}, '2020-01-01')`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${person}, ${viewer.accountId}, ${title}, 'pns')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) values (${instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01')`);
  });
  const hat: Hat = { instansi: ctx.instansi, holdingId: holding, postId: post, title, capacity: 'definitive', unitId, unitName: title, unitKind, duties, permissions: part<PermissionsOf>(t.house, 'permissions')(duties) };
  return { ...viewer, kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(), hat };
}

type Api = Calls<typeof operations>;
/** What a page would call, as somebody. Refusals arrive with their code. */
export const as = (t: TestHouse, viewer: Viewer | null = null, instansi = t.instansi, ip = `10.${++calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`): Api =>
  t.api.forPages({ ...t.context(viewer, instansi), ip }).complaints as unknown as Api;
/** Each call from an address of its own, unless said: many reports of one are a flood. */
let calls = 0;
/** The code of the refusal, or `ok`. */
export const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

/** The middle of Ponorogo. */
export const HERE = { lat: -7.8714, lng: 111.4625 };
export const pothole = (more: Record<string, unknown> = {}) => ({ category: 'JALAN-RUSAK', title: 'Jalan berlubang di depan pasar', body: `Lubang sedalam lutut di depan pasar Tonatan, sudah tiga motor jatuh. ${uuidv7().replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)}`, ...HERE, ...more });

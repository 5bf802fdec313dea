import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { OUTSIDE_PARTIES, ROAD_STATUSES, type CaseView, type RoadStatus } from '../contract.ts';
import { boxAround, boxOf, ownerOf, partyOf, roadKey } from '../rules/a-road-has-an-owner.ts';
import { readRoadRow, ROAD_FIELDS, type RoadRow } from '../rules/read-a-road-row.ts';
import type { LoadedReport } from '../storage/reports.ts';
import * as storage from '../storage/roads.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf } from './ports.ts';

// Chapters: whose road a report is about · the list · its import

/** Metres within which a pin means the road: a phone errs by 10 to 20, a carriageway is as wide again. */
const STARTING = { metres: 40, categories: ['JALAN-RUSAK', 'JEMBATAN', 'DRAINASE', 'PARKIR-RAMBU'], version: 0 };
const settingsOf = async (t: TenantContext) => (await storage.findRoadSettings(t.tx, t.instansi)) ?? STARTING;
const MOST_NEAR = 200;

/** Proposed to the officer beside the unit: to whom a road of another belongs, and why. Roads of the institution's own say only that. */
export async function roadOf(t: TenantContext, report: LoadedReport, category: string | null): Promise<CaseView['road']> {
  if (report.state.kind === 'misconduct' || category === null) return undefined;
  const { metres, categories } = await settingsOf(t);
  if (!categories.includes(category)) return undefined;
  const position = report.lat !== null && report.lng !== null ? { lat: report.lat, lng: report.lng } : undefined;
  const text = [report.title, report.body, report.place, ...Object.values(report.answers).flat()].join(' ');
  const near = position ? await storage.listRoadsNear(t.tx, t.instansi, boxAround(position, metres), MOST_NEAR) : [];
  const named = await storage.listRoadsNamed(t.tx, t.instansi, roadKey(`- ${text}`), MOST_NEAR);
  const found = ownerOf({ text, position }, [...new Map([...near, ...named].map((road) => [road.id, road])).values()], metres);
  if (!found) return undefined;
  const { road } = found;
  const party = partyOf[road.status];
  const why = [found.named ? `tulisannya menyebut ${road.name}` : '', found.metres === undefined ? '' : `titiknya ${found.metres} m dari ruas itu`].filter(Boolean).join(', ');
  return { name: road.name, status: road.status, statusText: ROAD_STATUSES[road.status], owner: road.owner, why, ...(road.legalBasis ? { legalBasis: road.legalBasis } : {}), example: road.example, ...(party ? { forward: { party, name: road.owner.slice(0, 150), reason: `${road.name} berstatus ${ROAD_STATUSES[road.status].toLowerCase()}${road.legalBasis ? ` (${road.legalBasis})` : ''}; penyelenggaranya ${road.owner}.` } } : {}) };
}

export const listRoads = (ctx: Context, { query, after }: { query: string; after: string }) =>
  inTenant(ctx, async (t) => {
    const [id, ...name] = after.split('_');
    if (after !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '')) throw new Refused({ code: 'request.invalid', fields: [{ path: 'after', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
    const rows = await storage.listRoads(t.tx, t.instansi, { key: roadKey(query), after: after === '' ? undefined : { id: id!, name: name.join('_') }, limit: 51 });
    const page = rows.slice(0, 50);
    const last = page.at(-1);
    return {
      items: page.map((r) => ({ id: r.id, name: r.name, status: r.status, statusText: ROAD_STATUSES[r.status], owner: r.owner, district: r.district, legalBasis: r.legalBasis, hasLine: r.hasLine, example: r.example })), ...(await storage.countRoads(t.tx, t.instansi)),
      ...(rows.length > 50 && last ? { next: `${last.id}_${last.name}` } : {}),
    };
  });
export const deleteRoad = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    if ((await storage.deleteRoad(t.tx, t.instansi, id)) === 0) throw new Refused({ code: 'request.not-found' });
    await audit(t, { action: 'complaints.road-deleted', object: 'complaint-settings', objectId: id });
    return {};
  });
export const deleteExampleRoads = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const deleted = await storage.deleteExamples(t.tx, t.instansi);
    await audit(t, { action: 'complaints.example-roads-deleted', object: 'complaint-settings', detail: { deleted } });
    return { deleted };
  });

export const getRoadSettings = (ctx: Context) => inTenant(ctx, settingsOf);
export const saveRoadSettings = (ctx: Context, s: { metres: number; categories: string[]; version: number }) =>
  inTenant(ctx, async (t) => {
    const { categories } = await configurationOf(t);
    if (s.categories.some((code) => !categories.has(code))) throw new Refused({ code: 'complaints.no-such-category', fields: [{ path: 'categories', message: 'Pilih kategori dari daftar.' }] });
    if ((await storage.saveRoadSettings(t.tx, t.instansi, s, s.version)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'complaints.road-settings-saved', object: 'complaint-settings', detail: { metres: s.metres, categories: s.categories } });
    return { version: s.version + 1 };
  });

type RoadFact = RoadRow & { id: string };
export const roadFlow: SheetFlow<RoadFact, TenantContext, Context> = { kind: 'complaints.roads', fields: ROAD_FIELDS, mostRows: 10_000, batch: 500, judge, take };

async function judge(t: TenantContext, rows: readonly FieldRow[]): Promise<JudgedLine<RoadFact>[]> {
  const { name } = await institutionOf(t);
  const owners: Record<RoadStatus, string> = { national: OUTSIDE_PARTIES['national-road'], provincial: OUTSIDE_PARTIES.province, regency: name, village: 'Pemerintah desa' };
  const known = new Map((await storage.listRoadKeys(t.tx, t.instansi)).map((one) => [keyOf(one), one]));
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const read = readRoadRow(row, owners);
    const key = (row.values['name'] ?? '').slice(0, 120);
    if ('reasons' in read) return { line: row.line, verdict: 'refused', key, title: key, facts: [], reasons: read.reasons, notes: [] };
    const r = read.row;
    const facts = [ROAD_STATUSES[r.status], r.owner, r.district, r.basis].filter(Boolean);
    const about = { line: row.line, key, title: r.name, facts };
    const earlier = seen.get(keyOf(r));
    if (earlier !== undefined) return { ...about, verdict: 'refused', reasons: [`Ruas ini sudah ada di baris ${earlier}. Bedakan dengan kecamatannya.`], notes: [] };
    seen.set(keyOf(r), row.line);
    const before = known.get(keyOf(r));
    const notes = r.line ? [] : ['Tanpa garis: hanya dikenali dari namanya.'];
    if (!before) return { ...about, verdict: 'new', reasons: [], notes, fact: { ...r, id: uuidv7() } };
    const same = before.name === r.name && before.status === r.status && before.owner === r.owner && before.legalBasis === r.basis && JSON.stringify(before.line) === JSON.stringify(r.line);
    return same ? { ...about, verdict: 'unchanged', reasons: [], notes: ['Sudah ada.'] } : { ...about, verdict: 'changed', reasons: [], notes: [...notes, ...(before.status === r.status ? [] : [`Status berubah: ${ROAD_STATUSES[before.status]} → ${ROAD_STATUSES[r.status]}.`])], fact: { ...r, id: before.id } };
  });
}
const keyOf = (r: { nameKey: string; district: string }): string => `${r.nameKey}/${sameText(r.district)}`;

async function take(ctx: Context, lines: readonly JudgedLine<RoadFact>[]): Promise<Made> {
  await inTenant(ctx, async (t) => {
    await storage.upsertRoads(t.tx, t.instansi, lines.map(({ fact }) => ({ id: fact!.id, name: fact!.name, nameKey: fact!.nameKey, status: fact!.status, owner: fact!.owner, district: fact!.district, legalBasis: fact!.basis, line: fact!.line, box: fact!.line ? boxOf(fact!.line) : null })), false);
    await audit(t, { action: 'complaints.roads-imported', object: 'complaint-settings', detail: { roads: lines.length } });
  });
  return Object.fromEntries(lines.map((one) => [one.line, { did: one.verdict === 'changed' ? ('changed' as const) : ('added' as const) }]));
}

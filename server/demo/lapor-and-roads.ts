import { readFileSync } from 'node:fs';
import { csvRows } from '../engines/sheets/csv-rows.ts';
import type { TenantContext } from '../platform/request/context.ts';
import { OUTSIDE_PARTIES } from '../modules/complaints/contract.ts';
import { boxOf } from '../modules/complaints/rules/a-road-has-an-owner.ts';
import { readRoadRow } from '../modules/complaints/rules/read-a-road-row.ts';
import type { Action } from '../modules/complaints/rules/report-state.ts';
import { lastTold } from '../modules/complaints/rules/what-the-nation-is-told.ts';
import type { BulkRows } from '../modules/complaints/storage/bulk.ts';
import { insertPost, insertTickets } from '../modules/complaints/storage/national.ts';
import { upsertRoads } from '../modules/complaints/storage/roads.ts';
import type { Dice } from './random.ts';

/** Answered last of all that came from LAPOR!, and not yet pasted there: a page is not empty. */
const WAITING = 6;
/** Ticked last, by hand. */
const TICKED = 8;

/** Reports of the channel are known as tickets: what was answered stands there too, but for the last few answers. */
export async function seedTickets(t: TenantContext, rows: BulkRows, now: Date): Promise<void> {
  const actions = Map.groupBy(rows.action as { report: string; payload: Action; at: string }[], (a) => a.report);
  const tickets = (rows.report as { id: string; external_number: string | null }[]).filter((r) => r.external_number !== null).map(({ id }) => {
    const own = actions.get(id)!.map((a) => a.payload);
    const kinds = own.map((a) => a.kind);
    const told = lastTold(kinds);
    return { report: id, told, before: lastTold(kinds.slice(0, Math.max(0, told - 1))), at: told > 0 ? own[told - 1]!.at : '', closed: own.some((a) => a.kind === 'archive' || (a.kind === 'publish-answer' && a.outcome === 'resolved')) };
  });
  const answered = tickets.filter((one) => one.told > 0).sort((a, b) => b.at.localeCompare(a.at));
  const waiting = new Set(answered.slice(0, WAITING).map((one) => one.report));
  await insertTickets(t.tx, t.instansi, tickets.map((one) => ({ report: one.report, status: waiting.has(one.report) ? 'Proses' : one.closed ? 'Selesai' : one.told > 0 ? 'Proses' : 'Belum ditindaklanjuti', answerSeq: one.told, postedSeq: waiting.has(one.report) ? one.before : one.told })), now);
  for (const one of answered.slice(WAITING, WAITING + TICKED)) {
    const at = new Date(Math.min(now.getTime() - 60_000, new Date(one.at).getTime() + 3 * 3_600_000));
    await insertPost(t.tx, t.instansi, { report: one.report, seq: one.told, at, account: null, name: 'Admin koordinator (contoh)' });
  }
}

/** Twenty invented roads, marked as examples: `catalog/demo/roads.csv`. */
export async function seedRoads(t: TenantContext, dice: Dice, now: Date, institution: string): Promise<void> {
  const [heading, ...lines] = csvRows(readFileSync(new URL('../../catalog/demo/roads.csv', import.meta.url), 'utf8'), ',')!;
  const fields = ['name', 'status', 'owner', 'basis', 'district', 'line'];
  if (heading!.cells.length !== fields.length) throw new Error('roads.csv has other columns');
  const owners = { national: OUTSIDE_PARTIES['national-road'], provincial: OUTSIDE_PARTIES.province, regency: institution, village: 'Pemerintah desa' };
  const roads = lines.map(({ line, cells }) => {
    const read = readRoadRow({ line, values: Object.fromEntries(fields.map((field, i) => [field, cells[i] ?? ''])) }, owners);
    if ('reasons' in read) throw new Error(`roads.csv line ${line}: ${read.reasons.join(' ')}`);
    const { basis, ...road } = read.row;
    return { ...road, id: dice.id(`road/${line}`, now.getTime()), legalBasis: basis, box: road.line ? boxOf(road.line) : null };
  });
  await upsertRoads(t.tx, t.instansi, roads, true);
}

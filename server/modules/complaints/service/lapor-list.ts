import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { auditMany } from '../../../platform/audit/audit.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import type { Region } from '../../wilayah/contract.ts';
import { LAPOR_FIELDS, readLaporRow, type LaporRow } from '../rules/read-a-lapor-row.ts';
import { isTold } from '../rules/what-the-nation-is-told.ts';
import { ALLOWED } from '../rules/allowed-actions.ts';
import type { ActionKind } from '../rules/report-state.ts';
import { dayWords } from '../rules/words-for-people.ts';
import { insertMany } from '../storage/bulk.ts';
import * as storage from '../storage/national.ts';
import { configurationOf } from './configuration.ts';
import { laporRows, type LaporFact } from './lapor-rows.ts';
import { institutionOf, wilayahOf } from './ports.ts';
import { submit } from './submit.ts';

// Chapters: judging · taking

/** Reports of the list downloaded from SP4N-LAPOR!: new ones are added, known ones are known by their tracking number. */
export const laporFlow: SheetFlow<LaporFact, TenantContext, Context> = { kind: 'complaints.lapor', fields: LAPOR_FIELDS, mostRows: 20_000, batch: 500, judge, take };

async function judge(t: TenantContext, rows: readonly FieldRow[]): Promise<JudgedLine<LaporFact>[]> {
  const { zone, region } = await institutionOf(t);
  const now = t.house.clock.now();
  const { categories } = await configurationOf(t);
  const named = new Map([...categories.values()].filter((c) => c.active).flatMap((c) => [[sameText(c.name), c] as const, [sameText(c.code), c] as const]));
  const read = rows.map((row) => ({ row, read: readLaporRow(row, { now, zone }) }));
  const numbers = [...new Set(read.flatMap(({ read: one }) => ('row' in one ? [one.row.number] : [])))];
  const known = new Map((await storage.listKnownTickets(t.tx, t.instansi, numbers)).map((one) => [one.external_number, one]));
  const open = new Set((await storage.statesOf(t.tx, t.instansi, [...known.values()].map((one) => one.report))).filter(({ state }) => !['resolved', 'archived', 'duplicate'].includes(state)).map((one) => one.report));
  const regions = region ? [...(await wilayahOf(t).below(region, 'district', t)), ...(await wilayahOf(t).below(region, 'village', t))] : [];
  const placed = regionsByName(regions);
  const seen = new Map<string, { line: number; body: string }>();
  return read.map(({ row, read: one }) => {
    if ('reasons' in one) return { line: row.line, verdict: 'refused', key: (row.values['number'] ?? '').slice(0, 40), title: (row.values['title'] || row.values['body'] || '').slice(0, 120), facts: [], reasons: one.reasons, notes: [] };
    const r = one.row;
    const about = { line: row.line, key: r.number, title: r.title, facts: [dayWords(r.at, zone, now), r.status, r.category, r.place].filter(Boolean) };
    const twin = seen.get(r.number);
    if (twin) return twin.body === r.body ? { ...about, verdict: 'unchanged', reasons: [], notes: [`Sama dengan baris ${twin.line}.`] } : { ...about, verdict: 'refused', reasons: [`Nomor ini sudah ada di baris ${twin.line} dengan isi lain.`], notes: [] };
    seen.set(r.number, { line: row.line, body: r.body });
    const before = known.get(r.number);
    if (before) return judgeKnown(about, r, before, open.has(before.report));
    const category = named.get(sameText(r.category));
    const region_ = placed(r.village, r.district);
    const notes = [
      ...r.notes, ...(r.category && !category ? [`Kategori "${r.category}" tidak ada di sini; diusulkan dari isinya.`] : []), ...(region_ === undefined && (r.village || r.district) ? ['Desa atau kecamatannya tidak dikenal; tempatnya tetap tercatat.'] : []),
      ...(r.means === 'resolved' ? ['Sudah selesai di LAPOR!: dicatat selesai, tidak menunggu siapa pun.'] : r.means === 'archived' ? ['Diarsipkan di LAPOR!: dicatat sebagai arsip.'] : []),
    ];
    return { ...about, verdict: 'new', reasons: [], notes, fact: { ...r, region: region_ ?? null, categoryCode: category?.kinds.includes(r.kind) ? category.code : null } };
  });
}

function judgeKnown(about: Pick<JudgedLine<LaporFact>, 'line' | 'key' | 'title' | 'facts'>, r: LaporRow, before: storage.KnownTicket, open: boolean): JudgedLine<LaporFact> {
  const facts = { ...about, reasons: [], report: before.report, number: before.number };
  const fact: LaporFact = { ...r, region: null, categoryCode: null, known: before };
  if (!before.ticket) return { ...facts, verdict: 'changed', notes: ['Sudah ada; mulai sekarang dikenal sebagai laporan dari LAPOR!.'], fact };
  if (r.status === '' || r.status === before.status) return { ...facts, verdict: 'unchanged', notes: ['Sudah ada.'] };
  const closed = r.means !== 'open' && open ? ['Di sini laporannya belum selesai: periksa, lalu jawab atau arsipkan.'] : [];
  return { ...facts, verdict: 'changed', notes: [`Status di LAPOR! berubah: ${before.status || 'belum ada'} → ${r.status}.`, ...closed], fact };
}

const bare = (name: string): string => sameText(name).replace(/^(?:kecamatan|kec|desa|kelurahan|kel)\s+/, '');

/** A village by its name, in its district where that is given; a name that two villages bear is nobody's without its district. */
function regionsByName(regions: readonly Region[]): (village: string, district: string) => string | undefined {
  const byName = Map.groupBy(regions, (one) => `${one.level}/${bare(one.name)}`);
  return (village, district) => {
    const above = district ? byName.get(`district/${bare(district)}`)?.[0]?.code : undefined;
    const found = village ? (byName.get(`village/${bare(village)}`) ?? []).filter((one) => above === undefined || one.code.startsWith(`${above}.`)) : [];
    return found.length === 1 ? found[0]!.code : above;
  };
}

const TOLD_KINDS = (Object.keys(ALLOWED) as ActionKind[]).filter(isTold);

/** Known ones by statements over sets; new ones too, but for misconduct, which goes its own sealed way. */
async function take(ctx: Context, lines: readonly JudgedLine<LaporFact>[], sheet: string): Promise<Made> {
  const made: Made = {};
  await inTenant(ctx, async (t) => {
    await storage.lockTickets(t.tx, t.instansi);
    const now = t.house.clock.now();
    const numbers = new Map((await storage.listKnownTickets(t.tx, t.instansi, lines.map((one) => one.fact!.number))).map((one) => [one.external_number, one]));
    const changed = lines.filter((one) => one.verdict === 'changed');
    const strangers = changed.filter((one) => !numbers.get(one.fact!.number)?.ticket);
    if (strangers.length > 0) await storage.adoptTickets(t.tx, t.instansi, strangers.map((one) => one.report!), strangers.map((one) => one.fact!.status), TOLD_KINDS, now);
    if (changed.length > 0) await storage.saveStatuses(t.tx, t.instansi, changed.map((one) => ({ report: one.report!, status: one.fact!.status })), now);
    for (const one of changed) made[one.line] = { did: 'changed', report: one.report!, number: one.number! };
    const fresh = lines.filter((one) => one.verdict === 'new' && one.fact!.kind !== 'misconduct' && !numbers.has(one.fact!.number));
    if (fresh.length > 0) Object.assign(made, await insert(t, fresh, sheet));
    await auditMany(t, changed.map((one) => ({ action: 'complaints.lapor-status-read', object: 'complaint', objectId: one.report!, detail: { number: one.number, status: one.fact!.status } })));
  });
  for (const one of lines) if (one.verdict === 'new' && one.fact!.kind === 'misconduct') Object.assign(made, await takeSecret(ctx, one));
  return made;
}

async function insert(t: TenantContext, lines: readonly JudgedLine<LaporFact>[], sheet: string): Promise<Made> {
  const now = t.house.clock.now();
  const { rows, tickets, rungs, notes, made } = await laporRows(t, lines.map((one) => ({ line: one.line, fact: one.fact! })));
  await storage.planForMany(t.tx);
  await insertMany(t.tx, rows);
  await storage.insertTickets(t.tx, t.instansi, tickets, now);
  await storage.insertToldRungs(t.tx, t.instansi, rungs, now);
  await storage.insertNotes(t.tx, t.instansi, notes, now);
  await auditMany(t, Object.values(made).map((one) => ({ action: 'complaints.submitted', object: 'complaint', objectId: one.report!, detail: { number: one.number, channel: 'lapor', import: sheet } })));
  return made;
}

async function takeSecret(ctx: Context, one: JudgedLine<LaporFact>): Promise<Made> {
  const f = one.fact!;
  if ((await inTenant(ctx, (t) => storage.listKnownTickets(t.tx, t.instansi, [f.number]))).length > 0) return {};
  const receipt = await submit(ctx, {
    kind: f.kind, title: f.title, body: f.body, place: f.place, answers: {}, photos: [], namePublic: false, nameToAgency: f.reporter.name !== '', reportPublic: false, origin: 'SP4N-LAPOR!', reporter: { ...f.reporter, handle: '' }, channel: 'lapor', account: null, trusted: true,
    saidAt: f.at, countsFrom: f.at, externalNumber: f.number, ...(f.region ? { region: f.region } : {}), ...(f.eventDate ? { eventDate: f.eventDate } : {}),
  });
  await inTenant(ctx, (t) => storage.insertTickets(t.tx, t.instansi, [{ report: receipt.id, status: f.status, answerSeq: 0, postedSeq: 0 }], t.house.clock.now()));
  return { [one.line]: { did: 'added', report: receipt.id, number: receipt.number } };
}

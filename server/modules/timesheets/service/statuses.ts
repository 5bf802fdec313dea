import { readTime } from '../../../engines/attendance/shift.ts';
import { formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { addDays, dayIn, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import * as storage from '../storage/rules.ts';
import { organizationOf } from './ports.ts';
import { nameOf, namesOf, whoLooks } from './who.ts';

// Chapters: the list · study by decision · outages

const TITLES = { TB: 'Tugas belajar', IB: 'Izin belajar' } as const;
const by = (t: TenantContext): string => `${mustViewer(t).name}, ${mustHat(t).title}`;
/** `timesheets.facts-changed` {from, to, people? | units?}: recompute; no units and no people: everybody. */
const changed = (t: TenantContext, payload: { from: CalendarDay; to: CalendarDay; people?: string[]; units?: string[]; why: string }): Promise<void> => emit(t, 'timesheets.facts-changed', payload);

export const listStatuses = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const [rows, outages] = [await storage.listStatuses(t.tx, t.instansi), await storage.listOutages(t.tx, t.instansi)];
    const names = await namesOf(t, rows.map((row) => row.person));
    const placed = new Map((await organizationOf(t).placements(t, 'everybody', who.today, who.today)).map((one) => [one.person, one]));
    return {
      statuses: rows.map((row) => ({ id: row.id, personName: names.get(row.person)?.name ?? '', code: row.code, title: TITLES[row.code], decision: row.decision, fromDay: row.fromDay, toDay: row.toDay, madeBy: row.madeBy, version: row.version, ...(row.endedReason ? { ended: row.endedReason } : {}) })),
      outages: outages.map((row) => ({ id: row.id, fromText: formatMoment(row.fromAt, who.zone), toText: formatMoment(row.toAt, who.zone), units: row.units.length === 0 ? 'Seluruh instansi' : row.units.map((unit) => nameOf(who, unit)).join(', '), reason: row.reason, madeBy: row.madeBy, ...(row.withdrawnReason ? { withdrawn: row.withdrawnReason } : {}) })),
      people: [...placed.values()].slice(0, 3000).map((one) => ({ id: one.person, name: one.name, unitName: nameOf(who, one.unit) })).sort((a, b) => (a.name < b.name ? -1 : 1)), units: [...who.tree.values()].map(({ id, name }) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  });

export const addStatus = (ctx: Context, input: { id?: string | undefined; person: string; code: 'TB' | 'IB'; decision: string; fromDay: CalendarDay; toDay: CalendarDay }) =>
  inTenant(ctx, async (t) => {
    if (input.toDay < input.fromDay) throw new Refused({ code: 'timesheets.days', fields: [{ path: 'toDay', message: 'Periksa tanggalnya.' }] });
    const id = input.id ?? uuidv7();
    if ((await organizationOf(t).placements(t, { people: [input.person] }, input.fromDay, input.toDay)).length === 0) throw new Refused({ code: 'timesheets.unknown', fields: [{ path: 'person', message: 'Pilih pegawai dari daftar.' }] });
    if (!(await storage.insertStatus(t.tx, t.instansi, { ...input, id, madeBy: by(t), at: t.house.clock.now() }))) return { id };
    await audit(t, { action: 'timesheets.status-added', object: 'status', objectId: id, detail: { code: input.code, fromDay: input.fromDay, toDay: input.toDay } });
    await changed(t, { from: input.fromDay, to: input.toDay, people: [input.person], why: `${TITLES[input.code]} dicatat` });
    return { id };
  });
export const endStatus = (ctx: Context, { id, version, lastDay, reason }: { id: string; version: number; lastDay?: CalendarDay | undefined; reason: string }) =>
  inTenant(ctx, async (t) => {
    const row = await storage.findStatus(t.tx, t.instansi, id);
    if (!row || row.endedReason !== null) throw new Refused({ code: 'timesheets.unknown' });
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    if (lastDay !== undefined && (lastDay < row.fromDay || lastDay > row.toDay)) throw new Refused({ code: 'timesheets.days', fields: [{ path: 'lastDay', message: 'Pilih hari di dalam masanya.' }] });
    await storage.endStatus(t.tx, t.instansi, { id, lastDay: lastDay ?? null, reason });
    await audit(t, { action: 'timesheets.status-ended', object: 'status', objectId: id, detail: { reason, lastDay: lastDay ?? null } });
    await changed(t, { from: row.fromDay, to: row.toDay, people: [row.person], why: `${TITLES[row.code]} diakhiri` });
    return {};
  });

export const declareOutage = (ctx: Context, input: { id?: string | undefined; day: CalendarDay; from: string; to: string; units: string[]; reason: string }) =>
  inTenant(ctx, async (t) => {
    const zone = await organizationOf(t).zone(t);
    const [from, to] = [readTime(input.from)!, readTime(input.to)!];
    if (to <= from) throw new Refused({ code: 'timesheets.hours', fields: [{ path: 'to', message: 'Pilih jam sesudah mulai.' }] });
    const known = await organizationOf(t).unitFacts(t, input.units);
    if (input.units.some((unit) => !known.has(unit))) throw new Refused({ code: 'timesheets.unknown', fields: [{ path: 'units', message: 'Pilih unit dari daftar.' }] });
    const id = input.id ?? uuidv7();
    if (!(await storage.insertOutage(t.tx, t.instansi, { id, fromAt: momentAt(input.day, from / 60, zone), toAt: momentAt(input.day, to / 60, zone), units: input.units, reason: input.reason, madeBy: by(t), at: t.house.clock.now() }))) return { id };
    await audit(t, { action: 'timesheets.outage-declared', object: 'outage', objectId: id, detail: { day: input.day, from: input.from, to: input.to, units: input.units.length } });
    await changed(t, { from: addDays(input.day, -1), to: input.day, units: input.units, why: `Gangguan dinyatakan: ${input.reason}` });
    return { id };
  });
export const withdrawOutage = (ctx: Context, { id, reason }: { id: string; reason: string }) =>
  inTenant(ctx, async (t) => {
    const row = await storage.findOutage(t.tx, t.instansi, id);
    if (!row || row.withdrawnReason !== null) throw new Refused({ code: 'timesheets.unknown' });
    await storage.withdrawOutage(t.tx, t.instansi, id, reason);
    await audit(t, { action: 'timesheets.outage-withdrawn', object: 'outage', objectId: id, detail: { reason } });
    const day = dayIn(row.fromAt, await organizationOf(t).zone(t));
    await changed(t, { from: addDays(day, -1), to: day, units: row.units, why: 'Pernyataan gangguan dicabut' });
    return {};
  });

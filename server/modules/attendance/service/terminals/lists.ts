import type { FieldRow } from '../../../../engines/sheets/judged-rows.ts';
import { isPlausible } from '../../../../engines/iclock/clock-of-a-device.ts';
import { audit } from '../../../../platform/audit/audit.ts';
import { momentAt, type CalendarDay } from '../../../../platform/kernel/calendar-day.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../../lists/contract.ts';
import { principalOn } from '../../../organization/contract.ts';
import type { NewPunch } from '../../contract.ts';
import { PIN_FIELDS, readPinRow } from '../../rules/read-a-pin-row.ts';
import { PUNCH_FIELDS, readPunchRow } from '../../rules/read-a-punch-row.ts';
import * as storage from '../../storage/terminal-lines.ts';
import { attendancePort } from '../port.ts';
import { findStaff, staffByPerson, staffOn } from '../staff.ts';
import { organizationOf } from '../units.ts';
import { derivedId } from './ids.ts';
import { givePins, judgePin, settleGroup } from './pins.ts';

// Chapters: whose PIN · punches of other brands. What was chosen beside the file is the group of terminals on which the PINs hold.

interface PinFact {
  pin: string;
  person: string;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}
export const pinFlow: SheetFlow<PinFact, TenantContext, Context> = { kind: 'attendance.pins', fields: PIN_FIELDS, mostRows: 20_000, judge: judgePins, take: takePins };

async function judgePins(t: TenantContext, rows: readonly FieldRow[], group: string): Promise<JudgedLine<PinFact>[]> {
  const today = await organizationOf(t).today(t);
  const everybody = await staffOn(t, 'everybody', today);
  const byNip = new Map(everybody.flatMap((one) => (one.nip ? [[one.nip, one] as const] : [])));
  const read = rows.map((row) => ({ row, read: readPinRow(row) }));
  const known = Map.groupBy(await storage.pinsOf(t.tx, t.instansi, group, read.flatMap(({ read: one }) => ('row' in one ? [one.row.pin] : []))), (one) => one.pin);
  const seen = new Map<string, number>();
  return read.map(({ row, read: one }) => {
    const key = (row.values['pin'] ?? '').slice(0, 30);
    const no = (reasons: string[], title = (row.values['who'] ?? '').slice(0, 120)): JudgedLine<PinFact> => ({ line: row.line, verdict: 'refused', key, title, facts: [], reasons, notes: [] });
    if ('reasons' in one) return no(one.reasons);
    const { pin, who, from, to } = one.row;
    const nip = byNip.get(who.replace(/[\s.-]/g, ''));
    const found = nip ? [nip] : findStaff(everybody, who);
    if (found.length !== 1) return no([found.length === 0 ? `"${who.slice(0, 60)}" tidak ditemukan di antara pegawai yang memegang jabatan.` : `Ada ${found.length} pegawai bernama itu. Pakai NIP.`]);
    const owner = found[0]!;
    const earlier = seen.get(pin);
    if (earlier !== undefined) return no([`PIN ini sudah ada di baris ${earlier}.`], owner.name);
    seen.set(pin, row.line);
    const fact = { pin, person: owner.person, fromDay: from ?? `${today.slice(0, 4)}-01-01`, toDay: to };
    const about = { line: row.line, key: pin, title: owner.name, facts: [owner.unitName, `mulai ${fact.fromDay}${to ? ` sampai ${to}` : ''}`], reasons: [], fact };
    const { verdict, by, end } = judgePin(known.get(pin) ?? [], fact);
    if (verdict === 'taken') return no([`PIN ini milik orang lain pada hari-hari itu${by ? '. Akhiri dahulu, atau beri tanggal mulai yang lebih baru' : ''}.`], owner.name);
    if (verdict === 'same') return { ...about, verdict: 'unchanged', notes: ['Sudah ada.'] };
    return { ...about, verdict: end ? 'changed' : 'new', notes: end ? ['Berpindah dari pemilik sebelumnya.'] : [] };
  });
}

async function takePins(ctx: Context, lines: readonly JudgedLine<PinFact>[], _: string, group: string): Promise<Made> {
  return inTenant(ctx, async (t) => {
    const answers = await givePins(t, group, lines.map(({ fact }) => fact!));
    const counted = await settleGroup(t, group, 'all');
    await audit(t, { action: 'attendance.terminal-pins-imported', object: 'terminal-pin', detail: { group, pins: lines.length, counted } });
    return Object.fromEntries(lines.flatMap((one, i) => ('taken' in answers[i]! ? [] : [[one.line, { did: one.verdict === 'changed' ? ('changed' as const) : ('added' as const) }]])));
  });
}

interface PunchFact {
  person: string;
  punches: { id: string; day: CalendarDay; at: string; direction: 'in' | 'out' | 'any' }[];
}
export const punchFlow: SheetFlow<PunchFact, TenantContext, Context> = { kind: 'attendance.punches', fields: PUNCH_FIELDS, mostRows: 50_000, batch: 2000, judge: judgePunches, take: takePunches };

async function judgePunches(t: TenantContext, rows: readonly FieldRow[], group: string): Promise<JudgedLine<PunchFact>[]> {
  const org = organizationOf(t);
  const zone = await org.zone(t);
  const now = t.house.clock.now();
  const read = rows.map((row) => ({ row, read: readPunchRow(row) }));
  const good = read.flatMap(({ read: one }) => ('row' in one ? [one.row] : []));
  const pins = Map.groupBy(await storage.pinsOf(t.tx, t.instansi, group, [...new Set(good.flatMap((one) => one.pin ?? []))]), (one) => one.pin);
  const byNip = new Map(good.some((one) => one.nip) ? (await staffOn(t, 'everybody', await org.today(t))).flatMap((one) => (one.nip ? [[one.nip, one.person] as const] : [])) : []);
  const judged = read.map(({ row, read: one }): JudgedLine<PunchFact> => {
    const key = (row.values['who'] ?? '').slice(0, 30);
    const no = (reasons: string[]): JudgedLine<PunchFact> => ({ line: row.line, verdict: 'refused', key, title: key, facts: [], reasons, notes: [] });
    if ('reasons' in one) return no(one.reasons);
    const { nip, pin, punches } = one.row;
    const day = punches[0]!.day;
    const person = nip ? byNip.get(nip) : pins.get(pin!)?.find((owner) => owner.fromDay <= day && (owner.toDay === null || owner.toDay >= day))?.person;
    if (!person) return no([nip ? 'NIP ini tidak ditemukan di antara pegawai yang memegang jabatan.' : `PIN ${pin} belum punya pemilik pada ${day} di kelompok "${group}". Isi dahulu daftar PIN.`]);
    const made = punches.map((punch) => ({ day: punch.day, at: new Date(momentAt(punch.day, 0, zone).getTime() + punch.seconds * 1000), direction: punch.direction }));
    if (made.some(({ at }) => !isPlausible(at, now))) return no([`Waktunya tidak mungkin: ${day} belum terjadi, atau lebih dari setahun yang lalu.`]);
    return { line: row.line, verdict: 'new', key, title: person, facts: [day, ...punches.map((punch) => `${clockText(punch.seconds)}${{ in: ' masuk', out: ' pulang', any: '' }[punch.direction]}`)], reasons: [], notes: [], fact: { person, punches: made.map((punch) => ({ ...punch, id: derivedId(t.instansi, 'import', person, punch.at.toISOString(), punch.direction), at: punch.at.toISOString() })) } };
  });
  const names = await staffByPerson(t, judged.flatMap((one) => one.fact?.person ?? []));
  return judged.map((one) => (one.fact ? { ...one, title: names.get(one.fact.person)?.name ?? one.key } : one));
}
const clockText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, seconds % 60 === 0 ? 16 : 19).replaceAll(':', '.');

/** A file was in somebody's hands: class C. The same punch in another file is the same check-in. */
async function takePunches(ctx: Context, lines: readonly JudgedLine<PunchFact>[], sheet: string): Promise<Made> {
  await inTenant(ctx, async (t) => {
    const facts = lines.flatMap(({ fact }) => fact!.punches.map((punch) => ({ ...punch, person: fact!.person })));
    const days = facts.map(({ day }) => day).toSorted();
    const placements = Map.groupBy(await organizationOf(t).placements(t, { people: [...new Set(facts.map((one) => one.person))] }, days[0]!, days.at(-1)!), (one) => one.person);
    const punches = [...new Map(facts.map((one) => [one.id, one])).values()].map((one): NewPunch => ({ id: one.id, person: one.person, holding: principalOn(placements.get(one.person) ?? [], one.day)?.holding ?? null, at: new Date(one.at), direction: one.direction, source: 'import', trust: 60, class: 'C' }));
    const { taken } = await attendancePort.record(t, punches);
    await audit(t, { action: 'attendance.punches-imported', object: 'import', objectId: sheet, detail: { lines: lines.length, punches: punches.length, taken: taken.length } });
  });
  return Object.fromEntries(lines.map((one) => [one.line, { did: 'added' as const }]));
}

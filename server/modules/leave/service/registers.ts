import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Placement } from '../../organization/contract.ts';
import { STATES } from '../contract/shapes.ts';
import * as balances from '../storage/balances.ts';
import * as storage from '../storage/requests.ts';
import { balanceOf, knownOf } from './balance.ts';
import { MANAGE, rowsOf, unitsKept } from './look.ts';
import { kindsOn } from './policy.ts';
import { leavePort } from './port.ts';
import { organizationOf, schedulesOf } from './ports.ts';

// Chapters: the register · balances of a unit · openings by hand · cuti bersama that was worked

const EMPLOYMENTS: Record<string, string> = { pns: 'PNS', cpns: 'CPNS', pppk: 'PPPK', contract: 'Kontrak' };

interface Asked {
  month?: string | undefined;
  unit?: string | undefined;
  kind: string;
  state: string;
}
async function asked(t: TenantContext, input: Asked) {
  const today = await organizationOf(t).today(t);
  const month = input.month ?? today.slice(0, 7);
  const first = `${month}-01`;
  const after = addDays(first, 32).slice(0, 7);
  const kept = await unitsKept(t);
  const below = input.unit ? [...new Set([input.unit, ...(await organizationOf(t).unitsBelow(t, input.unit))])] : undefined;
  const units = below ? (kept === null ? below : below.filter((one) => kept.includes(one))) : kept;
  return { today, month, before: addDays(first, -1).slice(0, 7), after, kept, wanted: { units, from: first, to: addDays(`${after}-01`, -1), kind: input.kind, state: input.state } };
}
async function unitChoices(t: TenantContext, kept: readonly string[] | null): Promise<{ id: string; name: string }[]> {
  return (await organizationOf(t).unitsInForce(t)).filter((unit) => unit.kind !== 'desa' && (kept === null || kept.includes(unit.id))).map(({ id, name }) => ({ id, name }));
}

export const listRegister = (ctx: Context, input: Asked) => readTenant(ctx, async (t) => {
  const { today, month, before, after, kept, wanted } = await asked(t, input);
  const kinds = await kindsOn(t, today);
  return { month, before, after, today, items: await rowsOf(t, await storage.register(t.tx, t.instansi, { ...wanted, limit: 500 }), kinds), kinds: kinds.kinds.map(({ code, title }) => ({ code, title })), units: await unitChoices(t, kept), mayManage: mustHat(t).permissions.has(MANAGE) };
});

export const exportRegister = (ctx: Context, input: Asked) => inTenant(ctx, async (t) => {
  const { month, wanted, today } = await asked(t, input);
  const requests = await storage.register(t.tx, t.instansi, { ...wanted, limit: 20_000 });
  const rows = await rowsOf(t, requests, await kindsOn(t, today));
  await audit(t, { action: 'leave.register-downloaded', object: 'leave', detail: { month, rows: rows.length } });
  const columns = ['Nama', 'NIP', 'Jabatan', 'Unit', 'Jenis cuti', 'Mulai', 'Sampai', 'Hari dihitung', 'Satuan', 'Keadaan', 'Nomor surat', 'Pejabat yang memberikan'].map((heading) => ({ heading }));
  const content = await writeXlsx('Register cuti', columns, rows.map((row, at) => [row.name, requests[at]!.nip ?? '', requests[at]!.title, row.unitName, row.kindTitle, row.fromDay, row.toDay, row.days.toLocaleString('id-ID'), row.unit, STATES[row.state], row.number ?? '', requests[at]!.grantorName]));
  return { fileName: `register-cuti-${month}.xlsx`, type: XLSX, content };
});

/** Those whose counting post is in the unit today. */
async function staffOf(t: TenantContext, unit: string, day: CalendarDay): Promise<Placement[]> {
  const here = await organizationOf(t).placements(t, { units: [unit] }, day, day);
  const all = await organizationOf(t).placements(t, { people: [...new Set(here.map((one) => one.person))] }, day, day);
  const first = new Map<string, Placement>();
  for (const one of all) if (!first.has(one.person)) first.set(one.person, one);
  return [...first.values()].filter((one) => one.unit === unit && one.employment !== 'head-of-region' && one.employment !== 'village').sort((a, b) => Number(b.isHead) - Number(a.isHead) || a.name.localeCompare(b.name, 'id-ID'));
}

export const listBalances = (ctx: Context, input: { unit?: string | undefined; year?: number | undefined }) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const [kept, year, unit] = [await unitsKept(t), input.year ?? Number(today.slice(0, 4)), input.unit ?? mustHat(t).unitId];
  if (kept !== null && !kept.includes(unit)) throw new Refused({ code: 'leave.unknown' });
  const staff = await staffOf(t, unit, today);
  const known = await knownOf(t, staff, await kindsOn(t, today), today);
  const choices = await unitChoices(t, kept);
  return {
    unit, unitName: choices.find((one) => one.id === unit)?.name ?? '', year, units: choices, mayManage: mustHat(t).permissions.has(MANAGE),
    items: staff.map((one) => {
      const { right, used, waiting, left, notes } = balanceOf(known.get(one.person)!, year);
      return { person: one.person, name: one.name, title: one.postTitle, employmentText: EMPLOYMENTS[one.employment] ?? '', right, used, waiting, left, serviceFrom: known.get(one.person)!.serviceFrom ?? '', notes };
    }),
  };
});

async function keptPerson(t: TenantContext, person: string, today: CalendarDay): Promise<Placement> {
  const [placement] = await organizationOf(t).placements(t, { people: [person] }, today, today);
  const kept = await unitsKept(t);
  if (!placement || (kept !== null && !kept.includes(placement.unit))) throw new Refused({ code: 'leave.unknown' });
  return placement;
}

export const getBalance = (ctx: Context, input: { person: string; year?: number | undefined }) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const placement = await keptPerson(t, input.person, today);
  const kinds = await kindsOn(t, today);
  const known = (await knownOf(t, [placement], kinds, today)).get(placement.person)!;
  return { name: placement.name, title: placement.postTitle, balance: balanceOf(known, input.year ?? Number(today.slice(0, 4))), items: await rowsOf(t, known.requests.slice(0, 50), kinds), serviceFrom: known.serviceFrom ?? '', mayManage: mustHat(t).permissions.has(MANAGE) };
});

export const setOpening = (ctx: Context, input: { person: string; year: number; left?: number | undefined; used?: number | undefined; serviceFrom?: string | undefined }) => inTenant(ctx, async (t) => {
  await keptPerson(t, input.person, await organizationOf(t).today(t));
  await balances.lockPerson(t.tx, t.instansi, input.person);
  const halves = (days: number | undefined): number | null => (days === undefined ? null : days * 2);
  if (input.left !== undefined || input.used !== undefined) await balances.saveOpenings(t.tx, t.instansi, [{ person: input.person, year: input.year, left: halves(input.left), used: halves(input.used) }], t.house.clock.now(), mustViewer(t).name);
  if (input.serviceFrom) await balances.saveServices(t.tx, t.instansi, [{ person: input.person, day: input.serviceFrom }]);
  const { person, ...detail } = input;
  await audit(t, { action: 'leave.opening-set', object: 'person', objectId: person, detail });
  return {};
});

/** People of the units kept who are scheduled to work on cuti bersama, by day. */
async function workedOn(t: TenantContext, from: CalendarDay, to: CalendarDay): Promise<Map<CalendarDay, { name: string; people: Placement[] }>> {
  const kept = await unitsKept(t);
  const placements = await organizationOf(t).placements(t, kept === null ? 'everybody' : { units: kept }, from, to);
  const byPerson = new Map(placements.map((one) => [one.person, one]));
  const found = new Map<CalendarDay, { name: string; people: Placement[] }>();
  for (const [person, days] of await schedulesOf(t).days(t, [...byPerson.keys()], from, to)) {
    for (const day of days) {
      if (!day.jointLeaveWorked) continue;
      let one = found.get(day.day);
      if (!one) found.set(day.day, (one = { name: day.name ?? 'Cuti bersama', people: [] }));
      one.people.push(byPerson.get(person)!);
    }
  }
  // Whoever was on leave then did not work.
  for (const [day, one] of found) {
    const away = await leavePort.between(t, one.people.map((who) => who.person), day, day);
    one.people = one.people.filter((who) => !away.has(who.person));
  }
  return found;
}

export const listJointLeave = (ctx: Context, input: { year?: number | undefined }) => inTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const year = input.year ?? Number(today.slice(0, 4));
  const last = [`${year}-12-31`, addDays(today, -1)].sort()[0]!;
  const found = last < `${year}-01-01` ? new Map<CalendarDay, { name: string; people: Placement[] }>() : await workedOn(t, `${year}-01-01`, last);
  const known = new Set((await balances.creditsOf(t.tx, t.instansi, [...new Set([...found.values()].flatMap((one) => one.people.map((who) => who.person)))])).map((one) => `${one.person}${one.day}`));
  const items = [...found].sort(([a], [b]) => (a < b ? 1 : -1)).map(([day, { name, people }]) => {
    const rows = people.map((one) => ({ person: one.person, name: one.name, credited: known.has(`${one.person}${day}`) })).sort((a, b) => a.name.localeCompare(b.name, 'id-ID'));
    return { day, name, scheduled: rows.length, credited: rows.filter((one) => one.credited).length, people: rows };
  });
  return { year, items };
});

/** Only people who were scheduled then, on a day that is over (PP 11/2017 art. 333: not verified). */
export const creditJointLeave = (ctx: Context, { day, people }: { day: CalendarDay; people: string[] }) => inTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const worked = day < today ? (await workedOn(t, day, day)).get(day) : undefined;
  const rows = (worked?.people ?? []).filter((one) => people.includes(one.person)).map((one) => ({ person: one.person, day }));
  if (rows.length === 0) throw new Refused({ code: 'leave.not-joint-leave', fields: [{ path: 'day', message: 'Pilih harinya dari daftar.' }] });
  const added = await leavePort.creditJointLeave(t, rows);
  await audit(t, { action: 'leave.joint-leave-credited', object: 'leave', detail: { day, people: added } });
  return { added };
});

import { audit, auditMany } from '../../../platform/audit/audit.ts';
import { addDays, dayIn, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CommandFacts, CommandHandler } from '../../sync/contract.ts';
import type { Holder, WorkDone } from '../../organization/contract.ts';
import { LOG_STATES, type LogBody, type LogDay, type LogView } from '../contract.ts';
import { queuedLog } from '../contract/log-operations.ts';
import { aLogFitsItsDay, effectiveMinutes, lastDayToWrite, type DayFacts } from '../rules/a-log-fits-its-day.ts';
import * as storage from '../storage/logs.ts';
import { resultsOf } from '../storage/plans.ts';
import { filesOf, mustBeOwnFiles, type Files } from './log-files.ts';
import { organizationOf, schedulesOf, workDoneOf } from './ports.ts';
import { settingsOn } from './settings.ts';
import { ledBy, superiorOf, viewerHolder } from './who.ts';

// Chapters: days and results · writing · taken from Pendopo · lists · deciding · from the phone

type Settings = Awaited<ReturnType<typeof settingsOn>>;

/** Days as the schedule has them; where it says nothing of a person, a day off. */
export async function dayFacts(t: TenantContext, person: string, from: CalendarDay, to: CalendarDay, settings: Settings): Promise<DayFacts[]> {
  const known = new Map(((await schedulesOf(t).days(t, [person], from, to)).get(person) ?? []).map((one) => [one.day, one]));
  const days: DayFacts[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const one = known.get(day);
    days.push({ day, kind: one?.kind ?? 'rest', ...(one?.name ? { name: one.name } : {}), cap: one?.shift ? effectiveMinutes(one.shift) : settings.logs.offDayMinutes });
  }
  return days;
}
const shown = (facts: DayFacts, minutes: number, today: CalendarDay, settings: Settings): LogDay => {
  const lockedAfter = lastDayToWrite(facts.day, settings.logs.lockAfterDays);
  return { ...facts, minutes, open: facts.day <= today && today <= lockedAfter, lockedAfter };
};

export async function resultsFor(t: TenantContext, person: string, from: CalendarDay, to: CalendarDay) {
  return (await resultsOf(t.tx, t.instansi, person, from, to)).flatMap((plan) => plan.content.rows.map((row) => ({ plan: plan.plan, result: row.id, text: row.result, fromDay: plan.fromDay, toDay: plan.toDay })));
}
const choice = ({ plan, result, text }: { plan: string; result: string; text: string }) => ({ plan, result, text });

interface NewLog extends LogBody {
  id: string;
  source: 'page' | 'phone' | 'pendopo';
  href?: string;
}
/** Locks the day, asks the rules, and stores; the same id again changes nothing. */
async function write(t: TenantContext, me: Holder, log: NewLog, writtenOn: CalendarDay): Promise<{ id: string; left: number }> {
  const settings = await settingsOn(t, log.day);
  await storage.lockDay(t.tx, t.instansi, me.personId, log.day);
  const known = await storage.findLog(t.tx, t.instansi, log.id);
  if (known && known.person !== me.personId) throw new Refused({ code: 'performance.unknown' });
  const [facts] = await dayFacts(t, me.personId, log.day, log.day, settings);
  const others = await storage.minutesOn(t.tx, t.instansi, me.personId, log.day, log.id);
  if (known) return { id: known.id, left: Math.max(0, facts!.cap - others - known.minutes) };
  const { left } = orRefuse(aLogFitsItsDay(facts!, { minutes: log.minutes, others, writtenOn, lockAfterDays: settings.logs.lockAfterDays }));
  const resultText = await textOf(t, me.personId, log);
  await mustBeOwnFiles(t, log.files);
  const superior = await superiorOf(t, me.holdingId, writtenOn);
  const stored = await storage.insertLog(t.tx, t.instansi, {
    id: log.id, person: me.personId, name: me.name, holding: me.holdingId, unit: me.unitId, superiorPost: superior?.postId ?? null, day: log.day, plan: log.plan ?? null, result: log.result ?? null, resultText, activity: log.activity, quantity: log.quantity,
    minutes: log.minutes, evidence: log.evidence, files: log.files, href: log.href ?? null, source: log.source, state: 'diajukan', writtenAt: t.house.clock.now(), decidedBy: null, reason: null, version: 1,
  });
  if (stored === 0) throw new Refused({ code: 'performance.work-unknown' });
  await audit(t, { action: 'performance.log-written', object: 'performance-log', objectId: log.id, detail: { day: log.day, minutes: log.minutes, source: log.source } });
  return { id: log.id, left };
}
async function textOf(t: TenantContext, person: string, { plan, result, day }: { plan?: string | undefined; result?: string | undefined; day: CalendarDay }): Promise<string> {
  if (result === undefined && plan === undefined) return '';
  const found = (await resultsFor(t, person, day, day)).find((one) => one.result === result && (plan === undefined || one.plan === plan));
  if (!found) throw new Refused({ code: 'performance.no-such-result', fields: [{ path: 'result', message: 'Pilih dari daftar, atau kosongkan.' }] });
  return found.text;
}

export const writeLog = (ctx: Context, { id, ...log }: LogBody & { id?: string | undefined }) => inTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  return write(t, me, { ...log, id: id ?? uuidv7(), source: 'page' }, day);
});

async function mine(t: TenantContext, id: string, version: number) {
  const { me, day } = await viewerHolder(t);
  const row = await storage.lockLog(t.tx, t.instansi, id);
  if (!row || row.person !== me.personId) throw new Refused({ code: 'performance.unknown' });
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  if (row.state === 'disetujui' || row.state === 'kedaluwarsa') throw new Refused({ code: 'performance.log-decided' });
  return { me, day, row };
}
export const changeLog = (ctx: Context, { id, version, ...log }: LogBody & { id: string; version: number }) => inTenant(ctx, async (t) => {
  const { me, day, row } = await mine(t, id, version);
  const settings = await settingsOn(t, log.day);
  await storage.lockDay(t.tx, t.instansi, me.personId, log.day);
  const [facts] = await dayFacts(t, me.personId, log.day, log.day, settings);
  orRefuse(aLogFitsItsDay(facts!, { minutes: log.minutes, others: await storage.minutesOn(t.tx, t.instansi, me.personId, log.day, id), writtenOn: day, lockAfterDays: settings.logs.lockAfterDays }));
  const resultText = await textOf(t, me.personId, log);
  await mustBeOwnFiles(t, log.files.filter((file) => !row.files.includes(file)));
  await storage.saveLog(t.tx, t.instansi, { ...row, ...log, plan: log.plan ?? null, result: log.result ?? null, resultText, superiorPost: (await superiorOf(t, me.holdingId, day))?.postId ?? null });
  await audit(t, { action: 'performance.log-changed', object: 'performance-log', objectId: id, detail: { day: log.day, minutes: log.minutes } });
  return { version: version + 1 };
});
export const dropLog = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const { row } = await mine(t, id, version);
  await storage.dropLog(t.tx, t.instansi, id, version);
  await audit(t, { action: 'performance.log-dropped', object: 'performance-log', objectId: id, detail: { day: row.day, minutes: row.minutes } });
  return { id };
});

/** What the person did in Pendopo on a day, in whatever post, and has not reported. */
async function offered(t: TenantContext, person: string, day: CalendarDay): Promise<WorkDone[]> {
  const organization = organizationOf(t);
  const held = await Promise.all((await organization.placements(t, { people: [person] }, day, day)).map((one) => organization.holdingInForce(t, one.holding, day)));
  const by = held.flatMap((one) => (one?.accountId ? [{ account: one.accountId, post: one.postId }] : []));
  if (by.length === 0) return [];
  const zone = await organization.zone(t);
  const [from, to] = [momentAt(day, 0, zone), momentAt(addDays(day, 1), 0, zone)];
  const found: WorkDone[] = [];
  for (const source of Object.values(workDoneOf(t))) found.push(...(await source.of(t, by, from, to)));
  const once = [...new Map(found.map((one) => [one.href, one])).values()];
  const taken = once.length === 0 ? new Set<string>() : await storage.hrefsTaken(t.tx, t.instansi, person, once.map((one) => keyOf(day, one.href)));
  return once.filter((one) => !taken.has(keyOf(day, one.href))).sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, 50);
}
/** The same letter on two days is two pieces of work. */
const keyOf = (day: CalendarDay, href: string): string => `${day} ${href}`;
const hrefOf = (key: string | null): string | null => key?.slice(11) ?? null;

export const takeWork = (ctx: Context, input: { day: CalendarDay; href: string; minutes: number; plan?: string | undefined; result?: string | undefined }) => inTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const work = (await offered(t, me.personId, input.day)).find((one) => one.href === input.href);
  if (!work) throw new Refused({ code: 'performance.work-unknown' });
  return write(t, me, { id: uuidv7(), day: input.day, activity: work.title.slice(0, 500), minutes: input.minutes, quantity: '1 kegiatan', evidence: '', files: [], plan: input.plan, result: input.result, source: 'pendopo', href: keyOf(input.day, work.href) }, day);
});

const view = (row: storage.LogRecord, files: Files, facts: { mine: boolean; open: boolean }): LogView => ({
  files: row.files.map((file) => ({ id: file, name: files.get(file)?.name ?? 'berkas', bytes: files.get(file)?.bytes ?? 0, url: `/api/lkh/${row.id}/berkas/${file}` })),
  id: row.id, person: row.person, name: row.name, day: row.day, activity: row.activity, resultText: row.resultText, result: row.result, plan: row.plan, quantity: row.quantity, minutes: row.minutes, evidence: row.evidence, href: hrefOf(row.href), source: row.source, state: row.state,
  stateText: LOG_STATES[row.state], reason: row.reason, decidedBy: row.decidedBy, version: row.version, mayChange: facts.mine && facts.open && (row.state === 'diajukan' || row.state === 'ditolak'),
});
/** First and last day of `YYYY-MM`. */
export const monthDays = (month: string): { from: CalendarDay; to: CalendarDay } => ({ from: `${month}-01`, to: addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1) });
const counts = (rows: readonly storage.LogRecord[]): number => rows.filter((row) => row.state !== 'ditolak').reduce((sum, row) => sum + row.minutes, 0);

export const listLogs = (ctx: Context, input: { day?: CalendarDay | undefined }) => readTenant(ctx, async (t) => {
  const { me, day: today } = await viewerHolder(t);
  const day = input.day ?? today;
  const month = day.slice(0, 7);
  const { from, to } = monthDays(month);
  const settings = await settingsOn(t, day);
  const facts = await dayFacts(t, me.personId, from, to, settings);
  const rows = await storage.logsOf(t.tx, t.instansi, me.personId, from, to);
  const onDay = rows.filter((row) => row.day === day);
  const shownDay = shown(facts.find((one) => one.day === day)!, counts(onDay), today, settings);
  const due = facts.filter((one) => one.kind === 'work' && one.day <= today).reduce((sum, one) => sum + one.cap, 0);
  const files = await filesOf(t, onDay);
  const work = day <= today ? await offered(t, me.personId, day) : [];
  return {
    today, day: shownDay, items: onDay.map((row) => view(row, files, { mine: true, open: shownDay.open })), results: (await resultsFor(t, me.personId, day, day)).map(choice), offered: work.map((one) => ({ href: one.href, title: one.title, at: one.at.toISOString() })), lockAfterDays: settings.logs.lockAfterDays,
    month: {
      month, due, minutes: counts(rows), waiting: rows.filter((row) => row.state === 'diajukan').length, refused: rows.filter((row) => row.state === 'ditolak').length,
      days: facts.map((one) => ({ day: one.day, kind: one.kind, minutes: counts(rows.filter((row) => row.day === one.day)) })),
    },
    superior: (await superiorOf(t, me.holdingId, today))?.name ?? null,
  };
});

const MOST_SHOWN = 300;
export const listStaffLogs = (ctx: Context, input: { person?: string | undefined; state: 'diajukan' | 'semua'; month?: string | undefined }) => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const staff = await ledBy(t, me, day);
  const people = staff.map((one) => one.person);
  const month = input.month ?? day.slice(0, 7);
  const rows = await storage.logsOfStaff(t.tx, t.instansi, people, { person: input.person, waiting: input.state === 'diajukan', ...monthDays(month), limit: MOST_SHOWN + 1 });
  const files = await filesOf(t, rows);
  const waiting = new Map((await storage.waitingByPerson(t.tx, t.instansi, people)).map((row) => [row.person, row.waiting]));
  return { month, more: rows.length > MOST_SHOWN, items: rows.slice(0, MOST_SHOWN).map((row) => view(row, files, { mine: false, open: false })), people: staff.map((one) => ({ person: one.person, name: one.name, waiting: waiting.get(one.person) ?? 0 })) };
});

/** All of them or none: one log of somebody else's staff, or one that was decided meanwhile, stops the lot. */
export const decideLogs = (ctx: Context, input: { ids: string[]; decision: 'setujui' | 'tolak'; reason: string }) => inTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  if (input.decision === 'tolak' && input.reason.trim().length < 5) throw new Refused({ code: 'performance.log-reason', fields: [{ path: 'reason', message: 'Tulis alasannya.' }] });
  const ids = [...new Set(input.ids)];
  const people = (await ledBy(t, me, day)).map((one) => one.person);
  const owners = await storage.logOwners(t.tx, t.instansi, ids);
  if (owners.length !== ids.length || owners.some((one) => !people.includes(one.person))) throw new Refused({ code: 'performance.not-for-you' });
  const state = input.decision === 'setujui' ? 'disetujui' as const : 'ditolak' as const;
  const decided = await storage.decide(t.tx, t.instansi, ids, people, { state, at: t.house.clock.now(), by: me.name, reason: input.reason === '' ? null : input.reason });
  if (decided.length !== ids.length) throw new Refused({ code: 'request.changed-meanwhile' });
  await auditMany(t, decided.map(({ id }) => ({ action: `performance.log-${input.decision === 'setujui' ? 'approved' : 'refused'}`, object: 'performance-log', objectId: id, detail: {} })));
  return { decided: decided.length };
});

const POCKET_DAYS = 8;
export const pocketLogs = (ctx: Context) => readTenant(ctx, async (t) => {
  const { me, day: today } = await viewerHolder(t);
  const settings = await settingsOn(t, today);
  const from = addDays(today, -Math.min(POCKET_DAYS, settings.logs.lockAfterDays));
  const rows = await storage.logsOf(t.tx, t.instansi, me.personId, from, today);
  const files = await filesOf(t, rows);
  const days = (await dayFacts(t, me.personId, from, today, settings)).map((one) => shown(one, counts(rows.filter((row) => row.day === one.day)), today, settings)).reverse();
  return { today, days, results: (await resultsFor(t, me.personId, from, today)).map(choice), items: rows.map((row) => view(row, files, { mine: true, open: false })), lockAfterDays: settings.logs.lockAfterDays };
});

/** Written without network, stored now: the lock counts from the day on which it was written there. */
export const logLater: CommandHandler<TenantContext, typeof queuedLog> = {
  body: queuedLog,
  run: async (t, body, facts: CommandFacts) => {
    const { me, day } = await viewerHolder(t);
    const writtenOn = dayIn(facts.at, await organizationOf(t).zone(t));
    const { id, left } = await write(t, me, { ...body, id: facts.command, source: 'phone' }, writtenOn > day ? day : writtenOn);
    return { result: { id, left }, ...(facts.trust === 'weak' && writtenOn < day ? { marks: [{ code: 'performance.weak-clock', text: 'Waktu penulisan di perangkat tidak dapat dipastikan; atasan melihat tandanya.' }] } : {}) };
  },
};

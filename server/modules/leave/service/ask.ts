import type * as z from 'zod';
import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder, Placement } from '../../organization/contract.ts';
import type { WorkDay } from '../../work-schedules/contract.ts';
import type { operations } from '../contract.ts';
import type { LeaveKind, LeaveState } from '../contract/shapes.ts';
import { aRequestIsSound, evidenceFor } from '../rules/a-request-is-sound.ts';
import { daysText } from '../rules/annual-right.ts';
import { calendarDays, countLeave, type Counted } from '../rules/count-leave.ts';
import { HOLDS, whatMayBeDone } from '../rules/what-may-be-done.ts';
import * as balances from '../storage/balances.ts';
import * as storage from '../storage/requests.ts';
import { balanceOf, knownOf, overdrawn, type Known } from './balance.ts';
import { grantedBy, superiorOf } from './officials.ts';
import { kindOf, kindsOn } from './policy.ts';
import { absencesOf, schedulesOf } from './ports.ts';
import { selfOf, type Self } from './self.ts';
import { tellPost } from './tell.ts';

// Chapters: judging · asking, changing, trying

type Input = Omit<z.output<typeof operations.requestLeave.input>, 'id'>;

export interface Judged {
  kind: LeaveKind;
  known: Known;
  counted: Counted;
  evidence: string | undefined;
  warnings: string[];
  superior: Holder | undefined;
  grantor: Holder;
  rule: string;
  extended: storage.Request | undefined;
}

/** Everything a request must pass, by the person's own schedule, limits and balance. `except`: the request that is being changed. */
export async function judge(t: TenantContext, { placement, today }: Self, input: Input, except?: string, isTrial = false): Promise<Judged> {
  const kinds = await kindsOn(t, input.fromDay);
  const kind = kindOf(kinds, input.kind);
  if (input.toDay >= input.fromDay && calendarDays(input.fromDay, input.toDay) > 1900) throw new Refused({ code: 'leave.span', fields: [{ path: 'toDay', message: 'Rentangnya terlalu panjang. Periksa tahunnya.' }] });
  const known = (await knownOf(t, [placement], kinds, today, except)).get(placement.person)!;
  const counted = await count(t, kind, placement.person, input);
  const extended = input.extends ? known.requests.find((one) => one.id === input.extends && one.state === 'diberikan') : undefined;
  if (input.extends && !extended) throw new Refused({ code: 'leave.unknown' });
  const same = known.requests.filter((one) => one.kind === kind.code && one.state === 'diberikan' && one.id !== except);
  const earlier = { times: same.filter((one) => one.extends === null).length, lastDay: same.map((one) => one.lastDay).sort().at(-1) };
  const start = extended && kind.extension ? startOf(known.requests, extended) : undefined;
  const evidence = input.toDay >= input.fromDay ? evidenceFor(kind, input.fromDay, input.toDay) : undefined;
  // A trial says what is still missing instead of stopping there.
  const files = isTrial && evidence !== undefined && input.files.length === 0 ? ['-'] : input.files;
  orRefuse(aRequestIsSound(kind, known, { ...input, files, extends: extended && { fromDay: start ?? extended.fromDay, lastDay: extended.lastDay, kind: extended.kind } }, counted, earlier, today));
  const clash = known.requests.find((one) => one.id !== except && HOLDS.includes(one.state) && one.fromDay <= input.toDay && one.lastDay >= input.fromDay && !(one.part !== 'full' && input.part !== 'full' && one.part !== input.part));
  if (clash) throw new Refused({ code: 'leave.overlaps', data: { title: kinds.kinds.find((one) => one.code === clash.kind)?.title ?? clash.kind, from: clash.fromDay, to: clash.lastDay }, fields: [{ path: 'fromDay', message: 'Pilih hari lain, atau batalkan cuti yang itu.' }] });
  if (kind.balance === 'annual') {
    const over = overdrawn(known.facts, counted.years);
    if (over) throw new Refused({ code: 'leave.over-balance', data: { year: over.year, left: daysText(over.left), wanted: daysText(over.wanted) }, fields: [{ path: 'toDay', message: `Sisa hak cuti tahunan ${over.year} tinggal ${daysText(over.left)}, yang diminta ${daysText(over.wanted)}.` }] });
  }
  const { holder: grantor, rule } = await grantedBy(t, placement, kind.code, calendarDays(input.fromDay, input.toDay), today);
  const superior = await superiorOf(t, placement.holding, today);
  return { kind, known, counted, evidence, superior, grantor, rule, extended, warnings: await warningsOf(t, placement, input) };
}

/** The first day of a leave that was made longer once or more. */
function startOf(requests: readonly storage.Request[], one: storage.Request): CalendarDay {
  let first = one;
  for (let step = 0; first.extends !== null && step < 20; step++) {
    const before = requests.find((other) => other.id === first.extends);
    if (!before) break;
    first = before;
  }
  return first.fromDay;
}

/** Days that count while the roster is still to be made: each of them; they are counted again when it is. */
export const countable = (days: readonly WorkDay[]): Set<CalendarDay> => new Set(days.filter((one) => one.kind === 'work' || one.unmade).map((one) => one.day));

export async function count(t: TenantContext, kind: LeaveKind, person: string, leave: Pick<Input, 'fromDay' | 'toDay' | 'part' | 'travelDays'>): Promise<Counted> {
  if (kind.counts === 'calendar-days' || leave.toDay < leave.fromDay) return countLeave(kind, leave, () => true);
  const days = (await schedulesOf(t).days(t, [person], leave.fromDay, leave.toDay)).get(person) ?? [];
  const working = countable(days);
  return countLeave(kind, leave, (day) => working.has(day));
}

/** Journeys and the like on these days: said, never a block. */
async function warningsOf(t: TenantContext, placement: Placement, { fromDay, toDay }: Pick<Input, 'fromDay' | 'toDay'>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, source] of Object.entries(absencesOf(t))) {
    if (name === 'leave') continue;
    // A Plh. in the post is what a leave asks for, and it is asked day by day: of long leave only the first weeks.
    const until = name === 'acting' && calendarDays(fromDay, toDay) > 31 ? addDays(fromDay, 31) : toDay;
    for (const one of await source.between(t, [{ person: placement.person, post: placement.post }], fromDay, until)) if (one.fromDay <= toDay && one.toDay >= fromDay) found.push(`Pada ${one.fromDay}${one.toDay === one.fromDay ? '' : ` sampai ${one.toDay}`} Anda ${one.words}.`);
  }
  return found;
}

/** What it would cost and who decides, without asking for anything. */
export const tryLeave = (ctx: Context, input: Input) => inTenant(ctx, async (t) => {
  const self = await selfOf(t);
  const { kind, known, counted, evidence, superior, grantor, warnings } = await judge(t, self, input, undefined, true);
  const waiting = new Map(known.facts.waiting);
  for (const [year, halves] of counted.years) waiting.set(year, (waiting.get(year) ?? 0) + halves);
  return {
    days: counted.total / 2, unit: unitWords(kind), counted: counted.days.slice(0, 60), evidence: evidence ?? '', superior: superior ? nameOf(superior) : '', grantor: nameOf(grantor), warnings,
    ...(kind.balance === 'annual' ? { after: balanceOf({ facts: { ...known.facts, waiting }, serviceFrom: known.serviceFrom }, [...counted.years.keys()][0]!) } : {}),
  };
});

export const unitWords = (kind: Pick<LeaveKind, 'counts'>): 'hari kerja' | 'hari' => (kind.counts === 'working-days' ? 'hari kerja' : 'hari');
export const nameOf = ({ name, title }: Pick<Holder, 'name' | 'title'>): string => `${name}, ${title}`;

/** The balance is looked at and taken from while nobody else can: two requests at once cannot overdraw. The same id again is the same request. */
export const requestLeave = (ctx: Context, { id: asked, ...input }: Input & { id?: string | undefined }) => inTenant(ctx, async (t) => {
  const self = await selfOf(t);
  const { person } = self.placement;
  const id = asked ?? uuidv7();
  await balances.lockPerson(t.tx, t.instansi, person);
  const before = asked ? await storage.findRequest(t.tx, t.instansi, asked) : undefined;
  if (before && before.person !== person) throw new Refused({ code: 'leave.unknown' });
  if (before) return { id, state: before.state, warnings: [] };
  await balances.begin(t.tx, t.instansi, Number(self.today.slice(0, 4)));
  const judged = await judge(t, self, input);
  await mustBeOwnFiles(t, input.files);
  const row = rowOf(t, self, id, input, judged);
  await storage.insertRequest(t.tx, t.instansi, row);
  await storage.addStep(t.tx, t.instansi, id, { at: t.house.clock.now(), kind: 'asked', by: mustViewer(t).name, words: '', postponed: null });
  await audit(t, { action: 'leave.asked', object: 'leave', objectId: id, detail: { kind: input.kind, fromDay: input.fromDay, toDay: input.toDay, days: judged.counted.total / 2 } });
  await tellNext(t, row);
  return { id, state: row.state, warnings: judged.warnings };
});

export const changeLeave = (ctx: Context, { id, version, ...input }: Input & { id: string; version: number }) => inTenant(ctx, async (t) => {
  const self = await selfOf(t);
  await balances.lockPerson(t.tx, t.instansi, self.placement.person);
  const before = await storage.lockRequest(t.tx, t.instansi, id);
  if (!before || before.person !== self.placement.person) throw new Refused({ code: 'leave.unknown' });
  if (before.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  if (!whatMayBeDone({ ...before, isNumbered: before.number !== null, canExtend: false }, { isOwn: true, isSuperior: false, isGrantor: false, keepsPersonnel: false }, self.today).includes('change')) throw new Refused({ code: 'leave.not-now' });
  const judged = await judge(t, self, input, id);
  await mustBeOwnFiles(t, input.files.filter((file) => !before.files.includes(file)));
  const row = { ...rowOf(t, self, id, input, judged), askedAt: before.askedAt };
  await storage.saveChanged(t.tx, t.instansi, row);
  await storage.addStep(t.tx, t.instansi, id, { at: t.house.clock.now(), kind: 'changed', by: mustViewer(t).name, words: '', postponed: null });
  await audit(t, { action: 'leave.request-changed', object: 'leave', objectId: id, detail: { kind: input.kind, fromDay: input.fromDay, toDay: input.toDay, days: judged.counted.total / 2 } });
  await tellNext(t, row);
  return { id, state: row.state, warnings: judged.warnings };
});

/** Where the superior is who grants, one signature says both. */
function rowOf(t: TenantContext, { placement }: Self, id: string, input: Input, { counted, superior, grantor, rule }: Judged): storage.Request {
  const isBoth = superior === undefined || superior.postId === grantor.postId;
  const state: LeaveState = isBoth ? 'dipertimbangkan' : 'diajukan';
  const { files, extends: longer, kind, reasonId, purpose, fromDay, toDay, part, travelDays, address, phone, deputy } = input;
  return {
    id, version: 1, state, person: placement.person, account: mustViewer(t).accountId, holding: placement.holding, post: placement.post, unit: placement.unit, name: placement.name, nip: placement.nip, rank: placement.rank, title: placement.postTitle,
    employment: placement.employment, kind, reasonId, purpose, fromDay, toDay, lastDay: toDay, part, travelDays, address, phone, deputy, files, extends: longer ?? null, counted: Object.fromEntries(counted.years),
    superiorPost: isBoth ? null : superior.postId, superiorName: isBoth ? '' : nameOf(superior), grantorUnit: grantor.unitId, grantorName: nameOf(grantor), grantRule: rule, number: null, askedAt: t.house.clock.now(),
  };
}

async function mustBeOwnFiles(t: TenantContext, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const found = await findUploads(t.tx, t.instansi, [...files]);
  const { accountId } = mustViewer(t);
  if (files.some((id) => !found.some((one) => one.id === id && one.account === accountId && one.completed_at !== null))) throw new Refused({ code: 'leave.file', fields: [{ path: 'files', message: 'Unggah lagi berkasnya.' }] });
}

async function tellNext(t: TenantContext, row: storage.Request): Promise<void> {
  if (row.state === 'diajukan' && row.superiorPost) await tellPost(t, { post: row.superiorPost }, row, 'Permintaan cuti menunggu pertimbangan Anda', 'Buka untuk membaca, lalu beri pertimbangan.');
  else await tellPost(t, { unit: row.grantorUnit }, row, 'Permintaan cuti menunggu keputusan Anda', 'Buka untuk membaca, lalu putuskan.');
}

import { gapsIn } from '../../../engines/documents/numbering/numbers-without-a-letter.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess, ReservedNumber } from '../contract.ts';
import { labelOf, nextInsert, placeOfForgotten } from '../rules/where-a-forgotten-letter-goes.ts';
import { documentsOfCase } from '../storage/documents.ts';
import { findRegister, lockKnownRegister, takeNumbers, type RegisterRow, type SeriesKey } from '../storage/registers.ts';
import { bindToCase, countLetters, findForCase, insertReserved, insertsBehind, laterNumbers, listHeldUntil, listReserved, lockReserved, saveUnused, saveUsed, takenNumbers, type ReservedRow } from '../storage/reserved.ts';
import { asWritten } from './as-written.ts';
import { paperOf } from './paper-series.ts';
import { organizationOf } from './workshop.ts';

// Chapters: one series · setting aside · a forgotten day · using · closing (reference letters §7, invariants 3, 5, 6)

const today = (t: TenantContext): Promise<CalendarDay> => organizationOf(t.house).today(t);

export async function numberSeries(ctx: Context, key: SeriesKey) {
  const mayReserve = mustHat(ctx).permissions.has('issuance.numbers');
  return inTenant(ctx, async (t) => {
    const register = await findRegister(t.tx, t.instansi, key);
    if (!register) throw new Refused({ code: 'issuance.unknown-series' });
    const now = await today(t);
    const units = await organizationOf(t.house).unitFacts(t, [key.unit]);
    const reserved = await listReserved(t.tx, t.instansi, key);
    const taken = await takenNumbers(t.tx, t.instansi, key);
    const paper = await paperOf(t, key);
    return {
      ...register, unitName: units.get(key.unit)?.name ?? '', ...(await countLetters(t.tx, t.instansi, key)), ...paper,
      gaps: gapsIn(register.last, taken, paper.opened + 1), paperMissing: gapsIn(paper.opened, taken), reserved: reserved.map((one) => shown(one, now)), today: now,
      mayReserve: mayReserve && register.year === Number(now.slice(0, 4)),
    };
  });
}

export async function reserveNumbers(ctx: Context, { count, reason, until, ...key }: SeriesKey & { count: number; reason: string; until: CalendarDay }): Promise<{ items: ReservedNumber[] }> {
  return inTenant(ctx, async (t) => {
    const now = await today(t);
    if (key.year !== Number(now.slice(0, 4))) throw new Refused({ code: 'issuance.reserve-this-year' });
    mustBeUsableUntil(until, now);
    const { last } = await lockOrRefuse(t, key);
    const items: ReservedNumber[] = [];
    for (let seq = last + 1; seq <= last + count; seq += 1) items.push(shown(await setAside(t, key, { seq, insert: '', reason, until, letterDay: null }), now));
    await takeNumbers(t.tx, t.instansi, key, last, count);
    return { items };
  });
}

export async function insertNumber(ctx: Context, { day, reason, until, ...key }: SeriesKey & { day: CalendarDay; reason: string; until: CalendarDay }): Promise<ReservedNumber> {
  return inTenant(ctx, async (t) => {
    const now = await today(t);
    if (day >= now || Number(day.slice(0, 4)) !== key.year) throw new Refused({ code: 'issuance.insert-not-past' });
    mustBeUsableUntil(until, now);
    const { last } = await lockOrRefuse(t, key);
    const seq = orRefuse(placeOfForgotten(day, last, await laterNumbers(t.tx, t.instansi, key, day)));
    const insert = orRefuse(nextInsert(await insertsBehind(t.tx, t.instansi, key, seq)));
    return shown(await setAside(t, key, { seq, insert, reason, until, letterDay: day }), now);
  });
}

function mustBeUsableUntil(until: CalendarDay, now: CalendarDay): void {
  if (until < now || until > addDays(now, 366)) throw new Refused({ code: 'issuance.reserve-until', fields: [{ path: 'until', message: 'Pilih hari ini atau sesudahnya, paling lama satu tahun lagi.' }] });
}

async function lockOrRefuse(t: TenantContext, key: SeriesKey): Promise<RegisterRow> {
  const register = await lockKnownRegister(t.tx, t.instansi, key);
  if (!register) throw new Refused({ code: 'issuance.unknown-series' });
  return register;
}

async function setAside(t: TenantContext, key: SeriesKey, what: Pick<ReservedRow, 'seq' | 'insert' | 'reason' | 'until' | 'letterDay'>): Promise<ReservedRow> {
  const viewer = mustViewer(t);
  const id = uuidv7();
  await insertReserved(t.tx, t.instansi, { id, ...key, ...what, heldBy: viewer.accountId, heldByName: viewer.name, at: t.house.clock.now() });
  const { seq, insert, reason, until, letterDay } = what;
  await audit(t, { action: insert ? 'issuance.number-inserted' : 'issuance.number-reserved', object: 'reserved-number', objectId: id, detail: { ...key, number: labelOf(seq, insert), reason, until, ...(letterDay ? { letterDay } : {}) } });
  return (await lockReserved(t.tx, t.instansi, id))!;
}

export interface UseInput {
  request?: string | undefined;
  day?: CalendarDay | undefined;
  title?: string | undefined;
  signer?: string | undefined;
}

export async function useReserved(ctx: Context, id: string, input: UseInput): Promise<ReservedNumber> {
  return inTenant(ctx, async (t) => {
    const reserved = await held(t, id);
    const now = await today(t);
    if (reserved.until < now) throw new Refused({ code: 'issuance.reserved-expired', data: { until: reserved.until } });
    if (reserved.caseId) throw new Refused({ code: 'issuance.reserved-waits' });
    const day = reserved.insert ? reserved.letterDay! : (input.day ?? null);
    if (day && (day > now || Number(day.slice(0, 4)) !== reserved.year)) throw new Refused({ code: 'issuance.reserved-day', fields: [{ path: 'day', message: 'Pilih tanggal pada tahun seri ini, tidak sesudah hari ini.' }] });
    if (input.request) await waitForCase(t, reserved, input.request, day);
    else await recordOutside(t, reserved, input, day);
    return shown((await lockReserved(t.tx, t.instansi, id))!, now);
  });
}

/** The letter of a request takes the number when it is signed. */
async function waitForCase(t: TenantContext, reserved: ReservedRow, number: string, letterDay: CalendarDay | null): Promise<void> {
  const access = t.house.parts.get('permohonan.access') as CaseAccess<TenantContext> | undefined;
  const found = await access?.caseByNumber?.(t, number);
  if (!found) throw new Refused({ code: 'issuance.case-unknown', fields: [{ path: 'request', message: 'Periksa nomor permohonannya.' }] });
  if (found.unit !== reserved.unit || found.series !== reserved.series) throw new Refused({ code: 'issuance.reserved-other-series' });
  const letters = await documentsOfCase(t.tx, t.instansi, found.caseKind, found.caseId);
  const isTaken = letters.some((one) => one.status !== 'revoked' && one.status !== 'superseded') || (await findForCase(t.tx, t.instansi, found)) !== undefined;
  if (isTaken) throw new Refused({ code: 'issuance.case-has-number' });
  await bindToCase(t.tx, t.instansi, reserved.id, { caseKind: found.caseKind, caseId: found.caseId, letterDay, usedFor: `${found.title}, permohonan ${found.number}` });
  await audit(t, { action: 'issuance.reserved-bound', object: 'reserved-number', objectId: reserved.id, detail: { number: labelOf(reserved.seq, reserved.insert), caseKind: found.caseKind, caseId: found.caseId, ...(letterDay ? { letterDay } : {}) } });
}

/** A letter that was made elsewhere: the register says what it was. */
async function recordOutside(t: TenantContext, reserved: ReservedRow, { title, signer }: UseInput, day: CalendarDay | null): Promise<void> {
  const missing = [
    ...(title ? [] : [{ path: 'title', message: 'Tulis naskah apa yang memakai nomor ini.' }]), ...(signer ? [] : [{ path: 'signer', message: 'Tulis nama penanda tangannya.' }]),
    ...(day ? [] : [{ path: 'day', message: 'Pilih tanggal surat.' }]),
  ];
  if (missing.length > 0) throw new Refused({ code: 'issuance.reserved-incomplete', fields: missing });
  const number = await numberOn(t, reserved, day!);
  const used = { document: null, letterDay: day!, number, title: title!, signer: signer!, at: t.house.clock.now(), byName: mustViewer(t).name };
  if (!(await saveUsed(t.tx, t.instansi, reserved.id, used))) throw new Refused({ code: 'issuance.reserved-closed' });
  await audit(t, { action: 'issuance.reserved-used', object: 'reserved-number', objectId: reserved.id, detail: { number, title, signer, letterDay: day } });
}

async function numberOn(t: TenantContext, { seq, insert, ...key }: ReservedRow, date: CalendarDay): Promise<string> {
  const register = await findRegister(t.tx, t.instansi, key);
  const unit = (await organizationOf(t.house).unitFacts(t, [key.unit])).get(key.unit)?.code;
  return register ? asWritten(register, { seq, insert }, unit, date) : labelOf(seq, insert);
}

export async function releaseReserved(ctx: Context, id: string, reason: string): Promise<ReservedNumber> {
  return inTenant(ctx, async (t) => {
    const reserved = await held(t, id);
    await close(t, reserved, mustViewer(t).name, reason);
    return shown((await lockReserved(t.tx, t.instansi, id))!, await today(t));
  });
}

async function held(t: TenantContext, id: string): Promise<ReservedRow> {
  const reserved = await lockReserved(t.tx, t.instansi, id);
  if (!reserved) throw new Refused({ code: 'issuance.unknown-reserved' });
  if (reserved.state !== 'held') throw new Refused({ code: 'issuance.reserved-closed' });
  return reserved;
}

async function close(t: TenantContext, reserved: ReservedRow, byName: string, reason: string): Promise<void> {
  await saveUnused(t.tx, t.instansi, reserved.id, { at: t.house.clock.now(), byName, reason });
  await audit(t, { action: 'issuance.reserved-closed', object: 'reserved-number', objectId: reserved.id, detail: { number: labelOf(reserved.seq, reserved.insert), reason } });
}

/** Invariant 6: what was set aside and not used in time is closed, never given again. Hourly. */
export async function closeExpired(house: House): Promise<void> {
  const earliest = addDays(house.clock.now().toISOString().slice(0, 10), 1);
  const due = await house.db.asOwner((tx) => listHeldUntil(tx, earliest));
  for (const { instansi, id } of due) {
    await inTenant(jobContext(house, instansi, `reserved:${id}`), async (t) => {
      const reserved = await lockReserved(t.tx, t.instansi, id);
      // The day ends when it ends there, in WIB, WITA or WIT.
      if (reserved?.state === 'held' && reserved.until < (await today(t))) await close(t, reserved, 'Pendopo', 'Batas pakai lewat tanpa dipakai.');
    });
  }
}

const STATE_TEXT = { held: 'Cadangan', expired: 'Lewat batas', used: 'Dipakai', unused: 'Tidak terpakai' } as const;

function shown(r: ReservedRow, now: CalendarDay): ReservedNumber {
  const state = r.state === 'held' && r.until < now ? 'expired' : r.state;
  return {
    id: r.id, label: labelOf(r.seq, r.insert), inserted: r.insert !== '', state, stateText: state === 'held' && r.insert ? 'Sisipan' : STATE_TEXT[state], reason: r.reason, until: r.until,
    by: r.heldByName, ...(r.block ? { block: r.block } : {}), at: r.createdAt.toISOString(), ...(r.letterDay ? { letterDay: r.letterDay } : {}),
    ...(r.state === 'held' && r.usedFor ? { waitsFor: r.usedFor } : {}), ...(r.state === 'used' && r.usedFor ? { usedFor: r.usedFor } : {}),
    ...(r.usedNumber ? { usedNumber: r.usedNumber } : {}), ...(r.usedSigner ? { usedSigner: r.usedSigner } : {}),
    ...(r.closedByName ? { closedBy: r.closedByName } : {}), ...(r.closedAt ? { closedAt: r.closedAt.toISOString() } : {}), ...(r.closeReason ? { closeReason: r.closeReason } : {}),
  };
}

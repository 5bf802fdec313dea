import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { secretariatsOf, type Holder } from '../../organization/contract.ts';
import type { Mandate, PostRef } from '../contract.ts';
import * as storage from '../storage/others.ts';
import { organizationOf } from './ports.ts';
import { actingName, firstOfEach, postRefs } from './posts.ts';
import { readerOf, type Reader } from './reader.ts';

/** By dated mandate an assistant (ajudan, tata usaha) sees, sorts, prepares and records; the mandate hangs on both posts, not on persons. */
export const listMandates = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const mayGive = reader.hat.permissions.has('letters.mandate');
    const [given, held, assistants] = await Promise.all([storage.listMandates(t.tx, t.instansi, { post: reader.hat.postId }), storage.listMandates(t.tx, t.instansi, { assistant: reader.hat.postId }), mayGive ? assistantsOf(t, reader) : []]);
    const posts = await postRefs(t, [...given, ...held].flatMap((row) => [row.post, row.assistant]), reader.day);
    const told = (row: storage.MandateRow): Mandate => ({
      id: row.id, post: posts.get(row.post)!, assistant: posts.get(row.assistant)!, fromDay: row.from_day, toDay: row.to_day, upTo: row.up_to, orderLetter: row.order_letter, version: row.version, inForce: row.from_day <= reader.day && (row.to_day === null || row.to_day >= reader.day),
    });
    const units = await organizationOf(t).unitFacts(t, [...new Set(assistants.map((one) => one.unitId))]);
    return { given: given.map(told), held: held.map(told), assistants: assistants.map((one): PostRef => ({ id: one.postId, title: one.title, unit: units.get(one.unitId)?.name ?? '', holder: actingName(one) })) };
  });

/** Of the own unit, and of the secretariat that serves it. */
async function assistantsOf(t: TenantContext, reader: Reader): Promise<Holder[]> {
  const organization = organizationOf(t);
  const near = [reader.hat.unitId, ...secretariatsOf(reader.hat.unitKind, await organization.unitsInForce(t)).map((unit) => unit.id)];
  const lists = await Promise.all([organization.holdersWithDuty(t, near, 'assistant', reader.day), organization.holdersWithDuty(t, near, 'letter-clerk', reader.day)]);
  return firstOfEach(lists.flat()).filter((one) => one.postId !== reader.hat.postId);
}

export const giveMandate = (ctx: Context, input: { assistant: string; fromDay: string; toDay?: string | null | undefined; upTo: 'terbatas' | 'rahasia'; orderLetter: string }) =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    if (input.toDay && input.toDay < input.fromDay) throw new Refused({ code: 'letters.mandate-days', fields: [{ path: 'toDay', message: 'Pilih hari sesudah hari pertama.' }] });
    if (!(await assistantsOf(t, reader)).some((one) => one.postId === input.assistant)) throw new Refused({ code: 'letters.mandate-not-assistant', fields: [{ path: 'assistant', message: 'Pilih dari daftar.' }] });
    const id = uuidv7();
    await storage.insertMandate(t.tx, t.instansi, { id, post: reader.hat.postId, assistant: input.assistant, up_to: input.upTo, order_letter: input.orderLetter, from_day: input.fromDay, to_day: input.toDay ?? null });
    await audit(t, { action: 'letters.mandate-given', object: 'mandate', objectId: id, detail: { assistant: input.assistant, from: input.fromDay, to: input.toDay ?? null, upTo: input.upTo } });
    return { id };
  });

/** Ends with today; one that has not begun is taken back, by ending before its first day, which leaves no day. */
export const endMandate = (ctx: Context, { id, version }: { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const mandate = await storage.findMandate(t.tx, t.instansi, id);
    if (!mandate || mandate.post !== reader.hat.postId) throw new Refused({ code: 'letters.unknown' });
    const notBegun = mandate.from_day >= reader.day;
    const lastDay = notBegun ? addDays(reader.day, -1) : reader.day;
    const key = { id, post: mandate.post, version };
    if (!(notBegun ? await storage.deleteMandate(t.tx, t.instansi, key) : await storage.endMandate(t.tx, t.instansi, { ...key, lastDay }))) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'letters.mandate-ended', object: 'mandate', objectId: id, detail: { lastDay } });
    return { lastDay };
  });

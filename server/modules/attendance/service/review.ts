import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type Placement } from '../../organization/contract.ts';
import { sentencesOf } from '../contract/reasons.ts';
import type { MarkedPunch } from '../contract/review.ts';
import * as storage from '../storage/reviews.ts';
import { organizationOf } from './units.ts';

/** Older ones were counted long ago: a recap that is locked is not reopened by a review. */
const LOOK_BACK_DAYS = 62;
const PAGE = 100;

export interface Staff extends Placement {
  /** Holder who reviews; undefined where nobody stands above. */
  superior: string | undefined;
}

/** Where people work today and who their direct superior is: two statements, however many. */
export async function staffOf(t: TenantContext, people: readonly string[]): Promise<Map<string, Staff>> {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const placed = [...Map.groupBy(await organization.placements(t, { people }, today, today), (one) => one.person).values()].map((all) => principalOn(all, today)!);
  const superiors = await organization.superiorsOf(t, placed.map((one) => one.holding), today);
  return new Map(placed.map((one) => [one.person, { ...one, superior: superiors.get(one.holding)?.personId }]));
}

/** The person behind the hat. */
export async function ownPerson(t: TenantContext): Promise<string> {
  const organization = organizationOf(t);
  const holder = await organization.holdingInForce(t, mustHat(t).holdingId, await organization.today(t));
  if (!holder) throw new Refused({ code: 'request.not-allowed' });
  return holder.personId;
}

/** Only the own staff is looked at, however many marks the institution has. */
export const listReviews = (ctx: Context, { state, after }: { state: 'open' | 'done'; after: string }) =>
  readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const since = new Date(t.house.clock.now().getTime() - LOOK_BACK_DAYS * 86_400_000);
    const staff = new Map((await organization.reportsOf(t, await ownPerson(t), await organization.today(t))).map((one) => [one.person, one]));
    const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after) ?? [];
    const from = at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : undefined;
    const rows = staff.size === 0 ? [] : await storage.listMarked(t.tx, t.instansi, [...staff.keys()], since, state, from, PAGE + 1);
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const units = await organization.unitFacts(t, [...new Set(page.map((row) => staff.get(row.person)!.unit))]);
    const items = page.map((row): MarkedPunch => {
      const { name, postTitle, unit } = staff.get(row.person)!;
      return {
        id: row.id, person: row.person, name, title: postTitle, unit: units.get(unit)?.name ?? '', at: row.at.toISOString(), receivedAt: row.received_at.toISOString(), direction: row.direction, source: row.source, class: row.class, trust: row.trust,
        place: row.place_name, distance: row.distance, accuracy: row.accuracy, latitude: row.latitude, longitude: row.longitude, note: row.note, reasons: sentencesOf(row.reasons), selfie: row.selfie,
        review: row.decision && row.decided_at ? { decision: row.decision, words: row.words ?? '', at: row.decided_at.toISOString() } : null,
      };
    });
    return { items, ...(rows.length > PAGE && last ? { next: `${last.at.toISOString()}_${last.id}` } : {}), zone: await organization.zone(t) };
  });

/** @throws Refused `attendance.not-your-staff` also for one that is not there, or not marked */
export async function mustBeOwnStaff(t: TenantContext, rows: readonly { person: string }[], asked: readonly string[]): Promise<void> {
  const me = await ownPerson(t);
  const staff = await staffOf(t, [...new Set(rows.map((row) => row.person))]);
  if (rows.length < new Set(asked).size || !rows.every((row) => staff.get(row.person)?.superior === me)) throw new Refused({ code: 'attendance.not-your-staff' });
}
/** Event `attendance.reviewed` {people, from, to} for what counts the days. */
export async function tellReviewed(t: TenantContext, of: readonly { person: string; at: Date }[]): Promise<void> {
  if (of.length === 0) return;
  const times = of.map((row) => row.at.getTime());
  await emit(t, 'attendance.reviewed', { people: [...new Set(of.map((row) => row.person))], from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times)).toISOString() });
}

/** Judged once; who was faster stands. What came too late is upheld by a signed statement (`statements.ts`), rejected as any other. */
export const reviewPunches = (ctx: Context, input: { ids: string[]; decision: 'upheld' | 'rejected'; words: string }) =>
  inTenant(ctx, async (t) => {
    if (input.decision === 'rejected' && input.words.length < 5) throw new Refused({ code: 'attendance.rejection-says-why', fields: [{ path: 'words', message: 'Tulis alasannya.' }] });
    const ids = [...new Set(input.ids)];
    const rows = await storage.findMarked(t.tx, t.instansi, ids);
    await mustBeOwnStaff(t, rows, ids);
    if (input.decision === 'upheld' && rows.some((row) => !row.decision && row.reasons.includes('sent-late'))) throw new Refused({ code: 'attendance.needs-statement' });
    const decided = new Set(await storage.insertReviews(t.tx, t.instansi, rows.map((row) => row.id), { decision: input.decision, words: input.words, account: t.viewer!.accountId, post: mustHat(t).postId, at: t.house.clock.now() }));
    if (decided.size > 0) {
      const of = rows.filter((row) => decided.has(row.id));
      await audit(t, { action: 'attendance.reviewed', object: 'check-in', objectId: of.length === 1 ? of[0]!.id : null, detail: { ids: [...decided], decision: input.decision, words: input.words } });
      await tellReviewed(t, of);
    }
    return { decided: decided.size, skipped: rows.length - decided.size };
  });

import type { Rating } from '../../../engines/performance/predicate.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Placement } from '../../organization/contract.ts';
import { VALUES, type Occasion, type Period, type ValueCode } from '../contract.ts';
import * as storage from '../storage/evaluations.ts';
import { findPlan, type PlanRecord } from '../storage/plans.ts';
import { openFor, type Opened } from './plan-store.ts';
import { organizationOf } from './ports.ts';
import { settingsOn } from './settings.ts';
import { viewerHolder } from './who.ts';

// Chapters: dialog kinerja · feedback · 360°

const sideOf = ({ roles }: Opened): 'owner' | 'superior' => (roles.includes('owner') ? 'owner' : 'superior');

/** Written by one of the two, who thereby confirms it; the other is asked. */
export const writeDialogue = (ctx: Context, input: { plan: string; id?: string | undefined; day: string; occasion: Occasion; notes: string; followUp: string }) => inTenant(ctx, async (t) => {
  const opened = await openFor(t, input.plan, { kind: 'talk' });
  if (input.day > opened.day) throw new Refused({ code: 'performance.day-ahead', fields: [{ path: 'day', message: 'Hari itu belum tiba.' }] });
  const side = sideOf(opened);
  const at = t.house.clock.now();
  const id = input.id ?? uuidv7();
  await storage.insertDialogue(t.tx, t.instansi, { id, plan: opened.plan.id, day: input.day, occasion: input.occasion, notes: input.notes, followUp: input.followUp, writtenBy: side, writerName: opened.me.name, writtenAt: at, ownerAt: side === 'owner' ? at : null, superiorAt: side === 'superior' ? at : null, version: 1 });
  await audit(t, { action: 'performance.dialogue-written', object: 'performance-plan', objectId: opened.plan.id, detail: { dialogue: id, occasion: input.occasion } });
  await emit(t, 'performance.dialogue-written', { plan: opened.plan.id, dialogue: id });
  return { id };
});
async function dialogue(t: TenantContext, plan: string, id: string, version: number) {
  const opened = await openFor(t, plan, { kind: 'talk' });
  const row = await storage.lockDialogue(t.tx, t.instansi, plan, id);
  if (!row) throw new Refused({ code: 'performance.unknown' });
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  if (row.ownerAt && row.superiorAt) throw new Refused({ code: 'performance.dialogue-closed' });
  return { opened, row, side: sideOf(opened) };
}
export const confirmDialogue = (ctx: Context, input: { plan: string; id: string; version: number }) => inTenant(ctx, async (t) => {
  const { opened, row, side } = await dialogue(t, input.plan, input.id, input.version);
  const at = t.house.clock.now();
  await storage.saveDialogue(t.tx, t.instansi, { ...row, ...(side === 'owner' ? { ownerAt: row.ownerAt ?? at } : { superiorAt: row.superiorAt ?? at }) });
  await audit(t, { action: 'performance.dialogue-confirmed', object: 'performance-plan', objectId: opened.plan.id, detail: { dialogue: input.id, side } });
  return { version: row.version + 1 };
});
/** Other words need the other's confirmation anew. */
export const changeDialogue = (ctx: Context, input: { plan: string; id: string; version: number; notes: string; followUp: string }) => inTenant(ctx, async (t) => {
  const { opened, row, side } = await dialogue(t, input.plan, input.id, input.version);
  const at = t.house.clock.now();
  await storage.saveDialogue(t.tx, t.instansi, { ...row, notes: input.notes, followUp: input.followUp, ownerAt: side === 'owner' ? at : null, superiorAt: side === 'superior' ? at : null });
  await audit(t, { action: 'performance.dialogue-changed', object: 'performance-plan', objectId: opened.plan.id, detail: { dialogue: input.id, side } });
  return { version: row.version + 1 };
});

/** From the superior, the owner himself, and from who works in the same unit or below: tied to a result or to a value. */
export const giveFeedback = (ctx: Context, input: { plan: string; about: { result: string } | { value: ValueCode }; words: string }) => inTenant(ctx, async (t) => {
  const opened = await openFor(t, input.plan, { kind: 'feedback' });
  const { about } = input;
  if ('result' in about && !opened.plan.content.rows.some((row) => row.id === about.result)) throw new Refused({ code: 'performance.no-such-result' });
  const id = uuidv7();
  await storage.insertFeedback(t.tx, t.instansi, {
    id, plan: opened.plan.id, day: opened.day, person: opened.me.personId, name: opened.me.name, relation: opened.roles.includes('owner') ? 'sendiri' : 'atasan', result: 'result' in about ? about.result : null, value: 'value' in about ? about.value : null, words: input.words, at: t.house.clock.now(),
  });
  await audit(t, { action: 'performance.feedback-given', object: 'performance-plan', objectId: opened.plan.id, detail: { feedback: id } });
  return { id };
});

/** Who may be asked about somebody: colleagues under the same superior, and those whom he leads. */
export async function colleaguesOf(t: TenantContext, plan: PlanRecord, day: string): Promise<{ person: string; name: string; relation: 'rekan' | 'bawahan' }[]> {
  const organization = organizationOf(t);
  const near: Placement[] = await organization.placements(t, { units: [plan.unit] }, day, day);
  const superiors = await organization.superiorsOf(t, near.map((one) => one.holding), day);
  const own = superiors.get(plan.holding)?.holdingId;
  const seen = new Set<string>([plan.person]);
  return near.flatMap((one) => {
    const above = superiors.get(one.holding);
    const relation = above?.holdingId === plan.holding ? 'bawahan' as const : own !== undefined && above?.holdingId === own ? 'rekan' as const : undefined;
    if (!relation || seen.has(one.person)) return [];
    seen.add(one.person);
    return [{ person: one.person, name: one.name, relation }];
  });
}
export const nominateReviewers = (ctx: Context, input: { plan: string; period: Period; people: { person: string; relation: 'rekan' | 'bawahan' }[] }) => inTenant(ctx, async (t) => {
  const { plan, day } = await openFor(t, input.plan, { kind: 'review' });
  const known = new Map((await colleaguesOf(t, plan, day)).map((one) => [one.person, one]));
  const asked = input.people.map((one) => known.get(one.person));
  if (asked.some((one) => one === undefined)) throw new Refused({ code: 'performance.reviewer' });
  // Who is asked after the result was seen could be told apart by what it changes.
  if (isOver((await storage.reviewsOf(t.tx, t.instansi, plan.id)).filter((one) => one.period === input.period), await minimumOn(t, day))) throw new Refused({ code: 'performance.review-over' });
  const at = t.house.clock.now();
  const rows = (asked as NonNullable<(typeof asked)[number]>[]).map((one) => ({ id: uuidv7(), plan: plan.id, period: input.period, reviewer: one.person, reviewerName: one.name, relation: one.relation, askedAt: at, answeredAt: null, ratings: null, words: null }));
  const added = await storage.insertReviews(t.tx, t.instansi, rows);
  await audit(t, { action: 'performance.reviewers-named', object: 'performance-plan', objectId: plan.id, detail: { period: input.period, asked: added } });
  await emit(t, 'performance.reviewers-named', { plan: plan.id, people: rows.map((one) => one.reviewer) });
  return { asked: added };
});

/** Ends the waiting: who has not answered is not asked any more, and what was said is shown if enough said it. */
export const closeReviews = (ctx: Context, input: { plan: string; period: Period }) => inTenant(ctx, async (t) => {
  const { plan, day } = await openFor(t, input.plan, { kind: 'close-review' });
  const rows = (await storage.reviewsOf(t.tx, t.instansi, plan.id)).filter((one) => one.period === input.period);
  if (rows.length === 0) throw new Refused({ code: 'performance.no-review' });
  if (rows.some((one) => one.closedAt !== null)) throw new Refused({ code: 'performance.review-over' });
  const answered = rows.filter((one) => one.answeredAt !== null).length;
  await storage.closeReviews(t.tx, t.instansi, plan.id, input.period, t.house.clock.now());
  await audit(t, { action: 'performance.reviews-closed', object: 'performance-plan', objectId: plan.id, detail: { period: input.period, asked: rows.length, answered } });
  return { answered, shown: answered >= (await minimumOn(t, day)) };
});

async function reviewFor(t: TenantContext, id: string) {
  const { me } = await viewerHolder(t);
  const row = await storage.lockReview(t.tx, t.instansi, id);
  const plan = row && (await findPlan(t.tx, t.instansi, row.plan));
  if (!row || !plan || row.reviewer !== me.personId) throw new Refused({ code: 'performance.unknown' });
  return { row, plan };
}
export const getReview = (ctx: Context, id: string) => inTenant(ctx, async (t) => {
  const { row, plan } = await reviewFor(t, id);
  return { id, name: plan.name, title: plan.title, period: row.period, answered: row.answeredAt !== null, closed: row.closedAt !== null };
});
/** The audit knows who answered; what was answered is shown to the person only together with others. */
export const answerReview = (ctx: Context, input: { id: string; ratings: Partial<Record<ValueCode, Rating>>; words: string }) => inTenant(ctx, async (t) => {
  const { row, plan } = await reviewFor(t, input.id);
  if (row.answeredAt !== null) throw new Refused({ code: 'performance.review-closed' });
  if (row.closedAt !== null) throw new Refused({ code: 'performance.review-over' });
  if (!(Object.keys(VALUES) as ValueCode[]).every((value) => input.ratings[value] !== undefined)) throw new Refused({ code: 'performance.values-missing' });
  await storage.answerReview(t.tx, t.instansi, { id: input.id, at: t.house.clock.now(), ratings: input.ratings, words: input.words });
  await audit(t, { action: 'performance.review-answered', object: 'performance-plan', objectId: plan.id, detail: { period: row.period, relation: row.relation } });
  return { id: input.id };
});

type Rows = readonly storage.ReviewRecord[];
const minimumOn = async (t: TenantContext, day: string): Promise<number> => (await settingsOn(t, day)).feedback.minimumAnswers;
const answersOf = (rows: Rows): storage.ReviewRecord[] => rows.filter((one) => one.answeredAt !== null);
/** Closed by the superior, or answered by all who were asked where these are enough. */
const isOver = (rows: Rows, minimum: number): boolean => rows.some((one) => one.closedAt !== null) || (rows.length >= minimum && answersOf(rows).length === rows.length);

/**
 * Together and without names, once the round is over and enough have answered: shown while it runs, each further answer would show by what it
 * changes. `mayClose`: whether who looks leads the person.
 */
export async function reviewSummaries(t: TenantContext, plan: PlanRecord, day: string, mayClose: boolean) {
  const minimum = await minimumOn(t, day);
  return [...Map.groupBy(await storage.reviewsOf(t.tx, t.instansi, plan.id), (one) => one.period)].map(([period, rows]) => {
    const answered = answersOf(rows);
    const over = isOver(rows, minimum);
    const shown = over && answered.length >= minimum;
    const values = (Object.keys(VALUES) as ValueCode[]).map((value) => ({ value, counts: Object.fromEntries([...Map.groupBy(answered, (one) => one.ratings![value])].map(([rating, of]) => [rating, of.length])) }));
    // Sorted by their words, so that their order tells nothing about who wrote when.
    return { period, asked: rows.length, answered: answered.length, minimum, over, values: shown ? values : [], words: shown ? answered.flatMap((one) => (one.words ? [one.words] : [])).sort() : [], mayClose: mayClose && !over };
  });
}

import { hash } from 'node:crypto';
import { judgeCheckIn, type Judgement } from '../../../engines/attendance/check-in.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CommandFacts, Handled } from '../../sync/contract.ts';
import { CONFIRMING, sentencesOf, type CheckInAnswer, type CheckInBody } from '../contract.ts';
import { findPunch, insertPunches, closeBatch } from '../storage/punches.ts';
import type { StoredRow } from '../storage/ingest.ts';
import { collectorOf } from './collect.ts';
import { doorOf } from './door-check.ts';
import { groundOf, placesHere, placesNow, readStandings, standingOf, type Ground, type Standing } from './standing.ts';

// Chapters: online · from the queue · judging · what is answered

const MOST_A_MINUTE = 60;

/** Online, with everybody at the same minute: judged from memory, stored with others in one statement, answered when it is on the disk. */
export async function checkIn(ctx: Context, input: CheckInBody & { id: string; device?: string | undefined; at?: string | undefined }): Promise<CheckInAnswer> {
  const [ground, standing] = await whereStands(ctx);
  const now = ctx.house.clock.now();
  const minute = Math.floor(now.getTime() / 60_000);
  if (standing.minute !== minute) {
    standing.minute = minute;
    standing.count = 0;
  }
  if (++standing.count > MOST_A_MINUTE) throw new Refused({ code: 'attendance.too-often', data: { minutes: 1 } });
  const door = input.door ? await readTenant(ctx, (t) => doorOf(t, input.door!, now)) : undefined;
  if (input.door && !door) throw new Refused({ code: 'attendance.door-code-wrong' });
  const judged = judge(ground, standing, input, { at: now, receivedAt: now, arrival: 'online', door, deviceTime: input.at, isOfficeNetwork: ground.isOfficeAddress(ctx.ip) }, input.device);
  const digest = digestOf(standing.person, input);
  const { id, direction } = input;
  const row = {
    instansi: ctx.instansi, id, person: standing.person, holding: mustHat(ctx).holdingId, at: now, direction, ...positionOf(input), note: input.note || null, device: input.device ?? null, digest, ...judged,
  };
  const collected = await collectorOf(ctx.house).collect(row);
  if (collected === 'new') {
    if (row.latitude !== null && row.longitude !== null) standing.before = { at: now, latitude: row.latitude, longitude: row.longitude, accuracy: row.accuracy };
    return answerOf(ground, { ...judged, id, at: now, receivedAt: now });
  }
  return answerOf(ground, mustBeSame(collected.stored, digest));
}

/** A command of the queue, in the transaction of its answer. What was done cannot be done better now, so it is taken and marked. */
export async function checkInFromQueue(t: TenantContext, body: CheckInBody & { id?: string | undefined }, facts: CommandFacts): Promise<Handled> {
  const id = body.id ?? facts.command;
  const [ground, today] = await whereStands(t);
  // Of another day: who was sent where, or allowed to stay at home, on that day.
  const day = dayIn(facts.at, ground.zone);
  const standing = day === today.day ? today : (await readStandings(t, [mustHat(t).holdingId], day)).get(mustHat(t).holdingId) ?? today;
  const device = facts.device.id;
  const digest = digestOf(standing.person, { ...body, device });
  // The answer to the same check-in may have been lost on the way: it is there, and stays as it was judged then.
  const before = await findPunch(t.tx, t.instansi, id);
  if (before) return handled(answerOf(ground, mustBeSame(before, digest)));
  const door = body.door ? await doorOf(t, body.door, facts.at) : undefined;
  const judged = judge(ground, standing, body, { at: facts.at, receivedAt: facts.receivedAt, arrival: facts.trust, door, hasChainMarks: facts.marks.some((mark) => !ANCHOR_MARKS.has(mark)) }, device);
  const batch = uuidv7(facts.receivedAt.getTime());
  const row = {
    id, person: standing.person, holding: mustHat(t).holdingId, at: facts.at, receivedAt: facts.receivedAt, direction: body.direction, source: 'queue' as const, ...positionOf(body), note: body.note || null, device, digest: Buffer.from(digest, 'hex'), ...judged,
  };
  const taken = await insertPunches(t.tx, t.instansi, batch, [row]);
  // Its twin came through the other door in this very moment.
  if (taken.length === 0) return handled(answerOf(ground, mustBeSame((await findPunch(t.tx, t.instansi, id))!, digest)));
  await closeBatch(t.tx, t.instansi, batch, taken, uuidv7(facts.receivedAt.getTime()), facts.receivedAt);
  return handled(answerOf(ground, { ...judged, id, at: facts.at, receivedAt: facts.receivedAt }));
}
/** These say that the anchor is weak, not that somebody meddled. */
const ANCHOR_MARKS: ReadonlySet<string> = new Set(['no-anchor']);

const handled = (answer: CheckInAnswer): Handled => ({ result: answer, marks: answer.reasons.filter(({ code }) => !CONFIRMING.has(code)) });

async function whereStands(ctx: Context): Promise<[Ground, Standing]> {
  const hat = ctx.viewer?.hat;
  if (!hat || ctx.viewer?.kind !== 'officer') throw new Refused({ code: 'attendance.no-person' });
  const standing = await standingOf(ctx, hat.holdingId);
  if (!standing) throw new Refused({ code: 'attendance.no-person' });
  return [await groundOf(ctx), standing];
}

interface Arrived {
  at: Date;
  receivedAt: Date;
  arrival: 'online' | CommandFacts['trust'];
  door: string | undefined;
  deviceTime?: string | undefined;
  hasChainMarks?: boolean;
  isOfficeNetwork?: boolean;
}
function judge(ground: Ground, standing: Standing, body: CheckInBody, arrived: Arrived, device: string | undefined): Judgement {
  const { latitude, longitude, accuracy } = body;
  const [owner, phone] = [device && ground.ownerOf.get(device), ground.phoneOf.get(standing.person)];
  const judged = judgeCheckIn({
    ...arrived, position: latitude === undefined || longitude === undefined ? undefined : { latitude, longitude, accuracy: accuracy ?? ground.rule.accuracyLimit + 1 },
    isMock: body.mock, isDeviceShared: Boolean(owner) && owner !== standing.person, isPhoneUnapproved: phone !== undefined && phone !== device, note: body.note, before: standing.before, isOnDuty: standing.isOnDuty, places: arrived.arrival === 'online' ? placesNow(ground, standing, arrived.at) : placesHere(ground, standing, arrived.at), isDoorWrong: body.door !== undefined && body.door !== '' && arrived.door === undefined,
  }, ground.rule);
  if (!judged.ok) throw new Refused(judged.refusal);
  if (device && !owner) ground.ownerOf.set(device, standing.person);
  // To a decimetre, as it is stored: who asks again reads the same.
  const { distance } = judged.value;
  return { ...judged.value, distance: distance === null ? null : Math.round(distance * 10) / 10 };
}

/** To a centimetre: what is finer is no measurement, and below 1e-45 no `real` of PostgreSQL, which would hold up its batch. */
const positionOf = ({ latitude, longitude, accuracy }: CheckInBody) =>
  latitude === undefined || longitude === undefined ? { latitude: null, longitude: null, accuracy: null } : { latitude, longitude, accuracy: accuracy === undefined ? null : Math.round(accuracy * 100) / 100 };

/** Of who and what was said; not of when it was heard, which differs between the doors. */
const digestOf = (person: string, b: CheckInBody & { device?: string | undefined }): string =>
  hash('sha256', JSON.stringify([person, b.direction, b.latitude ?? null, b.longitude ?? null, b.accuracy ?? null, b.door || null, b.note || null, b.mock ?? false, b.device ?? null]), 'hex');

type Stored = Pick<StoredRow, 'id' | 'at' | 'received_at' | 'place' | 'distance' | 'verdict' | 'trust' | 'class' | 'reasons' | 'digest'>;
interface Answered extends Judgement {
  id: string;
  at: Date;
  receivedAt: Date;
}

function mustBeSame({ received_at: receivedAt, digest, ...row }: Stored, asked: string): Answered {
  if (digest.toString('hex') !== asked) throw new Refused({ code: 'attendance.id-reused' });
  return { ...row, receivedAt };
}

function answerOf(ground: Ground, { id, at, receivedAt, verdict, place, distance, trust, class: proof, reasons }: Answered): CheckInAnswer {
  const here = place === null ? undefined : ground.places.get(place);
  return {
    id, verdict, at: at.toISOString(), receivedAt: receivedAt.toISOString(), place: here ? { id: here.id, name: here.name, kind: here.kind } : null, distance, trust, class: proof, reasons: sentencesOf(reasons),
    selfie: ground.rule.selfie === 'always' || (ground.rule.selfie === 'outside' && reasons.some((reason) => reason === 'outside-fence' || reason === 'no-position')),
  };
}

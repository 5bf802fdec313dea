import { addDays, dayIn } from '../../platform/kernel/calendar-day.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { actOnTime } from '../../modules/permohonan/service/system-acts.ts';
import { manualClock } from '../../platform/kernel/clock.ts';
import type { Duty } from '../../modules/organization/contract.ts';
import type { DemoCitizen } from '../accounts.ts';
import type { Invented } from '../people.ts';
import type { Dice } from '../random.ts';
import type { Story, Tale } from './play.ts';
import type { Stage } from './stage.ts';

/** How one request goes. Times are drawn unless a plan says otherwise. */
export interface RequestPlan {
  /** Names the request: its id and its dice hang on it. */
  key: string;
  submitAt: Date;
  /** Someone with an account, or somebody at the counter. */
  applicant: { citizen: DemoCitizen } | { person: Invented };
  /** How much of its promise a step takes, on average: 0.5 is brisk, above 1 is late. */
  pace: number;
  ending?: 'rejected' | 'withdrawn' | 'lapsed' | 'returned' | 'corrected';
  /** The step is left undone: what stands on a desk at the end. */
  stopAt?: string;
  /** The step (or its claim) happens at this moment instead of a drawn one. */
  times?: Record<string, Date>;
  /** Whom an open step was taken by, by step. */
  claimedBy?: Record<string, Viewer>;
  message?: number;
  note?: number;
  lateEntry?: { receivedAt: Date; reason: string };
}

export const service = { usaha: 'surat-keterangan-usaha', penelitian: 'surat-keterangan-penelitian', reklame: 'izin-reklame' } as const;
export type ServiceKey = keyof typeof service;

/** One step of a story. */
export interface Turn {
  step: string;
  unit: string;
  duty: Duty;
  /** Promise of the step in minutes of office time. */
  minutes: number;
  /** Which of several officers. */
  n?: number;
  /** A part of a step: it is not taken on its own. */
  partOf?: string;
  act(stage: Stage, viewer: Viewer, request: OpenRequest): Promise<void>;
}

/** What a story knows of its request while it goes on. */
export class OpenRequest {
  readonly id: string;
  readonly stage: Stage;
  readonly dice: Dice;
  constructor(stage: Stage, id: string, dice: Dice) {
    this.stage = stage;
    this.id = id;
    this.dice = dice;
  }
  async act(viewer: Viewer, action: Record<string, unknown>): Promise<void> {
    await this.stage.as(viewer).permohonan.act({ id: this.id, seq: await this.stage.seqOf(this.id), action });
  }
  async sign(viewer: Viewer, step: string): Promise<void> {
    const { refused } = await this.stage.as(viewer).permohonan.signMany({ items: [{ id: this.id, seq: await this.stage.seqOf(this.id), step }] });
    if (refused.length > 0) throw new Error(refused[0]!.message);
  }
}

export interface Telling {
  service: ServiceKey;
  plan: RequestPlan;
  /** Files and answers, made at the moment of submission. */
  answers(stage: Stage, by: Viewer): Promise<Record<string, unknown>>;
  turns: Turn[];
  counter: { unit: string; duty: Duty };
}

/** One request on a clock of its own. */
export function taleOf(stage: Stage, dice: Dice, telling: Telling): Tale {
  const scene = stage.fork();
  return { scene, story: tell(scene, dice, telling) };
}

/** From the submission to the end, or to the step where it is left. */
async function* tell(stage: Stage, dice: Dice, t: Telling): Story {
  const { plan } = t;
  const { calendar } = stage.seeding.anchor;
  yield plan.submitAt;
  const own = 'citizen' in plan.applicant;
  const citizen = 'citizen' in plan.applicant ? stage.citizen(plan.applicant.citizen) : undefined;
  const by = citizen ?? stage.officer(t.counter.unit, t.counter.duty);
  const id = dice.id('request', plan.submitAt.getTime());
  await stage.submit(by, {
    id, layanan: service[t.service], answers: await t.answers(stage, by), account: citizen?.accountId ?? null, channel: own ? 'self' : 'counter',
    ...('person' in plan.applicant ? { applicant: { name: plan.applicant.person.name, nik: plan.applicant.person.nik, phone: plan.applicant.person.phone } } : {}),
    ...(plan.lateEntry ? { lateEntry: { receivedAt: plan.lateEntry.receivedAt.toISOString(), reason: plan.lateEntry.reason, scans: [] } } : {}),
  });
  const request = new OpenRequest(stage, id, dice);
  let opened = plan.submitAt;

  if (plan.ending === 'withdrawn' && citizen) {
    yield stage.later(opened, dice.between(20, 160));
    await stage.as(citizen).permohonan.withdraw({ id, reason: dice.pick(['Salah memilih layanan.', 'Usaha pindah tempat, akan mengajukan lagi.', 'Sudah tidak diperlukan.']) });
    return;
  }
  for (const turn of t.turns) {
    const viewer = stage.officer(turn.unit, turn.duty, turn.n ?? dice.between(0, 3));
    const takes = turn.minutes * plan.pace * (0.35 + dice.next() * 0.9);
    const planned = plan.times?.[turn.step];
    const when = planned === undefined ? stage.later(opened, takes) : planned > opened ? planned : stage.later(opened, 5);
    const claimer = plan.claimedBy?.[turn.step];
    const claimable = turn.partOf === undefined && turn.step !== 'tanda_tangan' && turn.step !== 'pembayaran';
    if (claimer || (claimable && dice.chance(0.3))) {
      const claimed = stage.later(opened, Math.min(takes / 2, 90));
      if (claimer || claimed < when) {
        yield claimed;
        await request.act(claimer ?? viewer, { kind: 'claim', step: turn.step });
      }
    }
    if (plan.stopAt === turn.step) return;
    const who = claimer ?? viewer;
    yield when;
    opened = when;
    if (turn === t.turns[0]) {
      if (plan.note !== undefined) await stage.as(who).permohonan.addNote({ id, text: stage.file.notes[plan.note % stage.file.notes.length]! });
      if (plan.message !== undefined && citizen) yield* talk(stage, request, citizen, who, plan.message);
      if (plan.ending === 'rejected') {
        await request.act(who, { kind: 'reject', step: turn.step, reasons: [{ text: dice.pick(stage.file.rejections[t.service]) }] });
        return;
      }
      if (plan.ending === 'returned' || plan.ending === 'lapsed' || plan.ending === 'corrected') {
        await request.act(who, { kind: 'return', step: turn.step, remarks: [dice.pick(stage.file.remarks[t.service])] });
        if (plan.ending === 'lapsed') {
          // The house lets it lapse in the first hour after the limit, by its own rhythm.
          yield new Date(Date.parse(`${addDays(dayIn(when, calendar.zone), 31)}T00:07:00+07:00`));
          await actOnTime({ ...stage.seeding.house, clock: manualClock(stage.at) });
          return;
        }
        if (plan.ending === 'returned' || !citizen) return;
        yield stage.later(when, dice.between(120, 900));
        await correct(stage, request, citizen);
        opened = stage.later(stage.at, dice.between(30, 200));
        yield opened;
      }
    }
    await turn.act(stage, who, request);
  }
}

async function* talk(stage: Stage, request: OpenRequest, citizen: Viewer, officer: Viewer, n: number): Story {
  const [question, answer] = stage.file.messages[n % stage.file.messages.length]!;
  await stage.as(citizen).permohonan.sendMessage({ id: request.id, text: question });
  yield new Date(stage.at.getTime() + 11 * 60_000);
  await stage.as(officer).permohonan.sendMessage({ id: request.id, text: answer });
}

/** The same answers once more: what was remarked upon was a picture or a word, and the form checks all of it again. */
async function correct(stage: Stage, request: OpenRequest, citizen: Viewer): Promise<void> {
  const api = stage.as(citizen);
  const { id } = await api.permohonan.startCorrection({ id: request.id });
  await api.permohonan.submitDraft({ id });
}

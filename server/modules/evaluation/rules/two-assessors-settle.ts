import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { ItemState, ValueStage } from '../contract/assess-words.ts';
import { isBefore, valueAt, type GivenValue } from './stages-inherit.ts';

export type Seat = 'first' | 'second';
/** A verdict of one seat at one stage; the seat, not the person: who takes over an assignment takes over its verdicts. */
export interface SeatVerdict {
  seat: Seat;
  stage: ValueStage;
  micro: bigint;
  fakta: string;
  analisis: string;
  justifikasi: string;
  by: string;
}

/** Where a seat stands at a stage: its own verdict there, else what was settled before, else its own earlier verdict. */
export function standOf(seat: Seat, stage: ValueStage, stages: readonly ValueStage[], verdicts: readonly SeatVerdict[], settled: readonly GivenValue[]): { micro: bigint } | undefined {
  const own = (at: ValueStage) => verdicts.find((one) => one.seat === seat && one.stage === at);
  for (const at of stages.filter((one) => one === stage || isBefore(one, stage)).toReversed()) {
    const stand = at === stage ? own(at) : (settled.find((one) => one.stage === at) ?? own(at));
    if (stand) return stand;
  }
  return undefined;
}

export interface Settlement {
  state: ItemState;
  /** The value of this stage; null where it inherits. */
  value: GivenValue | null;
}

/**
 * What the verdicts of a stage amount to. One assessor assigned: his value counts. Two: the value is settled when both
 * stand at the same level (who was untouched stands where he stood), otherwise it is disputed until one of them moves or
 * the organiser decides. A decision of the organiser stands. `settled` are the values of the stages before.
 */
export function settle(stage: ValueStage, stages: readonly ValueStage[], seats: readonly Seat[], verdicts: readonly SeatVerdict[], settled: readonly GivenValue[]): Settlement {
  const decided = settled.find((one) => one.stage === stage && (one.how === 'lead' || one.how === 'review'));
  if (decided) return { state: 'settled', value: decided };
  const earlier = settled.filter((one) => isBefore(one.stage, stage));
  const here = verdicts.filter((one) => one.stage === stage && seats.includes(one.seat));
  const stands = seats.map((seat) => standOf(seat, stage, stages, verdicts, earlier));
  if (stands.every((one) => one === undefined)) return { state: 'open', value: null };
  if (stands.some((one) => one === undefined)) return { state: 'waiting', value: null };
  if (stands.some((one) => one!.micro !== stands[0]!.micro)) return { state: 'disputed', value: null };
  // The first assessor writes the text of what both agree on, unless only the other one wrote at this stage.
  const text = here.find(({ seat }) => seat === 'first') ?? here[0];
  if (text) return { state: 'settled', value: { ...pick(text), stage, how: seats.length > 1 ? 'agreed' : 'single' } };
  return { state: valueAt(stages, earlier, stage) ? 'settled' : 'disputed', value: null };
}
const pick = ({ micro, fakta, analisis, justifikasi, by }: SeatVerdict) => ({ micro, fakta, analisis, justifikasi, by });

/** An assessor reads the other's verdict only after giving his own, and only once the phase lets assessors see each other (`maySee`). */
export const otherIsVisible = (mine: Seat, verdicts: readonly { seat: Seat }[], phaseAllows: boolean): boolean => phaseAllows && verdicts.some(({ seat }) => seat === mine);

/**
 * Whether an assessor may (still) give a verdict at the stage that is open. In the review only what was returned or is
 * still without an agreed value; after the organiser or the review decided, nobody. Refuses `evaluation.not-now`,
 * `evaluation.decided`, `evaluation.only-returned`.
 */
export function mayGiveVerdict(stage: ValueStage | undefined, item: { decided: 'lead' | 'review' | null; mark: 'valid' | 'returned' | 'set' | null; hasValue: boolean; disputed: boolean }): Result<ValueStage> {
  if (stage === undefined || stage === 'final') return refuse('evaluation.not-now');
  if (item.decided !== null) return refuse('evaluation.decided', { by: item.decided });
  if (stage === 'review' && item.mark !== 'returned' && item.hasValue && !item.disputed) return refuse('evaluation.only-returned');
  return ok(stage);
}

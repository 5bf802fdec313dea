import type { Phase, PhasePlan } from '../../self-assessment/contract.ts';
import { VALUE_STAGES, type How, type ValueStage } from '../contract/assess-words.ts';

/** A value as somebody gave it at a stage, with its three texts (Pedoman Menteri PANRB 3/2024: Fakta, Analisis, Justifikasi). */
export interface GivenValue {
  stage: ValueStage;
  /** Level in millionths. */
  micro: bigint;
  fakta: string;
  analisis: string;
  justifikasi: string;
  how: How;
  by: string;
}
/** What counts at a stage: null where nothing was given so far ("belum dinilai"). */
export interface StageValue {
  stage: ValueStage;
  value: GivenValue | null;
  /** The earlier stage whose value and text stand here; null where the stage has its own. */
  inheritedFrom: ValueStage | null;
}

/** The stages of a campaign: interview and visit only where its plan has them. */
export const stagesOf = (plan: PhasePlan): ValueStage[] =>
  VALUE_STAGES.filter((stage) => (stage !== 'interview' && stage !== 'visit') || plan.some(({ phase }) => phase === stage));

const OPEN_IN: Partial<Record<Phase, ValueStage>> = { document: 'document', interview: 'interview', visit: 'visit', final: 'review', objection: 'final' };
/** At which stage values are given while a phase runs. Before the documents, and once published, at none. */
export const openStage = (phase: Phase | undefined): ValueStage | undefined => phase && OPEN_IN[phase];

/**
 * Every stage with what counts there: "an indicator left untouched inherits the previous stage's level and text"
 * (Permenpan RB 59/2020, annex III). The first stage inherits nothing, not even the institution's own claim.
 */
export function inherit(stages: readonly ValueStage[], given: readonly GivenValue[]): StageValue[] {
  let last: GivenValue | null = null;
  return stages.map((stage) => {
    const own = given.find((one) => one.stage === stage);
    last = own ?? last;
    return { stage, value: last, inheritedFrom: own || !last ? null : last.stage };
  });
}

/** What counts at or before a stage. */
export const valueAt = (stages: readonly ValueStage[], given: readonly GivenValue[], stage: ValueStage): GivenValue | null =>
  inherit(stages, given).find((one) => one.stage === stage)?.value ?? null;

export const isBefore = (a: ValueStage, b: ValueStage): boolean => VALUE_STAGES.indexOf(a) < VALUE_STAGES.indexOf(b);

import { missingFor } from '../../../engines/scoring/ladder.ts';
import type { Indicator, WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE } from '../../../engines/scoring/score.ts';
import type { ValueStage } from '../contract/assess-words.ts';
import { mainEvidence, type Claim } from './verdict-is-complete.ts';

/** Why a claim is judged on its own page and not together with others. */
export type NotTogether = 'stage' | 'given' | 'claim' | 'criteria' | 'evidence' | 'not-viewed';

/**
 * Claims that may be accepted in one go: on the documents, not judged yet, whole (Fakta, Analisis, every criterion of the
 * level and of those below ticked), and each looked at as it stands now. Where main evidence decides (Index Pemdi) every
 * piece has a status of its own, so never together. House rule: in one go means less typing, not less reading.
 */
export function notTogether(instrument: WeightedInstrument, indicator: Indicator, s: { stage: ValueStage | undefined; given: boolean; claim: (Claim & { met: readonly string[] }) | undefined; viewed: boolean }): NotTogether | null {
  if (s.stage !== 'document') return 'stage';
  if (s.given) return 'given';
  if (!s.claim || s.claim.fakta.trim() === '' || s.claim.analisis.trim() === '') return 'claim';
  if (mainEvidence(instrument, indicator).length > 0) return 'evidence';
  if (missingFor(instrument, indicator, Number(s.claim.micro / LEVEL_SCALE), new Set(s.claim.met)).length > 0) return 'criteria';
  return s.viewed ? null : 'not-viewed';
}

import { readLevel } from '../../../engines/scoring/score.ts';
import type { Indicator, WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { ok, refuse, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { ItemState, Mark, ValueStage } from '../contract/assess-words.ts';

/** `level` only with `set`. */
export interface AskedMark {
  mark: Mark;
  text: string;
  level: string;
}

/**
 * Tim Reviu: per indicator Valid or Tidak Valid, a text only when not valid (Permenpan RB 59/2020, annex III). Not valid
 * either goes back to the assessors or is set by the review with its reason. Refuses `evaluation.not-in-review`,
 * `evaluation.nothing-to-review`, `evaluation.mark` with fields.
 */
export function judgeMark(instrument: WeightedInstrument, indicator: Indicator, stage: ValueStage | undefined, item: { current: bigint | null; state: ItemState; mark: Mark | null }, asked: AskedMark): Result<{ mark: Mark; text: string; micro: bigint | null }> {
  if (stage !== 'review') return refuse('evaluation.not-in-review');
  const text = asked.text.trim();
  if (asked.mark === 'valid') {
    if (item.current === null || item.state !== 'settled') return refuse('evaluation.nothing-to-review', { number: indicator.number });
    return text === '' ? ok({ mark: 'valid', text: '', micro: null }) : bad([{ path: 'text', message: 'Catatan hanya untuk yang Tidak Valid. Kosongkan, atau pilih Tidak Valid.' }]);
  }
  const fields: FieldRefusal[] = text === '' ? [{ path: 'text', message: 'Tulis apa yang tidak valid dan mengapa.' }] : [];
  if (asked.mark === 'returned') return fields.length > 0 ? bad(fields) : ok({ mark: 'returned', text, micro: null });
  const level = readLevel(instrument, indicator, asked.level);
  if (!level.ok) fields.push({ path: 'level', message: String(level.refusal.data?.['sentence']).replace(/^./, (first) => first.toUpperCase()) });
  else if (level.value === item.current) fields.push({ path: 'level', message: 'Tingkat ini sama dengan yang sekarang. Pilih Valid, atau tingkat lain.' });
  return level.ok && fields.length === 0 ? ok({ mark: 'set', text, micro: level.value }) : bad(fields);
}
const bad = (fields: FieldRefusal[]): { ok: false; refusal: { code: string; fields: FieldRefusal[] } } => ({ ok: false, refusal: { code: 'evaluation.mark', fields } });

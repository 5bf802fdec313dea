import type { Result } from '../../../platform/kernel/refusal.ts';
import type { LetterData } from '../letter/letter-data.ts';
import type { LetterDefinition } from '../letter/letter-definition.ts';
import { prepareLetter, type PreparedLetter } from '../letter/prepare-letter.ts';
import type { FinishedPlace } from './finished-body.ts';

/** What every letter needs that is a file: nothing but what is put on it. */
const FINISHED: LetterDefinition = {
  format: 1, id: 'naskah-jadi', title: 'Naskah', legalBasis: [{ id: 'permendagri_1_2023', title: 'Permendagri 1/2023' }],
  paper: { default: 'A4', allowed: ['A4'] }, parts: ['number', 'date', 'signer', 'verification'], fields: [],
};

/** Refuses `documents.letter-incomplete`. */
export function prepareFinished(data: LetterData, places: readonly FinishedPlace[]): Result<PreparedLetter & { places: readonly FinishedPlace[] }> {
  const { letterhead: _, ...rest } = data;
  const prepared = prepareLetter(FINISHED, { ...rest, fields: {} });
  return prepared.ok ? { ok: true, value: { ...prepared.value, places } } : prepared;
}

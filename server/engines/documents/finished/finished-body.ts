import * as z from 'zod';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/** What is put at a marked place: number, date of the letter, signer block, QR code, copies (tembusan). */
export const MARKED = ['nomor', 'tanggal', 'ttd', 'qr', 'tembusan'] as const;
export type Marked = (typeof MARKED)[number];

const points = z.number().min(0).max(5000);

/** A place on a page, in points (1/72 inch) from the upper left corner of the page as it is seen; pages from 1. */
export const finishedPlace = z.object({
  what: z.enum(MARKED), page: z.number().int().min(1).max(500), x: points, y: points,
  width: points.optional().describe('Lebar tanda yang ditutup'), height: points.optional(),
});
export type FinishedPlace = z.infer<typeof finishedPlace>;

/** A finished PDF in place of a body: a stored file of the institution, and where what belongs to the letter is put. */
export const finishedBody = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), places: z.array(finishedPlace).max(40) });
export type FinishedBody = z.infer<typeof finishedBody>;

/** A letter that is a file may be as large as one that is verified. */
export const MOST_FINISHED_BYTES = 25 * 1024 * 1024;
export const MOST_FINISHED_PAGES = 300;

/** A letter without number and signature on it is none. Refuses `documents.finished-place` naming what has no place. */
export function checkPlaces(places: readonly FinishedPlace[]): Result<FinishedPlace[]> {
  const missing = (['nomor', 'ttd'] as const).filter((what) => !places.some((place) => place.what === what));
  return missing.length > 0 ? refuse('documents.finished-place', { missing }) : ok([...places]);
}

import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/**
 * The certificate's subject must be the person shown in the block, also under a.n. and Plt. (reference letters §5).
 * Certificates seldom carry academic titles and often carry capitals, so titles, case and punctuation do not count.
 * Refuses `documents.certificate-of-somebody-else`.
 */
export function certificateNamesTheSigner(shownName: string, subjectName: string): Result<void> {
  return bareName(shownName) !== '' && bareName(shownName) === bareName(subjectName)
    ? ok(undefined)
    : refuse('documents.certificate-of-somebody-else', { shown: shownName, certificate: subjectName });
}

/** "Dr. Ir. H. SITI  AMINAH, S.Sos., M.Si." → "siti aminah". */
export function bareName(name: string): string {
  const words = name.split(',')[0]!.normalize('NFKC').trim().split(/\s+/);
  // Titles before a name end in a full stop ("Dr.", "Drs.", "H.", "Hj."); an initial inside a name comes later.
  while (words.length > 1 && /^(prof|dr|drs|dra|drg|ir|h|hj|k\.?h|r|rr|apt|ns)\.?$/i.test(words[0]!) && words[0]!.endsWith('.')) words.shift();
  return words.join(' ').toLocaleLowerCase('id-ID').replace(/[^\p{L}\p{N} ]/gu, '').replace(/\s+/g, ' ').trim();
}

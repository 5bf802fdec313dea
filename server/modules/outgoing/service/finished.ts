import { MARKED, type FinishedPlace } from '../../../engines/documents/finished/finished-body.ts';
import { proseText } from '../../../engines/prose/prose-text.ts';
import { canonical } from '../../../engines/prose/canonical.ts';
import type { LetterType } from '../../letter-types/contract.ts';
import { MARKED_NAMES, type Content, type FinishedView } from '../contract.ts';
import type { FileFact } from './compose.ts';

/** Without these it is no letter. */
const NEEDED = ['nomor', 'ttd'] as const;
const MM_PER_POINT = 25.4 / 72;

/** "halaman 1, 20 mm dari kiri, 45 mm dari atas" */
const whereOf = ({ page, x, y }: FinishedPlace): string => `halaman ${page}, ${Math.round(x * MM_PER_POINT)} mm dari kiri, ${Math.round(y * MM_PER_POINT)} mm dari atas`;

export function finishedViewOf(letter: string, { finished }: Pick<Content, 'finished'>, file: Pick<FileFact, 'id' | 'name' | 'size'>): FinishedView {
  const places = (finished?.places ?? []).toSorted((a, b) => MARKED.indexOf(a.what) - MARKED.indexOf(b.what) || a.page - b.page);
  return { id: file.id, name: file.name, bytes: file.size, url: `/api/naskah-keluar/${letter}/lampiran/${file.id}`, places: places.map((place) => ({ ...place, title: MARKED_NAMES[place.what], where: whereOf(place) })), missing: NEEDED.filter((what) => !places.some((place) => place.what === what)) };
}

/** Somebody wrote something: replacing it is asked for. */
export const hasOwnWords = ({ body }: Pick<Content, 'body'>, type: Pick<LetterType, 'skeleton'>): boolean => body !== undefined && proseText(body).trim() !== '' && canonical(body) !== canonical(type.skeleton);

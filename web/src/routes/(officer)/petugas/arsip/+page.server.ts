import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { askedOf, wordOf } from './parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const may = (permission: string) => hat.permissions.includes(permission);
  const asked = askedOf(event.url, may('archive.keep') ? 'habis-masa' : 'terbuka');
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 100);
  try {
    const list = await event.locals.api.archive.listFolders({ ...asked.filter, ...(mulai && { cursor: mulai }) });
    return { title: 'Berkas arsip', asked, mulai, list, tabs: list.counts.map(({ box, title, count }) => ({ kotak: wordOf(box), title, count })), files: may('archive.file'), keeps: may('archive.keep') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

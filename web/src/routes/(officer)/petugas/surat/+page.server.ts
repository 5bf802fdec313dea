import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { boxes, boxWord, wordOf } from './parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const kotak = boxWord(event.url.searchParams.get('kotak'));
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 200);
  const api = event.locals.api.letters;
  try {
    const [{ boxes: counted, prepared }, inbox, { counts }] = await Promise.all([api.inboxCounts({}), api.inbox({ box: boxes[kotak], ...(mulai && { cursor: mulai }) }), event.parent()]);
    const tabs = [...counted.map(({ box, title, count }) => ({ kotak: wordOf(box), title, count })), { kotak: 'selesai' as const, title: 'Selesai', count: undefined }];
    const unread = counted.find(({ box }) => box === 'unread')!.count;
    return { title: 'Surat masuk', kotak, mulai, tabs, inbox, prepared, own: hat.title, leads: hat.permissions.includes('letters.mandate'), registers: hat.permissions.includes('letters.register'), counts: { ...counts, '/petugas/surat': unread } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

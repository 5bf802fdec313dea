import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { boxes, boxWord, wordOf } from './parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api.outgoing;
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 200);
  try {
    const [{ boxes: counted }, { counts }] = await Promise.all([api.deskCounts({}), event.parent()]);
    const countOf = (box: string) => counted.find((one) => one.box === box)?.count ?? 0;
    // Without a wish: what somebody else waits for, before the own drafts.
    const kotak = boxWord(event.url.searchParams.get('kotak')) ?? (countOf('sign') ? 'tanda-tangan' : countOf('initial') ? 'paraf' : 'konsep');
    const desk = await api.desk({ box: boxes[kotak], ...(mulai && { cursor: mulai }) });
    const tabs = [...counted.map(({ box, title, count }) => ({ kotak: wordOf(box), title, count })), { kotak: 'terkirim' as const, title: 'Terkirim', count: undefined }];
    return {
      title: 'Naskah dinas', kotak, mulai, tabs, desk, signs: hat.permissions.includes('outgoing.sign'), registers: hat.permissions.includes('outgoing.register'), done: event.url.searchParams.get('selesai')?.slice(0, 20),
      counts: { ...counts, '/petugas/naskah': countOf('initial') + countOf('sign') },
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

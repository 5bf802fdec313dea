import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { boxes, boxWord, wordOf } from './parts/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api.outgoing;
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 200);
  try {
    const [{ boxes: counted, mandates }, { counts }] = await Promise.all([api.deskCounts({}), event.parent()]);
    const countOf = (box: string) => counted.find((one) => one.box === box)?.count ?? 0;
    // Without a wish: what somebody else waits for, then whom the reader helps, before the own drafts.
    const [asked, helped] = [boxWord(event.url.searchParams.get('kotak')), event.url.searchParams.get('untuk')];
    const kotak = asked ?? (countOf('sign') ? 'tanda-tangan' : countOf('initial') ? 'paraf' : 'konsep');
    const untuk = helped !== null ? mandates.find(({ post }) => post === helped) : asked || kotak !== 'konsep' ? undefined : mandates.find(({ count }) => count > 0);
    const desk = await api.desk({ ...(untuk ? { box: 'sign', post: untuk.post } : { box: boxes[kotak] }), ...(mulai && { cursor: mulai }) });
    const tabs = [...counted.map(({ box, title, count }) => ({ kotak: wordOf(box), title, count })), { kotak: 'terkirim' as const, title: 'Terkirim', count: undefined }];
    return {
      title: 'Naskah dinas', kotak, untuk, mandates, mulai, tabs, desk, signs: hat.permissions.includes('outgoing.sign'), registers: hat.permissions.includes('outgoing.register'), done: event.url.searchParams.get('selesai')?.slice(0, 20),
      counts: { ...counts, '/petugas/naskah': countOf('initial') + countOf('sign') },
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** By who holds a mandate: what the leader signs first. */
export const actions: Actions = {
  siapkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const chosen = one(values, 'chosen') === 'true';
    try {
      await event.locals.api.outgoing.prepare({ id: one(values, 'id'), hash: one(values, 'hash'), chosen, ...(one(values, 'place') && { place: one(values, 'place') }), note: one(values, 'note') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah?untuk=${encodeURIComponent(one(values, 'untuk'))}&selesai=${chosen ? 'siap' : 'lepas'}`);
  },
};

import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** The leader's morning: what is unread and what was prepared, each decided with one tap. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api.letters;
  const all = event.url.searchParams.get('lihat') === 'terbuka';
  try {
    const [{ boxes, prepared }, inbox, quick] = await Promise.all([api.inboxCounts({}), api.inbox({ box: all ? 'open' : 'unread', limit: 30 }), api.quickDispositions({})]);
    const countOf = (box: string) => boxes.find((one) => one.box === box)?.count ?? 0;
    const own = inbox.items.filter((item) => item.forPost === hat.title);
    return { title: 'Surat masuk', items: inbox.items, own: own.map(({ branch }) => branch), quick: quick.items, prepared, unread: countOf('unread'), open: countOf('open'), late: countOf('late'), waiting: countOf('waiting'), all, mayMandate: hat.permissions.includes('letters.mandate'), mayFigures: hat.permissions.includes('letters.figures'), more: Boolean(inbox.nextCursor), done: event.url.searchParams.get('selesai')?.slice(0, 12), counts: { '/pimpinan/surat': countOf('unread') } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** One tap: what was prepared is sent, or the usual one gets it to act upon. Asked anew what the letter says now. */
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { letters } = event.locals.api;
    const [id, branch, post] = [one(values, 'surat'), one(values, 'bagian'), one(values, 'kepada')];
    try {
      const { seq } = await letters.getLetter({ id });
      await letters.act({ id, seq, branch, action: post ? { kind: 'dispose', recipients: [{ post, role: 'lead' }], instructions: [one(values, 'perintah') || 'follow-up'], words: '' } : { kind: 'send-prepared' } });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/pimpinan/surat?selesai=ya${event.url.searchParams.get('lihat') === 'terbuka' ? '&lihat=terbuka' : ''}`);
  },
};

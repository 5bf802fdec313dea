import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const HERE = '/pimpinan/agenda';
const plus = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** One day or a week of invitations, phone first. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const asked = (name: string, shape: RegExp) => event.url.searchParams.get(name)?.match(shape)?.[0];
  const wide = event.url.searchParams.get('lihat') !== 'hari';
  const [start, post] = [asked('mulai', /^\d{4}-\d{2}-\d{2}$/), asked('jabatan', /^[0-9a-f-]{36}$/)];
  const days = wide ? 7 : 1;
  try {
    const agenda = await event.locals.api.letters.agenda({ ...(start && { from: start }), days, ...(post && { post }) });
    const query = (from: string | undefined, more: { wide?: boolean; post?: string } = {}) => {
      const text = new URLSearchParams({ ...(from && { mulai: from }), ...(!(more.wide ?? wide) && { lihat: 'hari' }), ...((more.post ?? post) && { jabatan: more.post ?? post! }) }).toString();
      return text ? `${HERE}?${text}` : HERE;
    };
    return {
      title: 'Agenda undangan', agenda, wide, post, once: takeOnce<{ url: string }>(event.cookies, HERE, hat.postId), saved: event.url.searchParams.get('selesai')?.slice(0, 10),
      links: { before: query(plus(agenda.from, -days)), after: query(plus(agenda.from, days)), today: query(undefined), day: query(start, { wide: false }), week: query(start, { wide: true }), posts: agenda.posts.map((one) => ({ ...one, href: query(start, { post: one.id }) })), dayOf: Object.fromEntries(agenda.days.map(({ day }) => [day, query(day, { wide: false })])) },
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const back = (event: RequestEvent, said: string): never => {
  const query = new URLSearchParams([...event.url.searchParams].filter(([name]) => !name.startsWith('/') && name !== 'selesai'));
  query.set('selesai', said);
  redirect(303, `${HERE}?${query}`);
};

export const actions: Actions = {
  jawab: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.letters.act({ id: one(values, 'surat'), seq: one(values, 'seq'), branch: one(values, 'bagian'), action: { kind: 'attend', answer: one(values, 'jawaban') as 'attending', note: '' } });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    return back(event, 'jawab');
  },
  langganan: async (event) => {
    const { hat } = requireOfficer(event);
    try {
      keepOnce(event.cookies, HERE, hat.postId, await event.locals.api.letters.createFeed({}));
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    return back(event, 'alamat');
  },
  cabut: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api.letters.endFeed({});
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    return back(event, 'cabut');
  },
};

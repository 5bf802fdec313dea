import { redirect, type Cookies } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { Actions, PageServerLoad } from './$types';

const HERE = '/absen-kantor';
const COOKIE = 'pendopo_kantor';
/** Browsers keep no cookie longer; each look renews it. */
const DAYS = 400;
const keep = (cookies: Cookies, token: string, secure: boolean): void => cookies.set(COOKIE, token, { path: HERE, httpOnly: true, sameSite: 'strict', secure, maxAge: DAYS * 86_400 });

interface Answer {
  name: string;
  atText: string;
  direction: 'in' | 'out';
  verdict: 'accepted' | 'marked';
  reasons: string[];
  askNewPin: boolean;
}

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const token = cookies.get(COOKIE);
  const answered = url.searchParams.get('tercatat');
  const device = token ? await locals.api.attendance.getOfficeDevice({ token }).catch(() => undefined) : undefined;
  if (token && device) keep(cookies, token, url.protocol === 'https:');
  return { title: 'Absen kantor', device, answer: device && answered ? takeOnce<Answer>(cookies, HERE, answered) : undefined };
};

export const actions: Actions = {
  pasang: async ({ locals, request, cookies, url }) => {
    const values = readValues(await request.formData());
    try {
      const { token } = await locals.api.attendance.pairOfficeDevice({ code: one(values, 'code') });
      keep(cookies, token, url.protocol === 'https:');
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, HERE);
  },
  absen: async ({ locals, request, cookies }) => {
    const posted = await request.formData();
    const { pin, ...values } = readValues(posted);
    const file = posted.get('photo');
    const id = one(values, 'id');
    try {
      const photo = file instanceof File && file.size > 0 && file.size < 30_000_000 ? Buffer.from(await file.arrayBuffer()).toString('base64') : '';
      const answer = await locals.api.attendance.checkInAtOffice({ token: cookies.get(COOKIE) ?? '', id, number: one(values, 'number'), pin: one({ pin: pin ?? '' }, 'pin'), direction: one(values, 'direction') === 'out' ? 'out' : 'in', photo });
      keepOnce(cookies, HERE, id, answer);
    } catch (thrown) {
      // The PIN is never sent back to the page.
      return asActionFailure(thrown, values);
    }
    redirect(303, `${HERE}?tercatat=${id}`);
  },
};

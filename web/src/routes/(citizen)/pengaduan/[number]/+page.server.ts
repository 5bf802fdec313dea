import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { reportHref } from '../parts/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  try {
    const report = await locals.api.complaints.getPublic({ number: params.number });
    return { title: report.title, report, said: url.searchParams.get('sudah') ?? '', pada: url.searchParams.get('pada') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ikut: async ({ locals, params, request }) => {
    const values = readValues(await request.formData());
    let answer: { already: boolean; sent: boolean };
    try {
      answer = await locals.api.complaints.join({ number: params.number, email: one(values, 'email').trim() });
    } catch (thrown) {
      return refused(thrown, values);
    }
    redirect(303, `${reportHref(params.number)}?sudah=${answer.sent ? 'ikut-pantau' : answer.already ? 'sudah-ikut' : 'ikut'}`);
  },
  pantau: async ({ locals, params, request }) => {
    const values = readValues(await request.formData());
    let sent: boolean;
    try {
      ({ sent } = await locals.api.complaints.follow({ number: params.number, email: one(values, 'email').trim() }));
    } catch (thrown) {
      return refused(thrown, values);
    }
    redirect(303, `${reportHref(params.number)}?sudah=${sent ? 'pantau' : 'tanpa-surel'}`);
  },
};

const refused = (thrown: unknown, values: ReturnType<typeof readValues>) => {
  const failure = asActionFailure(thrown, values);
  return fail(failure.status, failure.data);
};

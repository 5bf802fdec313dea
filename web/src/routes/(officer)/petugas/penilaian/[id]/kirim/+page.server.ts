import { fail, redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const board = await event.locals.api['self-assessment'].getBoard({ id: event.params.id });
    return { title: 'Kirim penilaian', here: '/petugas/penilaian', campaign: board.campaign, scored: board.scored, lacking: board.toSubmit.lacking, submissions: board.submissions, open: board.toSubmit.open, sentence: board.window.sentence, evidence: board.rows.reduce((sum, { evidence }) => sum + evidence, 0), warnings: board.rows.filter(({ lacks }) => lacks.length > 0).length };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kirim: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api['self-assessment'].submit({ id: event.params.id });
    } catch (thrown) {
      // Not a fault of the person: the code is asked for, then the same is sent again.
      if ((thrown as { problem?: Problem }).problem?.code === 'request.second-factor') return fail(401, { code: true as const });
      return asActionFailure(thrown, {});
    }
    redirect(303, `/petugas/penilaian/${event.params.id}`);
  },
  /** The code first; then the browser posts again, in a request that knows of it. */
  verifikasi: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    try {
      await event.locals.api.identity.verifySecondFactor({ code: String(posted.get('kode') ?? '').replace(/\s/g, '') });
    } catch (thrown) {
      const failure = asActionFailure(thrown, {});
      return fail(failure.status, { ...failure.data, code: true as const });
    }
    redirect(307, `/petugas/penilaian/${event.params.id}/kirim?/kirim`);
  },
};

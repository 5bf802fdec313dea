import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const verdict = await locals.api.issuance.verifyCode({ code: params.code.slice(0, 100) });
    return { title: `${verdict.headline}: ${verdict.code}`, verdict };
  } catch (thrown) {
    asPageError(thrown);
  }
};

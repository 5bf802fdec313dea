import { asPageError } from '#lib/server/refusal.ts';
import { today } from '#lib/format.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const after = url.searchParams.get('setelah') ?? '';
  try {
    return { title: 'Daftar hadir kertas', paged: after !== '', ...(await locals.api.attendance.listSheets({ after })), today: today(locals.installation) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

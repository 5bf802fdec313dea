import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const sheet = await locals.api.attendance.getSheet({ id: params.id });
    return { title: `Daftar hadir ${sheet.unitName}`, sheet };
  } catch (thrown) {
    asPageError(thrown);
  }
};

import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    return { title: 'Templat surat', templates: (await locals.api.issuance.listTemplates({})).items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

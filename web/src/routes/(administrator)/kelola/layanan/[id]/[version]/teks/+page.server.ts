import { asPageError } from '#lib/server/refusal.ts';
import { answerSource } from '../../../source-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const { id, version, name, source } = await locals.api.layanan.getSource({ id: params.id, version: params.version });
    return { title: `Naskah ${name}`, id, version, name, source };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = { default: answerSource };

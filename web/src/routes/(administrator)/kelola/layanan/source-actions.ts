import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asActionFailure } from '#lib/server/refusal.ts';

/** Both pages with a source have the same two buttons: check, and save as a new version. What was typed comes back. */
export async function answerSource({ request, locals }: RequestEvent) {
  const posted = await request.formData();
  const source = String(posted.get('source') ?? '');
  try {
    if (posted.get('_aksi') === 'periksa') {
      const checked = await locals.api.layanan.checkDefinition({ source });
      return checked.ok ? { checked, source } : fail(422, { checked, source });
    }
    const checked = await locals.api.layanan.checkDefinition({ source });
    if (!checked.ok) return fail(422, { checked, source });
    const saved = await locals.api.layanan.saveDraft({ source });
    redirect(303, `/kelola/layanan/${saved.id}/${saved.version}`);
  } catch (thrown) {
    const failure = asActionFailure(thrown, null);
    return fail(failure.status, { ...failure.data, source });
  }
}

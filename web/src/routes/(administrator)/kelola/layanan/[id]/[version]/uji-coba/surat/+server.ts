import { asPageError } from '#lib/server/refusal.ts';
import { momentFrom } from '../moment.ts';
import type { RequestHandler } from './$types';

/** The letter of a try-out as a file; the answers come with the post and are not kept. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const posted = await request.formData();
  try {
    const answers = JSON.parse(String(posted.get('_isian') ?? '{}')) as Record<string, unknown>;
    const { name, pdf } = await locals.api.permohonan.tryOutLetter({ id: params.id, version: params.version, answers, ...momentFrom(String(posted.get('_saat') ?? ''), locals.installation.zone) });
    return new Response(new Uint8Array(Buffer.from(pdf, 'base64')), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${name}"`, 'cache-control': 'private, no-store' } });
  } catch (thrown) {
    asPageError(thrown);
  }
};

import { asPageError } from '#lib/server/refusal.ts';
import type { RequestHandler } from './$types';

/** The issued example as a file, or its copy with one byte changed. */
export const GET: RequestHandler = async ({ locals, url }) => {
  try {
    const { name, bytes } = await locals.api.demo.demoDocument({ copy: url.searchParams.get('salinan') === 'berubah' ? 'altered' : 'genuine' });
    return new Response(new Uint8Array(Buffer.from(bytes, 'base64')), { headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' } });
  } catch (thrown) {
    asPageError(thrown);
  }
};

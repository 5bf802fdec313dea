import { error } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { RequestHandler } from './$types';

/** The kind of letter as PDF: its draft, or what is in force. */
export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  const which = event.url.searchParams.get('versi') === 'berlaku' ? 'current' as const : 'draft' as const;
  const paper = event.url.searchParams.get('kertas')?.slice(0, 10);
  try {
    const { fileName, content } = await event.locals.api['letter-types'].previewType({ id: event.params.type, which, ...(paper ? { paper } : {}) });
    return new Response(Buffer.from(content, 'base64'), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${fileName}"`, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
  } catch (thrown) {
    asPageError(thrown);
  }
  error(500);
};

import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireViewer(event);
  try {
    const copy = await event.locals.api.identity.exportMyData({});
    return new Response(`${JSON.stringify(copy, null, 2)}\n`, {
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="data-saya-${copy.madeAt.slice(0, 10)}.json"`, 'cache-control': 'no-store' },
    });
  } catch (thrown) {
    asPageError(thrown);
  }
};

import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';

/** Without the house around it (the design page on adapter-node's own server) a page still has a name and no viewer. */
const standAlone: PendopoRequest = {
  api: {} as Api,
  viewer: null,
  installation: { name: 'Pendopo', demo: true, zone: 'WIB', get now() { return new Date().toISOString(); }, demoBanner: 'DATA CONTOH, TIDAK BERLAKU' },
};

export const handle: Handle = async ({ event, resolve }) => {
  const given = event.platform?.req.pendopo ?? standAlone;
  event.locals.api = given.api;
  event.locals.viewer = given.viewer;
  event.locals.installation = given.installation;
  event.locals.requestId = given.requestId ?? event.request.headers.get('x-request-id') ?? crypto.randomUUID();

  const response = await resolve(event, { preload: ({ type }) => type === 'font' || type === 'css' || type === 'js' });
  response.headers.set('x-request-id', event.locals.requestId);
  // A page carries a name: no shared cache, and the back button after signing out asks again.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    response.headers.set('cache-control', event.locals.viewer ? 'no-store' : 'private, no-cache');
  }
  return response;
};

export const handleError: HandleServerError = ({ kind, error, event }) => {
  const { requestId } = event.locals;
  if (kind !== 'unknown') return { requestId };
  const report = event.platform?.req.pendopo?.report;
  if (report) report(error, requestId);
  else console.error(`[${requestId}]`, error);
  return { requestId, message: 'Ada gangguan pada sistem kami.' };
};

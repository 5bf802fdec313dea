import { version } from '$app/env';
import worker from '../../../../../workers/saku.js?raw';
import type { RequestHandler } from './$types';

/** Another build of the pages is another worker: the phone fetches the new shell when it next hears of the server. */
export const GET: RequestHandler = () =>
  new Response(worker.replace('VERSION', version), { headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache', 'service-worker-allowed': '/saku' } });

import { error, json } from '@sveltejs/kit';
import { readView } from '../../../../../../../../server/engines/map/view.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { caseMarks } from '../../parts/case-marks.ts';
import { readLook } from '../../parts/look.ts';
import type { RequestHandler } from './$types';

/** The marks of a map that was pushed elsewhere: `?pada=lat,lng,zoom`. */
export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  const view = readView(event.url.searchParams.get('pada'));
  if (!view) error(422, 'Pandangan peta tidak terbaca.');
  const { marks } = await caseMarks(event.locals, readLook(event.url), view);
  return json({ marks }, { headers: { 'cache-control': 'no-store' } });
};

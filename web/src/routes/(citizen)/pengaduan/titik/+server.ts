import { error, json } from '@sveltejs/kit';
import { readView } from '../../../../../../server/engines/map/view.ts';
import { lookHref, readLook } from '../parts/look.ts';
import { publicMarks } from '../parts/map-marks.ts';
import type { RequestHandler } from './$types';

/** The marks of a map that was pushed elsewhere: `?pada=lat,lng,zoom`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const look = readLook(url);
  const view = readView(look.pada);
  if (!view) error(422, 'Pandangan peta tidak terbaca.');
  const { marks } = await publicMarks(locals.api, view, look.saring, (pada) => `${lookHref({ ...look, pada })}#peta`, look.kategori);
  return json({ marks }, { headers: { 'cache-control': 'public, max-age=60' } });
};

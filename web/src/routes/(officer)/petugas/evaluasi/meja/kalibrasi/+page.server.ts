import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { DESK } from '../parts/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = (name: string) => event.url.searchParams.get(name)?.trim() || undefined;
  const [campaign, number, level, after] = [asked('putaran'), asked('nomor'), asked('tingkat'), asked('mulai')];
  try {
    const table = await event.locals.api.evaluation.calibrate({ ...(campaign && { campaign }), ...(number && { number }), ...(level && { level }), ...(after && { after }) });
    return { title: 'Kalibrasi', here: DESK, table, level: level ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

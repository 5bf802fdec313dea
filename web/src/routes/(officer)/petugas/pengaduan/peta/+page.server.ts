import { readView } from '../../../../../../../server/engines/map/view.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { caseMarks } from '../parts/case-marks.ts';
import { readLook } from '../parts/look.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Peta pengaduan', ...(await caseMarks(event.locals, readLook(event.url), readView(event.url.searchParams.get('pada')))) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

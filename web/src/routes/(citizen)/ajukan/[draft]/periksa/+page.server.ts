import { redirect } from '@sveltejs/kit';
import { checkAnswers } from '../../../../../../../server/engines/forms/check-answers.ts';
import type { RunField } from '../../../../../../../server/engines/forms/compiled-form.ts';
import { describeAnswers, type AnswerRow } from '../../../../../../../server/engines/forms/describe-answers.ts';
import { today } from '#lib/format.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { keepReceipt } from '../../../tanda-terima/receipt-cookie.ts';
import { labelsOf, pageAddress, pageOf, shownPages, withLabel, type Draft } from '../draft.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  requireViewer(event);
  try {
    const draft = await locals.api.permohonan.getDraft({ id: params.draft });
    const rows = readable(draft, today(locals.installation), locals.installation.region);
    const labels = labelsOf(draft.form);
    return {
      title: `Periksa ${draft.layananName}`,
      draft: { id: draft.id, layananName: draft.layananName, kind: draft.kind, onBehalf: draft.onBehalf },
      pages: shownPages(draft).map((page) => ({
        id: page.id,
        title: page.title,
        address: pageAddress(draft, page.id),
        answers: rows.filter((row) => row.page.id === page.id).map(({ section, label, value }) => ({ label: section ? `${section}: ${label}` : label, value })),
      })),
      problems: draft.problems.map((problem) => {
        const page = pageOf(draft, problem.path);
        return { message: withLabel(labels, problem), address: page && `${pageAddress(draft, page)}&periksa#${problem.path}` };
      }),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** The answers as the server will read them: what is faulty stands among the problems instead. */
function readable(draft: Draft, day: string, ownRegion?: string): AnswerRow[] {
  const form = { definition: draft.form, run: draft.run as RunField[], checks: {} };
  const uploads = draft.uploads.map(({ uploadId, name, type, bytes }) => ({ id: uploadId, name, type, bytes }));
  const regions = { has: (code: string) => code in draft.regions, levelOf: (code: string) => levels[code.length] };
  const { value } = checkAnswers(form, draft.answers, { today: day, uploads, regions, ownRegion });
  return describeAnswers(form, value, { personal: 'shown', regionName: (code) => draft.regions[code], uploads }).filter(({ path }) => draft.shown.includes(path));
}

/** The level of a Kemendagri code by its length: 35, 35.02, 35.02.01, 35.02.01.2001. */
const levels: Record<number, 'province' | 'regency' | 'district' | 'village'> = { 2: 'province', 5: 'regency', 8: 'district', 13: 'village' };

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, cookies, request } = event;
    requireViewer(event);
    const correction = (await request.formData()).get('jenis') === 'correction';
    let address: string;
    try {
      const receipt = await locals.api.permohonan.submitDraft({ id: params.draft });
      // A corrected request keeps its number and its code: nothing new to hand over. One sent from another tab before has its receipt.
      address = receipt.secret ? keepReceipt(cookies, receipt) : correction ? `/permohonan-saya/${receipt.id}?terkirim` : `/tanda-terima/${receipt.id}`;
    } catch (thrown) {
      if ((thrown as { problem?: { code?: string } }).problem?.code === 'permohonan.already-sent') redirect(303, '/permohonan-saya');
      return asActionFailure(thrown, null);
    }
    redirect(303, address);
  },
};

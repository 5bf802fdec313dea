import { redirect } from '@sveltejs/kit';
import { describeAnswers } from '../../../../../../../server/engines/forms/describe-answers.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { keepReceipt } from '../../../tanda-terima/receipt-cookie.ts';
import { labelsOf, pageAddress, pageOf, shownPages } from '../draft.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  requireViewer(event);
  try {
    const draft = await locals.api.permohonan.getDraft({ id: params.draft });
    const rows = describeAnswers({ definition: draft.form, run: [], checks: {} }, draft.answers, {
      personal: 'shown',
      regionName: (code) => draft.regions[code],
      uploads: draft.uploads.map(({ uploadId, name, type, bytes }) => ({ id: uploadId, name, type, bytes })),
    }).filter(({ path }) => draft.shown.includes(path));
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
      problems: draft.problems.map(({ path, message }) => {
        const page = pageOf(draft, path);
        const label = labels[path.replace(/\.\d+(?=\.|$)/g, '')];
        return { message: label ? `${label}: ${message}` : message, address: page && `${pageAddress(draft, page)}&periksa#${path}` };
      }),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, cookies } = event;
    requireViewer(event);
    let address: string;
    try {
      const receipt = await locals.api.permohonan.submitDraft({ id: params.draft });
      // A corrected request keeps its number and its code: nothing new to hand over.
      address = receipt.secret ? keepReceipt(cookies, receipt) : `/permohonan-saya/${receipt.id}?terkirim`;
    } catch (thrown) {
      if ((thrown as { problem?: { code?: string } }).problem?.code === 'permohonan.already-sent') redirect(303, '/permohonan-saya');
      return asActionFailure(thrown, null);
    }
    redirect(303, address);
  },
};

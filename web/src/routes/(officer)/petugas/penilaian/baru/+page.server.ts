import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { PHASES, type Phase } from '../../../../../../../server/modules/self-assessment/contract.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { instruments, today } = await event.locals.api['self-assessment'].listCampaigns({});
    return { title: 'Penilaian internal', here: '/petugas/penilaian', today, instruments: instruments.map(({ id, name, validTo }) => ({ id, label: validTo && validTo < today ? `${name}, tidak berlaku lagi` : name })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** A phase that was left empty does not take place; one with half its days is asked about. */
const phasesIn = (values: Record<string, string | string[]>): { phase: Phase; from: string; to: string }[] =>
  PHASES.map((phase) => ({ phase, from: one(values, `${phase}.from`), to: one(values, `${phase}.to`) })).filter(({ from, to }) => from !== '' || to !== '');

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const phases = phasesIn(values);
    let made: { id: string };
    try {
      made = await event.locals.api['self-assessment'].openCampaign({ title: one(values, 'title'), year: one(values, 'year'), mode: one(values, 'mode') as 'evaluasi', instrument: one(values, 'instrument'), phases });
    } catch (thrown) {
      return asActionFailure(atPhases(thrown, phases.map(({ phase }) => phase)), values);
    }
    redirect(303, `/petugas/penilaian/${made.id}`);
  },
};

/** The operation counts the phases that were given; the form names them. */
function atPhases(thrown: unknown, phases: readonly Phase[]): unknown {
  for (const field of (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? []) {
    field.path = field.path.replace(/^phases\.(\d+)\.(from|to)$/, (_, at: string, end: string) => `${phases[Number(at)]}.${end}`).replace(/^phases\.([a-z]+)$/, '$1.from').replace(/^phases$/, 'self.from');
  }
  return thrown;
}

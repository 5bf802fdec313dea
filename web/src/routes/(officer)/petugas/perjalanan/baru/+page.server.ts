import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { today } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** A new journey, or (`ubah`) one that nobody signed yet. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { travel } = event.locals.api;
  const ubah = event.url.searchParams.get('ubah')?.slice(0, 36);
  try {
    const [choices, trip] = await Promise.all([travel.listPeople({}), ubah ? travel.getTrip({ id: ubah }) : undefined]);
    return { title: trip ? 'Ubah surat tugas' : 'Siapkan surat tugas', here: '/petugas/perjalanan', id: ubah ?? crypto.randomUUID(), version: trip ? String(trip.version) : '', today: today(event.locals.installation), choices, values: trip ? valuesOf(trip) : {} };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const valuesOf = (trip: Awaited<ReturnType<App.Locals['api']['travel']['getTrip']>>): Values => ({
  kind: trip.kind, purpose: trip.purpose, basis: trip.basis.join('\n'), origin: trip.origin, destination: trip.destination, fromDay: trip.fromDay, toDay: trip.toDay, part: trip.part, means: trip.means, note: trip.note, signingUnit: trip.signingUnit,
  'budget.code': trip.budget.code, 'budget.institution': trip.budget.institution, 'budget.source': trip.budget.source, 'budget.tier': trip.budget.tier,
  holdings: trip.people.flatMap((person) => (person.holding ? [person.holding] : [])), guests: trip.people.filter((person) => !person.holding).map((person) => [person.name, person.title, person.nip, person.rank].join('; ').replace(/(; )+$/, '')).join('\n'),
});
const lines = (text: string) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const guests = lines(one(values, 'guests')).map((line) => {
      const [name = '', title = '', nip = '', rank = ''] = line.split(';').map((part) => part.trim());
      return { name, title, nip, rank };
    });
    const trip = {
      kind: (one(values, 'kind') || 'surat-tugas') as 'surat-tugas', purpose: one(values, 'purpose'), basis: lines(one(values, 'basis')), origin: one(values, 'origin'), destination: one(values, 'destination'), fromDay: one(values, 'fromDay'), toDay: one(values, 'toDay') || one(values, 'fromDay'), part: (one(values, 'part') || 'full') as 'full',
      means: one(values, 'means'), budget: { code: one(values, 'budget.code'), institution: one(values, 'budget.institution'), source: one(values, 'budget.source'), tier: one(values, 'budget.tier') }, note: one(values, 'note'), signingUnit: one(values, 'signingUnit'),
      travellers: [...many(values, 'holdings').map((holding) => ({ holding })), ...guests],
    };
    const id = one(values, 'id');
    try {
      if (one(values, 'version')) await event.locals.api.travel.changeTrip({ id, version: one(values, 'version'), ...trip });
      else await event.locals.api.travel.prepareTrip({ id, ...trip });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/perjalanan/${id}?sudah=siap`);
  },
};

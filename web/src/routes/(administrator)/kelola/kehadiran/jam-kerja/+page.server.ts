import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const assignmentOf = (values: Values) => {
  const [unit, person, to] = [one(values, 'unit'), one(values, 'person'), one(values, 'to')];
  return { ...(person ? { person } : unit && { unit }), pattern: one(values, 'pattern') || null, from: one(values, 'from'), ...(to && { to }), openOnJointLeave: one(values, 'open') === 'ya', legalBasis: one(values, 'legalBasis') };
};

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const api = event.locals.api['work-schedules'];
  const person = event.url.searchParams.get('cari')?.trim().slice(0, 80) ?? '';
  try {
    const patterns = await api.listPatterns({});
    const [assignments, people] = await Promise.all([api.listAssignments({}), person.length > 2 ? event.locals.api.organization.searchOrganization({ query: person, limit: 20 }) : undefined]);
    return { title: 'Jam kerja', today: patterns.today, patterns: patterns.items, assignments, search: person, named: event.url.searchParams.get('nama')?.trim().slice(0, 80) ?? '', people: (people?.items ?? []).filter((hit) => hit.kind === 'person').map((hit) => ({ id: hit.id, label: `${hit.title}, ${hit.detail}` })), saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const act = (about: string, run: (event: RequestEvent, values: Values) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, about });
  }
  redirect(303, `${event.url.pathname}?tersimpan`);
};

export const actions: Actions = {
  tetapkan: act('tetapkan', (event, values) => event.locals.api['work-schedules'].assignPattern(assignmentOf(values))),
  akibat: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { about: 'tetapkan', values, effect: await event.locals.api['work-schedules'].previewAssignment(assignmentOf(values)) };
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, { ...failure.data, about: 'tetapkan' });
    }
  },
  akhiri: act('akhiri', (event, values) => event.locals.api['work-schedules'].endAssignment({ id: one(values, 'id'), lastDay: one(values, 'lastDay') })),
};

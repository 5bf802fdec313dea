import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from './guard.ts';
import { asActionFailure } from './refusal.ts';

/**
 * One form, one verb, then the page again with `?sudah=…`, or another place where `run` names one. Refused, the form comes back with what
 * was typed; `_` in the values says which form it was.
 */
export const verb = <E extends RequestEvent>(name: string, run: (api: App.Locals['api'], values: Values, event: E) => Promise<unknown>, then?: (event: E, made: unknown) => string) => async (event: E) => {
  requireOfficer(event);
  const values: Values = { ...readValues(await event.request.formData()), _: name };
  let made: unknown;
  try {
    made = await run(event.locals.api, values, event);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, then ? then(event, made) : `${event.url.pathname}?sudah=${name}`);
};

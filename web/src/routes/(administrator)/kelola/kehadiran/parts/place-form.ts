import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { withMapIntent } from '#lib/server/map.ts';
import { momentIn } from '../../../../(officer)/petugas/parts/read-action.ts';

type Zone = App.Locals['installation']['zone'];
const degree = (values: Values, path: string) => Number(one(values, path).trim().replace(',', '.') || NaN);
/** Day and time as one moment; without a day none. */
const moment = (values: Values, name: string, zone: Zone): string | undefined => {
  const day = one(values, `${name}Day`).trim();
  return day ? momentIn(zone, `${day}T${one(values, `${name}Time`).trim() || (name === 'to' ? '23:59' : '00:00')}`) : undefined;
};

/** What was filled in for a place, as the operation wants it. */
export const placeFrom = (values: Values, zone: Zone) => ({
  name: one(values, 'name').trim(), kind: one(values, 'kind') as 'office', unit: one(values, 'unit') || null, units: many(values, 'units'), latitude: degree(values, 'titik.lat'), longitude: degree(values, 'titik.lng'),
  radius: Number(one(values, 'radius').trim() || NaN), ...(moment(values, 'from', zone) && { from: moment(values, 'from', zone)! }), to: moment(values, 'to', zone) ?? null, legalBasis: one(values, 'legalBasis').trim(),
});

/** The form again after a small button of its map; undefined where the main button was pressed. */
export async function mapAgain(locals: App.Locals, posted: FormData): Promise<Values | undefined> {
  const intent = readIntent(posted);
  const region = locals.installation.region;
  return intent.kind === 'map' || intent.kind === 'map-press' ? withMapIntent({ api: locals.api, ...(region !== undefined && { region }) }, readValues(posted), intent) : undefined;
}

/** Refusals of the two numbers belong to the field of the map. */
export function atPoint(thrown: unknown): unknown {
  const problem = (thrown as { problem?: { fields?: { path: string; message: string }[] } } | null)?.problem;
  for (const field of problem?.fields ?? []) if (field.path === 'latitude' || field.path === 'longitude') field.path = 'titik';
  return thrown;
}

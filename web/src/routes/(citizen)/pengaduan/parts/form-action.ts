import { readIntent } from '#lib/forms/intent.ts';
import { many, one } from '#lib/forms/values.ts';
import type { RegionItem, Values } from '#lib/forms/types.ts';
import { withMapIntent } from '#lib/server/map.ts';
import type { FieldProblem, Problem } from '#lib/types.ts';
import type { Suggestion } from './api.ts';

/** What the small buttons of a report's form bring: the form again, with what was typed. */
export interface Again {
  values: Values;
  matches?: RegionItem[];
  suggestions?: Suggestion[];
}

/** The form drawn again when a small button was pressed; undefined for the button that sends. */
export async function smallButtons({ api, installation }: App.Locals, posted: FormData, values: Values): Promise<Again | undefined> {
  const intent = readIntent(posted);
  switch (intent.kind) {
    case 'map':
    case 'map-press':
      return { values: await withMapIntent({ api, region: installation.region }, values, intent) };
    case 'region-search':
      return { values, matches: (await api.wilayah.searchRegions({ query: one(values, 'region.cari').slice(0, 100), level: 'village', limit: 25, ...(installation.region && { within: installation.region }) })).items };
    case 'file-remove':
      return { values: { ...values, [intent.path]: many(values, intent.path).filter((id) => id !== intent.id) } };
    case 'named': {
      if (intent.name === 'kategori') return { values };
      if (intent.name !== 'usulkan') return undefined;
      const { items } = await api.complaints.suggestCategory({ text: one(values, 'body').slice(0, 4000), ...(one(values, 'region') && { region: one(values, 'region') }) });
      const best = items[0];
      return { values: best && !one(values, 'category') ? { ...values, category: best.code } : values, suggestions: items };
    }
    default:
      return { values };
  }
}

/** Stores the pictures that came with the form (a browser without script) and adds their ids; one with a position gives it, where none was chosen. */
export async function storePictures(api: Pick<Api, 'complaints'>, posted: FormData, values: Values, name = 'photos'): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const file of posted.getAll(`${name}.baru`)) {
    if (!(file instanceof File) || file.size === 0) continue;
    try {
      const stored = await api.complaints.storePhoto({ name: file.name.slice(0, 255) || 'foto', bytes: new Uint8Array(await file.arrayBuffer()) });
      values[name] = [...many(values, name), stored.id];
      if (stored.point && !one(values, 'lokasi.lat') && name === 'photos') Object.assign(values, { 'lokasi.lat': stored.point.lat.toFixed(6), 'lokasi.lng': stored.point.lng.toFixed(6), 'lokasi.letak': 'Letak diambil dari foto. Periksa di peta.' });
    } catch (thrown) {
      const problem = (thrown as { problem?: Problem }).problem;
      if (!problem) throw thrown;
      problems.push({ path: name, message: `${file.name}: ${problem.detail}` });
    }
  }
  return problems;
}

export const refusedFiles = (fields: FieldProblem[]): Problem => ({ status: 422, title: 'Ada foto yang tidak dapat diterima', detail: 'Pilih foto lain, lalu kirim lagi.', code: 'request.invalid', fields });

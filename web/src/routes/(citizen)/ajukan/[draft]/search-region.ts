import type { FormPage, RegionItem } from '#lib/forms/types.ts';

/** What a region field of a page finds without script, inside the region that the field is held to. */
export async function searchRegion(api: Pick<Api, 'wilayah'>, page: FormPage, path: string, query: string, region?: string): Promise<RegionItem[]> {
  const [id, , inner] = path.split('.');
  const outer = page.fields.find((field) => field.id === id);
  const field = outer?.type === 'group' ? outer.fields.find((field) => field.id === inner) : outer;
  if (field?.type !== 'region') return [];
  const within = field.within === 'instansi' ? region : field.within;
  const { items } = await api.wilayah.searchRegions({ query: query.slice(0, 100), level: field.level, within, limit: 25 });
  return items;
}

import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { unitKinds, type UnitKind } from '../../../../../../server/modules/organization/contract.ts';
import { drawTree, type Branch } from './tree.ts';
import type { PageServerLoad } from './$types';

/** Units of one kind on a page. */
const PAGE = 100;

/** The tree with one branch open, the units of one kind, or what was found. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api;
  const asked = event.url.searchParams;
  const query = (asked.get('cari') ?? '').slice(0, 100);
  const closed = asked.get('tutup') === 'ya';
  const kind: UnitKind | undefined = unitKinds.find((one) => one === asked.get('jenis'));
  const from = Math.max(0, Math.trunc(Number(asked.get('mulai'))) || 0);
  const face = { title: 'Organisasi', query, closed, mayOrganize: hat.permissions.includes('organization.manage') };
  try {
    if (query) {
      const { items } = await api.organization.searchOrganization({ query, limit: 50 });
      return { ...face, hits: items, ofKind: null, branches: [] as Branch[] };
    }
    const { items: units } = await api.organization.listUnits({ closed: closed ? 'show' : 'hide' });
    if (kind) {
      const all = units.filter((unit) => unit.kind === kind).sort((a, b) => a.name.localeCompare(b.name, 'id'));
      const names = new Map(units.map((unit) => [unit.id, unit.name]));
      const items = all.slice(from, from + PAGE).map((unit) => ({ id: unit.id, name: unit.name, code: unit.code, above: unit.parent ? names.get(unit.parent) : undefined }));
      return { ...face, hits: null, ofKind: { kind, from, total: all.length, items, next: from + PAGE < all.length ? from + PAGE : null }, branches: [] as Branch[] };
    }
    return { ...face, hits: null, ofKind: null, branches: drawTree(units, asked.get('buka')) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

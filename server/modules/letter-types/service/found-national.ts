import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY, type FoundRow } from '../../letters/contract.ts';
import { councilUnits, overseesInstitution, secretariatsOf } from '../../organization/contract.ts';
import * as storage from '../storage-national.ts';
import { organizationOf, searchOfLetters } from './ports.ts';
import { unitsReadBy } from './units-read-by.ts';

// Letters that the national application issued stand in the one search, beside those that go out here.

/** Found by the unit that recorded it, by the units above and by those that oversee the institution; of DPRD by its secretariat. */
export async function keepNationalFindable(t: TenantContext, row: storage.NationalRow): Promise<void> {
  const search = searchOfLetters(t);
  const all = await organizationOf(t).unitsInForce(t);
  const beside = councilUnits(all).has(row.unit) ? secretariatsOf('dprd', all) : all.filter((unit) => overseesInstitution(unit.kind));
  const above = [...(await organizationOf(t).unitsAbove(t, row.unit)), ...beside.map((unit) => unit.id)];
  await search.put(t, {
    kind: 'out', id: row.id, number: row.number, words: `${row.subject} ${row.addressee} ${row.typeTitle} srikandi`,
    access: search.keys({ secrecy: row.secrecy, book: row.unit, posts: [], units: [...new Set([row.unit, ...above])], wideUnits: [], readers: [], accounts: [] }),
    facets: { day: row.letterDate, classification: row.classification, secrecy: row.secrecy, unit: row.unit, state: 'terkirim', sender: all.find((unit) => unit.id === row.unit)?.name ?? '' },
  });
}

/** Asked again of each by the rule itself. */
export async function foundNational(t: TenantContext, ids: readonly string[]): Promise<FoundRow[]> {
  if (ids.length === 0 || !mustHat(t).permissions.has('letter-types.read-national')) return [];
  const rows = await storage.findManyNational(t.tx, t.instansi, ids);
  if (rows.length === 0) return [];
  const mine = new Set(await unitsReadBy(t));
  return rows.filter((row) => mine.has(row.unit)).map((row) => ({
    id: row.id, href: `/petugas/naskah-srikandi/${row.id}`, title: row.subject, number: row.number, agenda: '', who: row.addressee, day: row.letterDate, secrecyText: SECRECY[row.secrecy].title, stateText: 'Terbit di SRIKANDI', done: true, masked: false,
  }));
}

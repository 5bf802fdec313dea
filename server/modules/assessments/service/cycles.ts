import { colourOf } from '../../../engines/map/draw-values.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Region } from '../../wilayah/contract.ts';
import type { Cycle, NationalRow } from '../contract.ts';
import { changeOf, ranked, type RankedRow } from '../rules/national-view.ts';
import { listResults, publicSets, type ResultSet } from '../storage/results.ts';
import { preparedVersion } from './instruments.ts';
import { wilayah } from './ports.ts';

/** A public set, ranked; public sets never change, a correction is another set. */
export interface Shown {
  set: ResultSet;
  rows: RankedRow[];
  byId: ReadonlyMap<string, RankedRow>;
  byRegion: ReadonlyMap<string, RankedRow>;
}

const KEPT = 24;
const kept = new WeakMap<House, Map<string, Shown>>();

export async function shownSet(t: TenantContext, set: ResultSet): Promise<Shown> {
  const all = kept.get(t.house) ?? new Map<string, Shown>();
  kept.set(t.house, all);
  const key = `${t.instansi}/${set.id}`;
  const before = all.get(key);
  if (before) return before;
  const rows = ranked(await listResults(t.tx, t.instansi, set.id));
  const shown: Shown = { set, rows, byId: new Map(rows.map((row) => [row.institution, row])), byRegion: new Map(rows.flatMap((row) => (row.region ? [[row.region, row] as const] : []))) };
  all.set(key, shown);
  if (all.size > KEPT) all.delete(all.keys().next().value!);
  return shown;
}

/** The cycle asked for, or the newest list; with the one before it of the same index. */
export async function cyclesOf(t: TenantContext, id: string | undefined): Promise<{ sets: ResultSet[]; told: ResultSet[]; current?: ResultSet; before?: ResultSet }> {
  const all = await publicSets(t.tx, t.instansi);
  const [sets, told] = [all.filter(({ toldBy }) => toldBy === null), all.filter(({ toldBy }) => toldBy !== null)];
  const current = id === undefined ? sets[0] : all.find((set) => set.id === id);
  if (id !== undefined && !current) throw new Refused({ code: 'assessments.unknown' });
  const before = current && sets.find((set) => set.family === current.family && set.year < current.year);
  return { sets, told, ...(current && { current }), ...(before && { before }) };
}

/** Results of this institution alone that no list shows alike: told by an organiser, the newest first. */
export async function toldBesides(t: TenantContext, sets: readonly ResultSet[], told: readonly ResultSet[]): Promise<Shown[]> {
  const own = await Promise.all(told.map((set) => shownSet(t, set)));
  const lists = await Promise.all(sets.map((set) => shownSet(t, set)));
  return own.filter(({ set, rows }) => !lists.some((list) => list.set.family === set.family && list.set.year === set.year && list.byId.get(rows[0]?.institution ?? '')?.shown === rows[0]?.shown));
}

export async function cycleOf(t: TenantContext, set: ResultSet): Promise<Cycle> {
  const instrumentName = (await preparedVersion(t, set.instrument, set.version)).instrument.name;
  return {
    // The year of the edition beside the year of the results would only puzzle.
    id: set.id, name: `${instrumentName.replace(/ \(\d{4}\)$/, '')} ${set.year}`, year: set.year, family: set.family, instrument: set.instrument, instrumentName,
    kind: set.kind, basis: set.basis, source: set.source, count: (await shownSet(t, set)).rows.length, own: set.toldBy !== null,
  };
}

const regions = new WeakMap<House, { provinces: ReadonlyMap<string, Region>; all: readonly Region[] }>();
/** The provinces by code, and with them the 514 regencies and cities. Reference data, read once. */
export async function regionsOf(t: TenantContext): Promise<{ provinces: ReadonlyMap<string, Region>; all: readonly Region[] }> {
  let known = regions.get(t.house);
  if (!known) {
    const [provinces, below] = await Promise.all([wilayah(t).everywhere('province', t), wilayah(t).everywhere('regency', t)]);
    regions.set(t.house, (known = { provinces: new Map(provinces.map((region) => [region.code, region])), all: [...provinces, ...below] }));
  }
  return known;
}

export const nationalRowOf = (row: RankedRow, names: ReadonlyMap<string, Region>, before: Shown | undefined): NationalRow => {
  const earlier = before?.byId.get(row.institution);
  return {
    institution: row.institution, name: row.name, kind: row.kind, region: row.region, province: row.region ? (names.get(row.region.slice(0, 2))?.name ?? null) : null,
    index: row.shown, predicate: row.predicate, doubt: row.doubt, rank: row.rank, rankInKind: row.rankInKind, rankInProvince: row.rankInProvince,
    change: earlier ? changeOf(row.shown, earlier.shown) : null,
  };
};

/** Labels of the predicates, the lowest first, each with its colour on map and legend. */
export async function predicatesOf(t: TenantContext, set: ResultSet): Promise<{ label: string; step: number; light: string; dark: string }[]> {
  const bands = (await preparedVersion(t, set.instrument, set.version)).bands.toSorted((a, b) => (a.lower.n * b.lower.d < b.lower.n * a.lower.d ? -1 : 1));
  return bands.map(({ label }, at) => {
    const step = bands.length < 2 ? 1 : at / (bands.length - 1);
    return { label, step, ...colourOf(step) };
  });
}

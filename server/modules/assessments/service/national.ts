import { exactDecimal } from '../../../engines/scoring/exact.ts';
import { resultEnds } from '../../../engines/scoring/bands.ts';
import { writeCsv } from '../../../engines/sheets/write-sheet.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Region } from '../../wilayah/contract.ts';
import { KINDS, kindNames } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { topGroups } from '../rules/judge-results.ts';
import { averageOf, changeOf, distributionOf, type RankedRow } from '../rules/national-view.ts';
import { ownRegion, type ResultSet } from '../storage/results.ts';
import { cycleOf, cyclesOf, nationalRowOf, predicatesOf, regionsOf, shownSet, toldBesides, type Shown } from './cycles.ts';
import { preparedVersion } from './instruments.ts';

// Chapters: the table · one institution · several side by side · open data

const NOTHING = { rows: [], matching: 0, next: null, average: '', distribution: [], byKind: [], own: null, ownProvince: null, missing: [], sameEdition: true };

export const national = (ctx: Context, asked: Input<'national'>) =>
  readTenant(ctx, async (t) => {
    const [{ sets, told, current, before }, region, { provinces: names, all }] = await Promise.all([cyclesOf(t, asked.cycle), ownRegion(t.tx, t.instansi), regionsOf(t)]);
    const provinces = [...names.values()].map(({ code, name }) => ({ code, name })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const fromOrganisers = await Promise.all((await toldBesides(t, sets, told)).map(async (one) => ({ cycle: await cycleOf(t, one.set), row: nationalRowOf(one.rows[0]!, names, undefined) })));
    if (!current) return { ...NOTHING, cycles: [], current: null, before: null, provinces, told: fromOrganisers };
    const now = await shownSet(t, current);
    const earlier = before && (await shownSet(t, before));
    const matching = inOrder(now.rows.filter(filterOf(asked)), asked.order);
    const row = (one: RankedRow | undefined) => (one ? nationalRowOf(one, names, earlier) : null);
    const end = asked.after + asked.limit;
    // The distribution is a filter too: it counts what the other filters leave.
    const { predicate: _, ...others } = asked;
    const distributed = now.rows.filter(filterOf(others));
    const predicates = await predicatesOf(t, current);
    const counts = new Map(distributionOf(distributed, predicates.map(({ label }) => label)).map(({ label, count }) => [label, count]));
    return {
      cycles: await Promise.all(sets.map((set) => cycleOf(t, set))), current: await cycleOf(t, current), before: before ? await cycleOf(t, before) : null, sameEdition: !before || before.instrument === current.instrument,
      rows: matching.slice(asked.after, end).map((one) => row(one)!), matching: matching.length, next: end < matching.length ? end : null, average: averageOf(matching),
      distribution: predicates.map(({ label, light, dark }) => ({ label, light, dark, count: counts.get(label) ?? 0 })),
      byKind: KINDS.map((kind) => ({ kind, rows: now.rows.filter((one) => one.kind === kind) })).filter(({ rows }) => rows.length > 0).map(({ kind, rows }) => ({ kind, label: kindNames[kind], value: averageOf(rows), count: rows.length })),
      provinces, own: row(now.byRegion.get(region)), ownProvince: row(now.byRegion.get(region.slice(0, 2))),
      missing: missingFrom(all, now, asked.province), told: fromOrganisers,
    };
  });

const filterOf = ({ kind, province, predicate, query }: Partial<Input<'national'>>) => {
  const words = query?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return (row: RankedRow): boolean =>
    (!kind || row.kind === kind) && (!province || row.region?.slice(0, 2) === province) && (!predicate || row.predicate === predicate) && words.every((word) => row.name.toLowerCase().includes(word));
};

function inOrder(rows: RankedRow[], order: Input<'national'>['order']): RankedRow[] {
  if (order === 'lowest') return rows.toReversed();
  return order === 'name' ? rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : rows;
}

/** Regions that the cycle says nothing about: a gap is shown, not left out. */
function missingFrom(all: readonly Region[], shown: Shown, province: string | undefined): { code: string; name: string }[] {
  // A list of a few institutions says nothing about the country.
  if (shown.byRegion.size < 200) return [];
  return all.filter(({ code }) => !shown.byRegion.has(code) && (!province || code.slice(0, 2) === province)).map(({ code, name }) => ({ code, name }));
}

export const institution = (ctx: Context, { id, cycle }: Input<'institution'>) =>
  readTenant(ctx, async (t) => {
    const { sets, told, current: newest } = await cyclesOf(t, cycle);
    const asked = newest?.toldBy && cycle !== undefined ? [await shownSet(t, newest)] : [];
    const own = await toldBesides(t, sets, told);
    const known = [...new Set([...own, ...asked, ...(await Promise.all(sets.map((set) => shownSet(t, set))))])].sort((a, b) => b.set.year - a.set.year);
    // Without a cycle asked for, the newest that knows the institution.
    const now = cycle === undefined ? known.find((one) => one.byId.has(id)) : known.find((one) => one.set.id === newest?.id && one.byId.has(id));
    const row = now?.byId.get(id);
    if (!now || !row) throw new Refused({ code: 'assessments.unknown' });
    const history = known.filter((one) => one.set.family === now.set.family && one.byId.has(id));
    const before = history.find((one) => one.set.year < now.set.year);
    const { provinces: names } = await regionsOf(t);
    return {
      current: await cycleOf(t, now.set), row: nationalRowOf(row, names, before), parts: await partsOf(t, now.set, row), besides: now.set.toldBy ? [] : besidesOf(now, row, names.get(row.region?.slice(0, 2) ?? '')?.name), max: await highest(t, now.set),
      history: await Promise.all(history.map(async (one, at) => {
        const older = history.slice(at + 1).find(({ set }) => set.year < one.set.year);
        const mine = one.byId.get(id)!;
        return { cycle: await cycleOf(t, one.set), index: mine.shown, predicate: mine.predicate, change: older ? changeOf(mine.shown, older.byId.get(id)!.shown) : null, newEdition: older !== undefined && older.set.instrument !== one.set.instrument };
      })),
    };
  });

async function partsOf(t: TenantContext, set: ResultSet, row: RankedRow) {
  const prepared = await preparedVersion(t, set.instrument, set.version);
  return topGroups(prepared).map(({ key, number, name }) => ({ key, number, name, value: row.parts[key] ?? null }));
}

const highest = async (t: TenantContext, set: ResultSet): Promise<string> => {
  const { instrument } = await preparedVersion(t, set.instrument, set.version);
  return exactDecimal(resultEnds(instrument.scale, instrument.result.factor).max);
};

/** What to hold an index against: the province's government, the mean of its regencies and cities, of the group, of all. */
function besidesOf({ rows, byRegion }: Shown, row: RankedRow, province: string | undefined): { label: string; value: string; count: number }[] {
  const code = row.region?.slice(0, 2);
  const government = code && code !== row.region ? byRegion.get(code) : undefined;
  const siblings = code ? rows.filter(({ rankInProvince, region }) => rankInProvince !== null && region!.startsWith(`${code}.`)) : [];
  const group = rows.filter(({ kind }) => kind === row.kind);
  return [
    ...(government ? [{ label: government.name, value: government.shown, count: 1 }] : []),
    ...(siblings.length > 0 && province ? [{ label: `Rata-rata kab./kota di ${province}`, value: averageOf(siblings), count: siblings.length }] : []),
    { label: `Rata-rata ${kindNames[row.kind].toLowerCase()}`, value: averageOf(group), count: group.length },
    { label: 'Rata-rata semua instansi', value: averageOf(rows), count: rows.length },
  ];
}

const MOST_COMPARED = 5;

export const compare = (ctx: Context, { cycle, ids, add }: Input<'compare'>) =>
  readTenant(ctx, async (t) => {
    const { current, before } = await cyclesOf(t, cycle);
    if (!current) return { current: null, max: '', rows: [], found: [] };
    const now = await shownSet(t, current);
    const earlier = before && (await shownSet(t, before));
    const chosen = [...new Set(ids.split(',').filter(Boolean))];
    if (chosen.length > MOST_COMPARED) throw new Refused({ code: 'assessments.too-many' });
    const { provinces: names } = await regionsOf(t);
    const rows = await Promise.all(chosen.map(async (id) => {
      const row = now.byId.get(id);
      if (!row) throw new Refused({ code: 'assessments.unknown' });
      return { ...nationalRowOf(row, names, earlier), parts: await partsOf(t, current, row) };
    }));
    const found = add ? now.rows.filter((row) => filterOf({ query: add })(row) && !chosen.includes(row.institution)).toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, 12) : [];
    return { current: await cycleOf(t, current), max: await highest(t, current), rows, found: found.map(({ institution: one, name }) => ({ institution: one, name })) };
  });

/** Everything of a cycle as open data, with its source: text and the type of the file. */
export const openData = (ctx: Context, cycle: string | undefined, format: 'csv' | 'json'): Promise<{ name: string; text: string }> =>
  readTenant(ctx, async (t) => {
    const { current } = await cyclesOf(t, cycle);
    if (!current) throw new Refused({ code: 'assessments.unknown' });
    const { rows } = await shownSet(t, current);
    const groups = topGroups(await preparedVersion(t, current.instrument, current.version));
    const name = `${current.family}-${current.year}.${format}`;
    const about = await cycleOf(t, current);
    if (format === 'json') {
      const items = rows.map(({ name: institution, kind, region, shown, predicate, rank, parts, doubt }) => ({ institution, kind, region, index: shown, predicate, rank, parts, doubt }));
      return { name, text: JSON.stringify({ instrument: about.instrument, year: about.year, source: about.source, predicateBasis: about.basis, rows: items }) };
    }
    const columns = ['institution', 'kind', 'region_code', 'index', 'predicate', 'rank', ...groups.map(({ key }) => key.replace(':', '_')), 'note', 'source'].map((heading) => ({ heading }));
    const lines = rows.map((row) => [row.name, row.kind, row.region ?? '', row.shown, row.predicate, String(row.rank), ...groups.map(({ key }) => row.parts[key] ?? ''), row.doubt ?? '', about.source]);
    return { name, text: Buffer.from(writeCsv(columns, lines), 'base64').toString('utf8') };
  });

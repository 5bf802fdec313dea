import { createHash } from 'node:crypto';
import { checkInstrument } from '../../../engines/scoring/check-instrument.ts';
import { exactDecimal, sum, exact } from '../../../engines/scoring/exact.ts';
import { catalogueIds, catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, isGroup, type Instrument, type TreeNode, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { prepare, type Prepared } from '../../../engines/scoring/score.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { InstrumentNode } from '../contract.ts';
import { findVersion, keepVersion, listVersions, type StoredVersion } from '../storage/instruments.ts';

// Chapters: the catalogue · versions in use · what the administrator reads

const read = new Map<string, Instrument | undefined>();
/** The files belong to the installation and are read once. */
export function inCatalogue(id: string): Instrument | undefined {
  if (!read.has(id)) read.set(id, catalogueInstrument(id));
  return read.get(id);
}
const allInCatalogue = (): Instrument[] => catalogueIds().map((id) => inCatalogue(id)!);

/** An instrument that gives an index; refuses unknown ones and those without published weights. */
export function weightedInstrument(id: string): WeightedInstrument {
  const one = inCatalogue(id);
  if (!one) throw new Refused({ code: 'assessments.unknown-instrument' });
  if (one.method !== 'weighted-mean') throw new Refused({ code: 'assessments.no-index' });
  return one;
}

/** The version of today's catalogue in the institution's own table; whoever uses it keeps it. */
export async function useInstrument(t: TenantContext, instrument: Instrument): Promise<number> {
  const sha256 = createHash('sha256').update(JSON.stringify(instrument)).digest('hex');
  const { version, isNew } = await keepVersion(t.tx, t.instansi, { body: instrument, sha256, at: t.house.clock.now() });
  if (isNew) await audit(t, { action: 'assessments.instrument-stored', object: 'instrument', detail: { instrument: instrument.id, version, sha256 } });
  return version;
}

const prepared = new Map<string, Prepared>();
/** A stored version ready for scoring; versions never change, so they are kept. */
export async function preparedVersion(t: TenantContext, id: string, version: number): Promise<Prepared> {
  const key = `${t.instansi}/${id}/${version}`;
  let one = prepared.get(key);
  if (!one) {
    const found = await findVersion(t.tx, t.instansi, id, version);
    if (found?.body.method !== 'weighted-mean') throw new Refused({ code: 'assessments.unknown-instrument' });
    prepared.set(key, (one = prepare(found.body)));
  }
  return one;
}

// what the administrator reads

export const listInstruments = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const versions = await listVersions(t.tx, t.instansi);
    return { items: allInCatalogue().map((one) => aboutOf(one, versions)) };
  });

export const getInstrument = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const one = inCatalogue(id);
    if (!one) throw new Refused({ code: 'assessments.unknown-instrument' });
    const weighted = one.method === 'weighted-mean' ? one : undefined;
    return {
      ...aboutOf(one, await listVersions(t.tx, t.instansi)),
      note: one.note ?? null,
      legalBasis: one.legalBasis.map(({ title, article, verified }) => ({ title, article: article ?? null, verified })),
      facts: weighted ? factsOf(weighted) : one.method === 'completeness' ? one.settings.map(({ title, toFill }) => ({ label: title, value: toFill, verified: false })) : [],
      bands: weighted?.predicate.bands.map(({ label, name, range }) => ({ label, name: name ?? null, range: rangeText(range) })) ?? [],
      checked: weighted ? checkedOf(weighted) : [],
      faults: checkInstrument(one),
      nodes: weighted ? nodesOf(weighted, weighted.tree, 0) : [],
      sections: one.method === 'completeness' ? one.sections.map(({ number, title, fields }) => ({ number, title, fields: fields.map((field) => ({ id: field.id, label: field.label, group: field.group, answer: field.answer, options: field.options ?? [] })) })) : [],
    };
  });

function aboutOf(one: Instrument, versions: readonly StoredVersion[]) {
  const weighted = one.method === 'weighted-mean' ? one : undefined;
  const indicators = weighted ? indicatorsOf(weighted.tree) : [];
  return {
    id: one.id, name: one.name, title: one.title, owner: one.owner, validFrom: one.validFrom ?? null, validTo: one.validTo ?? null, method: one.method,
    indicators: one.method === 'completeness' ? one.sections.reduce((count, { fields }) => count + fields.length, 0) : indicators.length,
    toFill: one.method === 'completeness' ? one.settings.length : indicators.reduce((count, { indicator }) => count + indicator.levels.filter(({ toFill }) => toFill !== undefined).length, 0),
    verified: one.legalBasis.every(({ verified }) => verified) && (!weighted || (weighted.weights.verified && weighted.predicate.verified && weighted.rounding.verified)),
    versions: versions.filter(({ id }) => id === one.id).map(({ version, sha256, storedAt }) => ({ version, sha256, storedAt: storedAt.toISOString() })),
  };
}

const comma = (text: string): string => text.replace(/(\d)\.(\d)/g, '$1,$2');
/** "[1.8, 2.6)" → "1,8 sampai di bawah 2,6". */
function rangeText(range: string): string {
  const [, open, low = '', high = '', close] = /^\s*([[(])\s*([\d.]+)\s*,\s*([\d.]+)\s*([\])])/.exec(range) ?? [];
  return `${open === '(' ? 'di atas ' : ''}${comma(low)} sampai ${close === ')' ? 'di bawah ' : ''}${comma(high)}`;
}

const basisText = { rounded: 'indeks yang sudah dibulatkan', unrounded: 'indeks sebelum dibulatkan' };
const factsOf = (one: WeightedInstrument) => [
  { label: 'Skala jawaban', value: `${comma(one.scale.min)} sampai ${comma(one.scale.max)}${one.answer === 'level' ? ', tingkat bulat' : ''}`, verified: null },
  ...(one.result.factor === '1' ? [] : [{ label: 'Indeks', value: `rata-rata dikali ${comma(one.result.factor)}`, verified: null }]),
  { label: 'Bobot', value: one.weights.legalBasis, verified: one.weights.verified },
  { label: 'Pembulatan', value: `${one.rounding.decimals} angka, setengah ke atas, sekali di akhir. ${one.rounding.legalBasis}.`, verified: one.rounding.verified },
  { label: 'Predikat', value: one.predicate.legalBasis, verified: one.predicate.verified },
  { label: 'Yang dibandingkan', value: `${basisText[one.predicate.basis]}. ${one.predicate.reason}.`, verified: null },
  ...one.predicate.byYear.map(({ year, basis, reason }) => ({ label: `Tahun ${year}`, value: `${basisText[basis]}. ${reason}.`, verified: null })),
];

const checkedOf = (one: WeightedInstrument) => {
  const indicators = indicatorsOf(one.tree);
  const total = sum(one.tree.map(({ weight }) => exact(weight)));
  const filled = indicators.flatMap(({ indicator }) => indicator.levels).filter(({ toFill }) => toFill === undefined).length;
  const levels = indicators.reduce((count, { indicator }) => count + indicator.levels.length, 0);
  return [
    { label: 'Jumlah bobot', value: `${comma(exactDecimal(total))} dari ${comma(one.weights.whole)}` },
    { label: 'Indikator', value: `${indicators.length}, semua bernomor berbeda` },
    ...(levels > 0 ? [{ label: 'Tingkat berkriteria', value: `${filled} dari ${levels}` }] : []),
    { label: 'Predikat', value: `${one.predicate.bands.length}, menutup seluruh skala tanpa celah` },
  ];
};

function nodesOf(one: WeightedInstrument, nodes: readonly TreeNode[], depth: number): InstrumentNode[] {
  return nodes.flatMap((node): InstrumentNode[] => {
    const shared = { depth, number: node.number, name: node.name, weight: comma(node.weight) };
    if (isGroup(node)) return [{ ...shared, tier: one.tiers.find(({ id }) => id === node.tier)!.title, capability: null, asks: null, note: null, supervisor: null, external: null, levels: [] }, ...nodesOf(one, node.children, depth + 1)];
    const capability = node.capability === undefined ? undefined : one.capabilities[node.capability];
    return [{
      ...shared, tier: null, capability: capability?.title ?? null, asks: node.asks ?? null, note: node.note ?? null, supervisor: node.supervisor ?? null,
      external: node.external ? `${node.external.score} dari ${node.external.by}; boleh desimal` : null,
      levels: node.levels.map(({ level, criteria = {}, evidence, toFill }) => ({
        level, name: capability?.levels.find((named) => named.level === level)?.name ?? '', toFill: toFill ?? null,
        criteria: Object.values(criteria), evidence: evidence.map(({ text, main }) => ({ text, main })),
      })),
    }];
  });
}

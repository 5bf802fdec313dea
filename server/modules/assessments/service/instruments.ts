import { createHash } from 'node:crypto';
import { checkInstrument } from '../../../engines/scoring/check-instrument.ts';
import { exactDecimal, sum, exact } from '../../../engines/scoring/exact.ts';
import { catalogueIds, catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, isGroup, type FormInstrument, type Instrument, type TreeNode, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { prepare, type Prepared } from '../../../engines/scoring/score.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { InstrumentNode } from '../contract.ts';
import { findDraft, findOwnVersion, findVersion, keepVersion, listOwnVersions, listVersions, type StoredVersion } from '../storage/instruments.ts';

// Chapters: the catalogue · versions in use · what the administrator reads

const read = new Map<string, Instrument | undefined>();
/** The files belong to the installation and are read once. */
export function inCatalogue(id: string): Instrument | undefined {
  if (!read.has(id)) read.set(id, catalogueInstrument(id));
  return read.get(id);
}
const allInCatalogue = (): Instrument[] => catalogueIds().map((id) => inCatalogue(id)!);

/** What is in force here: the version that an administrator made last, otherwise the catalogue's. Refuses unknown ones. */
export async function instrumentInForce(t: TenantContext, id: string): Promise<Instrument> {
  const one = (await findOwnVersion(t.tx, t.instansi, id))?.body ?? inCatalogue(id);
  if (!one) throw new Refused({ code: 'assessments.unknown-instrument' });
  return one;
}

/** The one in force, if it gives an index; refuses unknown ones and those without published weights. */
export async function weightedInstrument(t: TenantContext, id: string): Promise<WeightedInstrument> {
  const one = await instrumentInForce(t, id);
  if (one.method !== 'weighted-mean') throw new Refused({ code: 'assessments.no-index' });
  return one;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The same for what was read from the database, which keeps keys in its own order. */
export const digestOf = (instrument: Instrument): string => sha256Of(canonicalJson(instrument));
/** Versions stored before digests were taken of sorted keys are known by the second. */
export const digestsOf = (instrument: Instrument): [string, string] => [digestOf(instrument), sha256Of(JSON.stringify(instrument))];

/** The version of this instrument in the institution's own table; whoever uses it keeps it. */
export const useInstrument = async (t: TenantContext, instrument: Instrument): Promise<number> => (await keepInstrument(t, instrument)).version;

/** The same with its digest. */
export async function keepInstrument(t: TenantContext, instrument: Instrument): Promise<{ version: number; sha256: string }> {
  const digests = digestsOf(instrument);
  const [sha256] = digests;
  const { version, isNew } = await keepVersion(t.tx, t.instansi, { body: instrument, digests, at: t.house.clock.now() });
  if (isNew) await audit(t, { action: 'assessments.instrument-stored', object: 'instrument', detail: { instrument: instrument.id, version, sha256 } });
  return { version, sha256 };
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
    const [versions, own] = await Promise.all([listVersions(t.tx, t.instansi), listOwnVersions(t.tx, t.instansi)]);
    return { items: allInCatalogue().map((one) => aboutOf(own.find(({ body }) => body.id === one.id)?.body ?? one, versions)) };
  });

export const getInstrument = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const [one, versions, own, draft] = await Promise.all([instrumentInForce(t, id), listVersions(t.tx, t.instansi), findOwnVersion(t.tx, t.instansi, id), findDraft(t.tx, t.instansi, id)]);
    const catalogue = inCatalogue(id);
    const weighted = one.method === 'weighted-mean' ? one : undefined;
    return {
      ...aboutOf(one, versions),
      drafted: draft?.changedAt.toISOString() ?? null,
      catalogueMoved: own !== undefined && catalogue !== undefined && digestOf(catalogue) !== own.basedOn,
      fillable: one.method === 'completeness' || one.ladder !== 'none',
      note: one.note ?? null,
      legalBasis: one.legalBasis.map(({ title, article, verified }) => ({ title, article: article ?? null, verified })),
      facts: weighted ? factsOf(weighted) : one.method === 'completeness' ? formFactsOf(one) : [],
      bands: (one.method === 'completeness' ? (one.index?.stages ?? []) : one.predicate.bands).map(({ label, name, range }) => ({ label, name: name ?? null, range: rangeText(range) })),
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
    toFill: one.method === 'completeness' ? (one.index ? 0 : one.settings.length) : indicators.reduce((count, { indicator }) => count + indicator.levels.filter(({ toFill }) => toFill !== undefined).length, 0),
    verified: one.legalBasis.every(({ verified }) => verified) && (one.method === 'weighted-mean' || one.index?.verified === true) && (!weighted || (weighted.weights.verified && weighted.predicate.verified && weighted.rounding.verified)),
    versions: versions.filter(({ id }) => id === one.id).map(({ version, sha256, storedAt, origin }) => ({ version, sha256, origin, storedAt: storedAt.toISOString() })),
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

const formFactsOf = ({ index, settings }: FormInstrument) => index
  ? [
    { label: 'Bobot, nilai, dan tahap', value: index.legalBasis, verified: index.verified },
    ...index.variables.map(({ title, weight }) => ({ label: `Bobot ${title}`, value: `${comma(weight)} persen`, verified: null })),
    { label: 'Yang dibandingkan', value: basisText[index.basis], verified: null },
  ]
  : settings.map(({ title, toFill }) => ({ label: title, value: toFill, verified: false }));

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
      levels: node.levels.map(({ level, criteria = {}, evidence, toFill, source }) => ({
        level, name: capability?.levels.find((named) => named.level === level)?.name ?? '', toFill: toFill ?? null,
        source: source ? { legalBasis: source.legalBasis, verified: source.verified } : null,
        criteria: Object.values(criteria), evidence: evidence.map(({ text, main }) => ({ text, main })),
      })),
    }];
  });
}

import { checkInstrument } from '../../../engines/scoring/check-instrument.ts';
import { indicatorsOf, type Indicator, type Instrument, type LevelRule, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { readInstrument } from '../../../engines/scoring/load-instrument.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { Input } from '../operation-input.ts';
import * as fill from '../rules/fill-the-instrument.ts';
import { formIndexFromTyped, typedFromFormIndex } from '../rules/form-index-from-typed.ts';
import { writeLettered } from '../rules/lettered-lines.ts';
import * as stored from '../storage/instruments.ts';
import { digestOf, inCatalogue, instrumentInForce } from './instruments.ts';

// Chapters: where a draft stands · an indicator · the index of a form · publishing

/** The draft, or where one would begin: at the version in force. */
async function standing(t: TenantContext, id: string): Promise<{ body: Instrument; inForce: Instrument; basedOn: string; seq: number; row: stored.DraftRow | undefined }> {
  const [inForce, row] = await Promise.all([instrumentInForce(t, id), stored.findDraft(t.tx, t.instansi, id)]);
  return { body: row?.body ?? inForce, inForce, basedOn: row?.basedOn ?? digestOf(inCatalogue(id) ?? inForce), seq: row?.seq ?? 0, row };
}

async function save(t: TenantContext, id: string, seq: number, made: Instrument, detail: Record<string, unknown>): Promise<{ seq: number }> {
  const { basedOn } = await standing(t, id);
  const isSaved = await stored.saveDraft(t.tx, t.instansi, id, { basedOn, body: made, changedAt: t.house.clock.now(), changedBy: t.viewer?.accountId ?? null }, seq);
  if (!isSaved) throw new Refused({ code: 'assessments.draft-moved' });
  await audit(t, { action: 'assessments.instrument-drafted', object: 'instrument', detail: { instrument: id, ...detail } });
  return { seq: seq + 1 };
}

const mustBeWeighted = (one: Instrument): WeightedInstrument => {
  if (one.method !== 'weighted-mean' || one.ladder === 'none') throw new Refused({ code: 'assessments.nothing-to-fill' });
  return one;
};
const isFilled = ({ toFill }: LevelRule): boolean => toFill === undefined;

export const getInstrumentDraft = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const { body, inForce, seq, row } = await standing(t, id);
    const versions = await stored.listVersions(t.tx, t.instansi);
    const indicators = body.method === 'weighted-mean' && body.ladder !== 'none' ? indicatorsOf(body.tree) : [];
    const people = row?.changedBy ? (await part<OrganizationPort<Context>>(t.house, 'organization').namesOf(t, { accounts: [row.changedBy], posts: [] })).accounts : undefined;
    const levels = indicators.flatMap(({ indicator }) => indicator.levels);
    const hasIndex = body.method === 'completeness' && body.index !== undefined;
    return {
      id, name: body.name, method: body.method, seq, changedAt: row?.changedAt.toISOString() ?? null, changedBy: row?.changedBy ? (people?.get(row.changedBy) ?? null) : null,
      next: Math.max(0, ...versions.filter((one) => one.id === id).map(({ version }) => version)) + 1, changed: digestOf(body) !== digestOf(inForce),
      filled: body.method === 'completeness' ? (hasIndex ? body.settings.length : 0) : levels.filter(isFilled).length, of: body.method === 'completeness' ? body.settings.length : levels.length,
      faults: checkInstrument(body), hasIndex,
      indicators: indicators.map(({ indicator, above }) => ({ number: indicator.number, name: indicator.name, above: above.at(-1)?.name ?? '', filled: indicator.levels.filter(isFilled).length, of: indicator.levels.length })),
    };
  });

// an indicator

function mustIndicator(one: WeightedInstrument, number: string): { indicator: Indicator; before: string | null; after: string | null } {
  const all = indicatorsOf(one.tree).map(({ indicator }) => indicator);
  const at = all.findIndex((indicator) => indicator.number === number);
  if (at < 0) throw new Refused({ code: 'assessments.unknown-indicator' });
  return { indicator: all[at]!, before: all[at - 1]?.number ?? null, after: all[at + 1]?.number ?? null };
}

export const getIndicatorDraft = (ctx: Context, { id, number }: Input<'getIndicatorDraft'>) =>
  readTenant(ctx, async (t) => {
    const { body, seq } = await standing(t, id);
    const one = mustBeWeighted(body);
    const { indicator, before, after } = mustIndicator(one, number);
    const names = indicator.capability === undefined ? [] : (one.capabilities[indicator.capability]?.levels ?? []);
    // Where the last one was copied from is where the next one will be.
    const source = indicator.levels.find((level) => level.source)?.source ?? indicatorsOf(one.tree).flatMap((other) => other.indicator.levels).find((level) => level.source)?.source;
    return {
      id, instrument: one.name, number, name: indicator.name, weight: indicator.weight, seq, needsMain: one.ladder === 'main-evidence', before, after,
      levels: indicator.levels.map(({ level, toFill, criteria = {}, evidence }) => ({
        level, name: names.find((named) => named.level === level)?.name ?? '', meaning: names.find((named) => named.level === level)?.meaning ?? '', toFill: toFill ?? null,
        criteria: writeLettered(Object.entries(criteria).map(([letter, text]) => ({ id: letter, text }))), main: writeLettered(evidence.filter(({ main }) => main)), other: writeLettered(evidence.filter(({ main }) => !main)),
      })),
      source: { legalBasis: source?.legalBasis ?? '', verified: indicator.levels.some((level) => level.source?.verified) },
    };
  });

export const fillIndicator = (ctx: Context, { id, number, seq, levels, legalBasis, verified }: Input<'fillIndicator'>) =>
  inTenant(ctx, async (t) => {
    const one = mustBeWeighted((await standing(t, id)).body);
    const { indicator } = mustIndicator(one, number);
    const unknown = levels.find(({ level }) => !indicator.levels.some((own) => own.level === level));
    if (unknown) throw new Refused({ code: 'scoring.level', data: { sentence: `Tingkat ${unknown.level} tidak ada pada indikator ${number}.` } });
    const made = orRefuse(fill.fillIndicator(one, number, levels, { legalBasis, verified }));
    return save(t, id, seq, orRefuse(readInstrument(made)), { number, legalBasis, verified });
  });

// the index of a form

async function mustForm(t: TenantContext, id: string) {
  const { body, seq } = await standing(t, id);
  if (body.method !== 'completeness') throw new Refused({ code: 'assessments.nothing-to-fill' });
  return { body, seq };
}

export const getFormIndexDraft = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const { body, seq } = await mustForm(t, id);
    const { answers, ...offer } = fill.scoringOffer(body);
    return { id, instrument: body.name, seq, offer: { ...offer, answers: answers.map(({ fields, ...one }) => ({ ...one, count: fields.length })) }, values: typedFromFormIndex(body) };
  });

export const fillFormIndex = (ctx: Context, { id, seq, ...typed }: Input<'fillFormIndex'>) =>
  inTenant(ctx, async (t) => {
    const { body } = await mustForm(t, id);
    const made = orRefuse(readInstrument(fill.fillFormIndex(body, orRefuse(formIndexFromTyped(body, typed)))));
    return save(t, id, seq, made, { index: true, legalBasis: typed.legalBasis, verified: typed.verified });
  });

export const clearFormIndex = (ctx: Context, { id, seq }: Input<'clearFormIndex'>) =>
  inTenant(ctx, async (t) => save(t, id, seq, fill.fillFormIndex((await mustForm(t, id)).body, null), { index: false }));

// publishing

export const publishInstrumentDraft = (ctx: Context, { id, seq }: Input<'publishInstrumentDraft'>) =>
  inTenant(ctx, async (t) => {
    const row = await stored.lockDraft(t.tx, t.instansi, id);
    if (!row) throw new Refused({ code: 'assessments.no-draft' });
    if (row.seq !== seq) throw new Refused({ code: 'assessments.draft-moved' });
    const body = orRefuse(readInstrument(row.body));
    const sha256 = digestOf(body);
    const { version, isNew } = await stored.keepVersion(t.tx, t.instansi, { body, digests: [sha256], at: t.house.clock.now(), basedOn: row.basedOn });
    if (!isNew) throw new Refused({ code: 'assessments.draft-same', data: { version } });
    await stored.dropDraft(t.tx, t.instansi, id);
    await audit(t, { action: 'assessments.instrument-published', object: 'instrument', detail: { instrument: id, version, sha256, basedOn: row.basedOn } });
    return { version };
  });

export const dropInstrumentDraft = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    if ((await stored.dropDraft(t.tx, t.instansi, id)) === 0) throw new Refused({ code: 'assessments.no-draft' });
    await audit(t, { action: 'assessments.instrument-draft-dropped', object: 'instrument', detail: { instrument: id } });
    return { id };
  });

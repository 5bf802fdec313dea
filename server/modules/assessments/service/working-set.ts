import { isDeepStrictEqual } from 'node:util';
import { exactDecimal, over } from '../../../engines/scoring/exact.ts';
import { basisIn, prepare, score } from '../../../engines/scoring/score.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { kindNames } from '../contract.ts';
import type { ResultsPort, WorkingLevel } from '../contract/results-port.ts';
import { bareName, createInstitutionMatcher } from '../contract/names-match-regions.ts';
import { partKey } from '../rules/judge-results.ts';
import { weightsForSql } from '../rules/weights-for-sql.ts';
import * as results from '../storage/results.ts';
import * as working from '../storage/working-set.ts';
import { regionsOf } from './cycles.ts';
import { preparedVersion, useInstrument } from './instruments.ts';

/** See `ResultsPort`: the working results of a campaign, for the module that runs campaigns. */
export const resultsPort: ResultsPort<Context> = {
  institutionOf: (ctx, { name, region }) =>
    inTenant(ctx, async (t) => {
      const match = createInstitutionMatcher((await regionsOf(t)).all)(name, '', region ?? '');
      // A name that no list of kinds knows is a central institution only when nobody says that it has a region.
      if (!match.ok && region !== null) throw new Refused({ code: 'assessments.unknown-institution', data: { name } });
      const [id] = await results.keepInstitutions(t.tx, t.instansi, [{ id: uuidv7(), kind: match.ok ? match.kind : 'central', name, bareName: bareName(name), region: match.ok ? match.code : null }]);
      return id!;
    }),

  openWorkingSet: (ctx, { instrument, year, source }) =>
    inTenant(ctx, async (t) => {
      const version = await useInstrument(t, instrument);
      const set = uuidv7();
      await results.insertSet(t.tx, t.instansi, { id: set, instrument: instrument.id, version, family: instrument.family, year, kind: 'levels', basis: basisIn(instrument, year), source, state: 'working', madeAt: t.house.clock.now(), by: t.viewer?.accountId ?? null, toldBy: null });
      return { set, version };
    }),

  writeLevels: (ctx, set, rows) =>
    inTenant(ctx, async (t) => {
      const head = await working.shareSet(t.tx, t.instansi, set);
      if (head?.state !== 'working') throw new Refused({ code: 'assessments.set-closed' });
      const kept = rows.filter((row): row is WorkingLevel & { micro: string } => row.micro !== null);
      const gone = rows.filter(({ micro }) => micro === null);
      if (kept.length > 0) await working.putLevels(t.tx, t.instansi, set, kept);
      if (gone.length > 0) await working.takeLevels(t.tx, t.instansi, set, gone);
    }),

  recompute: (ctx, set) => inTenant(ctx, async (t) => recomputed(t, open(await working.findSet(t.tx, t.instansi, set)))),

  resultsOf: (ctx, set, institutions) =>
    readTenant(ctx, async (t) => (await working.listWorking(t.tx, t.instansi, set, institutions ?? null)).map(({ top, bottom, ...row }) => ({ ...row, exact: exactDecimal(over(BigInt(top), BigInt(bottom))) }))),

  besides: (ctx, set, institution) =>
    readTenant(ctx, async (t) => {
      const head = await working.findSet(t.tx, t.instansi, set);
      if (!head) throw new Refused({ code: 'assessments.unknown' });
      const [before, peers] = await Promise.all([working.resultBefore(t.tx, t.instansi, head, institution), working.meanOfGroup(t.tx, t.instansi, set, institution)]);
      return {
        before: before ? { name: `Tahun ${before.year}`, index: before.shown, parts: before.instrument === head.instrument ? known(before.parts) : {} } : null,
        peers: peers ? { name: `Rata-rata ${kindNames[peers.kind].toLowerCase()}`, index: peers.shown, parts: peers.parts } : null,
      };
    }),

  showTold: (ctx, { campaign, instrument, year, source, who, levels }) =>
    inTenant(ctx, async (t) => {
      const prepared = prepare(instrument);
      const given = new Map(levels.map(({ number, micro }) => [number, BigInt(micro)]));
      if (prepared.indicators.some(({ indicator }) => !given.has(indicator.number))) throw new Refused({ code: 'assessments.empty-set' });
      const basis = basisIn(instrument, year);
      const made = score(prepared, prepared.indicators.map(({ indicator }) => given.get(indicator.number)!), basis);
      const parts = Object.fromEntries(made.groups.map(({ tier, number, index }) => [partKey(tier, number), index]));
      const shown = await results.findTold(t.tx, t.instansi, campaign);
      if (shown && shown.source === source && shown.exact === made.exact && isDeepStrictEqual(shown.parts, parts)) return false;
      const institution = await resultsPort.institutionOf(t, who);
      const set = uuidv7();
      const version = await useInstrument(t, instrument);
      await results.hideTold(t.tx, t.instansi, campaign);
      await results.insertSet(t.tx, t.instansi, { id: set, instrument: instrument.id, version, family: instrument.family, year, kind: 'levels', basis, source, state: 'public', madeAt: t.house.clock.now(), by: null, toldBy: campaign });
      await results.insertLevels(t.tx, t.instansi, set, [...given].map(([number, micro]) => ({ institution, number, micro })));
      await results.recompute(t.tx, t.instansi, set, weightsForSql(prepared, basis));
      await audit(t, { action: 'assessments.told-result-shown', object: 'result-set', objectId: set, detail: { instrument: instrument.id, version, year, index: made.index, source } });
      return true;
    }),
  hideTold: (ctx, campaign) =>
    inTenant(ctx, async (t) => {
      if ((await results.hideTold(t.tx, t.instansi, campaign)) === 0) return false;
      await audit(t, { action: 'assessments.told-result-hidden', object: 'assessment', objectId: campaign, detail: {} });
      return true;
    }),

  show: (ctx, set) =>
    inTenant(ctx, async (t) => {
      const head = open(await working.lockSet(t.tx, t.instansi, set));
      await recomputed(t, head);
      const count = await working.countResults(t.tx, t.instansi, set);
      if (count === 0) throw new Refused({ code: 'assessments.empty-set' });
      await results.showSet(t.tx, t.instansi, head);
      await audit(t, { action: 'assessments.results-published', object: 'result-set', objectId: set, detail: { instrument: head.instrument, version: head.version, year: head.year, kind: 'levels', rows: count } });
      return count;
    }),
};

const known = (parts: Record<string, string | null>): Record<string, string> => Object.fromEntries(Object.entries(parts).filter((one): one is [string, string] => one[1] !== null));

function open(head: working.SetHead | undefined): working.SetHead {
  if (!head) throw new Refused({ code: 'assessments.unknown' });
  if (head.state !== 'working') throw new Refused({ code: 'assessments.set-closed' });
  return head;
}
const recomputed = async (t: TenantContext, head: working.SetHead): Promise<number> =>
  results.recompute(t.tx, t.instansi, head.id, weightsForSql(await preparedVersion(t, head.instrument, head.version), head.basis));

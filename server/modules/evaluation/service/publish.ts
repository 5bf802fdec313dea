import { exact, fixedText, over } from '../../../engines/scoring/exact.ts';
import { LEVEL_SCALE, readLevel } from '../../../engines/scoring/score.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../../identity/contract.ts';
import type { SigningSecret } from '../../issuance/contract.ts';
import type { OutcomeCopy } from '../../self-assessment/contract.ts';
import { DECIDE, decideRefusals } from '../contract/decide-operations.ts';
import type { Campaign } from '../storage/campaigns.ts';
import { concluded } from '../storage/conclusions.ts';
import * as storage from '../storage/decisions.ts';
import { listParticipants, lockParticipant, type Participant } from '../storage/participants.ts';
import { campaignOf, tell, tellAll } from './campaigns.ts';
import { FRESH_MINUTES, keepDecision, signReport } from './decide.ts';
import { atDesk, deskDay, indicatorAt } from './desk-access.ts';
import { setFinal } from './objections.ts';
import { concludingOf } from './outcome-of.ts';
import { instrumentsOf, organizationOf } from './ports.ts';
import { resultsOf } from './stand.ts';

// Chapters: all results of a campaign · publishing · a correction

export interface ResultsFilter {
  id: string;
  only: 'all' | 'ready' | 'provisional' | 'final' | 'objections';
  query: string;
  after: number;
  limit: number;
}

/** Every index afresh in one statement, then one row a participant. */
export const results = (ctx: Context, { id, only, query, after, limit }: ResultsFilter) =>
  inTenant(ctx, async (t) => {
    const campaign = await campaignOf(t, id);
    const { prepared } = await deskDay(t, campaign);
    const set = (await storage.resultSetOf(t.tx, t.instansi, id)) ?? null;
    if (set) await resultsOf(t).recompute(t, set);
    const scored = new Map((set ? await resultsOf(t).resultsOf(t, set) : []).map((row) => [row.institution, row]));
    const institutions = new Map((await storage.institutionsOf(t.tx, t.instansi, id)).map((row) => [row.participant, row.institution]));
    const by = <T extends { participant: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.participant, row]));
    const last = by(await storage.lastDecisions(t.tx, t.instansi, id));
    const objections = by(await storage.countObjections(t.tx, t.instansi, id));
    const consents = by(await storage.consentsOf(t.tx, t.instansi, id));
    const items = by(await storage.itemCounts(t.tx, t.instansi, id));
    const words = new Set((await concluded(t.tx, t.instansi, id)).map(({ participant }) => participant));
    const all = (await listParticipants(t.tx, t.instansi, id)).map((one) => {
      const result = scored.get(institutions.get(one.id) ?? '');
      const decision = last.get(one.id);
      return {
        id: one.id, name: one.name, valued: items.get(one.id)?.valued ?? 0, index: result?.shown ?? null, predicate: result?.predicate ?? null, concluded: words.has(one.id), consent: consents.get(one.id)?.given ?? null,
        objections: objections.get(one.id)?.all ?? 0, openObjections: objections.get(one.id)?.open ?? 0, decision: decision?.state ?? null, reportState: decision?.reportState ?? null,
      };
    });
    const fits = { all: () => true, ready: (r: (typeof all)[number]) => r.decision === null && r.index !== null, provisional: (r: (typeof all)[number]) => r.decision === 'provisional', final: (r: (typeof all)[number]) => r.decision === 'final', objections: (r: (typeof all)[number]) => r.openObjections > 0 };
    const named = all.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
    const matching = named.filter(fits[only]);
    const indexed = all.filter((row) => row.index !== null);
    const publications = await storage.publicationsOf(t.tx, t.instansi, id);
    const why = await whyNotPublish(t, campaign);
    return {
      campaign: { id, title: campaign.title, year: campaign.year }, rows: matching.slice(after, after + limit), matching: matching.length, next: after + limit < matching.length ? after + limit : null,
      counts: { all: named.length, ready: named.filter(fits.ready).length, provisional: named.filter(fits.provisional).length, final: named.filter(fits.final).length, objections: named.filter(fits.objections).length },
      byPredicate: prepared.bands.toReversed().map(({ label }) => ({ predicate: label, count: indexed.filter(({ predicate }) => predicate === label).length })),
      average: indexed.length === 0 ? '' : meanText(indexed.map(({ index }) => index!), prepared.instrument.rounding.decimals),
      publications: publications.map(({ no, at, byName, shown, withheld, reason }) => ({ no, at: at.toISOString(), by: byName, shown, withheld, reason })),
      mayPublish: mustHat(t).permissions.has(DECIDE) && why === undefined, sentence: why ? sentenceOf(why.refusal, decideRefusals) : '',
    };
  });

/** Mean of printed values, rounded half up once. */
function meanText(values: readonly string[], decimals: number): string {
  const sum = values.map(exact).reduce((a, b) => over(a.n * b.d + b.n * a.d, a.d * b.d));
  return fixedText(over(sum.n, sum.d * BigInt(values.length)), decimals);
}

/** What a publication would show: the newest final decision of who agreed, told with a signed report. */
async function toShow(t: TenantContext, campaign: string): Promise<{ shown: storage.ShowableDecision[]; withheld: number }> {
  const given = new Set((await storage.consentsOf(t.tx, t.instansi, campaign)).filter(({ given: yes }) => yes).map(({ participant }) => participant));
  const final = await storage.finalDecisions(t.tx, t.instansi, campaign);
  const participants = await listParticipants(t.tx, t.instansi, campaign);
  const shown = final.filter(({ participant, toldAt }) => toldAt !== null && given.has(participant));
  return { shown, withheld: participants.length - shown.length };
}

async function whyNotPublish(t: TenantContext, campaign: Campaign): Promise<Refused | undefined> {
  const from = campaign.phases.find(({ phase }) => phase === 'publication')?.from;
  const today = await organizationOf(t).today(t);
  if (from && today < from) return new Refused({ code: 'evaluation.publish-early', data: { from } });
  const { shown } = await toShow(t, campaign.id);
  if (shown.length === 0) return new Refused({ code: 'evaluation.publish-nothing' });
  const [last] = await storage.publicationsOf(t.tx, t.instansi, campaign.id);
  return last && shown.every(({ decidedAt }) => decidedAt <= last.at) && shown.length === last.shown ? new Refused({ code: 'evaluation.publish-again' }) : undefined;
}

/** When the outcome that was told last was published; null while it is not, or no longer, among what is shown. */
export async function publishedTo(t: TenantContext, participant: Participant): Promise<string | null> {
  const [last] = await storage.publicationsOf(t.tx, t.instansi, participant.campaign);
  const own = last && (await toShow(t, participant.campaign)).shown.find((one) => one.participant === participant.id);
  return own && own.decidedAt <= last.at ? last.at.toISOString() : null;
}

/** Shows the final results to the public. What was shown before is kept as replaced, never changed. */
export const publish = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    requireSecondFactor(t, FRESH_MINUTES);
    await storage.lockCampaign(t.tx, t.instansi, id);
    const campaign = await campaignOf(t, id);
    const why = await whyNotPublish(t, campaign);
    if (why) throw why;
    return showFinal(t, campaign, '');
  });

/**
 * A set made from the decisions themselves: what the public sees is what each institution was told, indicator by
 * indicator, and the index computed from it must be the one decided.
 */
async function showFinal(t: TenantContext, campaign: Campaign, reason: string): Promise<{ shown: number; withheld: number }> {
  const { shown, withheld } = await toShow(t, campaign.id);
  const { instrument } = await instrumentsOf(t).prepared(t, campaign.instrument, campaign.version);
  const port = resultsOf(t);
  const { set } = await port.openWorkingSet(t, { instrument, year: campaign.year, source: campaign.title });
  const outcomes = shown.map((one) => ({ institution: one.institution, outcome: JSON.parse(one.outcome) as OutcomeCopy }));
  await port.writeLevels(t, set, outcomes.flatMap(({ institution, outcome }) => outcome.values.map(({ number, level }) => ({ institution, number, micro: String(microOf(level)) }))));
  const count = await port.show(t, set);
  const printed = new Map((await port.resultsOf(t, set)).map((row) => [row.institution, row.shown]));
  const wrong = outcomes.find(({ institution, outcome }) => printed.get(institution) !== outcome.index);
  if (wrong) throw new Error(`the published index of ${wrong.institution} is not the decided one`);
  const earlier = await storage.publicationsOf(t.tx, t.instansi, campaign.id);
  const publication = { id: uuidv7(), no: (earlier[0]?.no ?? 0) + 1, resultSet: set, shown: count, withheld, reason, byName: mustViewer(t).name, at: t.house.clock.now() };
  await storage.insertPublication(t.tx, t.instansi, campaign.id, publication);
  await audit(t, { action: 'evaluation.published', object: 'campaign', objectId: campaign.id, detail: { no: publication.no, set, shown: count, withheld, ...(reason ? { reason } : {}) } });
  await emit(t, 'evaluation.published', { campaign: campaign.id, no: publication.no });
  await tellAll(t, campaign.id);
  return { shown: count, withheld };
}

const microOf = (level: string): bigint => {
  const { n, d } = exact(level);
  return (n * LEVEL_SCALE) / d;
};

/** After publication: one value, a new decision with its own report, and a new set in place of the one that is shown. */
export async function correct(ctx: Context, { participant, number, level, reason, secret }: { participant: string; number: string; level: string; reason: string; secret?: SigningSecret | undefined }) {
  requireSecondFactor(ctx, FRESH_MINUTES);
  const made = await inTenant(ctx, async (t) => {
    await lockParticipant(t.tx, t.instansi, participant);
    const at = await atDesk(t, participant);
    const c = await concludingOf(t, at, { recompute: false });
    if (!c.isPublished) throw new Refused({ code: 'evaluation.not-published' });
    const read = readLevel(at.prepared.instrument, indicatorAt(at, number).indicator, level);
    if (!read.ok) throw new Refused({ code: 'evaluation.objection-level', data: { sentence: read.refusal.data?.['sentence'] }, fields: [{ path: 'level', message: String(read.refusal.data?.['sentence']) }] });
    const current = c.values.find((one) => one.number === number);
    await setFinal(t, at, number, { micro: read.value, fakta: current?.fakta ?? '', analisis: current?.analisis ?? '', justifikasi: reason });
    const now = await concludingOf(t, at, { recompute: true });
    return { decision: await keepDecision(t, now, 'final', reason), index: now.result?.shown ?? '', campaign: at.campaign };
  });
  const { report } = await signReport(ctx, { decision: made.decision, secret });
  if (report === 'signed') await inTenant(ctx, (t) => showFinal(t, made.campaign, reason));
  return { decision: made.decision, index: made.index };
}

/** Of who brought its papers by hand. */
export const recordConsent = (ctx: Context, { participant, given, basis }: { participant: string; given: boolean; basis: string }) =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, participant);
    await storage.saveConsent(t.tx, t.instansi, { participant: at.participant.id, given, basis, byName: mustViewer(t).name, at: t.house.clock.now() });
    await audit(t, { action: 'evaluation.consent-recorded', object: 'participant', objectId: at.participant.id, detail: { given, basis } });
    if (at.participant.tenant !== null) await tell(t, at.campaign.id, at.participant.tenant);
    return {};
  });

import { part } from '../../platform/house.ts';
import { addDays, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { indicatorsOf } from '../../engines/scoring/instrument.ts';
import type { InstrumentsPort } from '../../modules/assessments/contract.ts';
import { addParticipants } from '../../modules/evaluation/service/participants.ts';
import { createCampaign, openCampaign } from '../../modules/evaluation/service/campaigns.ts';
import { decide } from '../../modules/evaluation/service/decide.ts';
import { atDesk } from '../../modules/evaluation/service/desk-access.ts';
import { saveConclusion, getConclusion } from '../../modules/evaluation/service/conclude.ts';
import { publish, recordConsent } from '../../modules/evaluation/service/publish.ts';
import { writeLevel } from '../../modules/evaluation/service/stand.ts';
import { claimsOf, sealOf } from '../../modules/evaluation/service/take-submission.ts';
import { listParticipants } from '../../modules/evaluation/storage/participants.ts';
import * as submissions from '../../modules/evaluation/storage/submissions.ts';
import * as verdicts from '../../modules/evaluation/storage/verdicts.ts';
import { assignFollowUp, reportFollowUp } from '../../modules/self-assessment/service/follow-up.ts';
import { listRecommendations } from '../../modules/self-assessment/storage/follow-up.ts';
import { deliverMessages } from '../deliver-messages.ts';
import type { PlannedPerson } from '../organisation.ts';
import type { Seeding } from '../seeding.ts';
import { readEvaluation, type EvaluationFile } from './evaluation-file.ts';
import { inventSubmission } from './invented-submission.ts';
import type { Team } from './team.ts';

// Chapters: a campaign that is over · what was found · what became of the recommendations

const OWN = '35.02';
const CHIEF = 'ketua.evaluasi';

/** An evaluation of before, decided and published, and what the regency does about its four recommendations. */
export async function seedOutcome(seeding: Seeding, team: Team): Promise<void> {
  const { anchor, house, composed } = seeding;
  const file = readEvaluation();
  const ago = (n: number) => new Date(anchor.now.getTime() - n * 86_400_000);
  const day = (from: number): CalendarDay => addDays(anchor.day, from);
  const chief = (at: Date): Context & { viewer: Viewer } => {
    const ctx = team.as(CHIEF, at);
    return { ...ctx, viewer: { ...ctx.viewer, secondFactorAt: at } };
  };
  const year = Number(anchor.day.slice(0, 4)) - 2;
  const { id } = await createCampaign(chief(ago(115)), {
    title: `Evaluasi SPBE ${year} (simulasi)`, instrument: 'spbe-2020', year, mode: 'evaluasi', settings: { twoAssessors: false },
    phases: [
      { phase: 'self', from: day(-114), to: day(-105) }, { phase: 'document', from: day(-104), to: day(-95) }, { phase: 'interview', from: day(-94), to: day(-90) }, { phase: 'final', from: day(-89), to: day(-80) },
      { phase: 'objection', from: day(-79), to: day(-70) }, { phase: 'publication', from: day(-69), to: day(20) },
    ],
  });
  await addParticipants(chief(ago(115)), { id, how: 'list', names: [OWN, '35.19', '35.77'].join('\n') });
  await openCampaign(chief(ago(115)), { id });
  await assess(seeding, team, file, id, year, ago(100));

  const own = await inTenant(chief(ago(85)), async (t) => (await listParticipants(t.tx, t.instansi, id)).find(({ region }) => region === OWN)!.id);
  const { strengths, weaknesses, seq } = await getConclusion(chief(ago(85)), own);
  await saveConclusion(chief(ago(85)), {
    participant: own, seq, summary: file.outcome.summary, strengths: strengths.map(({ number, text }) => ({ number, text })), weaknesses: weaknesses.map(({ number, text }) => ({ number, text })),
    recommendations: file.outcome.recommendations.map(({ number, text, to, due }) => ({ number, text, addressee: to, due: day(due) })),
  });
  await decide(chief(ago(82)), { participant: own });
  await deliverMessages(house, composed.modules);
  await recordConsent(chief(ago(72)), { participant: own, given: true, basis: 'Pernyataan persetujuan publikasi (simulasi)' });
  await decide(chief(ago(68)), { participant: own });
  await publish(chief(ago(66)), { id });
  await deliverMessages(house, composed.modules);
  await followUp(seeding, file, ago);
}

/** Sealed copies and final values of all who take part, written as the desk leaves them. */
async function assess({ dice, house }: Seeding, team: Team, file: EvaluationFile, campaign: string, year: number, at: Date): Promise<void> {
  const ctx = team.as(CHIEF, at);
  const viewer = ctx.viewer;
  await inTenant(ctx, async (t) => {
    const instruments = part<InstrumentsPort<TenantContext>>(house, 'assessments.instruments');
    const prepared = await instruments.prepared(t, 'spbe-2020', (await instruments.use(t, 'spbe-2020')).version);
    for (const participant of await listParticipants(t.tx, t.instansi, campaign)) {
      const copy = inventSubmission(dice.of(`evaluation/${year}/${participant.region}`), prepared, file, { campaign, participant, at, year }, () => '0'.repeat(64));
      await submissions.insertSubmissions(t.tx, t.instansi, [{ id: copy.id, participant: participant.id, no: 1, way: 'paper', ...sealOf({ ...copy, evidence: [] }), byName: copy.by.name, submittedAt: at, receivedAt: at, enteredBy: viewer.accountId }]);
      await submissions.insertClaims(t.tx, t.instansi, claimsOf(copy));
      await submissions.showNewest(t.tx, t.instansi, [participant.id]);
      const desk = await atDesk(t, participant.id);
      await verdicts.lockItems(t.tx, t.instansi, { campaign, participant: participant.id, numbers: indicatorsOf(prepared.instrument.tree).map(({ indicator }) => indicator.number) }, at);
      for (const { number, micro, fakta } of copy.answers) {
        const level = participant.region === OWN ? (file.outcome.levels[number] ?? file.outcome.usual) : Number(micro) / 1_000_000;
        const value = { participant: participant.id, number, micro: `${level}000000` };
        await verdicts.putValue(t.tx, t.instansi, { ...value, stage: 'document', fakta, analisis: `Kriteria tingkat ${level} terpenuhi (simulasi).`, justifikasi: file.outcome.because[number] ?? `Data dukung menunjukkan tingkat ${level} (simulasi).`, how: 'single', byName: 'Asesor (simulasi)' }, at);
        await verdicts.saveItem(t.tx, t.instansi, { ...value, state: 'settled', valueStage: 'document', mark: null }, at);
        await writeLevel(t, desk, number, BigInt(level) * 1_000_000n);
      }
    }
  });
}

/** Each recommendation goes to a named agency; one runs, one is done, one is late, one has just been given. */
async function followUp(seeding: Seeding, file: EvaluationFile, ago: (days: number) => Date): Promise<void> {
  const { plan, anchor } = seeding;
  const rows = await inTenant(seeding.context(ago(60)), (t) => listRecommendations(t.tx, t.instansi));
  for (const one of file.outcome.recommendations) {
    const row = rows.find(({ text }) => text === one.text)!;
    const unit = plan.units.find(({ code }) => code === one.unit)!;
    let { seq } = await assignFollowUp(as(seeding, 'pj.spbe', ago(60)), { id: row.id, seq: row.seq, unit: unit.id, due: addDays(anchor.day, one.within), text: 'Mohon ditindaklanjuti dan dilaporkan di sini (simulasi).' });
    const member = plan.people.find((person): person is PlannedPerson & { account: object } => person.account?.userName === one.by)!;
    for (const step of one.steps) ({ seq } = await reportFollowUp(as(seeding, member.account.userName, ago(step.ago)), { id: row.id, seq, text: step.text, done: step.link !== undefined, link: step.link ?? '', uploads: [] }));
  }
}

/** Somebody of the regency in the post that is worn. */
function as(seeding: Seeding, userName: string, at: Date): Context & { viewer: Viewer } {
  const { plan, house, instansi } = seeding;
  const person = plan.people.find((one): one is PlannedPerson & { account: object } => one.account?.userName === userName)!;
  const holding = plan.holdings.find(({ id }) => id === person.account!.hat)!;
  const post = plan.posts.find(({ id }) => id === holding.post)!;
  const unit = plan.units.find(({ id }) => id === post.unit)!;
  const permissionsOf = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions');
  return {
    ...seeding.context(at), requestId: uuidv7(),
    viewer: {
      accountId: person.account!.id, sessionId: person.account!.id, name: person.name, kind: 'officer', level: 'verified',
      hat: { instansi, holdingId: holding.id, postId: post.id, title: post.title, capacity: 'definitive', unitId: unit.id, unitName: unit.name, unitKind: unit.kind, duties: post.duties, permissions: permissionsOf(post.duties) },
    },
  };
}

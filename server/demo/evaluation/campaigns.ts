import { createHash } from 'node:crypto';
import { part } from '../../platform/house.ts';
import { addDays, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { inTenant, type TenantContext } from '../../platform/request/context.ts';
import type { InstrumentsPort } from '../../modules/assessments/contract.ts';
import { declareInterests } from '../../modules/evaluation/service/assessors.ts';
import { assignEvenly } from '../../modules/evaluation/service/assignments.ts';
import { createCampaign, openCampaign } from '../../modules/evaluation/service/campaigns.ts';
import { addParticipants } from '../../modules/evaluation/service/participants.ts';
import { claimsOf, evidenceOf, sealOf } from '../../modules/evaluation/service/take-submission.ts';
import { listParticipants } from '../../modules/evaluation/storage/participants.ts';
import * as submissions from '../../modules/evaluation/storage/submissions.ts';
import type { Phase, PhasePlan } from '../../modules/self-assessment/contract.ts';
import { deliverMessages } from '../deliver-messages.ts';
import type { Seeding } from '../seeding.ts';
import { readEvaluation, type EvaluationFile } from './evaluation-file.ts';
import { inventSubmission } from './invented-submission.ts';
import { writeTeam, type Team } from './team.ts';
import { seedVerdicts } from './verdicts.ts';

/** What later chapters of seeding build on. */
export interface SeededEvaluation extends Team {
  /** "Evaluasi SPBE 2025 (simulasi)": its documents are being assessed. */
  running: string;
  /** "Penilaian SPBE 2026 (simulasi)": the regency of the demonstration assesses itself. */
  next: string;
}

const days = (day: CalendarDay, plan: readonly (readonly [Phase, number, number])[]): PhasePlan => plan.map(([phase, from, to]) => ({ phase, from: addDays(day, from), to: addDays(day, to) }));

/** An organiser with two campaigns: one whose desks are full, one that has just begun. */
export async function seedEvaluation(seeding: Seeding): Promise<SeededEvaluation> {
  const { anchor, house, composed } = seeding;
  const file = readEvaluation();
  const team = await writeTeam(seeding, file);
  const ago = (n: number) => new Date(anchor.now.getTime() - n * 86_400_000);
  for (const { holder, interests } of file.posts) if (interests !== undefined) await declareInterests(team.as(holder.account, ago(90)), { interests });

  const running = await campaign(team, ago(85), {
    title: 'Evaluasi SPBE 2025 (simulasi)', year: 2025, names: file.participants.join('\n'),
    phases: days(anchor.day, [['self', -80, -40], ['document', -25, 6], ['interview', 7, 20], ['final', 21, 35], ['objection', 36, 45], ['publication', 46, 60]]),
  });
  await sendAll(seeding, team, file, running, ago(42));
  await assignEvenly(team.as('penyelenggara', ago(30)), { id: running });
  await seedVerdicts(seeding, team, running);

  const next = await campaign(team, ago(14), {
    title: 'Penilaian SPBE 2026 (simulasi)', year: 2026, names: '', province: '35',
    phases: days(anchor.day, [['self', -10, 20], ['internal', 21, 25], ['document', 26, 50], ['interview', 51, 65], ['final', 66, 80], ['objection', 81, 90], ['publication', 91, 100]]),
  });
  await deliverMessages(house, composed.modules);
  return { ...team, running, next };
}

async function campaign(team: Team, at: Date, c: { title: string; year: number; phases: PhasePlan; names: string; province?: string }): Promise<string> {
  const organiser = team.as('penyelenggara', at);
  const { id } = await createCampaign(organiser, { title: c.title, instrument: 'spbe-2020', year: c.year, mode: 'evaluasi', phases: c.phases, settings: { twoAssessors: true } });
  await addParticipants(organiser, { id, how: c.province ? 'regions' : 'list', names: c.names, ...(c.province && { province: c.province }) });
  await openCampaign(organiser, { id });
  return id;
}

/** Sealed copies of all but the last participant: what they brought on paper, entered by the organiser. */
async function sendAll({ dice, house }: Seeding, team: Team, file: EvaluationFile, id: string, at: Date): Promise<void> {
  const ctx = team.as('penyelenggara', at);
  const papers: Buffer[] = [];
  const store = (pdf: Buffer): string => {
    papers.push(pdf);
    return createHash('sha256').update(pdf).digest('hex');
  };
  await inTenant(ctx, async (t) => {
    const instruments = part<InstrumentsPort<TenantContext>>(house, 'assessments.instruments');
    const prepared = await instruments.prepared(t, 'spbe-2020', (await instruments.use(t, 'spbe-2020')).version);
    const all = (await listParticipants(t.tx, t.instansi, id)).filter(({ region }) => region !== file.participants.at(-1));
    const copies = all.map((participant) => ({ participant, copy: inventSubmission(dice.of(`evaluation/${participant.region}`), prepared, file, { campaign: id, participant, at, year: 2025 }, store) }));
    await Promise.all(papers.map((pdf) => house.files.put(t.instansi, pdf)));
    const intact = new Set(copies.flatMap(({ copy }) => copy.evidence.flatMap(({ file: one }) => (one ? [one.sha256] : []))));
    await submissions.insertSubmissions(t.tx, t.instansi, copies.map(({ participant, copy }) => ({ id: copy.id, participant: participant.id, no: 1, way: 'paper', ...sealOf(copy), byName: copy.by.name, submittedAt: at, receivedAt: at, enteredBy: ctx.viewer.accountId })));
    await submissions.insertClaims(t.tx, t.instansi, copies.flatMap(({ copy }) => claimsOf(copy)));
    await submissions.insertEvidence(t.tx, t.instansi, copies.flatMap(({ copy }) => evidenceOf(copy, intact)));
    await submissions.showNewest(t.tx, t.instansi, all.map((one) => one.id));
  });
}

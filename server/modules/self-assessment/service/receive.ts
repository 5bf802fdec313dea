import { audit } from '../../../platform/audit/audit.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { phaseNames, type CampaignCopy, type OutcomeCopy, type QuestionCopy } from '../contract.ts';
import { listAnswers } from '../storage/answers.ts';
import { findCampaign, keepOutcome, updateTold } from '../storage/campaigns.ts';
import { insertRemark } from '../storage/remarks.ts';
import { beginCampaign } from './campaigns.ts';
import { takeAnswers } from './objections.ts';
import { copyReport, takeRecommendations } from './outcome.ts';
import { instrumentsOf, organiserOf } from './ports.ts';
import { withDuties } from './team.ts';
import { showPublished } from './show-published.ts';
import { tell, tellAll } from './tell.ts';

/**
 * Something is there for this institution: read where it is, in the organiser's tenant, and written here as an own copy.
 * It comes at least once and in any order: what is newer wins, everything else changes nothing.
 */
export async function takeIn(ctx: Context, message: EventMessage): Promise<void> {
  const { campaign, to } = message.payload as { campaign: string; to: string };
  const told = await organiserOf(ctx).tellTo(ctx, campaign, to);
  if (!told) return;
  await copyReport(ctx, ctx.instansi, to, told.outcome);
  await inTenant({ ...ctx, instansi: to }, async (t) => {
    await takeCampaign(t, told.campaign);
    await takeQuestions(t, told.campaign, told.questions);
    await takeAnswers(t, told.campaign, told.objectionAnswers);
    if (told.outcome) await takeOutcome(t, told.campaign, told.outcome);
    await showPublished(t, told);
  });
}

async function takeCampaign(t: TenantContext, copy: CampaignCopy): Promise<void> {
  const kept = await instrumentsOf(t).keep(t, copy.instrument);
  const isNew = await beginCampaign(t, {
    id: copy.id, title: copy.title, year: copy.year, mode: copy.mode, instrument: kept.id, version: kept.version, sha256: kept.sha256, instrument_name: copy.instrument.name, method: copy.instrument.method,
    organiser: copy.organiser.instansi, organiser_name: copy.organiser.name, phases: copy.phases, seq: copy.seq, closed: copy.closed,
  });
  if (!isNew) {
    const before = await findCampaign(t.tx, t.instansi, copy.id);
    if ((await updateTold(t.tx, t.instansi, { ...copy, organiser_name: copy.organiser.name })) > 0 && before) await tellOfDates(t, before, copy);
    return;
  }
  await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), { title: 'Penilaian baru dimulai', text: 'Buka papannya, bagi indikatornya kepada tim, dan lihat tenggatnya.', href: `/petugas/penilaian/${copy.id}` });
}

/** Which days of the schedule are others now, in the words of the schedule. */
async function tellOfDates(t: TenantContext, before: Pick<CampaignCopy, 'id' | 'phases'>, now: CampaignCopy): Promise<void> {
  const changed = now.phases.filter(({ phase, from, to }) => !before.phases.some((one) => one.phase === phase && one.from === from && one.to === to));
  if (changed.length === 0) return;
  await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), {
    title: 'Jadwal penilaian berubah', text: changed.map(({ phase, from, to }) => `${phaseNames[phase]}: ${formatDate(from)} sampai ${formatDate(to)}.`).join(' '), href: `/petugas/penilaian/${now.id}`,
  });
}

async function takeQuestions(t: TenantContext, campaign: CampaignCopy, questions: readonly QuestionCopy[]): Promise<void> {
  if (questions.length === 0) return;
  const answers = new Map((await listAnswers(t.tx, t.instansi, campaign.id)).map((row) => [row.number, row]));
  for (const one of questions) {
    const answer = answers.get(one.number);
    if (!answer) continue;
    const isNew = await insertRemark(t.tx, t.instansi, campaign.id, { id: one.id, number: one.number, kind: 'question', text: one.text, question: null, answer_by: one.answerBy, by_name: `Asesor ${campaign.organiser.name}`, by_account: null, at: new Date(one.askedAt) });
    if (!isNew) continue;
    const accounts = answer.assignee ? [answer.assignee] : (await withDuties(t, ['assessment-responsible'])).map(({ accountId }) => accountId);
    for (const account of new Set(accounts)) await tell(t, account, { title: `Asesor bertanya tentang indikator ${one.number}`, text: 'Buka indikatornya dan jawab.', href: `/petugas/penilaian/${campaign.id}/${one.number}#catatan` });
  }
}

async function takeOutcome(t: TenantContext, campaign: CampaignCopy, outcome: OutcomeCopy): Promise<void> {
  if ((await keepOutcome(t.tx, t.instansi, outcome, t.house.clock.now())) === 0) return;
  await audit(t, { action: 'self-assessment.outcome-received', object: 'assessment', objectId: campaign.id, detail: { no: outcome.no, state: outcome.state, index: outcome.index } });
  await takeRecommendations(t, campaign, outcome);
  await tellAll(t, (await withDuties(t, ['assessment-coordinator', 'assessment-responsible'])).map(({ accountId }) => accountId), {
    title: outcome.state === 'final' ? 'Hasil penilaian ditetapkan' : 'Hasil sementara penilaian sudah ada', text: 'Buka halaman hasil untuk membacanya.', href: `/petugas/penilaian/${campaign.id}/hasil`,
  });
}

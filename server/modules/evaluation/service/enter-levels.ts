import { readLevelRows } from '../../../engines/scoring/levels-file.ts';
import { LEVEL_SCALE } from '../../../engines/scoring/score.ts';
import { readSheet } from '../../../engines/sheets/read-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { bareName } from '../../assessments/contract.ts';
import type { EvidenceCopy, SubmissionCopy } from '../../self-assessment/contract.ts';
import type { Input } from '../operation-input.ts';
import { readPaperRows, rowKey, type PaperPiece } from '../rules/what-a-paper-row-says.ts';
import { submissionMayCome } from '../rules/a-submission-may-come.ts';
import { lockCampaign } from '../storage/campaigns.ts';
import { listParticipants, type Participant } from '../storage/participants.ts';
import * as storage from '../storage/submissions.ts';
import { readNames } from './participants.ts';
import { institutionOf, instrumentsOf } from './ports.ts';
import { claimsOf, evidenceOf, sealOf } from './take-submission.ts';

/**
 * Submissions of institutions that could not send (Permenpan RB 59/2020 art. 5): levels from a sheet, sealed like those
 * that were sent, marked as entered here; with their justification and list of evidence where the sheet has them. All rows or none; a later file of the same institution is its next number.
 */
export async function enterLevels(ctx: Context, { id, content, fileName, by }: Input<'enterLevels'>): Promise<{ entered: number }> {
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64')));
  return inTenant(ctx, async (t) => {
    const campaign = await lockCampaign(t.tx, t.instansi, id);
    if (!campaign) throw new Refused({ code: 'evaluation.unknown' });
    const prepared = await instrumentsOf(t).prepared(t, campaign.instrument, campaign.version);
    const { levels, faults } = readLevelRows(rows, prepared);
    const paper = readPaperRows(rows, prepared);
    const wrong = [...faults, ...paper.faults].toSorted((a, b) => a.line - b.line);
    if (wrong.length > 0) throw badLevels(wrong.map(({ line, sentence }) => `Baris ${line}: ${sentence}`));
    const whose = await participantsNamed(t, id, levels);
    const said = (one: { institution: string }, number: string) => paper.words.get(rowKey(one.institution, number));
    const at = t.house.clock.now();
    const today = dayIn(at, (await institutionOf(t)).zone);
    const copies = levels.map((one, index): { participant: Participant; copy: SubmissionCopy } => {
      const participant = whose[index]!;
      orRefuse(submissionMayCome(campaign, participant.submission === null, today));
      return {
        participant,
        copy: {
          // On paper there is no tenant: the institution is named by itself.
          id: uuidv7(), campaign: id, no: (participant.submissionNo ?? 0) + 1, institution: { instansi: participant.id, name: participant.name, region: participant.region ?? '' }, submittedAt: at.toISOString(), by: { name: by, title: 'Kiriman luring' },
          answers: prepared.indicators.map(({ indicator: { number } }, order) => ({ number, micro: String(one.levels[order]), met: said(one, number)?.met ?? [], asks: '', fakta: said(one, number)?.fakta ?? '', analisis: said(one, number)?.analisis ?? '', before: null })),
          evidence: prepared.indicators.flatMap(({ indicator: { number } }, order) => (said(one, number)?.evidence ?? []).map((piece) => evidenceOnPaper(number, Number(one.levels[order]! / LEVEL_SCALE), piece))), papers: [],
        },
      };
    });
    await storage.insertSubmissions(t.tx, t.instansi, copies.map(({ participant, copy }) => ({ id: copy.id, participant: participant.id, no: copy.no, way: 'paper', ...sealOf(copy), byName: by, submittedAt: at, receivedAt: at, enteredBy: t.viewer?.accountId ?? null })));
    await storage.insertClaims(t.tx, t.instansi, copies.flatMap(({ copy }) => claimsOf(copy)));
    await storage.insertEvidence(t.tx, t.instansi, copies.flatMap(({ copy }) => evidenceOf(copy, new Set())));
    await storage.showNewest(t.tx, t.instansi, copies.map(({ participant }) => participant.id));
    await audit(t, { action: 'evaluation.levels-entered', object: 'campaign', objectId: id, detail: { fileName, by, institutions: copies.length } });
    return { entered: copies.length };
  });
}

/** On paper, or behind a link: there is no file here. */
const evidenceOnPaper = (number: string, level: number, { title, url }: PaperPiece): EvidenceCopy => ({ id: uuidv7(), number, level, letter: null, version: 1, kind: 'link', title, where: '', documentDate: null, expiresOn: null, file: null, url, record: null });

const badLevels = (faults: readonly string[]): Refused => new Refused({ code: 'evaluation.bad-levels', data: { faults: `${faults.slice(0, 10).join(' ')}${faults.length > 10 ? ` Dan ${faults.length - 10} baris lain.` : ''}` } });

async function participantsNamed(t: TenantContext, campaign: string, levels: readonly { institution: string; line: number }[]): Promise<Participant[]> {
  const all = await listParticipants(t.tx, t.instansi, campaign);
  const byRegion = new Map(all.map((one) => [one.region, one]));
  const byName = new Map(all.map((one) => [one.bareName, one]));
  const named = await readNames(t, levels.map(({ institution }) => institution).join('\n'));
  const faults: string[] = [];
  const seen = new Set<string>();
  const found = levels.map(({ institution, line }, at) => {
    const one = byName.get(bareName(institution)) ?? byRegion.get(named[at]?.region?.code ?? '-');
    if (!one) faults.push(`Baris ${line}: "${institution.slice(0, 80)}" bukan peserta putaran ini.`);
    else if (seen.has(one.id)) faults.push(`Baris ${line}: ${one.name} sudah ada di berkas ini dengan ejaan lain.`);
    if (one) seen.add(one.id);
    return one;
  });
  if (faults.length > 0) throw badLevels(faults);
  const whole = found as Participant[];
  const own = await storage.sentByMessage(t.tx, t.instansi, whole.map(({ id }) => id));
  const sent = whole.find(({ id }) => own.has(id));
  if (sent) throw new Refused({ code: 'evaluation.by-message', data: { name: sent.name } });
  return whole;
}

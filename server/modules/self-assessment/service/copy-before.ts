import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { stepKey } from '../../../engines/scoring/ladder.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import type { Indicator } from '../../../engines/scoring/instrument.ts';
import type { Input } from '../operation-input.ts';
import { levelText } from '../rules/current-score.ts';
import { renewalOf, type Renewal } from '../rules/renew-evidence.ts';
import { listAnswers, listTexts, lockAnswers, writeAnswer, type AnswerRow } from '../storage/answers.ts';
import { listCampaigns, type CampaignRow } from '../storage/campaigns.ts';
import { inForce, insertEvidence, listEvidence, type EvidenceRow } from '../storage/evidence.ts';
import { insertRemark } from '../storage/remarks.ts';
import { crosswalkTo } from './crosswalks.ts';
import { load, mayWrite, whyNotAnswer, type Loaded } from './load.ts';
import { instrumentsOf } from './ports.ts';

// Chapters: the cycle before · what is shown · copying

const renewalWords: Record<Renewal, string> = { expired: 'kedaluwarsa', expiring: 'kedaluwarsa sebelum penilaian berakhir', undated: 'tanpa tanggal dokumen', gone: 'tidak diminta lagi pada tempat itu' };

/** The last campaign before this one: on the same instrument if there is one, else on whatever instrument came before. */
async function campaignBefore(t: TenantContext, { campaign }: Loaded): Promise<CampaignRow | undefined> {
  const earlier = (await listCampaigns(t.tx, t.instansi)).filter((one) => one.id !== campaign.id && one.year < campaign.year && one.method === 'weighted-mean');
  return earlier.find((one) => one.instrument === campaign.instrument) ?? earlier.find((one) => crosswalkTo(campaign.instrument, one.instrument)) ?? undefined;
}

interface Before {
  campaign: CampaignRow;
  same: boolean;
  answers: Map<string, AnswerRow>;
  evidence: Map<string, EvidenceRow[]>;
}
async function readBefore(t: TenantContext, loaded: Loaded): Promise<Before | undefined> {
  const campaign = await campaignBefore(t, loaded);
  if (!campaign) return undefined;
  const answers = (await listAnswers(t.tx, t.instansi, campaign.id)).filter(({ micro }) => micro !== null);
  const evidence = Map.groupBy(inForce(await listEvidence(t.tx, t.instansi, campaign.id)), ({ number }) => number);
  return { campaign, same: campaign.instrument === loaded.campaign.instrument, answers: new Map(answers.map((row) => [row.number, row])), evidence };
}

const judged = ({ today, days }: Loaded, indicator: Indicator, pieces: readonly EvidenceRow[]) =>
  pieces.map((piece) => ({ piece, ...renewalOf(indicator, { level: piece.level, letter: piece.letter, documentDate: piece.document_date, expiresOn: piece.expires_on }, today, days.until) }));
/** What will expire later still goes along; it is marked all the same. */
const goesAlong = ({ why }: { why: Renewal | null }): boolean => why === null || why === 'expiring';

export const previewCopy = (ctx: Context, { id }: Input<'previewCopy'>) =>
  readTenant(ctx, async (t) => {
    const loaded = await load(t, id);
    const before = await readBefore(t, loaded);
    const now = new Map((await listAnswers(t.tx, t.instansi, id)).map((row) => [row.number, row]));
    const shut = whyNotAnswer(loaded) !== undefined;
    const shared = { id, campaign: loaded.campaign.title, from: before ? { title: before.campaign.title, year: before.campaign.year, instrument: before.campaign.instrument_name } : null, sameInstrument: before?.same ?? false };
    if (!before?.same) return { ...shared, rows: [], hints: before ? await hintsOf(t, loaded, before) : [] };
    return {
      ...shared, hints: [],
      rows: loaded.prepared.indicators.flatMap(({ indicator }) => {
        const old = before.answers.get(indicator.number);
        if (!old) return [];
        const answer = now.get(indicator.number);
        const pieces = judged(loaded, indicator, before.evidence.get(indicator.number) ?? []);
        const why = shut ? 'masa pengisian tidak berjalan' : answer?.state !== 'empty' ? 'sudah dijawab' : mayWrite(t, answer.assignee) ? '' : 'bukan tugas Anda';
        return [{
          number: indicator.number, name: indicator.name, level: levelText(old.micro!), may: why === '', why, evidence: pieces.filter(goesAlong).length,
          renew: pieces.flatMap(({ piece, why: reason, expiresOn }) => (reason ? [{ title: piece.title, level: piece.level, letter: piece.letter, why: reason, expiresOn }] : [])),
        }];
      }),
    };
  });

async function hintsOf(t: TenantContext, loaded: Loaded, before: Before) {
  const walk = crosswalkTo(loaded.campaign.instrument, before.campaign.instrument);
  const earlier = await instrumentsOf(t).prepared(t, before.campaign.instrument, before.campaign.version);
  const named = (number: string) => earlier.indicators[earlier.byNumber.get(number) ?? -1]?.indicator.name;
  return loaded.prepared.indicators.flatMap(({ indicator }) => {
    const from = (walk?.pairs[indicator.number] ?? []).flatMap((number) => {
      const [old, name] = [before.answers.get(number), named(number)];
      return old && name ? [{ number, name, level: levelText(old.micro!) }] : [];
    });
    return from.length > 0 ? [{ number: indicator.number, name: indicator.name, earlier: from }] : [];
  });
}

/** Answers into indicators that nobody has answered; all that were asked for, or none. What must be renewed stays as a comment. */
export const copyBefore = (ctx: Context, { id, numbers }: Input<'copyBefore'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await load(t, id);
    const shut = whyNotAnswer(loaded);
    if (shut) throw shut;
    const before = await readBefore(t, loaded);
    if (!before?.same) throw new Refused({ code: 'self-assessment.nothing-before' });
    const wanted = [...new Set(numbers)];
    const rows = new Map((await lockAnswers(t.tx, t.instansi, id, wanted)).map((row) => [row.number, row]));
    const bad = wanted.filter((number) => { const row = rows.get(number); return !row || row.state !== 'empty' || !mayWrite(t, row.assignee) || !before.answers.has(number); });
    if (bad.length > 0) throw new Refused({ code: 'self-assessment.cannot-copy', data: { numbers: bad.join(', ') } });
    const texts = new Map((await listTexts(t.tx, t.instansi, before.campaign.id)).map((row) => [row.number, row]));
    const at = t.house.clock.now();
    const by = t.viewer?.accountId ?? null;
    let [evidence, renew] = [0, 0];
    for (const number of wanted) {
      const { indicator } = loaded.prepared.indicators[loaded.prepared.byNumber.get(number)!]!;
      const old = before.answers.get(number)!;
      const known = new Set(indicator.levels.flatMap(({ level, criteria = {} }) => Object.keys(criteria).map((letter) => stepKey(level, letter))));
      await writeAnswer(t.tx, t.instansi, id, { number, micro: old.micro, met: old.met.filter((key) => known.has(key)), asks: indicator.asks ? old.asks : '', fakta: texts.get(number)?.fakta ?? '', analisis: texts.get(number)?.analisis ?? '', at, by });
      const pieces = judged(loaded, indicator, before.evidence.get(number) ?? []);
      for (const { piece, expiresOn } of pieces.filter(goesAlong)) {
        const copy = uuidv7();
        await insertEvidence(t.tx, t.instansi, id, { ...piece, id: copy, series: copy, version: 1, expires_on: expiresOn, added_at: at, added_by: by });
        evidence++;
      }
      const marked = pieces.filter(({ why }) => why !== null);
      renew += marked.length;
      const lines = marked.map(({ piece, why, expiresOn }) => `${piece.level}${piece.letter ? `.${piece.letter}` : ''} ${piece.title}: ${renewalWords[why!]}${expiresOn ? ` (${formatDate(expiresOn)})` : ''}`);
      const text = [`Disalin dari ${before.campaign.title}.`, ...(lines.length > 0 ? ['Harus diperbarui:', ...lines] : [])].join('\n').slice(0, 4000);
      await insertRemark(t.tx, t.instansi, id, { id: uuidv7(), number, kind: 'comment', text, question: null, answer_by: null, by_name: t.viewer?.name ?? '', by_account: by, at });
    }
    await audit(t, { action: 'self-assessment.copied', object: 'assessment', objectId: id, detail: { from: before.campaign.id, indicators: wanted, evidence, renew } });
    return { copied: wanted.length, evidence, renew };
  });

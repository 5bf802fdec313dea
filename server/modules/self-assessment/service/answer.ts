import { LEVEL_SCALE, readLevel } from '../../../engines/scoring/score.ts';
import { stepKey } from '../../../engines/scoring/ladder.ts';
import { audit, auditMany } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { scoringRefusals } from '../../../engines/scoring/refusals.ts';
import type { Indicator } from '../../../engines/scoring/instrument.ts';
import { lackWords, type Lack } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { levelText } from '../rules/current-score.ts';
import { lacksOf } from '../rules/what-an-answer-lacks.ts';
import { lockAnswers, setState, writeAnswer, type AnswerRow } from '../storage/answers.ts';
import { listPieces } from '../storage/evidence.ts';
import { insertRemark } from '../storage/remarks.ts';
import { answerOf } from './board.ts';
import { faulty, indicatorAt, load, mustWrite, whyNotAnswer, type Loaded } from './load.ts';
import { tell, tellResponsible } from './tell.ts';

// Chapters: one answer held · writing · ready · approved or sent back

/** The answer, held until the transaction ends, of a campaign whose time it is. @throws Refused whatever stands against it */
async function held(t: TenantContext, input: { id: string; number: string; seq: number }): Promise<{ loaded: Loaded; indicator: Indicator; row: AnswerRow }> {
  // Held first: whoever waited for a submission reads afterwards that it is there.
  const [row] = await lockAnswers(t.tx, t.instansi, input.id, [input.number]);
  const loaded = await load(t, input.id);
  const indicator = indicatorAt(loaded, input.number);
  const shut = whyNotAnswer(loaded);
  if (shut) throw shut;
  if (row!.seq !== input.seq) throw new Refused({ code: 'self-assessment.changed' });
  return { loaded, indicator, row: row! };
}

export const answer = (ctx: Context, input: Input<'answer'>) =>
  inTenant(ctx, async (t) => {
    const { loaded, indicator, row } = await heldForWriting(t, input);
    const { instrument } = loaded.prepared;
    const micro = input.level === '' ? null : levelOf(loaded, indicator, input.level);
    const known = new Set(indicator.levels.flatMap(({ level, criteria = {} }) => Object.keys(criteria).map((id) => stepKey(level, id))));
    const strange = input.met.find((key) => !known.has(key));
    if (strange !== undefined) throw faulty('met', `Kriteria ${strange} tidak ada pada indikator ini.`);
    if (input.asks !== '' && !indicator.asks) throw faulty('asks', 'Indikator ini tidak menanyakan layanan. Kosongkan isian ini.');
    // Criteria of the lowest level need no tick: it is also what an institution gets when it has nothing.
    const met = [...new Set(input.met)].filter((key) => Number(key.split('.')[0]) > Number(instrument.scale.min)).toSorted();
    const now = t.house.clock.now();
    await writeAnswer(t.tx, t.instansi, input.id, { number: input.number, micro, met, asks: input.asks, fakta: input.fakta, analisis: input.analisis, at: now, by: t.viewer?.accountId ?? null });
    await audit(t, { action: 'self-assessment.answered', object: 'assessment', objectId: input.id, detail: { indicator: input.number, from: row.micro === null ? null : levelText(row.micro), level: micro === null ? null : levelText(micro), met: met.length } });
    return { state: 'working' as const, seq: row.seq + 1 };
  });

/** The rule's sentence beside the field: outside the scale, a decimal where none is allowed, no number at all. */
function levelOf({ prepared }: Loaded, indicator: Indicator, text: string): bigint {
  const read = readLevel(prepared.instrument, indicator, text);
  if (read.ok) return read.value;
  const sentence = sentenceOf(read.refusal, scoringRefusals);
  throw new Refused({ code: 'self-assessment.bad-level', data: { sentence }, fields: [{ path: 'level', message: sentence[0]!.toUpperCase() + sentence.slice(1) }] });
}

async function heldForWriting(t: TenantContext, input: { id: string; number: string; seq: number }) {
  const found = await held(t, input);
  mustWrite(t, found.row);
  if (found.row.state === 'approved') throw new Refused({ code: 'self-assessment.approved' });
  return found;
}

export const markReady = (ctx: Context, input: Input<'markReady'>) =>
  inTenant(ctx, async (t) => {
    const { loaded, indicator, row } = await heldForWriting(t, input);
    mustBeWhole(input.number, await lacksNow(t, loaded, indicator, row));
    await setState(t.tx, t.instansi, input.id, [input.number], 'ready', t.viewer?.accountId ?? null, t.house.clock.now());
    await audit(t, { action: 'self-assessment.marked-ready', object: 'assessment', objectId: input.id, detail: { indicator: input.number, level: levelText(row.micro!) } });
    await tellResponsible(t, { title: `Indikator ${input.number} siap diperiksa`, text: 'Buka indikatornya, lalu setujui atau kembalikan.', href: `/petugas/penilaian/${input.id}/${input.number}` });
    return { state: 'ready' as const, seq: row.seq + 1 };
  });

const lacksNow = async (t: TenantContext, loaded: Loaded, indicator: Indicator, row: AnswerRow): Promise<Lack[]> =>
  lacksOf(loaded.prepared.instrument, indicator, answerOf(row, await listPieces(t.tx, t.instansi, loaded.campaign.id, indicator.number)), loaded.days);

export const blockingWords = (lacks: readonly Lack[]): string => lacks.filter(({ blocking }) => blocking).map(({ code, count }) => lackWords[code](count)).join(', ');
function mustBeWhole(number: string, lacks: readonly Lack[]): void {
  const words = blockingWords(lacks);
  if (words !== '') throw new Refused({ code: 'self-assessment.lacking', data: { number, lacks: words } });
}

/** Each by itself: what cannot be approved is told, the others are. */
export const approve = (ctx: Context, input: Input<'approve'>) =>
  inTenant(ctx, async (t) => {
    const locked = await lockAnswers(t.tx, t.instansi, input.id, input.items.map(({ number }) => number));
    const loaded = await load(t, input.id);
    const shut = whyNotAnswer(loaded);
    if (shut) throw shut;
    const rows = new Map(locked.map((row) => [row.number, row]));
    const pieces = Map.groupBy(await listPieces(t.tx, t.instansi, input.id), ({ number }) => number);
    const good: AnswerRow[] = [];
    const refused: { number: string; message: string }[] = [];
    for (const { number, seq } of input.items) {
      const row = rows.get(number);
      const indicator = loaded.prepared.byNumber.has(number) ? indicatorAt(loaded, number) : undefined;
      const words = row && indicator && blockingWords(lacksOf(loaded.prepared.instrument, indicator, answerOf(row, pieces.get(number) ?? []), loaded.days));
      if (!row || !indicator) refused.push({ number, message: 'Indikator ini tidak ada.' });
      else if (row.seq !== seq) refused.push({ number, message: 'Sudah diubah sejak Anda membacanya. Baca lagi, lalu setujui.' });
      else if (row.state !== 'ready') refused.push({ number, message: row.state === 'approved' ? 'Sudah disetujui.' : 'Belum ditandai siap diperiksa.' });
      else if (words) refused.push({ number, message: `Belum lengkap: ${words}.` });
      else if (!good.includes(row)) good.push(row);
    }
    if (good.length > 0) {
      await setState(t.tx, t.instansi, input.id, good.map(({ number }) => number), 'approved', t.viewer?.accountId ?? null, t.house.clock.now());
      await auditMany(t, good.map((row) => ({ action: 'self-assessment.approved', object: 'assessment', objectId: input.id, detail: { indicator: row.number, level: String(row.micro! / LEVEL_SCALE) } })));
    }
    return { approved: good.length, refused };
  });

export const sendBack = (ctx: Context, input: Input<'sendBack'>) =>
  inTenant(ctx, async (t) => {
    const { row } = await held(t, input);
    if (row.state !== 'ready' && row.state !== 'approved') throw new Refused({ code: 'self-assessment.nothing-to-return' });
    const now = t.house.clock.now();
    await setState(t.tx, t.instansi, input.id, [input.number], 'working', t.viewer?.accountId ?? null, now);
    const id = uuidv7();
    await insertRemark(t.tx, t.instansi, input.id, { id, number: input.number, kind: 'returned', text: input.reason, question: null, answer_by: null, by_name: t.viewer?.name ?? '', by_account: t.viewer?.accountId ?? null, at: now });
    await audit(t, { action: 'self-assessment.sent-back', object: 'assessment', objectId: input.id, detail: { indicator: input.number } });
    if (row.assignee) await tell(t, row.assignee, { title: `Indikator ${input.number} dikembalikan`, text: 'Buka indikatornya untuk membaca alasannya.', href: `/petugas/penilaian/${input.id}/${input.number}` });
    return { state: 'working' as const, seq: row.seq + 1 };
  });

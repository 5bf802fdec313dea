import { auditMany } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { judgeMark } from '../rules/review-marks.ts';
import { seenOfItem } from '../rules/what-was-seen.ts';
import { setProgress } from '../storage/assignments.ts';
import * as storage from '../storage/verdicts.ts';
import { atDesk, indicatorAt } from './desk-access.ts';
import { stand } from './stand.ts';

/**
 * Tim Reviu marks indicators of one participant, all or none. Returned ones go back to the assessors, who give a verdict
 * at the stage of the review; a set value stands with its reason as the value of that stage.
 */
export const markReview = (ctx: Context, asked: Input<'markReview'>): Promise<{ marked: number }> =>
  inTenant(ctx, async (t) => {
    const at = await atDesk(t, asked.participant);
    if (at.role !== 'reviewer') throw new Refused({ code: 'evaluation.not-assigned' });
    if (at.participant.submission === null) throw new Refused({ code: 'evaluation.nothing-sent' });
    const seen = new Map(asked.items.map((one) => [one.number, one.seen]));
    const numbers = [...seen.keys()].toSorted();
    for (const number of numbers) indicatorAt(at, number);
    const now = t.house.clock.now();
    const { accountId: account, name: byName } = mustViewer(t);
    const items = await storage.lockItems(t.tx, t.instansi, { campaign: at.campaign.id, participant: at.participant.id, numbers }, now);
    const marks = new Map((await storage.marksOf(t.tx, t.instansi, at.participant.id)).map((one) => [one.number, one]));
    for (const item of items) {
      const { indicator } = indicatorAt(at, item.number);
      const before = marks.get(item.number);
      const { mark, text, micro } = orRefuse(judgeMark(at.prepared.instrument, indicator, at.stage, { current: item.micro === null ? null : BigInt(item.micro), state: item.state, mark: item.mark }, asked));
      if (before?.mark === mark && before.text === text && mark !== 'set') continue;
      if (seen.get(item.number) !== seenOfItem({ stage: at.stage, ...item, markSeq: before?.seq ?? 0 })) throw new Refused({ code: 'evaluation.changed' });
      const row: storage.MarkRow = { participant: at.participant.id, number: item.number, mark, text, account, byName, seq: (before?.seq ?? 0) + 1, givenAt: now };
      await storage.putMark(t.tx, t.instansi, row);
      if (mark === 'valid') {
        await storage.saveItem(t.tx, t.instansi, { ...item, mark }, now);
        continue;
      }
      const [verdicts, values] = [await storage.verdictsOf(t.tx, t.instansi, at.participant.id, item.number), await storage.valuesOf(t.tx, t.instansi, at.participant.id, item.number)];
      // Whether set anew or sent back: what the organiser or the review had decided here no longer stands.
      const standing = values.filter(({ stage, how }) => stage !== 'review' || (how !== 'lead' && how !== 'review'));
      if (standing.length < values.length) await storage.dropValue(t.tx, t.instansi, at.participant.id, item.number, 'review');
      const last = values.find(({ stage }) => stage === item.valueStage);
      const set: storage.ValueRow[] = micro === null ? [] : [{ participant: at.participant.id, number: item.number, stage: 'review', micro: String(micro), fakta: last?.fakta ?? '', analisis: last?.analisis ?? '', justifikasi: text, how: 'review', byName }];
      await stand(t, at, 'review', { item, verdicts, values: [...standing.filter(({ stage }) => micro === null || stage !== 'review'), ...set], mark: row });
    }
    const indicators = at.prepared.indicators.length;
    const done = await storage.countMarks(t.tx, t.instansi, at.participant.id);
    await setProgress(t.tx, t.instansi, { campaign: at.campaign.id, participant: at.participant.id, stage: 'review', role: 'reviewer', done, finishedAt: done >= indicators ? now : null });
    await auditMany(t, items.map(({ number, micro }) => ({ action: 'evaluation.reviewed', object: 'participant', objectId: at.participant.id, detail: { number, mark: asked.mark, text: asked.text.trim(), before: micro } })));
    return { marked: items.length };
  });

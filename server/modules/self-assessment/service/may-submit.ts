import { Refused } from '../../../platform/kernel/refusal.ts';
import { lacksIn, type Now } from './board.ts';
import { whyNotAdd, whyNotAnswer } from './load.ts';

/**
 * Why the institution may not send now; `undefined`: it may. The first submission needs every indicator answered,
 * complete, and approved, within the time for answers; afterwards answers are locked, and evidence comes while assessors
 * talk with the institution.
 */
export function whyNotSubmit(now: Now): Refused | undefined {
  if (now.submissions.length > 0) return whyNotAdd(now);
  const shut = whyNotAnswer(now);
  if (shut) return shut;
  const open = now.prepared.indicators.filter(({ indicator }) => {
    const row = now.answers.get(indicator.number)!;
    return row.state !== 'approved' || lacksIn(now, indicator, row).some(({ blocking }) => blocking);
  });
  return open.length > 0 ? new Refused({ code: 'self-assessment.not-complete', data: { count: open.length, numbers: open.length > 12 ? '' : open.map(({ indicator }) => indicator.number).join(', ') } }) : undefined;
}

import { many, one } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { verb } from '#lib/server/verb.ts';
import { PREDICATES } from '../../../../../../../server/engines/performance/predicate.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Aturan kinerja', here: '/kelola/skp', ...(await event.locals.api.performance.getPerformanceSettings({})), said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};
/** Whole numbers as people type them; anything else stays for the check. */
const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : (text as unknown as number));
export const actions: Actions = {
  default: verb('aturan', (api, values) => api.performance.savePerformanceSettings({
    validFrom: one(values, 'validFrom'), legalBasis: one(values, 'legalBasis'),
    rules: {
      source: one(values, 'source') as 'here', agreementKinds: many(values, 'agreementKinds'), employments: many(values, 'employments'), objectionDays: whole(one(values, 'objectionDays')), smallUnit: whole(one(values, 'smallUnit')),
      logs: { lockAfterDays: whole(one(values, 'lockAfterDays')), expireAfterDays: whole(one(values, 'expireAfterDays')), offDayMinutes: whole(one(values, 'offDayMinutes')) }, feedback: { minimumAnswers: whole(one(values, 'minimumAnswers')) },
      productivity: { logs: whole(one(values, 'logs')), predicate: whole(one(values, 'predicate')), withoutPredicate: one(values, 'withoutPredicate') as 'logs', expired: one(values, 'expired') as 'counts', worth: Object.fromEntries(PREDICATES.map((name, nth) => [name, whole(one(values, `worth.${nth}`))])) as Record<(typeof PREDICATES)[number], number> },
    },
  })),
};

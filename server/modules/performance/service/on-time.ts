import { addDays, dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { House } from '../../../platform/house.ts';
import { jobContext } from '../../../platform/events/events.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant } from '../../../platform/request/context.ts';
import * as logs from '../storage/logs.ts';
import * as plans from '../storage/plans.ts';
import { closeRating } from './evaluations.ts';
import { perform } from './plan-store.ts';
import { organizationOf } from './ports.ts';
import { settingsOn } from './settings.ts';

const AT_ONCE = 5000;

/** Each hour, for whose day has begun: approved plans begin, ratings nobody objected to become final, logs nobody decided expire. */
export async function actOnTime(house: House): Promise<void> {
  // The easternmost zone: each institution is asked for its own day below.
  const day = dayIn(house.clock.now(), 'WIT');
  const begin = await house.db.asOwner((tx) => plans.plansToBegin(tx, day, AT_ONCE));
  const close = await house.db.asOwner((tx) => plans.evaluationsToClose(tx, day, AT_ONCE));
  for (const one of [...begin.map((row) => ({ ...row, period: undefined })), ...close]) {
    try {
      await inTenant(jobContext(house, one.instansi, `time:${one.plan}`), async (t) => {
        const plan = await plans.lockPlan(t.tx, t.instansi, one.plan);
        if (!plan) return;
        if (one.period) await closeRating(t, plan, one.period);
        else if (plan.state === 'disetujui' && plan.fromDay <= (await organizationOf(t).today(t))) await perform(t, plan, { name: 'Sistem' }, { kind: 'begin' });
      });
    } catch (error) {
      // Somebody acted at the same moment: the next round looks again. What broke holds up no other plan, of whatever institution.
      if (!(error instanceof Refused)) house.log.error({ instansi: one.instansi, plan: one.plan, error: (error as Error).stack ?? String(error) }, 'performance on time');
    }
  }
  for (const { instansi } of await house.db.asOwner((tx) => logs.institutionsWithOpenLogs(tx))) {
    await inTenant(jobContext(house, instansi, 'time:performance-logs'), async (t) => {
      const today = await organizationOf(t).today(t);
      const expired = await logs.expire(t.tx, t.instansi, addDays(today, -(await settingsOn(t, today)).logs.expireAfterDays));
      if (expired > 0) await audit(t, { action: 'performance.logs-expired', object: 'performance-log', detail: { expired } });
    });
  }
}

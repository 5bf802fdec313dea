import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { RequestFactsPort } from '../../notifications/contract.ts';
import { findRequest } from '../storage.ts';
import { layananOf, organizationOf, institutionOf } from './ports.ts';

/** What a notice may say about a request: its number, its service, what is waited for, and who works on it. */
export const requestFacts: RequestFactsPort<TenantContext> = {
  factsOf: async (t, id, step) => {
    const request = await findRequest(t.tx, t.instansi, id);
    if (!request) return undefined;
    const { definition } = await layananOf(t).version(t, request.layanan, request.version);
    const { zone } = await institutionOf(t);
    const organization = organizationOf(t);
    const today = dayIn(t.house.clock.now(), zone);
    const posts = [...new Set(request.tasks.flatMap((task) => (task.holder ? [task.holder] : [])))];
    const holding = (await Promise.all(posts.map((post) => organization.whoHeld(t, post, today)))).flat();
    const title = step ? definition.workflow.steps.find((s) => s.id === step)?.title : undefined;
    const visitAt = request.folded.openTasks.find((task) => task.plan)?.plan?.visitAt;
    const payBy = request.folded.status === 'awaiting-payment' ? request.folded.assessment?.dueOn : undefined;
    return {
      number: request.number, account: request.account, layanan: definition.name,
      ...(title ? { stepTitle: title } : {}), ...(visitAt ? { visitAt: new Date(visitAt) } : {}), ...(payBy ? { payBy } : {}),
      holders: holding.flatMap((h) => (h.accountId ? [h.accountId] : [])),
    };
  },
};

import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type RecordSource } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { concernsUnit, remindOfFollowUp, tellFollowUp } from './service/follow-up-in-time.ts';
import { isPaper, paperFinished } from './service/papers.ts';
import { participant } from './service/participant.ts';
import { takeIn } from './service/receive.ts';
import { comesHome, takeReceipt } from './service/take-receipt.ts';
import { complaintStatistics, publishedServices } from './service/records.ts';
import { auditCheck, publishedCalendars, serviceLevels, signedPapers } from './service/records-of-office.ts';
import { remind } from './service/remind.ts';
import { remindRequests } from './service/remind-requests.ts';

export const selfAssessment: Module = {
  name: 'self-assessment',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'evaluation.told', name: 'take-in', run: takeIn },
    { event: 'evaluation.received', name: 'take-receipt', wants: comesHome, run: takeReceipt },
    { event: 'issuance.finished', name: 'assessment-paper', wants: isPaper, run: paperFinished },
    { event: 'self-assessment.followed-up', name: 'notify', wants: concernsUnit, run: tellFollowUp },
  ],
  // 06.00 WIB.
  schedules: [{ name: 'self-assessment-remind', cron: '0 23 * * *', run: remind }, { name: 'self-assessment-follow-up', cron: '5 23 * * *', run: remindOfFollowUp }, { name: 'self-assessment-remind-requests', cron: '10 23 * * *', run: remindRequests }],
  start: (house) => {
    house.parts.set('self-assessment', participant);
    house.parts.set('assessment-records', [publishedServices, signedPapers, serviceLevels, complaintStatistics, publishedCalendars, auditCheck] satisfies RecordSource<TenantContext>[]);
  },
};

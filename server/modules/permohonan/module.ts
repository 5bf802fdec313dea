import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { caseAccess } from './service/case-access.ts';
import { serviceLevels } from './service/service-levels.ts';
import { requestFacts } from './service/facts-for-notices.ts';
import { joinPhotos } from './service/join-photos.ts';
import { openClocks, recomputeDeadlines } from './service/recompute.ts';
import { issueLetter, letterFinished } from './service/signing.ts';
import { actOnTime } from './service/system-acts.ts';
import { search } from './storage.ts';
import { part } from '../../platform/house.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import type { OpenClocks } from '../calendar/contract.ts';
import { requestsDone } from './service/work-done.ts';
import type { WorkDoneSources } from '../organization/contract.ts';

export const permohonan: Module = {
  name: 'permohonan',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'permohonan.sign-requested', name: 'issue-letter', run: issueLetter },
    { event: 'permohonan.photos-sent', name: 'join-photos', run: joinPhotos },
    { event: 'issuance.finished', name: 'record-outcome', run: letterFinished },
    { event: 'calendar.published', name: 'recompute-deadlines', run: recomputeDeadlines },
    { event: 'calendar.assigned', name: 'recompute-deadlines', run: recomputeDeadlines },
  ],
  schedules: [
    { name: 'permohonan-act-on-time', cron: '7 * * * *', run: actOnTime },
    { name: 'permohonan-learn', cron: '*/5 * * * *', run: search.learn },
  ],
  start: (house) => {
    part<WorkDoneSources<TenantContext>>(house, 'work-done').permohonan = requestsDone;
    house.parts.set('permohonan.access', caseAccess);
    house.parts.set('permohonan.facts', requestFacts);
    house.parts.set('permohonan.figures', serviceLevels);
    part<OpenClocks<TenantContext>[]>(house, 'open-clocks').push(openClocks);
  },
};

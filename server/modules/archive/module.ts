import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { classificationPort } from './service/classification-port.ts';
import { dropBytes } from './service/destroy.ts';
import { isReport, reportFinished } from './service/report.ts';

export const archive: Module = {
  name: 'archive',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'issuance.finished', name: 'archive-report', wants: isReport, run: reportFinished },
    { event: 'archive.bytes-gone', name: 'drop-bytes', run: dropBytes },
  ],
  start: (house) => {
    house.parts.set('classification', classificationPort);
  },
};

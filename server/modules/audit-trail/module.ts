import type { Handlers, Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type ChainPort } from './contract.ts';
import { chainState, describeTrail, MOST_CHECKED, searchTrail } from './service.ts';

const handlers: Handlers<typeof operations> = { searchTrail, describeTrail };

/** The jejak of an institution, for its administrator and its auditor. Entries are written by every module, sealed by the platform. */
export const auditTrail: Module = {
  name: 'audit-trail', operations, handlers, permissions, refusals,
  start: (house) => {
    house.parts.set('audit-trail.chain', { mostChecked: MOST_CHECKED, stateOf: chainState } satisfies ChainPort<TenantContext>);
  },
};

import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { describeTrail, searchTrail } from './service.ts';

const handlers: Handlers<typeof operations> = { searchTrail, describeTrail };

/** The jejak of an institution, for its administrator and its auditor. Entries are written by every module, sealed by the platform. */
export const auditTrail: Module = { name: 'audit-trail', operations, handlers, permissions, refusals };

import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';

export * from './contract/port.ts';

export const operations = {} satisfies Operations;
export const permissions: PermissionTable = {};
export const refusals: RefusalTable = {};

import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';
import { terminalOperations, terminalPermissions, terminalRefusals } from './contract/terminals.ts';

// Chapters: contract/port.ts (for later modules) · contract/reasons.ts (what was noticed, and its sentences). Each chapter of operations
// brings `…Operations`, `…Permissions`, `…Refusals` of its own and is joined here.

export * from './contract/port.ts';
export { CONFIRMING, REASONS, sentencesOf, type Reason } from './contract/reasons.ts';

export const operations = { ...terminalOperations } satisfies Operations;
export const permissions: PermissionTable = { ...terminalPermissions };
export const refusals: RefusalTable = { ...terminalRefusals };

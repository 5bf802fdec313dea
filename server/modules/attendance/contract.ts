import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import type { Operations, PermissionTable } from '../../platform/operation.ts';
import { checkInOperations, checkInPermissions, checkInRefusals } from './contract/check-in.ts';
import { officeOperations, officePermissions, officeRefusals } from './contract/office.ts';
import { ruleOperations, rulePermissions, ruleRefusals } from './contract/rules.ts';
import { doorOperations, doorRefusals } from './contract/doors.ts';
import { mineOperations } from './contract/mine.ts';
import { phoneOperations, phonePermissions, phoneRefusals } from './contract/phones.ts';
import { placeOperations, placePermissions, placeRefusals } from './contract/places.ts';
import { reviewOperations, reviewPermissions, reviewRefusals } from './contract/review.ts';
import { statementOperations, statementRefusals } from './contract/statements.ts';
import { selfieOperations, selfieRefusals } from './contract/selfies.ts';
import { terminalOperations, terminalPermissions, terminalRefusals } from './contract/terminals.ts';

// Chapters: contract/port.ts (for later modules) · contract/reasons.ts (what was noticed, and its sentences). Each chapter of operations
// brings `…Operations`, `…Permissions`, `…Refusals` of its own and is joined here.

export * from './contract/port.ts';
export { CONFIRMING, REASONS, sentencesOf, type Reason } from './contract/reasons.ts';
export { checkInBody, type CheckInAnswer, type CheckInBody } from './contract/check-in.ts';
export { checkInRule, type CheckInRule, type CheckInRuleInForce } from './contract/rules.ts';
export type { MyDay, OwnPunch } from './contract/mine.ts';
export type { PlaceEntry } from './contract/places.ts';
export type { MarkedPunch } from './contract/review.ts';
export type { StatementEntry } from './contract/statements.ts';

export const operations = {
  ...checkInOperations,
  ...ruleOperations,
  ...terminalOperations,
  ...officeOperations,
  ...mineOperations,
  ...placeOperations,
  ...doorOperations,
  ...phoneOperations,
  ...reviewOperations,
  ...selfieOperations,
  ...statementOperations,
} satisfies Operations;
export const permissions: PermissionTable = {
  ...checkInPermissions,
  ...rulePermissions,
  ...terminalPermissions,
  ...officePermissions,
  ...placePermissions,
  ...phonePermissions,
  ...reviewPermissions,
};
export const refusals: RefusalTable = {
  ...checkInRefusals,
  ...ruleRefusals,
  ...terminalRefusals,
  ...officeRefusals,
  ...placeRefusals,
  ...doorRefusals,
  ...phoneRefusals,
  ...reviewRefusals,
  ...selfieRefusals,
  ...statementRefusals,
};

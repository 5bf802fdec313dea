import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type Context, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import { overseesInstitution } from '../../organization/contract.ts';
import type { Role } from '../rules/allowed-actions.ts';
import { findReport, findWhole, type LoadedReport, type WholeReport } from '../storage/reports.ts';
import { organizationOf } from './ports.ts';
import { dataKeyForOfficer } from './secrecy/data-key.ts';
import { nameFiles } from './secrecy/sealed-files.ts';
import { isSecret } from './vault.ts';

export const isCoordinator = (hat: Hat): boolean => hat.duties.includes('complaint-coordinator');
const answersFor = (hat: Hat): boolean => hat.duties.includes('complaint-liaison');
const heads = (hat: Hat): boolean => hat.duties.includes('leader') || hat.duties.includes('signer');
/** Of pengaduan berkadar pengawasan: the Inspektorat's penghubung and heads, nobody else. */
export const mayExamine = (hat: Hat): boolean => hat.unitKind === 'inspektorat' && (answersFor(hat) || heads(hat) || isCoordinator(hat));

/** Units whose reports the hat sees; undefined: all of the institution. */
export async function unitsOf(t: TenantContext, hat: Hat): Promise<string[] | undefined> {
  if (isCoordinator(hat) || overseesInstitution(hat.unitKind)) return undefined;
  return organizationOf(t).unitsBelow(t, hat.unitId);
}

export interface Stand {
  roles: Role[];
  /** May look at it at all. */
  sees: boolean;
}

/** How the hat stands towards one report. */
async function standOf(t: TenantContext, hat: Hat, report: Pick<LoadedReport, 'state' | 'folded'> & { supporting?: string[] | null }): Promise<Stand> {
  if (report.state.kind === 'misconduct') {
    if (!mayExamine(hat)) return { roles: [], sees: false };
    return { roles: ['coordinator', 'lead-liaison', 'supporting', ...(heads(hat) ? (['lead-head'] as const) : [])], sees: true };
  }
  const roles: Role[] = [];
  if (isCoordinator(hat)) roles.push('coordinator');
  const disposition = report.folded.disposition;
  const units = disposition ? await organizationOf(t).unitsBelow(t, hat.unitId) : [];
  if (disposition && units.includes(disposition.lead)) {
    if (answersFor(hat) || isCoordinator(hat)) roles.push('lead-liaison');
    if (heads(hat)) roles.push('lead-head');
  }
  const supports = disposition?.supporting.some((unit) => units.includes(unit)) ?? false;
  if (supports && (answersFor(hat) || heads(hat))) roles.push('supporting');
  const sees = roles.length > 0 || overseesInstitution(hat.unitKind);
  // What waits for a moderator is seen by who moderates.
  return report.state.held && !isCoordinator(hat) ? { roles: [], sees: false } : { roles, sees };
}

export interface OfficerCase<T> {
  report: T;
  roles: Role[];
  hat: Hat;
}

/** @throws Refused `complaints.unknown`, also where the report exists but is not this officer's; `complaints.key-locked`, `complaints.at-province` */
export async function loadForOfficer(t: TenantContext, id: string): Promise<OfficerCase<LoadedReport>> {
  return seen(t, await findReport(t.tx, t.instansi, id));
}
export async function loadWholeForOfficer(t: TenantContext, id: string): Promise<OfficerCase<WholeReport>> {
  const found = await seen(t, await findWhole(t.tx, t.instansi, { id }));
  await nameFiles(t, found.report);
  return found;
}

async function seen<T extends LoadedReport>(t: TenantContext, report: T | undefined): Promise<OfficerCase<T>> {
  const hat = mustHat(t);
  if (!report) throw new Refused({ code: 'complaints.unknown' });
  const { roles, sees } = await standOf(t, hat, report);
  if (!sees) throw new Refused({ code: 'complaints.unknown' });
  // Of misconduct with the key, if it is open in this session.
  return { report: isSecret(report.state.kind) ? { ...report, dataKey: await dataKeyForOfficer(t, report) } : report, roles, hat };
}

export function mustCoordinate(ctx: Context): Hat {
  const hat = mustHat(ctx);
  if (!isCoordinator(hat)) throw new Refused({ code: 'complaints.not-for-you' });
  return hat;
}

import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import { findRequest, findWhole, type LoadedRequest, type WholeRequest } from '../storage.ts';
import { layananOf, organizationOf } from './ports.ts';
import { overseesInstitution, type UnitFacts } from '../../organization/contract.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import { unitsOf } from './submit.ts';

/** The applicant's own request; anybody else's does not exist. */
export const loadForApplicant = async (t: TenantContext, id: string): Promise<LoadedRequest> => mustBeOwn(t, await findRequest(t.tx, t.instansi, id));
export const loadWholeForApplicant = async (t: TenantContext, id: string): Promise<WholeRequest> => mustBeOwn(t, await findWhole(t.tx, t.instansi, id));

function mustBeOwn<Request extends LoadedRequest>(t: TenantContext, request: Request | undefined): Request {
  if (!request || request.account !== mustViewer(t).accountId) throw new Refused({ code: 'permohonan.unknown' });
  return request;
}

export interface OfficerCase {
  request: LoadedRequest;
  compiled: CompiledLayanan;
  owner: UnitFacts;
  unitOf: (reference: string) => string;
  units: Map<string, UnitFacts>;
}

export async function loadForOfficer(t: TenantContext, id: string): Promise<OfficerCase> {
  const hat = mustHat(t);
  const request = await findRequest(t.tx, t.instansi, id);
  if (!request) throw new Refused({ code: 'permohonan.unknown' });
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  const { owner, unitOf, all } = await unitsOf(t, compiled, request.answers);
  const concerned = new Set([request.owner_unit, ...[...all.values()].map((u) => u.id), ...request.tasks.map((task) => task.unit)]);
  // All others see what their unit, or a unit below it, has a step in.
  const mine = overseesInstitution(hat.unitKind) || concerned.has(hat.unitId) || (await organizationOf(t).unitsBelow(t, hat.unitId)).some((unit) => concerned.has(unit));
  if (!mine) throw new Refused({ code: 'permohonan.unknown' });
  return { request, compiled, owner, unitOf, units: all };
}
